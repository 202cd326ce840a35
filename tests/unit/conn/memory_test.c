/*
 * What a connection costs, counted by an allocator that notes everything.
 */
#include "config/session.h"
#include "unit/conn/workbench.h"

#include <stdlib.h>

static peer_pki *pki;

typedef struct ledger {
    size_t live, peak, allocations;
    size_t fail_at; /* this allocation fails; 0 = none */
    bool forbidden; /* nothing may be allocated now */
} ledger;

static void *ledger_allocate(void *context, size_t size)
{
    ledger *l = context;

    assert_false(l->forbidden);
    if (++l->allocations == l->fail_at)
        return NULL;
    l->live += size;
    if (l->live > l->peak)
        l->peak = l->live;
    return malloc(size);
}

static void ledger_release(void *context, void *block, size_t size)
{
    ledger *l = context;

    l->live -= size;
    free(block);
}

static brine_verdict accept(void *context, const brine_verify_request *request, brine_alert *alert)
{
    (void)context;
    (void)request;
    (void)alert;
    return BRINE_VERDICT_ACCEPT;
}

/* Everything that may be kept, sent or offered: sessions, what the peer showed, an identity. */
static void ask_for_everything(brine_config *config)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    const peer_certificate_plan plan = {.key = PEER_KEY_P256, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);
    peer_bytes chain = {0}, key = {0};
    brine_error error;

    peer_put_certificate_pem(&chain, certificate);
    peer_put_key_pem(&key, certificate->key);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){key.data, key.len}, &error),
                     BRINE_OK);
    assert_int_equal(brine_config_set_alpn(config, protocols, 2, NULL), BRINE_OK);
    assert_int_equal(brine_config_request_staple(config), BRINE_OK);
    assert_int_equal(brine_config_request_scts(config), BRINE_OK);
    assert_int_equal(brine_config_keep_peer(config), BRINE_OK);
    assert_int_equal(brine_config_set_session_cache(config, 4), BRINE_OK);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

/* What a test wants of its config. */
typedef enum wishes {
    NOTHING,
    NO_SESSIONS,
    EVERYTHING, /* see ask_for_everything */
    TICKETS,    /* a session cache */
    HOOK,       /* and a verify hook with it */
} wishes;

static brine_config *counted_config(ledger *l, size_t provider, wishes wish)
{
    brine_allocator allocator = {l, ledger_allocate, ledger_release};
    peer_slice root = peer_pki_root(pki);
    brine_config *config;
    brine_trust *trust;
    brine_error error;

    assert_int_equal(brine_config_new(&allocator, &config, NULL), BRINE_OK);
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_int_equal(
        brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, &error), BRINE_OK);
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    brine_trust_free(trust);
    assert_int_equal(brine_config_set_clock(config, test_clock, NULL), BRINE_OK);
    assert_int_equal(brine_config_set_provider(config, providers[provider].get()), BRINE_OK);
    if (wish == EVERYTHING)
        ask_for_everything(config);
    if (wish == HOOK)
        assert_int_equal(brine_config_set_verify_hook(config, accept, NULL), BRINE_OK);
    if (wish == NO_SESSIONS)
        assert_int_equal(brine_config_disable_sessions(config), BRINE_OK);
    assert_int_equal(brine_config_set_session_cache(config, wish > NO_SESSIONS ? 4 : 0), BRINE_OK);
    return test_freeze(config);
}

/* As conn/conn.h says: at most 2 KiB once the handshake is over, and nothing allocated then. */
static void an_established_connection_owns_two_kilobytes_and_allocates_nothing(void **state)
{

    (void)state;
    for (size_t p = 0; p < 2; p++) /* the third provider keeps its states on libcrypto's heap */
        for (int rsa = 0; rsa < 2; rsa++) {
            ledger l = {.live = 0};
            brine_config *config = counted_config(&l, p, NOTHING);
            size_t before = l.live, allocations = l.allocations;
            peer_config server = {.identity =
                                      peer_pki_leaf(pki, rsa ? PEER_KEY_RSA : bench_leaf(p))};
            bench b = bench_open(config, &server, NULL);

            l.peak = l.live;
            bench_handshake(&b);
            print_message("%s, %s: %zu bytes idle, %zu at the peak, %zu allocations\n",
                          providers[p].name, bench_facts(&b).suite, l.live - before,
                          l.peak - before, l.allocations - allocations);
            assert_true(l.live - before <= 2048);
            assert_true(l.peak - before <= 24 * 1024);
            l.forbidden = true;
            assert_int_equal(drive_write(&b.d, "ping", 4), 4);
            peer_say(b.server, "pong", 4);
            peer_say_hello_request(b.server);
            peer_close(b.server);
            assert_int_equal(drive_run(&b.d), BRINE_CLOSED);
            l.forbidden = false;
            bench_next(&b);
            assert_int_equal(l.live, before);
            brine_config_free(config);
            assert_int_equal(l.live, 0);
        }
}

