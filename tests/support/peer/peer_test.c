/* The scripted server against libssl's client: what it does unscripted is correct TLS 1.2. */
#include "support/peer/openssl_client.h"
#include "support/test.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>

static peer_pki *pki;
static SSL_CTX *context;

static int set_up(void **state)
{
    (void)state;
    pki = peer_pki_new();
    context = openssl_client_context(pki);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    SSL_CTX_free(context);
    peer_pki_free(pki);
    return 0;
}

static peer_config config_for(peer_key_kind kind)
{
    peer_config config = {.identity = peer_pki_leaf(pki, kind)};

    return config;
}

static void assert_works(SSL *ssl, peer *p)
{
    bool connected = openssl_client_handshake(ssl, p);

    if (!connected)
        ERR_print_errors_fp(stderr);
    if (p->fault)
        print_error("the server says: %s\n", p->fault);
    assert_true(connected);
    assert_int_equal(p->phase, PEER_OPEN);
    assert_true(openssl_client_echo(ssl, p));
}

/* One connection that has to work; returns nothing but what a test may look at in p. */
static void connect_once(const peer_config *config, SSL_SESSION *session, SSL_SESSION **kept)
{
    peer *p = peer_new(config);
    SSL *ssl = openssl_client_new(context);

    if (session)
        SSL_set_session(ssl, session);
    assert_works(ssl, p);
    assert_int_equal(SSL_session_reused(ssl), session != NULL && !config->refuse_resumption);
    assert_int_equal(p->resumed, SSL_session_reused(ssl));
    if (kept)
        *kept = SSL_get1_session(ssl);
    peer_close(p);
    SSL_shutdown(ssl);
    openssl_client_carry(ssl, p);
    assert_true(p->report.close_notify);
    assert_int_equal(SSL_shutdown(ssl), 1);
    SSL_free(ssl);
    peer_free(p);
}

static void every_suite_group_and_leaf(void **state)
{
    static const uint16_t groups[] = {PEER_X25519, PEER_SECP256R1, PEER_SECP384R1};
    static const peer_key_kind kinds[] = {PEER_KEY_P256, PEER_KEY_P384, PEER_KEY_ED25519,
                                          PEER_KEY_RSA, PEER_KEY_RSA_PSS};
    int done = 0;

    (void)state;
    for (size_t s = 0; s < PEER_SUITE_COUNT; s++)
        for (size_t g = 0; g < 3; g++)
            for (size_t k = 0; k < 5; k++) {
                uint16_t suites[2] = {peer_suites[s].id, 0}, wanted[2] = {groups[g], 0};
                peer_config config = config_for(kinds[k]);

                config.suites = suites;
                config.groups = wanted;
                if (peer_suites[s].ecdsa != (k < 3) ||
                    (peer_suites[s].rsa_key_exchange && (kinds[k] != PEER_KEY_RSA || g > 0)))
                    continue;
                connect_once(&config, NULL, NULL);
                done++;
            }
    assert_int_equal(done, 3 * 3 * 3 + 3 * 3 * 2 + 2);
}

static void every_signature_scheme(void **state)
{
    static const peer_key_kind kinds[] = {PEER_KEY_P256, PEER_KEY_P384, PEER_KEY_ED25519,
                                          PEER_KEY_RSA, PEER_KEY_RSA_PSS};
    int done = 0;

    (void)state;
    for (size_t k = 0; k < 5; k++)
        for (const uint16_t *scheme = peer_schemes; *scheme; scheme++) {
            peer_config config = config_for(kinds[k]);

            /* SHA-1 is not offered, and so not accepted. */
            if (*scheme >> 8 == 2 || !peer_scheme_fits(*scheme, config.identity->key))
                continue;
            config.scheme = *scheme;
            connect_once(&config, NULL, NULL);
            done++;
        }
    assert_int_equal(done, 3 + 3 + 1 + 6 + 3);
}

static void with_and_without_extended_master_secret(void **state)
{
    peer_config config = config_for(PEER_KEY_P256);

    (void)state;
    for (int without = 0; without < 2; without++) {
        peer *p;
        SSL *ssl = openssl_client_new(context);

        config.no_extended_master_secret = without == 1;
        p = peer_new(&config);
        assert_works(ssl, p);
        assert_int_equal(SSL_get_extms_support(ssl), without == 0);
        SSL_free(ssl);
        peer_free(p);
    }
}

