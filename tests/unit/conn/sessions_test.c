/*
 * Sessions across connections: by ID and by ticket, saved and loaded, refused, expired,
 * forgotten.
 */
#include "unit/conn/workbench.h"

#include <pthread.h>
#include <stdlib.h>

static peer_pki *pki;

static peer_config server_with(peer_store *store, bool tickets)
{
    return (peer_config){
        .identity = peer_pki_leaf(pki, PEER_KEY_P256), .store = store, .tickets = tickets};
}

/* One connection of config to a server; returns whether it resumed. */
static bool connect_once(brine_config *config, const peer_config *server, brine_session *session,
                         brine_session **made)
{
    bench b = bench_open(config, server, NULL);
    bool resumed;

    if (session != NULL)
        assert_int_equal(brine_conn_set_session(b.conn, session), BRINE_OK);
    bench_handshake(&b);
    resumed = bench_facts(&b).resumed;
    if (made != NULL)
        assert_int_equal(brine_conn_session(b.conn, made, NULL), BRINE_OK);
    assert_int_equal(drive_write(&b.d, "ping", 4), 4);
    assert_int_equal(b.server->application.len, 4);
    bench_next(&b);
    return resumed;
}

static void both_kinds_resume_on_every_provider(void **state)
{
    (void)state;
    for (size_t p = 0; p < PROVIDERS_COUNT; p++)
        for (int tickets = 0; tickets < 2; tickets++) {
            brine_config *config = test_freeze(bench_config(pki, p));
            peer_store store = {.made = 0};
            peer_config server = server_with(&store, tickets == 1);

            server.identity = peer_pki_leaf(pki, bench_leaf(p));
            assert_false(connect_once(config, &server, NULL, NULL));
            assert_true(connect_once(config, &server, NULL, NULL));
            assert_true(connect_once(config, &server, NULL, NULL));
            server.refuse_resumption = true;
            assert_false(connect_once(config, &server, NULL, NULL));
            peer_store_clear(&store);
            brine_config_free(config);
        }
}

static void without_a_cache_only_a_given_session_resumes(void **state)
{
    brine_config *config = bench_config(pki, 0);
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    brine_session *session;

    (void)state;
    assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
    test_freeze(config);
    assert_false(connect_once(config, &server, NULL, &session));
    assert_false(connect_once(config, &server, NULL, NULL));
    assert_true(connect_once(config, &server, session, NULL));
    brine_session_free(session);
    peer_store_clear(&store);
    brine_config_free(config);
}

/* The session that is given was made under the same settings; the server has an ID or a ticket. */
static void a_config_without_sessions_makes_and_offers_none(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));

    (void)state;
    for (int tickets = 0; tickets < 2; tickets++) {
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, tickets == 1);
        brine_config *without = bench_config(pki, 0);
        brine_error error = BRINE_NO_ERROR;
        brine_session *session;
        uint8_t blob[4096];
        size_t len;
        bench b;

        assert_int_equal(brine_config_disable_sessions(without), BRINE_OK);
        test_freeze(without);
        assert_false(connect_once(config, &server, NULL, &session));
        assert_int_equal(brine_session_save(session, config, blob, sizeof blob, &len, NULL),
                         BRINE_OK);
        brine_session_free(session);
        assert_int_equal(brine_session_load(without, blob, len, &session, NULL), BRINE_OK);

        b = bench_open(without, &server, NULL);
        assert_int_equal(brine_conn_set_session(b.conn, session), BRINE_OK);
        brine_session_free(session);
        bench_handshake(&b);
        assert_false(bench_facts(&b).resumed);
        assert_false(b.server->hello.session_ticket);
        assert_int_equal(b.server->hello.session_id.len, 0);
        assert_int_equal(brine_conn_session(b.conn, &session, &error), BRINE_ERROR_NOT_AVAILABLE);
        assert_non_null(strstr(error.text, "brine_config_disable_sessions"));
        bench_next(&b);
        assert_false(connect_once(without, &server, NULL, NULL));

        peer_store_clear(&store);
        brine_config_free(without);
    }
    brine_config_free(config);
}