/* One connection in which the allocation of number fail_at fails; 0 = none. */
static brine_result connect_with(const brine_config *config, const peer_config *server, ledger *l,
                                 size_t fail_at)
{
    brine_error error = BRINE_NO_ERROR;
    brine_conn *conn;
    brine_result result;

    l->fail_at = fail_at == 0 ? 0 : l->allocations + fail_at;
    result = brine_conn_new(config, PEER_SERVER_NAME, &conn, &error);
    assert_int_equal(error.code, result);
    if (result == BRINE_OK) {
        peer *p = peer_new(server);
        drive d = drive_start(conn, p, NULL);

        result = drive_run(&d);
        if (result == BRINE_OK)
            assert_true(brine_conn_state(conn) & BRINE_CONN_READABLE);
        drive_stop(&d);
        peer_free(p);
        brine_conn_free(conn);
    }
    l->fail_at = 0;
    return result;
}

/* Every allocation of a handshake fails once: an error each time, and nothing leaks. */
static void a_failed_allocation_anywhere_ends_in_one_clear_error(void **state)
{
    static const struct {
        wishes wish;
        bool resumed, tickets;
    } kinds[] = {{NOTHING, false, true},    {EVERYTHING, false, true}, {EVERYTHING, true, true},
                 {EVERYTHING, true, false}, {HOOK, false, true},       {HOOK, true, true}};

    (void)state;
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        bool everything = kinds[kind].wish == EVERYTHING;
        peer_store store = {.made = 0};
        peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                              .store = &store,
                              .tickets = kinds[kind].tickets,
                              .renew_ticket = true,
                              .protocol = everything ? "h2" : NULL,
                              .staple = PEER_LITERAL("a stapled response"),
                              .scts = PEER_LITERAL("\x00\x07\x00\x05hello"),
                              .request_certificate = everything};
        brine_result result = BRINE_ERROR_OUT_OF_MEMORY;

        for (size_t n = 1; result != BRINE_OK; n++) {
            ledger l = {.live = 0};
            brine_config *config = counted_config(&l, 0, kinds[kind].wish);

            if (kinds[kind].resumed)
                assert_int_equal(connect_with(config, &server, &l, 0), BRINE_OK);
            result = connect_with(config, &server, &l, n);
            if (result != BRINE_OK)
                assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
            else
                assert_true(n > 5);
            brine_config_free(config);
            assert_int_equal(l.live, 0);
        }
        peer_store_clear(&store);
    }
}

/* Bytes that a connection and its session hold once the handshake is over. */
static size_t held_with_session(wishes wish, bool tickets)
{
    peer_store store = {.made = 0};
    peer_config server = {
        .identity = peer_pki_leaf(pki, PEER_KEY_P256), .store = &store, .tickets = tickets};
    ledger l = {.live = 0};
    brine_config *config = counted_config(&l, 0, wish);
    size_t before = l.live, held;
    bench b = bench_open(config, &server, NULL);

    bench_handshake(&b);
    assert_int_equal(drive_write(&b.d, "ping", 4), 4);
    held = l.live - before;
    bench_close(&b);
    assert_int_equal(l.live, 0);
    peer_store_clear(&store);
    return held;
}

/* The chain with its length, the path and its anchor, once, and little beside them. */
static void a_session_for_a_hook_costs_what_the_server_showed(void **state)
{
    size_t shown = 3 + peer_pki_leaf(pki, PEER_KEY_P256)->chain[0].len + 1 + pki->root->der.len;
    size_t plain = held_with_session(TICKETS, true), kept = held_with_session(HOOK, true);

    (void)state;
    print_message("%zu bytes with a session, %zu with what a hook needs, %zu shown\n", plain, kept,
                  shown);
    assert_true(kept >= plain + shown);
    assert_true(kept <= plain + shown + 256);
}

/* A master secret of its own, the server's name, its ticket. */
static void without_sessions_a_connection_holds_less(void **state)
{
    (void)state;
    for (int tickets = 0; tickets < 2; tickets++) {
        size_t with = held_with_session(NOTHING, tickets == 1);
        size_t without = held_with_session(NO_SESSIONS, tickets == 1);

        print_message("%zu bytes without a session, %zu with one\n", without, with);
        assert_true(with >= without + sizeof(brine_session) + sizeof PEER_SERVER_NAME);
    }
}