static void sessions_are_resumed(void **state)
{
    (void)state;
    for (int tickets = 0; tickets < 2; tickets++)
        for (int plain = 0; plain < 2; plain++) {
            peer_store store = {0};
            peer_config config = config_for(PEER_KEY_P256);
            SSL_SESSION *first, *second;

            config.store = &store;
            config.tickets = tickets == 1;
            config.renew_ticket = tickets == 1;
            config.no_extended_master_secret = plain == 1;
            /* libssl always offers EMS, and the server resumes no session that lacks it. */
            config.refuse_resumption = plain == 1;
            connect_once(&config, NULL, &first);
            connect_once(&config, first, &second);
            connect_once(&config, second, NULL);
            SSL_SESSION_free(first);
            SSL_SESSION_free(second);
            peer_store_clear(&store);
        }
}

static void the_client_authenticates(void **state)
{
    static const peer_key_kind kinds[] = {PEER_KEY_P256, PEER_KEY_P384, PEER_KEY_ED25519,
                                          PEER_KEY_RSA, PEER_KEY_RSA_PSS};

    (void)state;
    for (size_t k = 0; k < 5; k++) {
        peer_config config = config_for(PEER_KEY_RSA);
        const peer_identity *ours = peer_pki_leaf(pki, kinds[k]);
        SSL *ssl = openssl_client_new(context);
        peer *p;

        config.request_certificate = true;
        p = peer_new(&config);
        SSL_use_certificate_ASN1(ssl, ours->chain[0].data, (int)ours->chain[0].len);
        SSL_use_PrivateKey(ssl, ours->key);
        assert_works(ssl, p);
        assert_true(p->client_chain_count >= 1); /* libssl adds what it finds in its store */
        assert_true(peer_equal(p->client_chain[0], ours->chain[0]));
        assert_true(peer_scheme_fits(p->client_scheme, ours->key));
        SSL_free(ssl);
        peer_free(p);
    }
}

static void a_client_without_certificate_sends_an_empty_one(void **state)
{
    static const uint8_t expected[] = {PEER_MSG_CLIENT_HELLO, PEER_MSG_CERTIFICATE,
                                       PEER_MSG_CLIENT_KEY_EXCHANGE, PEER_MSG_FINISHED};
    peer_config config = config_for(PEER_KEY_RSA);
    SSL *ssl = openssl_client_new(context);
    peer *p;

    (void)state;
    config.request_certificate = true;
    p = peer_new(&config);
    assert_works(ssl, p);
    assert_int_equal(p->client_chain_count, 0);
    assert_int_equal(p->report.message_count, sizeof expected);
    assert_memory_equal(p->report.messages, expected, sizeof expected);
    /* libssl writes its records one by one; openssl_client_carry joins them. */
    assert_int_equal(p->report.flights, 3); /* hello, second flight, data */
    SSL_free(ssl);
    peer_free(p);
}

static int keep_staple(SSL *ssl, void *argument)
{
    const unsigned char *response;
    long len = SSL_get_tlsext_status_ocsp_resp(ssl, &response);

    *(long *)argument = len;
    return 1;
}

static void extensions_are_answered(void **state)
{
    static const unsigned char protocols[] = "\x02h2\x08http/1.1";
    peer_slice staple = PEER_LITERAL("\x30\x03\x0a\x01\x06"); /* OCSPResponse: unauthorized */
    peer_config config = config_for(PEER_KEY_P256);
    SSL *ssl = openssl_client_new(context);
    const unsigned char *chosen;
    unsigned chosen_len;
    long staple_len = 0;
    peer *p;

    (void)state;
    config.protocol = "http/1.1";
    config.staple = staple;
    config.max_fragment_length = true;
    p = peer_new(&config);
    SSL_set_alpn_protos(ssl, protocols, sizeof protocols - 1);
    SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
    SSL_set_tlsext_max_fragment_length(ssl, TLSEXT_max_fragment_length_512);
    SSL_CTX_set_tlsext_status_cb(context, keep_staple);
    SSL_CTX_set_tlsext_status_arg(context, &staple_len);
    assert_works(ssl, p);
    SSL_CTX_set_tlsext_status_cb(context, NULL);
    SSL_get0_alpn_selected(ssl, &chosen, &chosen_len);
    assert_int_equal(chosen_len, 8);
    assert_memory_equal(chosen, "http/1.1", 8);
    assert_int_equal(staple_len, staple.len);
    assert_int_equal(p->record_limit, 512);
    assert_memory_equal(p->hello.server_name.data, PEER_SERVER_NAME, p->hello.server_name.len);
    SSL_free(ssl);
    peer_free(p);
}

static char key_log[256];

static void keep_key_log(const SSL *ssl, const char *line)
{
    (void)ssl;
    snprintf(key_log, sizeof key_log, "%s", line);
}

