/*
 * Each callback that is called for a connection gets that connection's own context, beside the
 * config's: two connections of one config take turns, so that a context of the other would show.
 */
#include "unit/conn/workbench.h"

static peer_pki *pki;

/* What a connection's context collects. */
typedef struct tally {
    unsigned verdicts, resumptions, choices, messages, alerts, late_requests, keys;
} tally;

static const char config_context[] = "the config's";

static tally *tally_of(const void *context, void *connection_context)
{
    assert_ptr_equal(context, config_context);
    assert_non_null(connection_context);
    return connection_context;
}

static brine_verdict judge(void *context, const brine_verify_request *request, brine_alert *alert)
{
    tally *t = tally_of(context, request->connection_context);

    (void)alert;
    t->verdicts++;
    t->resumptions += request->resumed;
    return BRINE_VERDICT_ACCEPT;
}

static size_t choose(void *context, const brine_identity_request *request)
{
    tally_of(context, request->connection_context)->choices++;
    return request->choice;
}

static void trace(void *context, const brine_trace_event *event)
{
    tally *t = tally_of(context, event->connection_context);

    t->messages++;
    t->alerts += strcmp(event->message, "Alert") == 0;
    t->late_requests += strcmp(event->message, "HelloRequest") == 0;
}

static void note_key(void *context, const brine_key_log_line *line)
{
    tally *t = tally_of(context, line->connection_context);

    assert_memory_equal(line->text, "CLIENT_RANDOM ", 14);
    t->keys++;
}

static brine_config *config_with_callbacks(void)
{
    brine_config *config = bench_config(pki, 0);
    void *context = (void *)(uintptr_t)config_context;

    bench_add_identity(config, pki, PEER_KEY_P256, pki->root);
    assert_int_equal(brine_config_set_verify_hook(config, judge, context), BRINE_OK);
    assert_int_equal(brine_config_set_identity_hook(config, choose, context), BRINE_OK);
    assert_int_equal(brine_config_set_trace(config, trace, context), BRINE_OK);
    assert_int_equal(brine_config_set_key_log(config, note_key, context), BRINE_OK);
    return test_freeze(config);
}

static void open_with(bench *b, brine_config *config, const peer_config *server, tally *t)
{
    *b = (bench){.config = config};
    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &b->conn, NULL), BRINE_OK);
    assert_int_equal(brine_conn_set_context(b->conn, t), BRINE_OK);
    assert_ptr_equal(brine_conn_context(b->conn), t);
    b->server = peer_new(server);
    b->d = drive_start(b->conn, b->server, NULL);
}

/* A warning and a HelloRequest after the handshake are told, too. */
static void be_told_late(bench *b)
{
    peer_say_alert(b->server, 1, BRINE_ALERT_user_canceled);
    peer_say_hello_request(b->server);
    assert_int_equal(drive_run(&b->d), BRINE_OK);
}

static void each_callback_gets_the_context_of_its_connection(void **state)
{
    peer_store store = {.made = 0};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .request_certificate = true,
                          .store = &store};
    brine_config *config = config_with_callbacks();
    tally first = {0}, second = {0};
    bench a, b;

    (void)state;
    open_with(&a, config, &server, &first);
    bench_handshake(&a);
    assert_int_equal(first.verdicts, 1);
    assert_int_equal(first.resumptions, 0);
    assert_int_equal(first.choices, 1);
    assert_int_equal(first.keys, 1);
    assert_true(first.messages > 10);

    open_with(&b, config, &server, &second);
    bench_handshake(&b);
    assert_int_equal(second.verdicts, 1);
    assert_int_equal(second.resumptions, 1);
    assert_int_equal(second.choices, 0); /* a resumed handshake has no CertificateRequest */
    assert_int_equal(second.keys, 1);
    assert_int_equal(first.verdicts + first.keys + first.alerts, 2);

    be_told_late(&a);
    assert_int_equal(first.alerts, 2); /* and no_renegotiation in answer */
    assert_int_equal(first.late_requests, 1);
    assert_int_equal(second.alerts + second.late_requests, 0);
    bench_next(&a);
    bench_close(&b);
    peer_store_clear(&store);
}

static void a_context_comes_before_the_first_byte(void **state)
{
    static const char mine[] = "mine";
    void *context = (void *)(uintptr_t)mine;
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);

    (void)state;
    assert_null(brine_conn_context(b.conn));
    assert_int_equal(brine_conn_set_context(b.conn, context), BRINE_OK);
    bench_handshake(&b);
    assert_int_equal(brine_conn_set_context(b.conn, NULL), BRINE_ERROR_WRONG_STATE);
    assert_ptr_equal(brine_conn_context(b.conn), context);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_callback_gets_the_context_of_its_connection),
        cmocka_unit_test(a_context_comes_before_the_first_byte),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
