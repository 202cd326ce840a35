/*
 * Each cipher suite that is offered by default, on each provider that serves it.
 */
#include "unit/conn/workbench.h"

#include "support/peer/suite.h"

static peer_pki *pki;

/* False when the provider lacks the suite's AEAD: libsodium has no AES-128-GCM. */
static bool offer_alone(brine_config *config, const char *suite)
{
    brine_error error;

    assert_int_equal(brine_config_set_suites(config, suite, &error), BRINE_OK);
    return brine_config_freeze(config, &error) == BRINE_OK;
}

static void check_suite(size_t provider, const peer_suite *suite)
{
    static const char question[] = "is this the suite?", answer[] = "it is";
    brine_config *config = bench_config(pki, provider);
    peer_key_kind leaf = suite->ecdsa ? bench_leaf(provider) : PEER_KEY_RSA;
    peer_config server = {.identity = peer_pki_leaf(pki, leaf)};
    bench b;

    if (!offer_alone(config, suite->openssl_name)) {
        assert_int_not_equal(provider, 0); /* the default provider has them all */
        brine_config_free(config);
        return;
    }
    b = bench_open(config, &server, NULL);
    bench_handshake(&b);
    assert_int_equal(b.server->suite->id, suite->id);
    assert_int_equal(drive_write(&b.d, question, sizeof question), sizeof question);
    assert_memory_equal(b.server->application.data, question, sizeof question);
    peer_say(b.server, answer, sizeof answer);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(b.d.received.len, sizeof answer);
    assert_memory_equal(b.d.received.data, answer, sizeof answer);
    bench_close(&b);
}

static void each_suite_carries_data(void **state)
{
    size_t ephemeral = 0;

    (void)state;
    for (size_t s = 0; s < PEER_SUITE_COUNT; s++) {
        if (peer_suites[s].rsa_key_exchange)
            continue;
        ephemeral++;
        for (size_t p = 0; p < PROVIDERS_COUNT; p++)
            check_suite(p, &peer_suites[s]);
    }
    assert_int_equal(ephemeral, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_suite_carries_data)};
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
