/*
 * Decisions from outside: verification hooks, verdicts that come later, client keys here and
 * elsewhere.
 */
#include "unit/conn/workbench.h"

#include <brine/key.h>
#include <openssl/evp.h>
#include <stdlib.h>

static peer_pki *pki;

/* ---- Verdicts ---- */

typedef struct opinion {
    brine_verdict verdict;
    brine_alert alert;
    unsigned asked;
} opinion;

static brine_verdict judge(void *context, const brine_verify_request *request, brine_alert *alert)
{
    opinion *o = context;

    o->asked++;
    assert_string_equal(request->server_name, PEER_SERVER_NAME);
    assert_int_equal(request->chain_count, 1);
    assert_int_equal(request->path_count, 2);
    assert_int_equal(*alert, BRINE_ALERT_certificate_unknown);
    if (o->alert != BRINE_ALERT_none)
        *alert = o->alert;
    return o->verdict;
}

static bench hooked_bench(opinion *o)
{
    brine_config *config = bench_config(pki, 0);
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};

    assert_int_equal(brine_config_set_verify_hook(config, judge, o), BRINE_OK);
    return bench_open(test_freeze(config), &server, NULL);
}

static void a_hook_may_refuse_what_passed_with_its_own_alert(void **state)
{
    opinion yes = {BRINE_VERDICT_ACCEPT, BRINE_ALERT_none, 0};
    opinion no = {BRINE_VERDICT_REFUSE, BRINE_ALERT_access_denied, 0};
    opinion plain_no = {BRINE_VERDICT_REFUSE, BRINE_ALERT_none, 0};
    bench b = hooked_bench(&yes);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(yes.asked, 1);
    bench_close(&b);
    b = hooked_bench(&no);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
    assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_access_denied);
    bench_close(&b);
    b = hooked_bench(&plain_no);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
    assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_certificate_unknown);
    bench_close(&b);
}

#define STAPLE "no OCSP response at all"

static brine_verdict read_staple(void *context, const brine_verify_request *request,
                                 brine_alert *alert)
{
    bool *seen = context;

    (void)alert;
    *seen = request->staple.len == sizeof STAPLE - 1 &&
            memcmp(request->staple.data, STAPLE, sizeof STAPLE - 1) == 0;
    return BRINE_VERDICT_REFUSE;
}

/* brine itself does not look into it: this one would be refused. */
static void a_hook_sees_what_the_server_stapled(void **state)
{
    brine_config *config = bench_config(pki, 0);
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .staple = PEER_LITERAL(STAPLE)};
    bool seen = false;
    bench b;

    (void)state;
    assert_int_equal(brine_config_require_staple(config), BRINE_OK);
    assert_int_equal(brine_config_set_verify_hook(config, read_staple, &seen), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
    assert_true(seen);
    bench_close(&b);
}

static void a_hook_is_not_asked_about_what_failed(void **state)
{
    opinion yes = {BRINE_VERDICT_ACCEPT, BRINE_ALERT_none, 0};
    bench b = hooked_bench(&yes);

    (void)state;
    test_now = PEER_NOW + 1000 * PEER_DAY;
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_EXPIRED);
    test_now = PEER_NOW;
    assert_int_equal(yes.asked, 0);
    bench_close(&b);
}

/* The server's certificate says that it is a CA's. */
static void a_strict_config_refuses_what_others_accept(void **state)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_P256,
                                        .names = "DNS:" PEER_SERVER_NAME,
                                        .basic_constraints = "critical,CA:TRUE"};
    const peer_identity identity = peer_identity_of(peer_pki_issue(pki, &plan, pki->root));
    const peer_config server = {.identity = &identity};

    (void)state;
    for (int strict = 0; strict < 2; strict++) {
        brine_config *config = bench_config(pki, 0);
        bench b;

        assert_int_equal(brine_config_set_strict(config, true), BRINE_OK);
        assert_int_equal(brine_config_set_strict(config, strict), BRINE_OK);
        b = bench_open(test_freeze(config), &server, NULL);
        assert_int_equal(drive_run(&b.d), strict ? BRINE_ERROR_CERT_EXTENDED_KEY_USAGE : BRINE_OK);
        bench_close(&b);
    }
}

