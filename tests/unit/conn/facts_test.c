/*
 * What can be known of a connection, full and resumed: facts, what the peer showed,
 * exporters, key log, trace.
 */
#include "unit/conn/workbench.h"

#include <openssl/x509.h>
#include <stdio.h>

static peer_pki *pki;

#define STAPLE "a stapled response"
#define SCTS   "\x00\x07\x00\x05\x68\x65\x6c\x6c\x6f"

typedef struct notes {
    char key_log[2][200];
    size_t key_logs;
    char trace[4096];
} notes;

static void note_key(void *context, const brine_key_log_line *line)
{
    notes *n = context;

    if (n->key_logs < 2)
        snprintf(n->key_log[n->key_logs], sizeof n->key_log[0], "%s", line->text);
    n->key_logs++;
}

static void note_event(void *context, const brine_trace_event *event)
{
    notes *n = context;
    size_t len = strlen(n->trace);

    assert_true(event->time == PEER_NOW);
    snprintf(n->trace + len, sizeof n->trace - len, "%c%s(%s)\n", event->sent ? '>' : '<',
             event->message, event->fields);
}

static brine_config *curious_config(size_t provider, notes *n)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    brine_config *config = bench_config(pki, provider);

    assert_int_equal(brine_config_set_alpn(config, protocols, 2, NULL), BRINE_OK);
    assert_int_equal(brine_config_request_staple(config), BRINE_OK);
    assert_int_equal(brine_config_request_scts(config), BRINE_OK);
    assert_int_equal(brine_config_keep_peer(config), BRINE_OK);
    assert_int_equal(brine_config_set_max_fragment_length(config, 2048), BRINE_OK);
    assert_int_equal(brine_config_set_key_log(config, note_key, n), BRINE_OK);
    assert_int_equal(brine_config_set_trace(config, note_event, n), BRINE_OK);
    return test_freeze(config);
}

static peer_config generous_server(size_t provider, peer_store *store, bool tickets)
{
    return (peer_config){
        .identity = peer_pki_leaf(pki, bench_leaf(provider)),
        .protocol = "http/1.1",
        .staple = PEER_LITERAL(STAPLE),
        .scts = PEER_LITERAL(SCTS),
        .max_fragment_length = true,
        .store = store,
        .tickets = tickets,
    };
}

static void check_exporters(const bench *b)
{
    static const uint8_t context_bytes[] = "context";
    const brine_bytes context = {context_bytes, 7}, empty = {context_bytes, 0};
    const peer_slice same = {context_bytes, 7}, none = {NULL, 0}, nothing = {context_bytes, 0};
    uint8_t ours[100], theirs[100];

    assert_int_equal(brine_conn_export(b->conn, "EXPERIMENTAL x", NULL, ours, 100, NULL), BRINE_OK);
    peer_export(b->server, "EXPERIMENTAL x", none, theirs, 100);
    assert_memory_equal(ours, theirs, 100);
    assert_int_equal(brine_conn_export(b->conn, "EXPERIMENTAL x", &context, ours, 100, NULL),
                     BRINE_OK);
    peer_export(b->server, "EXPERIMENTAL x", same, theirs, 100);
    assert_memory_equal(ours, theirs, 100);
    assert_int_equal(brine_conn_export(b->conn, "EXPERIMENTAL x", &empty, ours, 100, NULL),
                     BRINE_OK);
    peer_export(b->server, "EXPERIMENTAL x", nothing, theirs, 100);
    assert_memory_equal(ours, theirs, 100);
}

/* group and scheme are those of the handshake that made the master secret. */
static void check_connection(const bench *b, bool resumed, uint16_t group, uint16_t scheme)
{
    brine_facts facts = bench_facts(b);
    const peer_identity *identity = b->server->config.identity;
    brine_bytes chain[2];

    assert_string_equal(facts.version, "TLSv1.2");
    assert_int_equal(facts.suite_id, b->server->suite->id);
    assert_true(strlen(facts.aead_implementation) > 0);
    assert_int_equal(facts.resumed, resumed);
    assert_int_equal(facts.group_id, group);
    assert_true(strlen(facts.group) > 0);
    assert_int_equal(facts.signature_scheme, scheme);
    assert_string_equal(facts.signature_scheme_name, brine_signature_scheme_name(scheme));
    assert_int_equal(facts.alpn.len, 8);
    assert_memory_equal(facts.alpn.data, "http/1.1", 8);
    assert_true(facts.extended_master_secret);
    assert_int_equal(facts.max_fragment_length, 2048);
    assert_false(facts.client_certificate_sent);

    assert_int_equal(brine_conn_peer_chain(b->conn, chain, 2), 1);
    assert_int_equal(chain[0].len, identity->chain[0].len);
    assert_memory_equal(chain[0].data, identity->chain[0].data, chain[0].len);
    assert_int_equal(brine_conn_peer_staple(b->conn).len, sizeof STAPLE - 1);
    assert_memory_equal(brine_conn_peer_staple(b->conn).data, STAPLE, sizeof STAPLE - 1);
    assert_int_equal(brine_conn_peer_scts(b->conn).len, sizeof SCTS - 1);
    check_exporters(b);
}