static void a_saved_session_resumes_in_another_process(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    brine_config *other = test_freeze(bench_config(pki, 2));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    brine_session *session;
    uint8_t blob[4096];
    size_t len;

    (void)state;
    assert_false(connect_once(config, &server, NULL, &session));
    assert_int_equal(brine_session_save(session, config, blob, sizeof blob, &len, NULL), BRINE_OK);
    brine_session_free(session);
    assert_int_equal(brine_session_load(other, blob, len, &session, NULL), BRINE_OK);
    assert_true(connect_once(other, &server, session, NULL));
    brine_session_free(session);
    peer_store_clear(&store);
    brine_config_free(config);
    brine_config_free(other);
}

static void a_renewed_ticket_replaces_the_old(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    brine_session *first, *second;

    (void)state;
    server.renew_ticket = true;
    assert_false(connect_once(config, &server, NULL, &first));
    assert_true(connect_once(config, &server, NULL, &second));
    assert_ptr_not_equal(first, second);
    assert_true(connect_once(config, &server, NULL, NULL));
    brine_session_free(first);
    brine_session_free(second);
    peer_store_clear(&store);
    brine_config_free(config);
}

static void an_expired_session_is_not_offered(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);

    (void)state;
    server.ticket_lifetime = 60;
    assert_false(connect_once(config, &server, NULL, NULL));
    test_now = PEER_NOW + 59;
    assert_true(connect_once(config, &server, NULL, NULL));
    test_now = PEER_NOW + 60;
    assert_false(connect_once(config, &server, NULL, NULL));
    test_now = PEER_NOW;
    peer_store_clear(&store);
    brine_config_free(config);
}

static void renewals_end_a_day_after_the_server_was_authenticated(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);

    (void)state;
    server.renew_ticket = true;
    server.ticket_lifetime = 100000;
    assert_false(connect_once(config, &server, NULL, NULL));
    test_now = PEER_NOW + 80000;
    assert_true(connect_once(config, &server, NULL, NULL));
    test_now = PEER_NOW + BRINE_SESSION_LIFETIME_MAX;
    assert_false(connect_once(config, &server, NULL, NULL));
    test_now = PEER_NOW;
    peer_store_clear(&store);
    brine_config_free(config);
}

/* A clock may be wrong, but no sum with what it says may wrap. */
static void at_the_end_of_time_a_session_has_no_more_than_that(void **state)
{
    brine_config *config = bench_config(pki, 0);
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    brine_session *session;

    (void)state;
    assert_int_equal(brine_config_insecure_skip_time(config), BRINE_OK);
    test_freeze(config);
    server.ticket_lifetime = UINT32_MAX;
    test_now = INT64_MAX - 1;
    assert_false(connect_once(config, &server, NULL, &session));
    assert_true(brine_session_expiry(session) == INT64_MAX);
    test_now = PEER_NOW;
    brine_session_free(session);
    peer_store_clear(&store);
    brine_config_free(config);
}

static void an_oversized_ticket_is_not_kept(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);

    (void)state;
    server.ticket_length = BRINE_TICKET_MAX + 1;
    assert_false(connect_once(config, &server, NULL, NULL));
    assert_false(connect_once(config, &server, NULL, NULL));
    server.ticket_length = BRINE_TICKET_MAX;
    assert_false(connect_once(config, &server, NULL, NULL));
    assert_true(connect_once(config, &server, NULL, NULL));
    peer_store_clear(&store);
    brine_config_free(config);
}