static void a_verdict_may_come_later(void **state)
{
    opinion later = {BRINE_VERDICT_LATER, BRINE_ALERT_none, 0};
    bench b = hooked_bench(&later);
    brine_error error;

    (void)state;
    assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_ACCEPT, BRINE_ALERT_none),
                     BRINE_ERROR_WRONG_STATE);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_WAIT_VERDICT);
    assert_false(brine_conn_state(b.conn) & BRINE_CONN_READABLE);
    assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_LATER, BRINE_ALERT_none),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_ACCEPT, BRINE_ALERT_none), BRINE_OK);
    bench_handshake(&b);
    assert_int_equal(later.asked, 1);
    bench_close(&b);

    b = hooked_bench(&later);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_REFUSE, BRINE_ALERT_bad_certificate),
                     BRINE_ERROR_CERT_REFUSED);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
    assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_bad_certificate);
    brine_conn_error(b.conn, &error);
    assert_int_equal(error.code, BRINE_ERROR_CERT_REFUSED);
    /* It is final. */
    assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_ACCEPT, BRINE_ALERT_none),
                     BRINE_ERROR_CERT_REFUSED);
    assert_false(brine_conn_state(b.conn) & (BRINE_CONN_READABLE | BRINE_CONN_WRITABLE));
    bench_close(&b);
}

static void while_it_waits_it_still_takes_alerts(void **state)
{
    static const peer_rule rules[] = {PEER_STOP(PEER_CERTIFICATE)};
    opinion later = {BRINE_VERDICT_LATER, BRINE_ALERT_none, 0};
    brine_config *config = bench_config(pki, 0);
    peer_config server = {
        .identity = peer_pki_leaf(pki, PEER_KEY_P256), .rules = rules, .rule_count = 1};
    bench b;

    (void)state;
    assert_int_equal(brine_config_set_verify_hook(config, judge, &later), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    b.d.ended = true; /* the transport stays open */
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_WAIT_VERDICT);
    peer_say_raw(b.server, "\x15\x03\x03\x00\x02\x02\x5a", 7); /* fatal user_canceled */
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_ALERT);
    assert_false(brine_conn_state(b.conn) & BRINE_CONN_WAIT_VERDICT);
    bench_close(&b);
}

/* ---- Client keys ---- */

static const struct {
    peer_key_kind kind;
    uint16_t scheme;
} keys[] = {
    {PEER_KEY_P256, 0x0403}, {PEER_KEY_P384, 0x0503},    {PEER_KEY_ED25519, 0x0807},
    {PEER_KEY_RSA, 0x0804},  {PEER_KEY_RSA_PSS, 0x0809},
};
#define KEYS (sizeof keys / sizeof *keys)

static peer_config asking_server(void)
{
    return (peer_config){.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                         .request_certificate = true};
}

static void pem_of(peer_key_kind kind, peer_bytes *chain, peer_bytes *key)
{
    const peer_certificate_plan plan = {.key = kind, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);

    peer_put_certificate_pem(chain, certificate);
    peer_put_key_pem(key, certificate->key);
}

static void each_kind_of_key_signs_on_every_provider(void **state)
{
    (void)state;
    for (size_t p = 0; p < PROVIDERS_COUNT; p++)
        for (size_t k = 0; k < KEYS; k++) {
            peer_bytes chain = {0}, key = {0};
            brine_config *config = bench_config(pki, p);
            peer_config server = asking_server();
            brine_error error;
            bench b;

            server.identity = peer_pki_leaf(pki, bench_leaf(p));
            pem_of(keys[k].kind, &chain, &key);
            if (brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                          (brine_bytes){key.data, key.len}, &error) != BRINE_OK)
                fail_msg("%s", error.text);
            b = bench_open(test_freeze(config), &server, NULL);
            bench_handshake(&b);
            assert_int_equal(b.server->client_scheme, keys[k].scheme);
            assert_int_equal(b.server->client_chain_count, 1);
            assert_true(bench_facts(&b).client_certificate_sent);
            bench_close(&b);
            peer_bytes_free(&chain);
            peer_bytes_free(&key);
        }
}

static void without_an_identity_an_empty_certificate_is_sent(void **state)
{
    peer_config server = asking_server();
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(b.server->client_chain_count, 0);
    assert_false(bench_facts(&b).client_certificate_sent);
    bench_close(&b);
}

static void sign_with_key(EVP_PKEY *from, const brine_signature_request *request,
                          uint8_t *signature, size_t *len)
{
    peer_bytes pem = {0};
    brine_key *key;
    brine_error error;

    peer_put_key_pem(&pem, from);
    assert_int_equal(brine_key_new(brine_provider_sodium(), NULL, (brine_bytes){pem.data, pem.len},
                                   NULL, NULL, &key, &error),
                     BRINE_OK);
    assert_int_equal(brine_key_sign(key, request->scheme, request->digest, request->message,
                                    signature, len, &error),
                     BRINE_OK);
    brine_key_free(key);
    peer_bytes_free(&pem);
}