static void facts_are_told_full_and_resumed_on_every_provider(void **state)
{
    (void)state;
    for (size_t p = 0; p < PROVIDERS_COUNT; p++)
        for (int tickets = 0; tickets < 2; tickets++) {
            notes n = {.key_logs = 0};
            peer_store store = {.made = 0};
            peer_config server = generous_server(p, &store, tickets == 1);
            bench b = bench_open(curious_config(p, &n), &server, NULL);
            uint16_t group, scheme;
            char line[200];

            bench_handshake(&b);
            group = b.server->group;
            scheme = b.server->scheme;
            check_connection(&b, false, group, scheme);
            peer_key_log_line(b.server, line, sizeof line);
            assert_int_equal(n.key_logs, 1);
            assert_string_equal(n.key_log[0], line);
            bench_next(&b);

            b = bench_open(b.config, &server, NULL);
            bench_handshake(&b);
            check_connection(&b, true, group, scheme);
            peer_key_log_line(b.server, line, sizeof line);
            assert_string_equal(n.key_log[1], line);
            bench_close(&b);
            peer_store_clear(&store);
        }
}

static void the_trace_reads_like_the_rfcs_figures(void **state)
{
    static const char *const in_order[] = {
        ">ClientHello(server_name=server.example",
        "<ServerHello(suite=TLS_ECDHE_ECDSA_",
        "<Certificate(certificates=1)",
        "<CertificateStatus(response=18)",
        "<ServerKeyExchange(group=x25519 scheme=ecdsa_secp256r1_sha256)",
        "<ServerHelloDone()",
        ">ClientKeyExchange()",
        ">ChangeCipherSpec()",
        ">Finished()",
        "<ChangeCipherSpec()",
        "<Finished()",
        "<Alert(level=warning description=close_notify)",
        ">Alert(level=warning description=close_notify)",
    };
    notes n = {.key_logs = 0};
    peer_config server = generous_server(0, NULL, false);
    bench b = bench_open(curious_config(0, &n), &server, NULL);
    const char *at = n.trace;

    (void)state;
    bench_handshake(&b);
    peer_close(b.server);
    assert_int_equal(drive_run(&b.d), BRINE_CLOSED);
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        at = strstr(at, in_order[i]);
        if (at == NULL)
            fail_msg("%s is missing in\n%s", in_order[i], n.trace);
    }
    bench_close(&b);
}

/* What is expected of a trace's bodies, and how many were judged. */
typedef struct bodies {
    const peer_identity *server;
    size_t judged;
} bodies;

/* What some bodies must be, as far as that is known beforehand. */
static void judge_body(void *context, const brine_trace_event *event)
{
    static const uint8_t version[] = {3, 3}, close_notify[] = {1, 0}, change = 1;
    bodies *b = context;

    if (strcmp(event->message, "Finished") == 0 || event->length == 0) {
        assert_null(event->body);
        b->judged += event->length == 12;
        return;
    }
    assert_non_null(event->body);
    if (strstr(event->message, "Hello") != NULL) {
        assert_true(event->length > 2);
        assert_memory_equal(event->body, version, sizeof version);
    } else if (strcmp(event->message, "ChangeCipherSpec") == 0) {
        assert_int_equal(event->length, 1);
        assert_memory_equal(event->body, &change, 1);
    } else if (strcmp(event->message, "Alert") == 0) {
        assert_int_equal(event->length, 2);
        assert_memory_equal(event->body, close_notify, 2);
    } else if (strcmp(event->message, "Certificate") == 0) {
        const size_t len = b->server->chain[0].len;

        assert_int_equal(event->length, 3 + 3 + len);
        assert_memory_equal(event->body + 6, b->server->chain[0].data, len);
    } else {
        return;
    }
    b->judged++;
}

