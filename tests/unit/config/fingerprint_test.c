/* A session is bound to what its config trusts, asks for and offers: each setting counts. */
#include "config/config.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <stddef.h>
#include <string.h>

static peer_pki *pki;
static brine_config *config;
static brn_verify_policy policy; /* of config, before a test changes it */
static uint8_t before[32];

/* The policy as this test knows it: a new member makes it another size. */
typedef struct known_policy {
    brine_trust *trust;
    uint8_t (*pins)[32];
    size_t pin_count;
    brn_verify_choices choices;
} known_policy;
_Static_assert(sizeof(brn_verify_policy) == sizeof(known_policy),
               "a new member of brn_verify_policy is hashed by fingerprint.c and tested here");
_Static_assert(offsetof(brn_verify_policy, choices) == offsetof(known_policy, choices),
               "a new member of brn_verify_policy is hashed by fingerprint.c and tested here");

static int set_up(void **state)
{
    (void)state;
    config = test_freeze(test_config(pki));
    policy = config->policy;
    brn_config_fingerprint(config, before);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    config->policy = policy;
    config->alpn = NULL;
    config->alpn_len = 0;
    brine_config_free(config);
    return 0;
}

static void assert_changed(const char *setting)
{
    uint8_t after[32];

    brn_config_fingerprint(config, after);
    if (memcmp(before, after, sizeof after) == 0)
        fail_msg("the fingerprint is the same with another %s", setting);
}

static void assert_unchanged(void)
{
    uint8_t after[32];

    brn_config_fingerprint(config, after);
    assert_memory_equal(before, after, sizeof after);
}

static void the_same_settings_have_the_same_fingerprint(void **state)
{
    brine_config *other = test_freeze(test_config(pki));
    uint8_t after[32];

    (void)state;
    brn_config_fingerprint(other, after);
    assert_memory_equal(before, after, sizeof after);
    brine_config_free(other);
}

/* Whatever members there are: each is one byte, and each byte is looked at. */
static void each_choice_of_the_policy_counts(void **state)
{
    uint8_t *choices = (uint8_t *)&config->policy.choices;

    (void)state;
    for (size_t i = 0; i < sizeof config->policy.choices; i++) {
        char name[32];

        snprintf(name, sizeof name, "byte %u of the choices", (unsigned)i);
        choices[i] ^= 1;
        assert_changed(name);
        choices[i] ^= 1;
        assert_unchanged();
    }
}

static void the_trust_store_counts(void **state)
{
    brine_trust *other;
    peer_slice leaf = peer_pki_leaf(pki, PEER_KEY_P256)->chain[0];
    brine_error error;

    (void)state;
    config->policy.trust = NULL;
    assert_changed("trust store: none");
    assert_int_equal(brine_trust_new(NULL, &other, NULL), BRINE_OK);
    assert_int_equal(
        brine_trust_add_memory(other, (brine_bytes){leaf.data, leaf.len}, NULL, &error), BRINE_OK);
    assert_int_equal(brine_trust_freeze(other, &error), BRINE_OK);
    config->policy.trust = other;
    assert_changed("trust store");
    brine_trust_free(other);
    config->policy = policy;
    assert_unchanged();
}

static void each_pin_and_their_number_count(void **state)
{
    uint8_t pins[2][32] = {{1}, {2}}, other[2][32] = {{1}, {2}}, one[32];

    (void)state;
    other[1][31] = 1;
    config->policy.pins = pins;
    config->policy.pin_count = 1;
    assert_changed("number of pins");
    brn_config_fingerprint(config, one);
    config->policy.pin_count = 2;
    brn_config_fingerprint(config, before);
    assert_memory_not_equal(one, before, sizeof one);
    config->policy.pins = other;
    assert_changed("pin");
}

static brine_verdict hook(void *context, const brine_verify_request *request, brine_alert *alert)
{
    (void)context;
    (void)request;
    (void)alert;
    return BRINE_VERDICT_ACCEPT;
}

/* What else decides whom a connection trusts and what it talks. */
static void each_other_setting_counts(void **state)
{
    bool *const flags[] = {&config->require_staple, &config->require_extended_master_secret,
                           &config->allow_legacy_renegotiation};
    uint8_t alpn[] = "\2h2";

    (void)state;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        char name[32];

        snprintf(name, sizeof name, "flag %u", (unsigned)i);
        *flags[i] = !*flags[i];
        assert_changed(name);
        *flags[i] = !*flags[i];
    }
    config->verify_hook = hook;
    assert_changed("verify hook");
    config->verify_hook = NULL;
    config->alpn = alpn;
    config->alpn_len = 3;
    assert_changed("list of protocols");
    config->alpn = NULL;
    config->alpn_len = 0;
    for (size_t length = 512; length <= 4096; length *= 2) {
        config->max_fragment_length = length;
        assert_changed("max_fragment_length");
    }
    config->max_fragment_length = 0;
    assert_unchanged();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_settings_have_the_same_fingerprint, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_choice_of_the_policy_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_trust_store_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_pin_and_their_number_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_other_setting_counts, set_up, tear_down),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