static void a_key_that_lives_elsewhere_answers_later(void **state)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_P256, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);
    brine_config *config = bench_config(pki, 0);
    peer_config server = asking_server();
    peer_bytes chain = {0};
    brine_signature_request request;
    brine_error error;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    uint8_t signature[BRINE_SIGNATURE_MAX + 1];
    size_t len = BRINE_SIGNATURE_MAX;
    bench b;

    (void)state;
    peer_put_certificate_pem(&chain, certificate);
    assert_int_equal(
        brine_config_set_identity_external(config, (brine_bytes){chain.data, chain.len}, &error),
        BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    assert_int_equal(brine_conn_signature_request(b.conn, &request), BRINE_ERROR_WRONG_STATE);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_WAIT_SIGNATURE);
    assert_int_equal(brine_conn_signature_request(b.conn, &request), BRINE_OK);
    assert_int_equal(request.scheme, 0x0403);
    assert_int_equal(request.hash, BRINE_HASH_SHA256);
    assert_int_equal(request.digest.len, 32);
    assert_int_equal(EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, certificate->key), 1);
    assert_int_equal(EVP_DigestSign(md, signature, &len, request.message.data, request.message.len),
                     1);
    /* What no signature is long is refused, and the question stays. */
    assert_int_equal(brine_conn_signature(b.conn, signature, 0), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_conn_signature(b.conn, signature, sizeof signature),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_WAIT_SIGNATURE);
    assert_int_equal(brine_conn_signature(b.conn, signature, len), BRINE_OK);
    bench_handshake(&b);
    assert_int_equal(b.server->client_scheme, 0x0403);
    bench_next(&b);

    /* A process that keeps the key needs no other library to answer. */
    b = bench_open(b.config, &server, NULL);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(brine_conn_signature_request(b.conn, &request), BRINE_OK);
    sign_with_key(certificate->key, &request, signature, &len);
    assert_int_equal(brine_conn_signature(b.conn, signature, len), BRINE_OK);
    bench_handshake(&b);
    assert_int_equal(b.server->client_scheme, 0x0403);
    bench_next(&b);

    /* "Can't" ends the handshake. */
    b = bench_open(b.config, &server, NULL);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(brine_conn_signature(b.conn, NULL, 0), BRINE_ERROR_SIGNER);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_SIGNER);
    assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_internal_error);
    bench_close(&b);
    peer_bytes_free(&chain);
    EVP_MD_CTX_free(md);
}

static void a_key_that_is_not_the_certificates_is_found_at_once(void **state)
{
    brine_config *config = bench_config(pki, 0);
    peer_bytes chain = {0}, key = {0}, unused = {0}, other = {0};
    brine_error error;

    (void)state;
    pem_of(PEER_KEY_P256, &chain, &key);
    pem_of(PEER_KEY_P256, &unused, &other);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){other.data, other.len}, &error),
                     BRINE_ERROR_KEY_MISMATCH);
    other.len = 0;
    pem_of(PEER_KEY_ED25519, &unused, &other);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){other.data, other.len}, &error),
                     BRINE_ERROR_KEY_MISMATCH);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){key.data, key.len},
                                               (brine_bytes){key.data, key.len}, &error),
                     BRINE_ERROR_NO_CERTIFICATE);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){chain.data, chain.len}, &error),
                     BRINE_ERROR_NO_PRIVATE_KEY);
    assert_int_equal(
        brine_config_set_identity_files(config, "/nonexistent", "/nonexistent", &error),
        BRINE_ERROR_FILE);
    brine_config_free(config);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
    peer_bytes_free(&unused);
    peer_bytes_free(&other);
}

/* ---- A random source that fails ---- */

static size_t random_calls_left;

/* It fails for a reason of its own, which is no concern of the handshake's. */
static brine_result failing_random(void *context, uint8_t *out, size_t len)
{
    if (random_calls_left > 0 && --random_calls_left == 0)
        return BRINE_ERROR_FILE;
    return providers[0].get()->random(context, out, len);
}

/* What draws random numbers: hello, session ID, key share, premaster, padding, salt, nonce... */
typedef struct random_user {
    peer_key_kind server_key, client_key;
    const uint16_t *suites, *groups, *schemes; /* end with 0; NULL = the server's own choice */
    bool resumed;
    size_t calls;       /* how many there are */
    size_t first_calls; /* how many of them before ClientHello is sent */
} random_user;