static void a_trace_has_the_bodies_that_pass_in_clear(void **state)
{
    peer_config server = generous_server(0, NULL, false);
    bodies seen = {.server = server.identity};
    brine_config *config = bench_config(pki, 0);
    bench b;

    (void)state;
    assert_int_equal(brine_config_set_trace(config, judge_body, &seen), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    bench_handshake(&b);
    peer_close(b.server);
    assert_int_equal(drive_run(&b.d), BRINE_CLOSED);
    /* Two Hellos, Certificate, and of each side ChangeCipherSpec, Finished and Alert. */
    assert_int_equal(seen.judged, 9);
    bench_close(&b);
}

/* A protocol's name may be any bytes (RFC 7301 section 3.1), and a trace may go to a terminal. */
static void bytes_of_the_server_are_escaped_in_traces_and_errors(void **state)
{
    static const char *const protocols[] = {"a\x9b\\\xe2\x80\xae"};
    static const peer_rule other[] = {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\5\4\x9b\0\n\\")};
    const peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                                .protocol = protocols[0]};

    (void)state;
    for (int refused = 0; refused < 2; refused++) {
        notes n = {.key_logs = 0};
        brine_config *config = bench_config(pki, 0);
        brine_error error;
        bench b;

        assert_int_equal(brine_config_set_alpn(config, protocols, 1, NULL), BRINE_OK);
        assert_int_equal(brine_config_set_trace(config, note_event, &n), BRINE_OK);
        b = bench_open(test_freeze(config), &server, NULL);
        if (refused)
            b.server->script = (peer_script){other, 1};
        assert_int_equal(drive_run(&b.d), refused ? BRINE_ERROR_ALPN : BRINE_OK);
        brine_conn_error(b.conn, &error);
        if (refused)
            assert_non_null(strstr(error.text, "protocol '\\9b\\00\\0a\\\\', which"));
        else
            assert_non_null(strstr(n.trace, " alpn=a\\9b\\\\\\e2\\80\\ae)"));
        bench_close(&b);
    }
}

/* Its body is there to look at; of its fields nothing is told that was not understood. */
static void a_refused_server_hello_is_traced_without_fields(void **state)
{
    static const peer_rule other[] = {PEER_SET(PEER_F_SUITE, "\x13\x01")};
    const peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    notes n = {.key_logs = 0};
    brine_config *config = bench_config(pki, 0);
    bench b;

    (void)state;
    assert_int_equal(brine_config_set_trace(config, note_event, &n), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    b.server->script = (peer_script){other, 1};
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_SUITE_NOT_OFFERED);
    assert_non_null(strstr(n.trace, "\n<ServerHello()\n"));
    bench_close(&b);
}

static void without_being_asked_to_nothing_of_the_peer_is_kept(void **state)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(brine_conn_peer_chain(b.conn, NULL, 0), 0);
    assert_int_equal(brine_conn_peer_staple(b.conn).len, 0);
    bench_close(&b);
}

static void after_a_refusal_the_chain_can_be_looked_at(void **state)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);
    brine_bytes chain[1];
    brine_error error;

    (void)state;
    test_now = PEER_NOW + 1000 * PEER_DAY;
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_EXPIRED);
    test_now = PEER_NOW;
    assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_certificate_expired);
    assert_int_equal(brine_conn_peer_chain(b.conn, chain, 1), 1);
    assert_int_equal(brine_conn_peer_chain(b.conn, NULL, 0), 1);
    assert_int_equal(brine_conn_peer_chain(b.conn, NULL, 1), 0);
    assert_true(chain[0].len > 100);
    brine_conn_error(b.conn, &error);
    assert_int_equal(error.certificate, 0);
    assert_int_equal(error.alert_sent, BRINE_ALERT_certificate_expired);
    assert_string_equal(error.step, "Certificate");
    bench_close(&b);
}

static void nothing_is_exported_without_extended_master_secret(void **state)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .no_extended_master_secret = true};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);
    uint8_t out[16];

    (void)state;
    assert_int_equal(brine_conn_export(b.conn, "label", NULL, out, 16, NULL),
                     BRINE_ERROR_NOT_AVAILABLE);
    bench_handshake(&b);
    assert_false(bench_facts(&b).extended_master_secret);
    assert_int_equal(brine_conn_export(b.conn, "label", NULL, out, 16, NULL),
                     BRINE_ERROR_NOT_AVAILABLE);
    bench_close(&b);
}