static void another_port_is_another_server(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    bench b;

    (void)state;
    assert_false(connect_once(config, &server, NULL, NULL));
    b = bench_open(config, &server, NULL);
    assert_int_equal(brine_conn_set_port(b.conn, 0), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_conn_set_port(b.conn, 8443), BRINE_OK);
    bench_handshake(&b);
    assert_false(bench_facts(&b).resumed);
    assert_int_equal(brine_conn_set_port(b.conn, 1), BRINE_ERROR_WRONG_STATE);
    assert_int_equal(brine_conn_set_session(b.conn, NULL), BRINE_ERROR_WRONG_STATE);
    bench_close(&b);
    peer_store_clear(&store);
}

/* RFC 5246 section 7.2.2: it "MUST NOT be" resumed. */
static void a_session_that_met_a_fatal_alert_is_forgotten(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    bench b;

    (void)state;
    assert_false(connect_once(config, &server, NULL, NULL));
    b = bench_open(config, &server, NULL);
    bench_handshake(&b);
    assert_true(bench_facts(&b).resumed);
    peer_say_alert(b.server, 2, BRINE_ALERT_internal_error);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_ALERT);
    bench_next(&b);
    assert_false(connect_once(config, &server, NULL, NULL));
    peer_store_clear(&store);
    brine_config_free(config);
}

static void a_truncation_does_not_cost_the_session(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    bench b = bench_open(config, &server, NULL);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(drive_end(&b.d), BRINE_ERROR_TRUNCATED);
    bench_next(&b);
    assert_true(connect_once(config, &server, NULL, NULL));
    peer_store_clear(&store);
    brine_config_free(config);
}

/* What a connection met after its handshake, and whether its session is still good. */
typedef struct fate {
    const char *title;
    void (*meet)(bench *b);
    brine_result result;
    bool good;
} fate;

static void meet_nothing(bench *b)
{
    (void)b;
}

static void close_first(bench *b)
{
    assert_int_equal(brine_conn_close(b->conn), BRINE_OK);
    (void)drive_run(&b->d);
}

static void be_closed(bench *b)
{
    peer_close(b->server);
    (void)drive_run(&b->d);
}

static void be_cut_off(bench *b)
{
    (void)drive_end(&b->d);
}

static void meet_an_alert(bench *b)
{
    peer_say_alert(b->server, 2, BRINE_ALERT_internal_error);
    (void)drive_run(&b->d);
}

static void meet_an_alert_and_an_end(bench *b)
{
    meet_an_alert(b);
    assert_int_equal(brine_conn_receive_end(b->conn), BRINE_ERROR_ALERT);
}

static void meet_a_forgery(bench *b)
{
    b->server->writing.sequence++;
    peer_say(b->server, "bad", 3);
    (void)drive_run(&b->d);
}

