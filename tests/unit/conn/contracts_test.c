/*
 * What the engine promises whatever the peer does (conn.h).
 */
#include "unit/conn/workbench.h"

#include <brine/brine.h>
#include <stdlib.h>

static peer_pki *pki;

static bench plain_bench(size_t provider)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};

    return bench_open(test_freeze(bench_config(pki, provider)), &server, NULL);
}

static void assert_refused(const brine_config *config, const char *name, brine_conn **out,
                           brine_result expected, const char *words)
{
    brine_error error = BRINE_NO_ERROR;

    assert_int_equal(brine_conn_new(config, name, out, &error), expected);
    assert_int_equal(error.code, expected);
    assert_non_null(strstr(error.text, words));
}

static void a_connection_needs_a_frozen_config_and_a_name(void **state)
{
    static const char *const bad[] = {"",      "a..b",  "-a.example", "host name",
                                      "1.2.3", "[::1]", "a_b.c\x01"};
    brine_config *open = test_config(pki), *config = test_freeze(test_config(pki));
    brine_config *nameless = test_config(pki);
    brine_conn *conn;

    (void)state;
    assert_refused(open, PEER_SERVER_NAME, &conn, BRINE_ERROR_NOT_FROZEN, "config is not frozen");
    assert_refused(config, NULL, &conn, BRINE_ERROR_SERVER_NAME_MISSING, "no server name");
    assert_refused(NULL, "a", &conn, BRINE_ERROR_INVALID_ARGUMENT, "config is NULL");
    assert_refused(config, "a", NULL, BRINE_ERROR_INVALID_ARGUMENT, "place for the new connection");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused(config, bad[i], &conn, BRINE_ERROR_SERVER_NAME_INVALID,
                       "is not a valid server name: ");
    assert_int_equal(brine_config_insecure_skip_name(nameless), BRINE_OK);
    test_freeze(nameless);
    assert_int_equal(brine_conn_new(nameless, NULL, &conn, NULL), BRINE_OK);
    brine_conn_free(conn);
    brine_conn_free(NULL);
    brine_config_free(open);
    brine_config_free(config);
    brine_config_free(nameless);
}

static void data_flows_both_ways_on_every_provider_and_however_it_is_cut(void **state)
{
    static const drive_options cuts[] = {{0}, {.chunk = 1}, {.split = 7}, {.send_room = 64}};
    uint8_t *data = malloc(100000);

    (void)state;
    for (size_t i = 0; i < 100000; i++)
        data[i] = (uint8_t)(i * 31);
    for (size_t p = 0; p < PROVIDERS_COUNT; p++)
        for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
            peer_config server = {.identity = peer_pki_leaf(pki, bench_leaf(p))};
            bench b = bench_open(test_freeze(bench_config(pki, p)), &server, &cuts[c]);

            bench_handshake(&b);
            assert_int_equal(drive_write(&b.d, data, 50000), 50000);
            assert_int_equal(b.server->application.len, 50000);
            assert_memory_equal(b.server->application.data, data, 50000);
            peer_say(b.server, data, 100000);
            assert_int_equal(drive_run(&b.d), BRINE_OK);
            assert_int_equal(b.d.received.len, 100000);
            assert_memory_equal(b.d.received.data, data, 100000);
            assert_null(b.server->fault);
            bench_close(&b);
        }
    free(data);
}

static void states_follow_the_handshake(void **state)
{
    bench b = plain_bench(0);

    (void)state;
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_OUTPUT_PENDING);
    bench_handshake(&b);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_READABLE | BRINE_CONN_WRITABLE);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_READABLE | BRINE_CONN_OUTPUT_PENDING);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(b.server->report.close_notify);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_CLOSED);
    bench_close(&b);
}

static void data_before_the_handshake_is_not_taken(void **state)
{
    bench b = plain_bench(0);
    uint8_t out[2048];
    size_t made, taken = 99;

    (void)state;
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, "early", 5, &made, &taken), BRINE_OK);
    assert_true(made > 0); /* ClientHello */
    assert_int_equal(taken, 0);
    assert_int_equal(out[0], 22);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, "early", 5, &made, &taken), BRINE_OK);
    assert_int_equal(made, 0);
    bench_close(&b);
}

