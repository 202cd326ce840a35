/*
 * What a connection costs, counted by an allocator that notes everything.
 */
#include "conn/bench.h"

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

static brine_config *counted_config(ledger *l, size_t provider)
{
    brine_allocator allocator = {l, ledger_allocate, ledger_release};
    peer_slice root = peer_pki_root(pki);
    brine_config *config;
    brine_trust *trust;
    brine_error error;

    assert_int_equal(brine_config_new(&allocator, &config), BRINE_OK);
    assert_int_equal(brine_trust_new(NULL, &trust), BRINE_OK);
    assert_int_equal(
        brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, &error), BRINE_OK);
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    brine_trust_free(trust);
    assert_int_equal(brine_config_set_clock(config, test_clock, NULL), BRINE_OK);
    assert_int_equal(brine_config_set_provider(config, providers[provider].get()), BRINE_OK);
    assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
    return test_freeze(config);
}

/* design.md, "Memory": at most 2 KiB once the handshake is over, and nothing allocated then. */
static void an_established_connection_owns_two_kilobytes_and_allocates_nothing(void **state)
{

    (void)state;
    for (size_t p = 0; p < 2; p++) /* the third provider keeps its states on libcrypto's heap */
        for (int rsa = 0; rsa < 2; rsa++) {
            ledger l = {.live = 0};
            brine_config *config = counted_config(&l, p);
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

/* Every allocation of a handshake fails once: an error each time, and nothing leaks. */
static void a_failed_allocation_anywhere_ends_in_one_clear_error(void **state)
{
    peer_store store = {.made = 0};
    peer_config server = {
        .identity = peer_pki_leaf(pki, PEER_KEY_P256), .store = &store, .tickets = true};
    bool succeeded = false;

    (void)state;
    for (size_t n = 1; !succeeded; n++) {
        ledger l = {.live = 0};
        brine_config *config = counted_config(&l, 0);
        size_t before = l.live;
        brine_conn *conn;
        brine_result result;

        l.fail_at = l.allocations + n;
        result = brine_conn_new(config, PEER_SERVER_NAME, &conn);
        if (result == BRINE_OK) {
            peer *p = peer_new(&server);
            drive d = drive_start(conn, p, NULL);

            result = drive_run(&d);
            drive_stop(&d);
            peer_free(p);
            brine_conn_free(conn);
        }
        succeeded = result == BRINE_OK;
        if (!succeeded)
            assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
        assert_int_equal(l.live, before);
        brine_config_free(config);
    }
    peer_store_clear(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_established_connection_owns_two_kilobytes_and_allocates_nothing),
        cmocka_unit_test(a_failed_allocation_anywhere_ends_in_one_clear_error),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