/* Bytes that a connection holds after it failed, told by the server or telling it. */
static size_t held_after_failure(bool told)
{
    ledger l = {.live = 0};
    brine_config *config = counted_config(&l, 0, NOTHING);
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    size_t before = l.live, held;
    bench b = bench_open(config, &server, NULL);

    bench_handshake(&b);
    if (told) {
        peer_say_alert(b.server, 2, BRINE_ALERT_internal_error);
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_ALERT);
    } else {
        b.server->writing.sequence++;
        peer_say(b.server, "bad", 3);
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_BAD_RECORD_MAC);
        assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_bad_record_mac);
    }
    held = l.live - before;
    bench_close(&b);
    return held;
}

/* As soon as there is nothing more to tell the server, the keys for that are gone, too. */
static void a_failed_connection_keeps_no_keys(void **state)
{
    (void)state;
    assert_int_equal(held_after_failure(true), held_after_failure(false));
}

/* From an empty config to a frozen one, as far as memory allows. */
static brine_result build_config(ledger *l, const peer_bytes *chain, const peer_bytes *key,
                                 brine_config **out)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    brine_allocator allocator = {l, ledger_allocate, ledger_release};
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(&allocator, out, &error);

    assert_int_equal(error.code, result);
    if (result != BRINE_OK)
        return result;
    assert_int_equal(brine_config_insecure_skip_chain(*out), BRINE_OK);
    assert_int_equal(brine_config_set_clock(*out, test_clock, NULL), BRINE_OK);
    assert_int_equal(brine_config_keep_peer(*out), BRINE_OK);
    result = brine_config_set_alpn(*out, protocols, 2, &error);
    if (result == BRINE_OK)
        result = brine_config_add_pin(
            *out, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", &error);
    if (result == BRINE_OK)
        result = brine_config_set_identity(*out, (brine_bytes){chain->data, chain->len},
                                           (brine_bytes){key->data, key->len}, &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(*out, &error);
    assert_int_equal(error.code, result);
    return result;
}

static void so_does_one_when_a_config_is_built(void **state)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_RSA, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);
    peer_bytes chain = {0}, key = {0};
    brine_result result = BRINE_ERROR_OUT_OF_MEMORY;

    (void)state;
    peer_put_certificate_pem(&chain, certificate);
    peer_put_key_pem(&key, certificate->key);
    for (size_t n = 1; result != BRINE_OK; n++) {
        ledger l = {.fail_at = n};
        brine_config *config = NULL;

        result = build_config(&l, &chain, &key, &config);
        if (result != BRINE_OK)
            assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
        else
            assert_true(n > 8);
        brine_config_free(config);
        assert_int_equal(l.live, 0);
    }
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

static brine_session *session_of(brine_config *config, const peer_config *server)
{
    bench b = bench_open(config, server, NULL);
    brine_session *session;

    bench_handshake(&b);
    assert_int_equal(brine_conn_session(b.conn, &session, NULL), BRINE_OK);
    bench_next(&b);
    return session;
}

static void and_when_a_session_is_saved_and_loaded(void **state)
{
    peer_store store = {.made = 0};
    peer_config server = {
        .identity = peer_pki_leaf(pki, PEER_KEY_P256), .store = &store, .tickets = true};
    ledger l = {.live = 0};
    brine_config *config = counted_config(&l, 0, EVERYTHING);
    brine_session *session = session_of(config, &server), *loaded;
    brine_result result = BRINE_ERROR_OUT_OF_MEMORY;
    static uint8_t blob[65536];
    size_t before = l.live, len;

    (void)state;
    l.fail_at = l.allocations + 1;
    assert_int_equal(brine_session_save(session, config, blob, sizeof blob, &len, NULL),
                     BRINE_ERROR_OUT_OF_MEMORY);
    assert_int_equal(brine_session_save(session, config, blob, sizeof blob, &len, NULL), BRINE_OK);
    for (size_t n = 1; result != BRINE_OK; n++) {
        l.fail_at = l.allocations + n;
        result = brine_session_load(config, blob, len, &loaded, NULL);
        if (result == BRINE_OK)
            break;
        assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
        assert_int_equal(l.live, before);
    }
    l.fail_at = 0;
    brine_session_free(loaded);
    brine_session_free(session);
    brine_config_free(config);
    assert_int_equal(l.live, 0);
    peer_store_clear(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_established_connection_owns_two_kilobytes_and_allocates_nothing),
        cmocka_unit_test(a_failed_allocation_anywhere_ends_in_one_clear_error),
        cmocka_unit_test(a_session_for_a_hook_costs_what_the_server_showed),
        cmocka_unit_test(without_sessions_a_connection_holds_less),
        cmocka_unit_test(a_failed_connection_keeps_no_keys),
        cmocka_unit_test(so_does_one_when_a_config_is_built),
        cmocka_unit_test(and_when_a_session_is_saved_and_loaded),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
