#include "unit/handshake/strictness/strictness.h"

#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

peer_pki *strictness_pki;

static int64_t clock_of_tests(void *context)
{
    (void)context;
    return PEER_NOW;
}

/* ---- Both sides as a row wants them ---- */

static void must(brine_result result)
{
    if (result != BRINE_OK)
        fail_msg("setting up: %s", brine_result_name(result));
}

static brine_trust *trust_of_tests(void)
{
    peer_slice root = peer_pki_root(strictness_pki);
    brine_bytes der = {root.data, root.len};
    brine_trust *trust = NULL;

    must(brine_trust_new(NULL, &trust, NULL));
    must(brine_trust_add_memory(trust, der, NULL, NULL));
    must(brine_trust_freeze(trust, NULL));
    return trust;
}

static void set_options(brine_config *config, const deviation *row)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    uint32_t with = row->with;

    if (with & ASK_ALPN)
        must(brine_config_set_alpn(config, protocols, COUNT(protocols), NULL));
    if (with & ASK_STAPLE)
        must(brine_config_request_staple(config));
    if (with & ASK_SCTS)
        must(brine_config_request_scts(config));
    if (with & ASK_FRAGMENT)
        must(brine_config_set_max_fragment_length(config, 1024));
    if (with & ASK_RSA)
        must(brine_config_enable_legacy_rsa_key_exchange(config));
    if (with & NO_SERVER_NAME)
        must(brine_config_insecure_skip_name(config));
    if (with & NO_SESSIONS)
        must(brine_config_set_session_cache(config, 0));
    if (with & LEGACY_RENEGOTIATION)
        must(brine_config_allow_legacy_renegotiation(config));
    if (with & REQUIRE_ALPN)
        must(brine_config_require_alpn(config));
    if (with & REQUIRE_EMS)
        must(brine_config_require_extended_master_secret(config));
    if (with & REQUIRE_STAPLE)
        must(brine_config_require_staple(config));
}

brine_config *strictness_client(const deviation *row)
{
    brine_config *config = NULL;
    brine_trust *trust = trust_of_tests();
    brine_error error;

    must(brine_config_new(NULL, &config, NULL));
    must(brine_config_set_trust(config, trust));
    brine_trust_free(trust);
    must(brine_config_set_clock(config, clock_of_tests, NULL));
    if (row->provider)
        must(brine_config_set_provider(config, row->provider));
    if (row->suites)
        must(brine_config_set_suites(config, row->suites, NULL));
    if (row->groups)
        must(brine_config_set_groups(config, row->groups, NULL));
    set_options(config, row);
    if (brine_config_freeze(config, &error) != BRINE_OK)
        fail_msg("setting up: %s", error.text);
    return config;
}

peer_config strictness_server(const deviation *row)
{
    static const uint16_t rsa_suites[] = {0x009C, 0x009D, 0};
    static const peer_slice staple = PEER_LITERAL("an OCSP response, if you believe it");
    static const peer_slice scts = PEER_LITERAL("\0\x0b\0\x03one\0\x04more");
    uint32_t with = row->with;
    peer_config server = {.identity = peer_pki_leaf(strictness_pki, row->leaf)};

    if ((with & RSA_KEY_EXCHANGE) == RSA_KEY_EXCHANGE) {
        server.identity = peer_pki_leaf(strictness_pki, PEER_KEY_RSA);
        server.suites = rsa_suites;
    }
    if (with & ANSWER_ALPN)
        server.protocol = "http/1.1";
    if (with & ANSWER_STAPLE)
        server.staple = staple;
    if (with & ANSWER_SCTS)
        server.scts = scts;
    server.scheme = row->scheme;
    server.max_fragment_length = (with & ANSWER_FRAGMENT) != 0;
    server.tickets = (with & WITH_TICKET) != 0;
    server.renew_ticket = (with & RENEWED) != 0;
    server.refuse_resumption = (with & REFUSE_RESUMPTION) != 0;
    server.request_certificate = (with & WITH_CLIENT_AUTH) != 0;
    server.no_extended_master_secret = (with & NO_EMS) != 0;
    server.no_renegotiation_info = (with & NO_RENEGOTIATION_INFO) != 0;
    server.pack = (with & PACKED) != 0;
    return server;
}

