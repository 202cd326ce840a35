/*
 * What the error says of the cause, where a server refuses, hangs up or falls silent: what was
 * offered to it, the client's certificate that it wanted, the data that was sent early, the new
 * handshake that it asked for.
 */
#include "conn/cause.h"
#include "unit/conn/workbench.h"

static peer_pki *pki;

#define HELLO_REQUEST "\0\0\0\0"
#define ASKED         "the server asked for the client's certificate, and "

#define ALERT(on, text) PEER_INSERT_BEFORE(on, PEER_TYPE_ALERT, "\2" text)

typedef struct story {
    const char *title;
    peer_rule rules[3];
    void (*prepare)(brine_config *config); /* NULL = as it comes */
    bool request_certificate;
    bool early; /* the client writes as soon as it may, and the server waits for that */
    brine_result result;
    const char *text; /* that the error begins with */
} story;

static void one_suite(brine_config *config)
{
    assert_int_equal(brine_config_set_suites(config, "ECDHE-ECDSA-AES128-GCM-SHA256", NULL),
                     BRINE_OK);
    assert_int_equal(brine_config_set_groups(config, "X25519:P-256", NULL), BRINE_OK);
}

static void with_rsa(brine_config *config)
{
    assert_int_equal(
        brine_config_set_suites(config, "ECDHE-ECDSA-AES128-GCM-SHA256:AES128-GCM-SHA256", NULL),
        BRINE_OK);
    assert_int_equal(brine_config_set_groups(config, "X25519", NULL), BRINE_OK);
    assert_int_equal(brine_config_enable_legacy_rsa_key_exchange(config), BRINE_OK);
}

static void with_protocols(brine_config *config)
{
    static const char *const names[] = {"h2", "\x1bhttp"};

    assert_int_equal(brine_config_set_alpn(config, names, 2, NULL), BRINE_OK);
}

static void with_identity(brine_config *config)
{
    bench_add_identity(config, pki, PEER_KEY_P256, pki->root);
}

static size_t decline(void *context, const brine_identity_request *request)
{
    (void)context;
    (void)request;
    return BRINE_IDENTITY_NONE;
}

static void declining(brine_config *config)
{
    with_identity(config);
    assert_int_equal(brine_config_set_identity_hook(config, decline, NULL), BRINE_OK);
}

#define OFFERED                                                                                    \
    "TLS 1.2 with TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 and the groups x25519, secp256r1"
#define FALSE_START                                                                                \
    "data was sent before the server's Finished (False Start, RFC 7918), which some servers drop " \
    "or refuse; try without: brine_config_disable_false_start"
#define NEW_HANDSHAKE                                                                              \
    "the server asked for a new handshake (HelloRequest), which brine refuses; its owner has to "  \
    "ask for what it wants, such as the client's certificate, in the first handshake: for the "    \
    "whole host, not for a directory or location"
/* What the server says after CertificateRequest, and what is said of that. */
#define SAYS(number, words, text_)                                                                 \
    {                                                                                              \
        .title = words ", none is configured", .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, number)},  \
        .request_certificate = true, .result = BRINE_ERROR_ALERT,                                  \
        .text = "the server sent alert " words ": " text_                                          \
    }
#define ENDED "the server ended the connection in the handshake: "

