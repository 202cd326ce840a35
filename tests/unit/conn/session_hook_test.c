/*
 * The session hook: called once for each session or new ticket, after the server's Finished.
 */
#include "unit/conn/workbench.h"

#include "config/session.h"

static peer_pki *pki;

typedef struct shelf {
    brine_session *session; /* the last one; ours */
    unsigned calls;
    void *connection_context;
} shelf;

static void keep(void *context, const brine_session_event *event)
{
    shelf *s = context;

    brine_session_free(s->session);
    s->session = event->session;
    s->connection_context = event->connection_context;
    s->calls++;
}

static brine_config *shelving_config(shelf *s)
{
    brine_config *config = bench_config(pki, 0);

    assert_int_equal(brine_config_set_session_hook(config, keep, s), BRINE_OK);
    assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
    return config;
}

static bench open_with(brine_config *config, const peer_config *server, shelf *s)
{
    bench b = {.config = config};

    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &b.conn, NULL), BRINE_OK);
    assert_int_equal(brine_conn_set_session(b.conn, s->session), BRINE_OK);
    assert_int_equal(brine_conn_set_context(b.conn, s), BRINE_OK);
    b.server = peer_new(server);
    b.d = drive_start(b.conn, b.server, NULL);
    return b;
}

/* What the hook got is what brine_conn_session gives, and resumes. */
static void each_session_is_handed_over_once(void **state)
{
    static const struct {
        bool tickets, renew;
        unsigned when_resumed;
    } kinds[] = {{false, false, 0}, {true, false, 0}, {true, true, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        shelf s = {.session = NULL};
        peer_store store = {.made = 0};
        peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                              .store = &store,
                              .tickets = kinds[i].tickets,
                              .renew_ticket = kinds[i].renew};
        brine_session *mine;
        bench b = open_with(test_freeze(shelving_config(&s)), &server, &s);

        bench_handshake(&b);
        assert_int_equal(s.calls, 1);
        assert_ptr_equal(s.connection_context, &s);
        assert_int_equal(brine_conn_session(b.conn, &mine, NULL), BRINE_OK);
        assert_ptr_equal(mine, s.session);
        brine_session_free(mine);
        assert_int_equal(drive_write(&b.d, "more", 4), 4);
        assert_int_equal(s.calls, 1);
        bench_next(&b);

        b = open_with(b.config, &server, &s);
        bench_handshake(&b);
        assert_true(bench_facts(&b).resumed);
        assert_int_equal(s.calls, 1 + kinds[i].when_resumed);
        bench_close(&b);
        brine_session_free(s.session);
        peer_store_clear(&store);
    }
}

static void a_server_that_gives_none_leads_to_no_call(void **state)
{
    shelf s = {.session = NULL};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    bench b = open_with(test_freeze(shelving_config(&s)), &server, &s);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(s.calls, 0);
    bench_close(&b);
}

static void nothing_is_handed_over_before_the_server_is_authenticated(void **state)
{
    static const peer_rule wrong_finished[] = {PEER_FLIP(PEER_F_VERIFY_DATA, 0)};
    shelf s = {.session = NULL};
    peer_store store = {.made = 0};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .store = &store,
                          .tickets = true,
                          .rules = wrong_finished,
                          .rule_count = 1};
    brine_config *config = shelving_config(&s);
    bench b = open_with(test_freeze(config), &server, &s);

    (void)state;
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_FINISHED);
    assert_int_equal(s.calls, 0);
    bench_close(&b);
    peer_store_clear(&store);
}

/* With False Start the application may write before; the ticket is in, Finished is not. */
static void false_start_hands_over_nothing_yet(void **state)
{
    shelf s = {.session = NULL};
    peer_store store = {.made = 0};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .store = &store,
                          .tickets = true,
                          .wait_for_data = true};
    brine_config *config = shelving_config(&s);
    bench b;

    (void)state;
    assert_int_equal(brine_config_enable_false_start(config), BRINE_OK);
    b = open_with(test_freeze(config), &server, &s);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_WRITABLE);
    assert_int_equal(s.calls, 0);
    assert_int_equal(drive_write(&b.d, "request", 7), 7);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_READABLE);
    assert_int_equal(s.calls, 1);
    bench_close(&b);
    brine_session_free(s.session);
    peer_store_clear(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_session_is_handed_over_once),
        cmocka_unit_test(a_server_that_gives_none_leads_to_no_call),
        cmocka_unit_test(nothing_is_handed_over_before_the_server_is_authenticated),
        cmocka_unit_test(false_start_hands_over_nothing_yet),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