/* ---- One connection ---- */

static brine_conn *new_conn(const deviation *row, const brine_config *config)
{
    brine_conn *conn = NULL;

    must(brine_conn_new(config, row->with & NO_SERVER_NAME ? NULL : PEER_SERVER_NAME, &conn, NULL));
    return conn;
}

/* What the server remembers; of one connection at a time. */
static peer_store store;

/* The connection before the one that a RESUMED row is about. */
static void make_session(const deviation *row, const brine_config *config)
{
    deviation plain = *row;
    peer_config server;
    brine_conn *conn;
    peer *p;
    drive d;

    plain.with &= ~(uint32_t)(NO_EMS | REFUSE_RESUMPTION);
    if (row->with & FIRST_NO_EMS)
        plain.with |= NO_EMS;
    server = strictness_server(&plain);
    server.store = &store;
    p = peer_new(&server);
    conn = new_conn(row, config);
    d = drive_start(conn, p, NULL);
    assert_int_equal(drive_run(&d), BRINE_OK);
    assert_int_equal(p->phase, PEER_OPEN);
    peer_close(p);
    drive_run(&d);
    drive_stop(&d);
    brine_conn_free(conn);
    peer_free(p);
}

static size_t count_rules(const deviation *row)
{
    size_t count = 0;

    while (count < DEVIATION_RULES && row->rules[count].target != PEER_NOWHERE)
        count++;
    return count;
}

connection connection_prepare(const deviation *row)
{
    connection c;
    peer_config server;

    memset(&c, 0, sizeof c);
    c.config = strictness_client(row);
    peer_store_clear(&store);
    if (row->with & RESUMED)
        make_session(row, c.config);
    server = strictness_server(row);
    server.rules = row->rules;
    server.rule_count = count_rules(row);
    if (row->with & (WITH_TICKET | WITH_SESSION_ID))
        server.store = &store;
    if (row->prepare)
        row->prepare(&server);
    c.server = peer_new(&server);
    c.conn = new_conn(row, c.config);
    c.drive = drive_start(c.conn, c.server, NULL);
    return c;
}

connection connection_open(const deviation *row, const drive_options *options)
{
    connection c = connection_prepare(row);

    if (options)
        c.drive.options = *options;
    drive_run(&c.drive);
    if (row->afterwards && c.drive.result == BRINE_OK) {
        row->afterwards(c.server);
        drive_run(&c.drive);
    }
    return c;
}

connection connection_make(const deviation *row)
{
    connection c = connection_open(row, NULL);
    brine_error error;

    brine_conn_error(c.conn, &error);
    if (c.drive.result != BRINE_OK || c.server->phase != PEER_OPEN)
        fail_msg("the handshake failed: %s %s", error.text, c.server->fault ? c.server->fault : "");
    return c;
}

void connection_end(connection *c)
{
    drive_stop(&c->drive);
    brine_conn_free(c->conn);
    brine_config_free(c->config);
    peer_free(c->server);
}

/* ---- Judging a row ---- */

/* Behind the sentence comes advice or which alerts went over the wire, or nothing. */
static void check_sentence(const char *sentence, const char *text)
{
    const char *rest = text + strlen(sentence);

    if (strncmp(text, sentence, strlen(sentence)) != 0 ||
        (*rest != '\0' && strncmp(rest, "; ", 2) != 0 && strncmp(rest, " (", 2) != 0))
        fail_msg("expected: %s\n\tgot:      %s", sentence, text);
}