static const story stories[] = {
    /* Right after ClientHello it is about what that offered. */
    {.title = "handshake_failure after ClientHello",
     .rules = {ALERT(PEER_SERVER_HELLO, "\x28")},
     .prepare = one_suite,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert handshake_failure (40): the server accepts nothing of what "
             "ClientHello "
             "offered: " OFFERED "; its owner has to enable some of it; servers that have "
             "nothing but the RSA key exchange need brine_config_enable_legacy_rsa_key_exchange; "
             "CBC suites and TLS 1.0, 1.1 and 1.3 are never offered"},
    {.title = "insufficient_security after ClientHello with the RSA key exchange",
     .rules = {ALERT(PEER_SERVER_HELLO, "\x47")},
     .prepare = with_rsa,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert insufficient_security (71): the server accepts nothing of what "
             "ClientHello offered: TLS 1.2 with TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "
             "TLS_RSA_WITH_AES_128_GCM_SHA256 and the groups x25519; its owner has to enable some "
             "of it; CBC suites and TLS 1.0, 1.1 and 1.3 are never offered"},
    {.title = "protocol_version after ClientHello",
     .rules = {ALERT(PEER_SERVER_HELLO, "\x46")},
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert protocol_version (70): the server does not speak TLS 1.2, the "
             "only version that brine does; its owner has to enable TLS 1.2; servers that refuse "
             "it speak older versions only, or only TLS 1.3"},
    {.title = "no_application_protocol",
     .rules = {ALERT(PEER_SERVER_HELLO, "\x78")},
     .prepare = with_protocols,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert no_application_protocol (120): the server supports none of "
             "the application protocols that were offered (ALPN): h2, \\1bhttp; offer one that it "
             "supports"},
    {.title = "another alert after ClientHello",
     .rules = {ALERT(PEER_SERVER_HELLO, "\x70")},
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert unrecognized_name (112): it does not serve the name that we "
             "asked for; ask the server's owner what its log says"},
    {.title = "an end after ClientHello",
     .rules = {PEER_STOP(PEER_CONNECT)},
     .prepare = one_suite,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED "the server was sent ClientHello alone, which offered " OFFERED
                   "; check that the server speaks TLS 1.2 on this port, and has some of it"},

    /* Later it is not. */
    {.title = "handshake_failure after ServerHello",
     .rules = {ALERT(PEER_CERTIFICATE, "\x28")},
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert handshake_failure (40): the last message before that was "
             "ServerHello; try again; if it happens again, ask the server's owner what its log "
             "says"},
    {.title = "an end after Certificate",
     .rules = {PEER_STOP(PEER_CERTIFICATE)},
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED "the last message before that was Certificate; try again; if it happens again, "
                   "ask the server's owner what its log says"},

    /* After CertificateRequest it is about the client's certificate. */
    {.title = "handshake_failure, none is configured",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x28")},
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert handshake_failure (40): " ASKED
             "none is configured; configure one (brine_config_set_identity)"},
    {.title = "bad_certificate, none is configured",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x2a")},
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert bad_certificate (42): " ASKED "none is configured"},
    {.title = "decode_error, as GnuTLS sends it, none is configured",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x32")},
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert decode_error (50): " ASKED "none is configured"},
    {.title = "certificate_required, the application declined",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x74")},
     .prepare = declining,
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert certificate_required (116): " ASKED
             "none was sent: the application chose none; ask the application's maker"},
    {.title = "an alert that says something else",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x33")},
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert decrypt_error (51): it could not verify a signature, a key "
             "exchange or our Finished"},
    SAYS("\x14", "bad_record_mac (20)", "it could not"),
    SAYS("\x15", "decryption_failed_RESERVED (21)", "it could not decrypt"),
    SAYS("\x16", "record_overflow (22)", "it got"),
    SAYS("\x1e", "decompression_failure (30)", "it could not decompress"),
    SAYS("\x46", "protocol_version (70)", "it does not"),
    SAYS("\x47", "insufficient_security (71)", "it requires stronger suites"),
    SAYS("\x56", "inappropriate_fallback (86)", "it sees a downgrade"),
    SAYS("\x70", "unrecognized_name (112)", "it does not serve"),
    SAYS("\x78", "no_application_protocol (120)", "it supports none"),
    SAYS("\x50", "internal_error (80)", ASKED "none is configured; configure one"),
    {.title = "an end, none is configured",
     .rules = {PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .request_certificate = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED ASKED "none is configured; configure one (brine_config_set_identity)"},
    {.title = "close_notify, none is configured",
     .rules = {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_TYPE_ALERT, "\1\0")},
     .request_certificate = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED ASKED "none is configured; configure one (brine_config_set_identity) (before "
                         "that the server sent alert close_notify: it closes the connection)"},
    {.title = "bad_certificate as a warning and an end, none is configured",
     .rules = {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_TYPE_ALERT, "\1\x2a"),
               PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .request_certificate = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED ASKED "none is configured; configure one (brine_config_set_identity) (before "
                         "that the server sent alert bad_certificate)"},
    {.title = "bad_certificate as a warning and an end, ours was sent",
     .rules = {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_TYPE_ALERT, "\1\x2a"),
               PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .prepare = with_identity,
     .request_certificate = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED ASKED "may not accept ours, which was sent; ask the server's owner what its "
                         "log says (before that the server sent alert bad_certificate: it found "
                         "our certificate corrupt or badly signed)"},
    {.title = "an end, ours was sent",
     .rules = {PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .prepare = with_identity,
     .request_certificate = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED ASKED "may not accept ours, which was sent; ask the server's owner what its "
                         "log says"},
    {.title = "handshake_failure, ours was sent",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x28")},
     .prepare = with_identity,
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert handshake_failure (40): " ASKED "may not accept ours, which "
             "was sent; ask"},
    {.title = "internal_error, ours was sent",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x50")},
     .prepare = with_identity,
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert internal_error (80): " ASKED "may not accept ours, which was "
             "sent; ask"},
    {.title = "certificate_expired, ours was sent",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x2d")},
     .prepare = with_identity,
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert certificate_expired (45): it found our certificate expired or "
             "not yet valid; ask the server's owner"},
    {.title = "access_denied, ours was sent",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x31")},
     .prepare = with_identity,
     .request_certificate = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert access_denied (49): it denies access to the holder of our "
             "certificate; ask the server's owner"},
    {.title = "bad_certificate, none was asked for",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x2a")},
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert bad_certificate (42): the alert is about a certificate of the "
             "client's, and the server asked for none; ask the server's owner"},

    /* Data of a False Start that got no answer. */
    {.title = "an end after early data",
     .rules = {PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .early = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED FALSE_START},
    {.title = "unexpected_message after early data",
     .rules = {ALERT(PEER_CHANGE_CIPHER_SPEC, "\x0a")},
     .early = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert unexpected_message (10): " FALSE_START},
    {.title = "an end after Finished and early data",
     .rules = {PEER_STOP(PEER_ESTABLISHED)},
     .early = true,
     .result = BRINE_ERROR_TRUNCATED,
     .text = "the connection ended without close_notify: the data may be cut short: " FALSE_START},
    {.title = "early data, and a certificate that is wanted",
     .rules = {PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .request_certificate = true,
     .early = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .text = ENDED ASKED "none is configured"},
    {.title = "an end after Finished",
     .rules = {PEER_STOP(PEER_ESTABLISHED)},
     .result = BRINE_ERROR_TRUNCATED,
     .text = "the connection ended without close_notify: the data may be cut short; don't trust "
             "that the data is complete"},

    /* Renegotiation. */
    {.title = "handshake_failure after HelloRequest",
     .rules = {PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST),
               PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_ALERT, "\2\x28")},
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert handshake_failure (40): " NEW_HANDSHAKE},
    {.title = "an end after HelloRequest",
     .rules = {PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST),
               PEER_STOP(PEER_ESTABLISHED)},
     .early = true,
     .result = BRINE_ERROR_TRUNCATED,
     .text =
         "the connection ended without close_notify: the data may be cut short: " NEW_HANDSHAKE},
    {.title = "data after HelloRequest",
     .rules = {PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST),
               PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_APPLICATION_DATA, "HTTP/1.1 200 OK"),
               PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_ALERT, "\2\x50")},
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert internal_error (80): it failed for a reason of its own; ask"},
    {.title = "data after early data",
     .rules = {PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_APPLICATION_DATA, "HTTP/1.1 200 OK"),
               PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_ALERT, "\2\x50")},
     .early = true,
     .result = BRINE_ERROR_ALERT,
     .text = "the server sent alert internal_error (80): it failed for a reason of its own; ask"},
};