static void exports(const bench *b, const brine_bytes *context, brine_result expected,
                    const char *words)
{
    brine_error error;
    uint8_t out[16];

    assert_int_equal(brine_conn_export(b->conn, "label", context, out, 16, &error), expected);
    assert_int_equal(error.code, expected);
    assert_string_equal(error.step, "export");
    assert_non_null(strstr(error.text, words));
}

static void has_no_session(const bench *b, const char *words)
{
    brine_session *session;
    brine_error error;

    assert_int_equal(brine_conn_session(b->conn, &session, &error), BRINE_ERROR_NOT_AVAILABLE);
    assert_int_equal(error.code, BRINE_ERROR_NOT_AVAILABLE);
    assert_string_equal(error.step, "session");
    assert_non_null(strstr(error.text, words));
}

static void a_sentence_says_why_no_session_and_no_key_is_handed_out(void **state)
{
    static const uint8_t much[65536];
    const brine_bytes context = {much, sizeof much}, missing = {NULL, 1};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .no_extended_master_secret = true};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);
    brine_error error;

    (void)state;
    exports(&b, NULL, BRINE_ERROR_NOT_AVAILABLE, "the server is not authenticated yet");
    has_no_session(&b, "the server is not authenticated yet");
    bench_handshake(&b);
    exports(&b, NULL, BRINE_ERROR_NOT_AVAILABLE, "does not have extended_master_secret");
    exports(&b, &context, BRINE_ERROR_INVALID_ARGUMENT,
            "context has 65536 bytes, expected at most 65535");
    exports(&b, &missing, BRINE_ERROR_INVALID_ARGUMENT, "the export's context is NULL");
    has_no_session(&b, "gave neither a session ID nor a ticket");
    brine_conn_error(b.conn, &error);
    assert_int_equal(error.code, BRINE_OK); /* the connection goes on */
    assert_int_equal(brine_conn_abort(b.conn, BRINE_ALERT_internal_error), BRINE_OK);
    exports(&b, NULL, BRINE_ERROR_NOT_AVAILABLE, "failed with BRINE_ERROR_ABORTED");
    has_no_session(&b, "failed with BRINE_ERROR_ABORTED");
    bench_close(&b);
}

typedef struct requirement {
    brine_result (*set)(brine_config *config);
    brine_result failure;
    brine_alert alert;
} requirement;

static void what_is_required_must_be_there(void **state)
{
    static const requirement requirements[] = {
        {brine_config_require_extended_master_secret, BRINE_ERROR_EMS_REQUIRED,
         BRINE_ALERT_handshake_failure},
        {brine_config_require_staple, BRINE_ERROR_STAPLE_REQUIRED, BRINE_ALERT_certificate_unknown},
        {brine_config_require_alpn, BRINE_ERROR_ALPN_REQUIRED, BRINE_ALERT_no_application_protocol},
    };
    static const char *const protocols[] = {"h2"};

    (void)state;
    for (size_t i = 0; i < sizeof requirements / sizeof *requirements; i++)
        for (int good = 0; good < 2; good++) {
            brine_config *config = bench_config(pki, 0);
            peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                                  .no_extended_master_secret = good == 0};
            bench b;

            if (good) {
                server.protocol = "h2";
                server.staple = (peer_slice)PEER_LITERAL(STAPLE);
            }
            assert_int_equal(brine_config_set_alpn(config, protocols, 1, NULL), BRINE_OK);
            assert_int_equal(requirements[i].set(config), BRINE_OK);
            b = bench_open(test_freeze(config), &server, NULL);
            if (good) {
                bench_handshake(&b);
            } else {
                assert_int_equal(drive_run(&b.d), requirements[i].failure);
                assert_int_equal(peer_fatal_alert(b.server), requirements[i].alert);
            }
            bench_close(&b);
        }
}

/* The calls of brine_config_... before it is frozen. */
typedef enum wish { DEFAULT, ALWAYS, NEVER, NEVER_THEN_ALWAYS, ALWAYS_THEN_NEVER } wish;

static void make_wish(brine_config *config, wish w)
{
    if (w == NEVER || w == NEVER_THEN_ALWAYS)
        assert_int_equal(brine_config_disable_false_start(config), BRINE_OK);
    if (w == ALWAYS || w == NEVER_THEN_ALWAYS || w == ALWAYS_THEN_NEVER)
        assert_int_equal(brine_config_enable_false_start(config), BRINE_OK);
    if (w == ALWAYS_THEN_NEVER)
        assert_int_equal(brine_config_disable_false_start(config), BRINE_OK);
}

