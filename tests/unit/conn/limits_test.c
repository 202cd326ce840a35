/*
 * How much one key may protect (RFC 9325 section 4.4), counted in blocks, in each direction,
 * on an AEAD whose limit is low enough to be reached.
 */
#include "crypto/provider/lookup.h"
#include "unit/conn/workbench.h"

#define LIMIT    UINT64_C(1100)
#define FINISHED 2 /* blocks: 16 bytes, and one for the tag */

static peer_pki *pki;

static const brine_aead *scarce_aeads[2];
static brine_aead scarce_aead;
static brine_provider scarce_provider;

/* The default provider with nothing but an AES-128-GCM of LIMIT blocks. */
static brine_config *scarce_config(void)
{
    brine_config *config = test_config(pki);

    scarce_provider = *brine_provider_default();
    scarce_aead = *brn_find_aead(&scarce_provider, BRINE_AEAD_AES_128_GCM);
    scarce_aead.blocks_limit = LIMIT;
    scarce_aeads[0] = &scarce_aead;
    scarce_provider.aeads = scarce_aeads;
    assert_int_equal(brine_config_set_provider(config, &scarce_provider), BRINE_OK);
    return test_freeze(config);
}

static bench open_bench(brine_config *config)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    bench b = bench_open(config, &server, NULL);

    bench_handshake(&b);
    return b;
}

static void check_blocks(const bench *b, uint64_t sent, uint64_t received)
{
    brine_facts facts = bench_facts(b);

    assert_int_equal(facts.blocks_sent, sent);
    assert_int_equal(facts.blocks_received, received);
}

static void check_spent(const bench *b, const char *sent_and_received)
{
    brine_error error;

    brine_conn_error(b->conn, &error);
    assert_int_equal(error.code, BRINE_ERROR_KEY_SPENT);
    assert_int_equal(error.alert_sent, BRINE_ALERT_internal_error);
    assert_int_equal(peer_fatal_alert(b->server), BRINE_ALERT_internal_error);
    if (strstr(error.text, sent_and_received) == NULL ||
        strstr(error.text, "at most 1100") == NULL ||
        strstr(error.text, "open a new connection") == NULL)
        fail_msg("%s", error.text);
}

/* Records that cost `blocks` together, from the client. */
static void write_blocks(bench *b, uint64_t blocks)
{
    static const uint8_t data[BRINE_RECORD_PLAINTEXT_MAX];

    while (blocks > 0) {
        size_t n = blocks > 1025 ? sizeof data : 16 * (size_t)(blocks - 1);

        assert_true(blocks != 1);
        assert_int_equal(drive_write(&b->d, data, n), n);
        blocks -= n / 16 + 1;
    }
}

static void a_record_counts_its_blocks_and_one_more_either_way(void **state)
{
    static const size_t lengths[] = {1, 15, 16, 17, 32, 33, 1000};
    static const uint8_t data[1000];
    bench b = open_bench(scarce_config());
    uint64_t spent = FINISHED;

    (void)state;
    check_blocks(&b, FINISHED, FINISHED);
    assert_int_equal(bench_facts(&b).blocks_limit, LIMIT);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_int_equal(drive_write(&b.d, data, lengths[i]), lengths[i]);
        peer_say(b.server, data, lengths[i]);
        assert_int_equal(drive_run(&b.d), BRINE_OK);
        spent += (lengths[i] + 15) / 16 + 1;
        check_blocks(&b, spent, spent);
    }
    peer_say_record(b.server, PEER_TYPE_APPLICATION_DATA, NULL, 0);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    check_blocks(&b, spent, spent + 1);
    bench_close(&b);
}

static void before_the_keys_nothing_is_spent_and_the_limit_is_unknown(void **state)
{
    brine_config *config = scarce_config();
    brine_conn *conn;
    brine_facts facts;

    (void)state;
    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
    brine_conn_facts(conn, &facts, sizeof facts);
    assert_true(facts.blocks_sent == 0 && facts.blocks_received == 0 && facts.blocks_limit == 0);
    brine_conn_free(conn);
    brine_config_free(config);
}

static void what_would_exceed_the_limit_is_not_sent_and_the_error_says_what_to_do(void **state)
{
    bench b = open_bench(scarce_config());

    (void)state;
    write_blocks(&b, LIMIT - FINISHED);
    assert_int_equal(b.d.result, BRINE_OK);
    check_blocks(&b, LIMIT, FINISHED);
    assert_int_equal(drive_write(&b.d, "x", 1), 0);
    assert_int_equal(b.d.result, BRINE_ERROR_KEY_SPENT);
    check_spent(&b, "1100 blocks of 16 bytes were sent and 2 received");
    check_blocks(&b, LIMIT, FINISHED); /* the alert is not counted */
    bench_close(&b);
}

static void what_would_exceed_the_limit_is_not_accepted_either(void **state)
{
    static const uint8_t data[16 * LIMIT];
    bench b = open_bench(scarce_config());

    (void)state;
    /* Two records, of which the first is full, and one of two blocks. */
    peer_say(b.server, data, 16 * (LIMIT - FINISHED - 3 - 2 - 2));
    peer_say(b.server, data, 16);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    check_blocks(&b, FINISHED, LIMIT - 3);
    peer_say(b.server, data, 48); /* four blocks where three are left */
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_KEY_SPENT);
    check_spent(&b, "2 blocks of 16 bytes were sent and 1097 received");
    bench_close(&b);
}

static void at_the_limit_a_connection_still_ends_cleanly(void **state)
{
    bench b = open_bench(scarce_config());
    static const uint8_t data[16384];

    (void)state;
    write_blocks(&b, LIMIT - FINISHED);
    peer_say(b.server, data, 16 * 1024);
    peer_say(b.server, data, 16 * (LIMIT - FINISHED - 1025 - 1));
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    check_blocks(&b, LIMIT, LIMIT);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(b.server->report.close_notify);
    peer_close(b.server);
    assert_int_equal(drive_run(&b.d), BRINE_CLOSED);
    check_blocks(&b, LIMIT + 2, LIMIT + 2);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_counts_its_blocks_and_one_more_either_way),
        cmocka_unit_test(before_the_keys_nothing_is_spent_and_the_limit_is_unknown),
        cmocka_unit_test(what_would_exceed_the_limit_is_not_sent_and_the_error_says_what_to_do),
        cmocka_unit_test(what_would_exceed_the_limit_is_not_accepted_either),
        cmocka_unit_test(at_the_limit_a_connection_still_ends_cleanly),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