static void check_refusal(const deviation *row, connection *c, const brine_error *error)
{
    uint8_t byte = 0;
    size_t made = 0, taken = 0;
    brine_received received;

    assert_true(brine_conn_state(c->conn) & BRINE_CONN_CLOSED);
    assert_int_equal(error->code, row->result);
    assert_int_equal(error->alert_sent, row->alert);
    check_sentence(row->sentence != NULL ? row->sentence : error->text, error->text);
    if (row->step != NULL)
        assert_string_equal(error->step, row->step);
    /* Sticky, and nothing more to say. */
    assert_int_equal(brine_conn_receive(c->conn, &byte, 1, &received), row->result);
    assert_int_equal(brine_conn_send(c->conn, &byte, 1, NULL, 0, &made, &taken), row->result);
    assert_int_equal(made, 0);
    assert_int_equal(c->drive.received.len, 0);
}

/* What both sides think of resumption, and that it happened where it should. */
static void check_resumption(const deviation *row, const connection *c)
{
    brine_facts facts;

    brine_conn_facts(c->conn, &facts, sizeof facts);
    assert_int_equal(facts.resumed, c->server->resumed);
    assert_int_equal(facts.resumed, (row->with & (RESUMED | REFUSE_RESUMPTION)) == RESUMED);
    assert_int_equal(facts.extended_master_secret, c->server->extended_master_secret);
}

static void check_echo(connection *c)
{
    static const char question[] = "who is there?", answer[] = "a server, without malice";

    assert_int_equal(brine_conn_state(c->conn) & (BRINE_CONN_READABLE | BRINE_CONN_WRITABLE),
                     BRINE_CONN_READABLE | BRINE_CONN_WRITABLE);
    assert_int_equal(drive_write(&c->drive, question, sizeof question), sizeof question);
    assert_int_equal(c->server->application.len, sizeof question);
    assert_memory_equal(c->server->application.data, question, sizeof question);
    c->drive.received.len = 0;
    peer_say(c->server, answer, sizeof answer);
    assert_int_equal(drive_run(&c->drive), BRINE_OK);
    assert_int_equal(c->drive.received.len, sizeof answer);
    assert_memory_equal(c->drive.received.data, answer, sizeof answer);
}

void strictness_check(const deviation *row, const drive_options *options)
{
    connection c = connection_open(row, options);
    brine_error error;
    int alert = peer_fatal_alert(c.server);

    brine_conn_error(c.conn, &error);
    if (c.drive.broken_promise)
        fail_msg("%s", c.drive.broken_promise);
    if (c.drive.result != row->result || alert != row->alert)
        fail_msg("expected %s and alert %s, got %s and alert %s\n\t%s\n\tserver: %s",
                 brine_result_name(row->result), brine_alert_name((brine_alert)row->alert),
                 brine_result_name(c.drive.result), brine_alert_name((brine_alert)alert),
                 error.text, c.server->fault ? c.server->fault : "no complaint");
    if (row->result == BRINE_OK) {
        check_resumption(row, &c);
        check_echo(&c);
    } else {
        check_refusal(row, &c, &error);
    }
    connection_end(&c);
}

/* ---- Running tables ---- */

static void run_row(void **state)
{
    const deviation *row = *state;
    drive_options bytewise = {.chunk = 1, .send_room = BRINE_SEND_CAP_MIN};

    strictness_check(row, NULL);
    strictness_check(row, &bytewise);
}

void strictness_begin(void)
{
    strictness_pki = peer_pki_new();
}

void strictness_end(void)
{
    peer_store_clear(&store);
    peer_pki_free(strictness_pki);
    strictness_pki = NULL;
}

/* cmocka copies nothing of the state: a test only reads the row that it points to. */
static void *as_state(const deviation *row)
{
    union {
        const deviation *in;
        void *out;
    } cast = {row};

    return cast.out;
}

int strictness_run(const char *group, const deviation *rows, size_t count)
{
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    int failed;

    if (!tests)
        abort();
    for (size_t i = 0; i < count; i++) {
        tests[i].name = rows[i].title;
        tests[i].test_func = run_row;
        tests[i].initial_state = as_state(&rows[i]);
    }
    failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    free(tests);
    return failed;
}