static void the_application_may_write_before_finished_only_under_the_rules(void **state)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    static const struct {
        wish wish;
        size_t offered;
        bool chosen, rsa, expected;
    } cases[] = {
        {DEFAULT, 1, true, false, true},
        {DEFAULT, 2, true, false, true},
        {DEFAULT, 0, false, false, false}, /* who knows no ALPN may know no False Start */
        {DEFAULT, 1, false, false, false},
        {DEFAULT, 2, false, false, false},
        {DEFAULT, 1, true, true, false}, /* no forward secrecy: RFC 7918 section 4 */
        {ALWAYS, 0, false, false, true},
        {ALWAYS, 1, false, false, true},  /* there is nothing else to speak */
        {ALWAYS, 2, false, false, false}, /* an attacker may have cut the answer out */
        {ALWAYS, 2, true, false, true},
        {ALWAYS, 0, false, true, false},
        {NEVER, 0, false, false, false},
        {NEVER, 1, true, false, false},
        {NEVER_THEN_ALWAYS, 0, false, false, true},
        {ALWAYS_THEN_NEVER, 1, true, false, false},
    };
    static const uint16_t rsa_suites[] = {0x009c, 0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        brine_config *config = bench_config(pki, 0);
        peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_RSA),
                              .suites = cases[i].rsa ? rsa_suites : NULL,
                              .protocol = cases[i].chosen ? "h2" : NULL};
        bench b;

        if (cases[i].offered > 0)
            assert_int_equal(brine_config_set_alpn(config, protocols, cases[i].offered, NULL),
                             BRINE_OK);
        assert_int_equal(brine_config_enable_legacy_rsa_key_exchange(config), BRINE_OK);
        make_wish(config, cases[i].wish);
        b = bench_open(test_freeze(config), &server, NULL);
        bench_handshake(&b);
        if (bench_facts(&b).false_start != cases[i].expected)
            fail_msg("case %d", (int)i);
        bench_close(&b);
    }
}

/* With its request, a full handshake takes two writes: ClientHello, and all the rest. */
static void a_full_handshake_with_its_request_takes_two_writes(void **state)
{
    static const char *const protocols[] = {"http/1.1"};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256), .protocol = "http/1.1"};
    brine_config *config = bench_config(pki, 0);
    bench b;
    uint8_t out[4096], wire[8192];
    size_t made, taken, len;
    brine_received received;

    (void)state;
    assert_int_equal(brine_config_set_alpn(config, protocols, 1, NULL), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, "request", 7, &made, &taken),
                     BRINE_OK);
    assert_int_equal(taken, 0);
    peer_feed(b.server, out, made);
    len = peer_take(b.server, wire, sizeof wire);
    assert_int_equal(brine_conn_receive(b.conn, wire, len, &received), BRINE_OK);
    assert_int_equal(received.consumed, len);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_WRITABLE | BRINE_CONN_OUTPUT_PENDING);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, "request", 7, &made, &taken),
                     BRINE_OK);
    assert_int_equal(taken, 7);
    peer_feed(b.server, out, made);
    assert_int_equal(b.server->report.feeds, 2);
    assert_int_equal(b.server->application.len, 7);
    /* It may not read before the server's Finished, though. */
    assert_false(brine_conn_state(b.conn) & BRINE_CONN_READABLE);
    assert_int_equal(brine_conn_receive_end(b.conn), BRINE_ERROR_ENDED_IN_HANDSHAKE);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_told_full_and_resumed_on_every_provider),
        cmocka_unit_test(the_trace_reads_like_the_rfcs_figures),
        cmocka_unit_test(a_trace_has_the_bodies_that_pass_in_clear),
        cmocka_unit_test(bytes_of_the_server_are_escaped_in_traces_and_errors),
        cmocka_unit_test(a_refused_server_hello_is_traced_without_fields),
        cmocka_unit_test(without_being_asked_to_nothing_of_the_peer_is_kept),
        cmocka_unit_test(after_a_refusal_the_chain_can_be_looked_at),
        cmocka_unit_test(nothing_is_exported_without_extended_master_secret),
        cmocka_unit_test(a_sentence_says_why_no_session_and_no_key_is_handed_out),
        cmocka_unit_test(what_is_required_must_be_there),
        cmocka_unit_test(the_application_may_write_before_finished_only_under_the_rules),
        cmocka_unit_test(a_full_handshake_with_its_request_takes_two_writes),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