static const uint16_t rsa_suite[] = {0x009c, 0}, x25519[] = {29, 0}, secp256r1[] = {23, 0};
static const uint16_t secp384r1[] = {24, 0}, pkcs1[] = {0x0401, 0}, pss[] = {0x0804, 0};

static const random_user random_users[] = {
    {PEER_KEY_P256, PEER_KEY_RSA, NULL, x25519, pkcs1, false, 3, 1},
    {PEER_KEY_P256, PEER_KEY_RSA, NULL, secp256r1, pss, false, 4, 1},
    {PEER_KEY_P256, PEER_KEY_P256, NULL, secp384r1, NULL, false, 3, 1},
    {PEER_KEY_P256, PEER_KEY_P384, NULL, NULL, NULL, false, 3, 1},
    {PEER_KEY_P256, PEER_KEY_ED25519, NULL, NULL, NULL, false, 2, 1},
    {PEER_KEY_RSA, PEER_KEY_P256, rsa_suite, NULL, NULL, false, 7, 1},
    {PEER_KEY_P256, PEER_KEY_P256, NULL, NULL, NULL, true, 2, 2},
};

static brine_config *failing_config(const brine_provider *provider, peer_key_kind kind)
{
    brine_config *config = test_config(pki);
    peer_bytes chain = {0}, key = {0};
    brine_error error;

    pem_of(kind, &chain, &key);
    assert_int_equal(brine_config_set_provider(config, provider), BRINE_OK);
    assert_int_equal(brine_config_enable_legacy_rsa_key_exchange(config), BRINE_OK);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){key.data, key.len}, &error),
                     BRINE_OK);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
    return test_freeze(config);
}

/* Whether the handshake came to its end although call n, from 1, was to fail. */
static bool handshake_with_failing_call(const random_user *user, brine_config *config,
                                        const peer_config *server, size_t n)
{
    bench b = bench_open(config, server, NULL);
    brine_result result;

    random_calls_left = n;
    result = drive_run(&b.d);
    if (result == BRINE_OK) {
        assert_int_equal(n - random_calls_left, user->calls);
        assert_int_equal(bench_facts(&b).resumed, user->resumed);
    } else {
        assert_int_equal(result, BRINE_ERROR_RANDOM);
        if (n > user->first_calls) /* else the server has not heard of us */
            assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_internal_error);
        assert_int_equal(b.server->report.change_cipher_specs, 0);
    }
    random_calls_left = 0;
    bench_next(&b);
    return result == BRINE_OK;
}

static void without_random_bytes_a_handshake_ends(void **state)
{
    brine_provider provider = *providers[0].get();

    (void)state;
    provider.random = failing_random;
    for (size_t i = 0; i < sizeof random_users / sizeof *random_users; i++) {
        const random_user *user = &random_users[i];
        bool ended = false;

        for (size_t n = 1; !ended; n++) {
            brine_config *config = failing_config(&provider, user->client_key);
            peer_store store = {.made = 0};
            peer_config server = asking_server();
            bench b;

            server.identity = peer_pki_leaf(pki, user->server_key);
            server.suites = user->suites;
            server.groups = user->groups;
            server.request_schemes = user->schemes;
            if (user->resumed) {
                server.store = &store;
                server.tickets = true;
                b = bench_open(config, &server, NULL);
                bench_handshake(&b);
                bench_next(&b);
            }
            ended = handshake_with_failing_call(user, config, &server, n);
            brine_config_free(config);
            peer_store_clear(&store);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hook_may_refuse_what_passed_with_its_own_alert),
        cmocka_unit_test(a_hook_sees_what_the_server_stapled),
        cmocka_unit_test(a_hook_is_not_asked_about_what_failed),
        cmocka_unit_test(a_strict_config_refuses_what_others_accept),
        cmocka_unit_test(a_verdict_may_come_later),
        cmocka_unit_test(while_it_waits_it_still_takes_alerts),
        cmocka_unit_test(each_kind_of_key_signs_on_every_provider),
        cmocka_unit_test(without_an_identity_an_empty_certificate_is_sent),
        cmocka_unit_test(a_key_that_lives_elsewhere_answers_later),
        cmocka_unit_test(a_key_that_is_not_the_certificates_is_found_at_once),
        cmocka_unit_test(without_random_bytes_a_handshake_ends),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