static void output_may_not_overlap_data_and_must_have_some_room(void **state)
{
    bench b = plain_bench(0);
    uint8_t out[2048];
    size_t made, taken;

    (void)state;
    bench_handshake(&b);
    assert_int_equal(brine_conn_send(b.conn, out, 1000, out + 999, 10, &made, &taken),
                     BRINE_ERROR_BUFFERS_OVERLAP);
    assert_int_equal(brine_conn_send(b.conn, out + 9, 1000, out, 10, &made, &taken),
                     BRINE_ERROR_BUFFERS_OVERLAP);
    assert_int_equal(brine_conn_send(b.conn, out + 10, 1000, out, 10, &made, &taken), BRINE_OK);
    assert_int_equal(brine_conn_send(b.conn, out, BRINE_RECORD_HEADER_SIZE, "x", 1, &made, &taken),
                     BRINE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(taken, 0);
    assert_int_equal(brine_conn_send(b.conn, out, BRINE_SEND_CAP_MIN, "xyz", 3, &made, &taken),
                     BRINE_OK);
    assert_true(taken > 0);
    assert_int_equal(brine_conn_send(b.conn, NULL, 0, NULL, 0, &made, NULL), BRINE_OK);
    assert_int_equal(brine_conn_send(b.conn, NULL, 10, NULL, 0, &made, NULL),
                     BRINE_ERROR_INVALID_ARGUMENT);
    bench_close(&b);
}

static void sealed_size_is_enough_and_not_much_more(void **state)
{
    static const size_t sizes[] = {1, 16384, 16385, 100000};
    uint8_t *out = malloc(120000), *data = calloc(1, 100000);
    bench b = plain_bench(0);
    size_t made, taken;

    (void)state;
    bench_handshake(&b);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t room = brine_conn_sealed_size(b.conn, sizes[i]);

        assert_int_equal(brine_conn_send(b.conn, out, room, data, sizes[i], &made, &taken),
                         BRINE_OK);
        assert_int_equal(taken, sizes[i]);
        assert_true(made <= room && room - made <= 8 * (sizes[i] / 16384 + 1));
    }
    /* The next one would not fit into a size_t. */
    for (size_t n = SIZE_MAX; n > SIZE_MAX - 100000; n--)
        assert_true(brine_conn_sealed_size(b.conn, n) == SIZE_MAX);
    for (size_t n = 0, last = 0; n < SIZE_MAX - SIZE_MAX / 1000; n += SIZE_MAX / 1000) {
        size_t size = brine_conn_sealed_size(b.conn, n);

        assert_true(size >= n && size >= last);
        last = size;
    }
    bench_close(&b);
    free(out);
    free(data);
}

static void a_clean_close_and_a_truncation_are_told_apart(void **state)
{
    brine_error error;
    bench b = plain_bench(0);

    (void)state;
    bench_handshake(&b);
    peer_say(b.server, "abc", 3);
    peer_close(b.server);
    assert_int_equal(drive_run(&b.d), BRINE_CLOSED);
    assert_int_equal(b.d.received.len, 3);
    assert_int_equal(drive_end(&b.d), BRINE_CLOSED);
    assert_true(b.server->report.close_notify); /* ours, in answer */
    bench_close(&b);

    b = plain_bench(0);
    bench_handshake(&b);
    peer_say(b.server, "abc", 3);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(drive_end(&b.d), BRINE_ERROR_TRUNCATED);
    brine_conn_error(b.conn, &error);
    assert_int_equal(error.code, BRINE_ERROR_TRUNCATED);
    assert_int_equal(b.server->report.alert_count, 0);
    bench_close(&b);
}

static void an_end_in_the_handshake_is_told_as_such(void **state)
{
    bench b = plain_bench(0);
    uint8_t out[2048];
    size_t made;

    (void)state;
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    assert_int_equal(brine_conn_receive_end(b.conn), BRINE_ERROR_ENDED_IN_HANDSHAKE);
    assert_int_equal(brine_conn_receive_end(b.conn), BRINE_ERROR_ENDED_IN_HANDSHAKE);
    bench_close(&b);
}

static void an_error_is_sticky_tells_the_peer_once_and_lets_no_plaintext_out(void **state)
{
    bench b = plain_bench(0);
    uint8_t wire[512], out[512];
    size_t len, made, taken;
    brine_received received;

    (void)state;
    bench_handshake(&b);
    peer_say(b.server, "good", 4);
    b.server->writing.sequence++; /* the next record is one that was never due */
    peer_say(b.server, "bad", 3);
    len = peer_take(b.server, wire, sizeof wire);
    assert_int_equal(brine_conn_receive(b.conn, wire, len, &received), BRINE_OK);
    assert_int_equal(received.data_len, 4);
    len -= received.consumed;
    assert_int_equal(brine_conn_receive(b.conn, wire + received.consumed, len, &received),
                     BRINE_ERROR_BAD_RECORD_MAC);
    assert_int_equal(received.data_len, 0);
    assert_true(brine_conn_state(b.conn) & BRINE_CONN_OUTPUT_PENDING);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, "data", 4, &made, &taken),
                     BRINE_ERROR_BAD_RECORD_MAC);
    assert_true(made > 0);
    assert_int_equal(taken, 0);
    peer_feed(b.server, out, made);
    assert_int_equal(peer_fatal_alert(b.server), BRINE_ALERT_bad_record_mac);
    assert_true(b.server->report.alerts[0].protected);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL),
                     BRINE_ERROR_BAD_RECORD_MAC);
    assert_int_equal(made, 0);
    assert_int_equal(brine_conn_receive(b.conn, wire, 0, &received), BRINE_ERROR_BAD_RECORD_MAC);
    assert_int_equal(brine_conn_close(b.conn), BRINE_ERROR_BAD_RECORD_MAC);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_CLOSED);
    bench_close(&b);
}