static bench play(const story *s)
{
    brine_config *config = bench_config(pki, 0);
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .request_certificate = s->request_certificate,
                          .wait_for_data = s->early,
                          .rules = s->rules,
                          .rule_count = sizeof s->rules / sizeof *s->rules};
    bench b;

    if (s->prepare != NULL)
        s->prepare(config);
    if (s->early)
        assert_int_equal(brine_config_enable_false_start(config), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    (void)drive_run(&b.d);
    if (s->early)
        assert_int_equal(drive_write(&b.d, "GET", 3), 3);
    return b;
}

static void the_cause_is_told(void **state)
{
    const story *s = *state;
    brine_error error;
    bench b = play(s);

    brine_conn_error(b.conn, &error);
    assert_int_equal(b.d.result, s->result);
    if (strncmp(error.text, s->text, strlen(s->text)) != 0)
        fail_msg("it is \"%s\", not \"%s\"", error.text, s->text);
    bench_close(&b);
}

/* ---- What the transport alone notices ---- */

static void assert_cause(const bench *b, brn_ending ending, const char *words)
{
    brn_cause cause;

    assert_int_equal(brn_conn_cause(b->conn, ending, &cause), words != NULL);
    if (words != NULL)
        assert_ptr_equal(strstr(cause.words, words), cause.words);
}