static void exporter_and_key_log_agree(void **state)
{
    peer_config config = config_for(PEER_KEY_P256);
    SSL *ssl = openssl_client_new(context);
    peer *p = peer_new(&config);
    peer_slice some = PEER_LITERAL("context"), none = {NULL, 0};
    uint8_t theirs[40], ours[40];
    char line[256];

    (void)state;
    SSL_CTX_set_keylog_callback(context, keep_key_log);
    assert_works(ssl, p);
    SSL_CTX_set_keylog_callback(context, NULL);
    peer_key_log_line(p, line, sizeof line);
    assert_string_equal(line, key_log);
    peer_export(p, "EXPERIMENTAL test", none, ours, sizeof ours);
    assert_int_equal(
        SSL_export_keying_material(ssl, theirs, sizeof theirs, "EXPERIMENTAL test", 17, NULL, 0, 0),
        1);
    assert_memory_equal(ours, theirs, sizeof ours);
    peer_export(p, "EXPERIMENTAL test", some, ours, sizeof ours);
    assert_int_equal(SSL_export_keying_material(ssl, theirs, sizeof theirs, "EXPERIMENTAL test", 17,
                                                some.data, some.len, 1),
                     1);
    assert_memory_equal(ours, theirs, sizeof ours);
    SSL_free(ssl);
    peer_free(p);
}

static void handshake_records_of_any_size(void **state)
{
    (void)state;
    for (size_t fragment = 1; fragment < 40; fragment += 3) {
        peer_config config = config_for(PEER_KEY_P256);

        config.fragment = fragment;
        connect_once(&config, NULL, NULL);
        config.pack = true;
        connect_once(&config, NULL, NULL);
    }
    for (int seed = 0; seed < 2; seed++) {
        peer_config config = config_for(PEER_KEY_RSA);

        config.pack = true;
        config.random_nonces = true;
        config.seed = (uint64_t)seed;
        connect_once(&config, NULL, NULL);
    }
}

static void a_chain_with_intermediates(void **state)
{
    peer_certificate *outer = peer_pki_issue_ca(pki, "Outer CA", pki->root);
    peer_certificate *inner = peer_pki_issue_ca(pki, "Inner CA", outer);
    peer_certificate_plan plan = {.key = PEER_KEY_P256, .names = "DNS:" PEER_SERVER_NAME};
    peer_identity identity = peer_identity_of(peer_pki_issue(pki, &plan, inner));
    peer_config config = {.identity = &identity};

    (void)state;
    peer_identity_add(&identity, inner);
    peer_identity_add(&identity, outer);
    connect_once(&config, NULL, NULL);
}

/* ---- Deviations that libssl, too, has an opinion about ---- */

static int refused(const peer_rule *rules, size_t count)
{
    peer_config config = config_for(PEER_KEY_P256);
    SSL *ssl = openssl_client_new(context);
    peer *p;
    int alert;

    config.rules = rules;
    config.rule_count = count;
    p = peer_new(&config);
    if (openssl_client_handshake(ssl, p))
        alert = -2;
    else
        alert = peer_fatal_alert(p);
    ERR_clear_error();
    SSL_free(ssl);
    peer_free(p);
    return alert;
}

#define REFUSED(...)                                                                               \
    refused((const peer_rule[]){__VA_ARGS__},                                                      \
            sizeof((const peer_rule[]){__VA_ARGS__}) / sizeof(peer_rule))