static void after_close_notify_nothing_more_is_sent_or_read(void **state)
{
    bench b = plain_bench(0);
    uint8_t out[256], junk[] = "whatever comes now";
    brine_received received;
    size_t made, taken;

    (void)state;
    bench_handshake(&b);
    peer_close(b.server);
    assert_int_equal(drive_run(&b.d), BRINE_CLOSED);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, "x", 1, &made, &taken), BRINE_CLOSED);
    assert_int_equal(taken, 0);
    assert_int_equal(brine_conn_receive(b.conn, junk, sizeof junk, &received), BRINE_CLOSED);
    assert_int_equal(received.consumed, sizeof junk);
    assert_int_equal(received.data_len, 0);
    assert_int_equal(brine_conn_receive_end(b.conn), BRINE_OK);
    bench_close(&b);
}

static void renegotiation_is_declined_with_a_warning_and_not_for_ever(void **state)
{
    bench b = plain_bench(0);

    (void)state;
    bench_handshake(&b);
    for (int i = 0; i < BRINE_HELLO_REQUESTS_MAX; i++) {
        peer_say_hello_request(b.server);
        assert_int_equal(drive_run(&b.d), BRINE_OK);
    }
    assert_int_equal(peer_warnings(b.server, BRINE_ALERT_no_renegotiation),
                     BRINE_HELLO_REQUESTS_MAX);
    peer_say_hello_request(b.server);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_TOO_MANY_HELLO_REQUESTS);
    bench_close(&b);
}

static void a_record_says_how_much_of_it_is_missing(void **state)
{
    bench b = plain_bench(0);
    uint8_t wire[512];
    brine_received received;
    size_t len;

    (void)state;
    bench_handshake(&b);
    peer_say(b.server, "0123456789", 10);
    len = peer_take(b.server, wire, sizeof wire);
    assert_int_equal(brine_conn_receive(b.conn, NULL, 0, &received), BRINE_OK);
    assert_int_equal(received.missing, BRINE_RECORD_HEADER_SIZE);
    assert_int_equal(brine_conn_receive(b.conn, wire, 3, &received), BRINE_OK);
    assert_int_equal(received.consumed, 0);
    assert_int_equal(received.missing, 2);
    assert_int_equal(brine_conn_receive(b.conn, wire, len - 4, &received), BRINE_OK);
    assert_int_equal(received.missing, 4);
    assert_int_equal(brine_conn_receive(b.conn, wire, len, &received), BRINE_OK);
    assert_int_equal(received.consumed, len);
    assert_true(received.data >= wire && received.data + received.data_len <= wire + len);
    assert_memory_equal(received.data, "0123456789", 10);
    bench_close(&b);
}

static void a_connection_that_is_closed_before_it_spoke_says_nothing(void **state)
{
    bench b = plain_bench(0);
    uint8_t out[512] = {0};
    brine_received received;
    size_t made;

    (void)state;
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_CLOSED);
    assert_int_equal(made, 0);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_CLOSED);
    bench_close(&b);

    b = plain_bench(0);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    /* BRINE_CLOSED would tell the application that a server it never spoke with was done. */
    assert_int_equal(brine_conn_receive(b.conn, out, 10, &received), BRINE_ERROR_WRONG_STATE);
    assert_int_equal(received.consumed, 0);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_CLOSED);
    assert_int_equal(made, 0);
    bench_close(&b);
}

/* close_notify says that "the sender will not send any more messages on this connection". */
static void after_our_close_notify_nothing_more_is_sent(void **state)
{
    bench b = plain_bench(0);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(b.server->report.close_notify);
    peer_say_hello_request(b.server);
    peer_say(b.server, "still here", 10);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(b.d.received.len, 10);
    b.server->writing.sequence++;
    peer_say(b.server, "bad", 3);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_BAD_RECORD_MAC);
    assert_int_equal(b.server->report.alert_count, 1);
    bench_close(&b);
}

static void a_connection_that_is_closed_in_the_handshake_says_no_more_either(void **state)
{
    bench b = plain_bench(0);
    uint8_t out[4096], wire[8192];
    brine_received received;
    size_t made, len;

    (void)state;
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    peer_feed(b.server, out, made);
    len = peer_take(b.server, wire, sizeof wire);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    assert_int_equal(made, BRINE_RECORD_HEADER_SIZE + 2);
    assert_int_equal(brine_conn_receive(b.conn, wire, len, &received), BRINE_OK);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_CLOSED);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    assert_int_equal(made, 0);
    bench_close(&b);
}