static void a_reset_or_silence_has_a_cause_as_well(void **state)
{
    const story wanted = {.request_certificate = true,
                          .rules = {PEER_DROP(PEER_CHANGE_CIPHER_SPEC), PEER_DROP(PEER_FINISHED)}};
    const story early = {.early = true};
    const story renegotiation = {
        .rules = {PEER_INSERT_AFTER(PEER_ESTABLISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST)}};
    const story plain = {.title = "nothing"};
    bench b = play(&wanted);

    (void)state;
    assert_cause(&b, BRN_ENDING_CLOSED, ASKED "none is configured");
    assert_cause(&b, BRN_ENDING_SILENCE, NULL);
    bench_close(&b);
    b = play(&early);
    assert_cause(&b, BRN_ENDING_CLOSED, "data was sent before the server's Finished");
    assert_cause(&b, BRN_ENDING_SILENCE, "data was sent before the server's Finished");
    bench_close(&b);
    b = play(&renegotiation);
    assert_cause(&b, BRN_ENDING_CLOSED, "the server asked for a new handshake");
    assert_cause(&b, BRN_ENDING_SILENCE, "the server asked for a new handshake");
    bench_close(&b);
    b = play(&plain);
    assert_cause(&b, BRN_ENDING_CLOSED, NULL);
    assert_cause(&b, BRN_ENDING_SILENCE, NULL);
    bench_close(&b);
}

static void a_connection_that_has_not_begun_has_no_cause(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    brine_conn *conn;
    brn_cause cause;

    (void)state;
    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
    assert_false(brn_conn_cause(conn, BRN_ENDING_CLOSED, &cause));
    assert_false(brn_conn_cause(conn, BRN_ENDING_SILENCE, &cause));
    brine_conn_free(conn);
    brine_config_free(config);
}

#define STORY_COUNT (sizeof stories / sizeof *stories)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reset_or_silence_has_a_cause_as_well),
        cmocka_unit_test(a_connection_that_has_not_begun_has_no_cause),
    };
    struct CMUnitTest told[STORY_COUNT] = {{0}};
    int failed;

    pki = peer_pki_new();
    for (size_t i = 0; i < STORY_COUNT; i++) {
        told[i].name = stories[i].title;
        told[i].test_func = the_cause_is_told;
        told[i].initial_state = (void *)(uintptr_t)&stories[i];
    }
    failed = cmocka_run_group_tests_name("causes", told, NULL, NULL);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