static void scripts_are_obeyed(void **state)
{
    enum {
        NONE = -2,
        UNEXPECTED = 10,
        BAD_MAC = 20,
        OVERFLOW = 22,
        ILLEGAL = 47,
        DECODE = 50,
        DECRYPT = 51,
        VERSION = 70,
        INTERNAL = 80,
        EXTENSION = 110
    };

    (void)state;
    assert_int_equal(REFUSED(PEER_SET(PEER_F_VERSION, "\x03\x02")), VERSION);
    assert_int_equal(REFUSED(PEER_SET(PEER_F_SUITE, "\x00\x05")), ILLEGAL);
    assert_int_equal(REFUSED(PEER_SET(PEER_F_COMPRESSION, "\x01")), ILLEGAL);
    assert_int_equal(REFUSED(PEER_CUT(PEER_SERVER_HELLO, 1)), DECODE);
    /* libssl has its own idea of this one; brine says decode_error. */
    assert_int_equal(REFUSED(PEER_APPEND(PEER_SERVER_HELLO_DONE, "x")), ILLEGAL);
    assert_int_equal(REFUSED(PEER_EXTENSION(PEER_EXT_ALPN, "\0\3\2h2")), EXTENSION);
    assert_int_equal(REFUSED(PEER_NO_EXTENSION(PEER_EXT_SERVER_NAME)), NONE);
    assert_int_equal(REFUSED(PEER_SET(PEER_F_GROUP, "\x00\x1a")), ILLEGAL);
    assert_int_equal(REFUSED(PEER_FLIP(PEER_F_SIGNATURE, -1)), DECRYPT);
    assert_int_equal(REFUSED(PEER_FLIP(PEER_F_VERIFY_DATA, 0)), DECRYPT);
    assert_int_equal(REFUSED(PEER_DROP(PEER_SERVER_KEY_EXCHANGE)), UNEXPECTED);
    assert_int_equal(REFUSED(PEER_DROP(PEER_CHANGE_CIPHER_SPEC)), UNEXPECTED);
    assert_int_equal(REFUSED(PEER_TWICE(PEER_CERTIFICATE)), UNEXPECTED);
    assert_int_equal(REFUSED(PEER_RECORD_FLIP(PEER_FINISHED, -1)), BAD_MAC);
    /* Too short for a tag; which of the two libssl says differs between machines. */
    int alert = REFUSED(PEER_PLAINTEXT(PEER_FINISHED));
    assert_true(alert == BAD_MAC || alert == INTERNAL);
    assert_int_equal(REFUSED(PEER_RECORD_LENGTH(PEER_CERTIFICATE, 0xffff)), OVERFLOW);
    assert_int_equal(REFUSED(PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0304)), VERSION);
    assert_int_equal(REFUSED(PEER_EARLY(PEER_FINISHED, 4)), UNEXPECTED);
    assert_int_equal(REFUSED(PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 22, "\0\0\0\0")), NONE);
    assert_int_equal(REFUSED(PEER_INSERT_BEFORE(PEER_CERTIFICATE, 20, "\x01")), UNEXPECTED);
    assert_int_equal(REFUSED(PEER_INSERT_WITHIN(PEER_CERTIFICATE, 9, 21, "\x01\x5a")), NONE);
    /* Beyond the message, and before what was sent already. */
    assert_int_equal(REFUSED(PEER_INSERT_WITHIN(PEER_CERTIFICATE, 70000, 21, "\x01\x5a")), NONE);
    assert_int_equal(REFUSED(PEER_INSERT_WITHIN(PEER_CERTIFICATE, 9, 21, "\x01\x5a"),
                             PEER_INSERT_WITHIN(PEER_CERTIFICATE, 5, 21, "\x01\x5a"),
                             PEER_INSERT_WITHIN(PEER_CERTIFICATE, -1, 21, "\x01\x5a")),
                     NONE);
    assert_int_equal(REFUSED(PEER_FRAGMENT(PEER_CERTIFICATE, 1), PEER_PACK(PEER_SERVER_HELLO)),
                     NONE);
    assert_int_equal(REFUSED(PEER_DROP(PEER_SERVER_KEY_EXCHANGE),
                             PEER_SEND_BEFORE(PEER_CERTIFICATE, PEER_SERVER_KEY_EXCHANGE)),
                     UNEXPECTED);
    assert_int_equal(REFUSED(PEER_SEND_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_NEW_SESSION_TICKET)),
                     UNEXPECTED);
    assert_int_equal(REFUSED(PEER_STOP(PEER_CERTIFICATE)), -1);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    peer_config config = config_for(PEER_KEY_ED25519);
    uint8_t first[4000], second[4000];
    size_t len[2];

    (void)state;
    for (int round = 0; round < 2; round++) {
        peer *p = peer_new(&config);
        SSL *ssl = openssl_client_new(context);
        uint8_t hello[2000];
        int n;

        SSL_do_handshake(ssl);
        n = BIO_read(SSL_get_wbio(ssl), hello, sizeof hello);
        assert_true(n > 0);
        memset(hello + 11, 7, 32); /* the client's random */
        peer_feed(p, hello, (size_t)n);
        len[round] = peer_take(p, round ? second : first, 4000);
        SSL_free(ssl);
        peer_free(p);
    }
    assert_int_equal(len[0], len[1]);
    assert_true(len[0] > 500);
    assert_memory_equal(first, second, len[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_suite_group_and_leaf),
        cmocka_unit_test(every_signature_scheme),
        cmocka_unit_test(with_and_without_extended_master_secret),
        cmocka_unit_test(sessions_are_resumed),
        cmocka_unit_test(the_client_authenticates),
        cmocka_unit_test(a_client_without_certificate_sends_an_empty_one),
        cmocka_unit_test(extensions_are_answered),
        cmocka_unit_test(exporter_and_key_log_agree),
        cmocka_unit_test(handshake_records_of_any_size),
        cmocka_unit_test(a_chain_with_intermediates),
        cmocka_unit_test(scripts_are_obeyed),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