/* The server's first flight of an RSA key exchange, which nothing of ours goes into. */
static size_t record_rsa_flight(brine_config *config, const peer_config *server, uint8_t *wire,
                                size_t cap)
{
    bench b = bench_open(config, server, NULL);
    uint8_t out[2048];
    size_t made, len;

    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    peer_feed(b.server, out, made);
    len = peer_take(b.server, wire, cap);
    assert_between(len, 1, cap - 1);
    bench_next(&b);
    return len;
}

/* Each record of what waits to be sent begins with the message that is due. */
static void a_server_that_answers_before_it_was_asked_mixes_nothing_up(void **state)
{
    static const uint16_t suites[] = {0x009c, 0};
    static const uint8_t wanted[][2] = {{22, 1}, {22, 16}, {20, 1}};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_RSA), .suites = suites};
    brine_config *config = bench_config(pki, 0);
    uint8_t wire[8192], out[4096];
    size_t len, made, at = 0;
    brine_received received;
    bench b;

    (void)state;
    assert_int_equal(brine_config_enable_legacy_rsa_key_exchange(config), BRINE_OK);
    len = record_rsa_flight(test_freeze(config), &server, wire, sizeof wire);
    b = bench_open(config, &server, NULL);
    assert_int_equal(brine_conn_receive(b.conn, wire, len, &received), BRINE_OK);
    assert_int_equal(received.consumed, len);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        size_t size = (size_t)out[at + 3] << 8 | out[at + 4];

        assert_between(at + BRINE_RECORD_HEADER_SIZE + size, 1, made);
        assert_int_equal(out[at], wanted[i][0]);
        assert_int_equal(out[at + BRINE_RECORD_HEADER_SIZE], wanted[i][1]);
        at += BRINE_RECORD_HEADER_SIZE + size;
    }
    bench_close(&b);
}

static void the_error_names_the_alerts_that_went_either_way(void **state)
{
    bench b = plain_bench(0);
    brine_error error;

    (void)state;
    bench_handshake(&b);
    peer_say_alert(b.server, 1, BRINE_ALERT_user_canceled);
    b.server->writing.sequence++;
    peer_say(b.server, "bad", 3);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_BAD_RECORD_MAC);
    brine_conn_error(b.conn, &error);
    assert_string_equal(error.text,
                        "a record is not authentic; try again: the record was damaged or tampered "
                        "with on its way; if it happens again, try another network (before that "
                        "the server sent alert user_canceled: its user cancelled the handshake) "
                        "(alert sent: bad_record_mac)");
    bench_close(&b);
    b = plain_bench(0);
    bench_handshake(&b);
    peer_say_alert(b.server, 2, BRINE_ALERT_internal_error);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_ALERT);
    brine_conn_error(b.conn, &error);
    assert_string_equal(error.text, "the server sent alert internal_error (80): it failed for a "
                                    "reason of its own; ask the server's owner what its log says");
    bench_close(&b);
}

static void the_version_is_told(void **state)
{
    (void)state;
    assert_string_equal(brine_version(), BRINE_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_needs_a_frozen_config_and_a_name),
        cmocka_unit_test(data_flows_both_ways_on_every_provider_and_however_it_is_cut),
        cmocka_unit_test(states_follow_the_handshake),
        cmocka_unit_test(data_before_the_handshake_is_not_taken),
        cmocka_unit_test(output_may_not_overlap_data_and_must_have_some_room),
        cmocka_unit_test(sealed_size_is_enough_and_not_much_more),
        cmocka_unit_test(a_clean_close_and_a_truncation_are_told_apart),
        cmocka_unit_test(an_end_in_the_handshake_is_told_as_such),
        cmocka_unit_test(an_error_is_sticky_tells_the_peer_once_and_lets_no_plaintext_out),
        cmocka_unit_test(after_close_notify_nothing_more_is_sent_or_read),
        cmocka_unit_test(renegotiation_is_declined_with_a_warning_and_not_for_ever),
        cmocka_unit_test(a_record_says_how_much_of_it_is_missing),
        cmocka_unit_test(a_connection_that_is_closed_before_it_spoke_says_nothing),
        cmocka_unit_test(after_our_close_notify_nothing_more_is_sent),
        cmocka_unit_test(a_connection_that_is_closed_in_the_handshake_says_no_more_either),
        cmocka_unit_test(a_server_that_answers_before_it_was_asked_mixes_nothing_up),
        cmocka_unit_test(the_error_names_the_alerts_that_went_either_way),
        cmocka_unit_test(the_version_is_told),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