/* RFC 5246 section 7.2.1: an end without close_notify is none of its enemies. */
static void a_session_is_handed_out_until_an_error_speaks_against_it(void **state)
{
    static const fate fates[] = {
        {"nothing", meet_nothing, BRINE_OK, true},
        {"our close_notify", close_first, BRINE_OK, true},
        {"the server's close_notify", be_closed, BRINE_CLOSED, true},
        {"an end without close_notify", be_cut_off, BRINE_ERROR_TRUNCATED, true},
        {"a fatal alert", meet_an_alert, BRINE_ERROR_ALERT, false},
        {"a fatal alert, then the end", meet_an_alert_and_an_end, BRINE_ERROR_ALERT, false},
        {"a forged record", meet_a_forgery, BRINE_ERROR_BAD_RECORD_MAC, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++) {
        brine_config *config = bench_config(pki, 0);
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, true);
        brine_session *session = NULL;
        bench b;

        assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
        b = bench_open(test_freeze(config), &server, NULL);
        assert_int_equal(brine_conn_session(b.conn, &session, NULL), BRINE_ERROR_NOT_AVAILABLE);
        bench_handshake(&b);
        fates[i].meet(&b);
        assert_int_equal(b.d.result, fates[i].result);
        if ((brine_conn_session(b.conn, &session, NULL) == BRINE_OK) != fates[i].good)
            fail_msg("after %s", fates[i].title);
        bench_next(&b);
        if (fates[i].good)
            assert_true(connect_once(config, &server, session, NULL));
        brine_session_free(session);
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* ---- What a resumed handshake has no ServerKeyExchange to say of ---- */

static brine_facts facts_of_one(brine_config *config, const peer_config *server,
                                brine_session *session, brine_session **made)
{
    bench b = bench_open(config, server, NULL);
    brine_facts facts;

    assert_int_equal(brine_conn_set_session(b.conn, session), BRINE_OK);
    bench_handshake(&b);
    assert_int_equal(brine_conn_session(b.conn, made, NULL), BRINE_OK);
    facts = bench_facts(&b);
    bench_next(&b);
    return facts;
}

static brine_session *saved_and_loaded(brine_session *session, const brine_config *from,
                                       const brine_config *to)
{
    uint8_t blob[4096];
    size_t len;

    assert_int_equal(brine_session_save(session, from, blob, sizeof blob, &len, NULL), BRINE_OK);
    brine_session_free(session);
    assert_int_equal(brine_session_load(to, blob, len, &session, NULL), BRINE_OK);
    return session;
}

/* Through renewals, through files, to a provider that has no such group, and back. */
static void group_and_scheme_stay_those_of_the_original_handshake(void **state)
{
    static const uint16_t only_p256[] = {BRINE_GROUP_SECP256R1, 0};
    brine_config *config = test_freeze(bench_config(pki, 0));
    brine_config *sodium = test_freeze(bench_config(pki, 1));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    brine_session *session, *renewed;
    brine_facts facts;

    (void)state;
    server.identity = peer_pki_leaf(pki, PEER_KEY_RSA);
    server.groups = only_p256;
    server.suites = (const uint16_t[]){0xcca8, 0}; /* that libsodium has, too */
    server.renew_ticket = true;
    facts = facts_of_one(config, &server, NULL, &session);
    assert_int_equal(facts.group_id, BRINE_GROUP_SECP256R1);
    for (int i = 0; i < 4; i++) {
        const uint16_t scheme = facts.signature_scheme;
        brine_config *from = i == 3 ? sodium : config, *to = i == 2 ? sodium : config;

        assert_int_not_equal(scheme, 0);
        if (i > 0)
            session = saved_and_loaded(session, from, to);
        facts = facts_of_one(to, &server, session, &renewed);
        brine_session_free(session);
        session = renewed;
        assert_true(facts.resumed);
        assert_int_equal(facts.group_id, BRINE_GROUP_SECP256R1);
        assert_string_equal(facts.group, i == 2 ? "" : "secp256r1");
        assert_int_equal(facts.signature_scheme, scheme);
    }
    brine_session_free(session);
    peer_store_clear(&store);
    brine_config_free(config);
    brine_config_free(sodium);
}

static void a_session_of_an_rsa_key_exchange_has_neither_group_nor_scheme(void **state)
{
    static const uint16_t suites[] = {0x009c, 0};
    brine_config *config = bench_config(pki, 0);
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);
    brine_session *session, *again;
    brine_facts facts;

    (void)state;
    server.identity = peer_pki_leaf(pki, PEER_KEY_RSA);
    server.suites = suites;
    assert_int_equal(brine_config_enable_legacy_rsa_key_exchange(config), BRINE_OK);
    test_freeze(config);
    (void)facts_of_one(config, &server, NULL, &session);
    facts = facts_of_one(config, &server, session, &again);
    assert_true(facts.resumed);
    assert_int_equal(facts.group_id, BRINE_GROUP_NONE);
    assert_int_equal(facts.signature_scheme, 0);
    assert_string_equal(facts.group, "");
    brine_session_free(session);
    brine_session_free(again);
    peer_store_clear(&store);
    brine_config_free(config);
}

static void sessions_without_extended_master_secret_resume_too(void **state)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, true);

    (void)state;
    server.no_extended_master_secret = true;
    assert_false(connect_once(config, &server, NULL, NULL));
    assert_true(connect_once(config, &server, NULL, NULL));
    peer_store_clear(&store);
    brine_config_free(config);
}

/* ---- Threads ---- */

#define THREADS     8
#define CONNECTIONS 10 /* of each thread */

typedef struct worker {
    brine_config *config;
    peer_config server;
    unsigned failures;
} worker;

/* Like connect_once, but cmocka's assertions belong to the main thread. */
static brine_result one_of_many(worker *w, bool broken)
{
    brine_conn *conn = NULL;
    brine_result result = brine_conn_new(w->config, PEER_SERVER_NAME, &conn, NULL);
    brine_session *session = NULL;
    peer *server;
    drive d;

    if (result != BRINE_OK)
        return result;
    server = peer_new(&w->server);
    d = drive_start(conn, server, NULL);
    result = drive_run(&d);
    if (result == BRINE_OK)
        result = brine_conn_session(conn, &session, NULL);
    brine_session_free(session);
    if (result == BRINE_OK && broken) {
        peer_say_alert(server, 2, BRINE_ALERT_internal_error);
        result = drive_run(&d) == BRINE_ERROR_ALERT ? BRINE_OK : BRINE_ERROR_INTERNAL;
    }
    drive_stop(&d);
    brine_conn_free(conn);
    peer_free(server);
    return result;
}

static void *work(void *argument)
{
    worker *w = argument;

    for (unsigned i = 0; i < CONNECTIONS; i++)
        w->failures += one_of_many(w, i % 5 == 4) != BRINE_OK;
    return NULL;
}

/*
 * One server in each thread, which knows only some of the tickets that the cache has. Every other
 * one asks for a certificate: the identity's key is shared, too.
 */
static void threads_share_a_config_and_its_sessions(void **state)
{
    brine_config *config = bench_config(pki, 0);
    pthread_t threads[THREADS];
    peer_store stores[THREADS] = {{.made = 0}};
    worker workers[THREADS];

    (void)state;
    bench_add_identity(config, pki, PEER_KEY_P256, NULL);
    assert_int_equal(brine_config_keep_peer(config), BRINE_OK);
    test_freeze(config);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (worker){.config = config, .server = server_with(&stores[i], true)};
        workers[i].server.renew_ticket = true;
        workers[i].server.seed = i + 1; /* or one's tickets would look like the other's */
        workers[i].server.request_certificate = i % 2 == 1;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].failures, 0);
    }
    connect_once(config, &workers[0].server, NULL, NULL);
    assert_true(connect_once(config, &workers[0].server, NULL, NULL));
    for (size_t i = 0; i < THREADS; i++)
        peer_store_clear(&stores[i]);
    brine_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_kinds_resume_on_every_provider),
        cmocka_unit_test(without_a_cache_only_a_given_session_resumes),
        cmocka_unit_test(a_config_without_sessions_makes_and_offers_none),
        cmocka_unit_test(a_saved_session_resumes_in_another_process),
        cmocka_unit_test(a_renewed_ticket_replaces_the_old),
        cmocka_unit_test(an_expired_session_is_not_offered),
        cmocka_unit_test(renewals_end_a_day_after_the_server_was_authenticated),
        cmocka_unit_test(at_the_end_of_time_a_session_has_no_more_than_that),
        cmocka_unit_test(an_oversized_ticket_is_not_kept),
        cmocka_unit_test(another_port_is_another_server),
        cmocka_unit_test(a_session_that_met_a_fatal_alert_is_forgotten),
        cmocka_unit_test(a_truncation_does_not_cost_the_session),
        cmocka_unit_test(a_session_is_handed_out_until_an_error_speaks_against_it),
        cmocka_unit_test(group_and_scheme_stay_those_of_the_original_handshake),
        cmocka_unit_test(a_session_of_an_rsa_key_exchange_has_neither_group_nor_scheme),
        cmocka_unit_test(sessions_without_extended_master_secret_resume_too),
        cmocka_unit_test(threads_share_a_config_and_its_sessions),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
