/*
 * A clock that is wrong by decades, and processes that part: a fork after the config was frozen,
 * and one after a handshake.
 */
#include "child.h"
#include "far_end.h"
#include "support/peer/drive.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* ---- The clock ---- */

static brine_result connect_at(int64_t now, brine_error *error)
{
    const peer_config wanted = {.identity = peer_pki_leaf(test_pki, PEER_KEY_P256)};
    const drive_options options = {0};
    peer *server = peer_new(&wanted);
    brine_conn *conn = NULL;
    brine_result result;
    drive d;

    test_now = now;
    assert_int_equal(brine_conn_new(test_frozen, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
    d = drive_start(conn, server, &options);
    result = drive_run(&d);
    test_now = PEER_NOW;
    brine_conn_error(conn, error);
    drive_stop(&d);
    brine_conn_free(conn);
    peer_free(server);
    return result;
}

static void a_clock_that_is_wrong_is_told(void **state)
{
    static const struct {
        int64_t now;
        brine_result result;
        const char *says, *helps;
    } clocks[] = {
        {0, BRINE_ERROR_CERT_CLOCK,
         "this machine's clock is wrong: it says 1970-01-01 00:00:00 UTC", "; set the clock"},
        {INT64_C(0x7fffffff) + 1, BRINE_ERROR_CERT_EXPIRED,
         "and the clock says 2038-01-19 03:14:08 UTC", "check this machine's clock"},
        {INT64_C(0xffffffff), BRINE_ERROR_CERT_EXPIRED,
         "and the clock says 2106-02-07 06:28:15 UTC", "check this machine's clock"},
        /* What a time of 32 bits makes of 2038. */
        {INT64_C(-0x80000000), BRINE_ERROR_CERT_CLOCK,
         "this machine's clock is wrong: it says 1901-12-13 20:45:52 UTC", "; set the clock"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        brine_error error;
        brine_result result = connect_at(clocks[i].now, &error);

        if (result != clocks[i].result || strstr(error.text, clocks[i].says) == NULL ||
            strstr(error.text, clocks[i].helps) == NULL)
            fail_msg("%s: %s", brine_result_name(result), error.text);
    }
}

/* ---- Forks ---- */

/* ClientHello's random in hexadecimal. */
static void connect_and_show(char out[65])
{
    far_end far;

    far_end_open(&far, test_pki, test_frozen, true, 0);
    far_end_handshake(&far, 64);
    for (size_t i = 0; i < 32; i++)
        snprintf(out + 2 * i, 3, "%02x", far.server->hello.random[i]);
    far_end_close(&far);
}

static brine_result live_on(void *context, brine_error *error)
{
    (void)context;
    connect_and_show(error->text);
    return BRINE_OK;
}

static void a_frozen_config_serves_on_both_sides_of_a_fork(void **state)
{
    char ours[65];
    told theirs[2];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        theirs[i] = child_live(live_on, NULL);
        assert_int_equal(theirs[i].signal, 0);
        assert_int_equal(strlen(theirs[i].error.text), 64);
    }
    connect_and_show(ours);
    assert_string_not_equal(theirs[0].error.text, theirs[1].error.text);
    assert_string_not_equal(theirs[0].error.text, ours);
    assert_string_not_equal(theirs[1].error.text, ours);
}

static brine_result free_only(void *context, brine_error *error)
{
    far_end *far = context;

    (void)error;
    far_end_close(far);
    return BRINE_OK;
}

/* The child uses what is not its own: before it is refused, it has sent nothing. */
static brine_result write_and_close(void *context, brine_error *error)
{
    far_end *far = context;
    size_t taken = 0;
    brine_result result = brine_stream_write(far->stream, "q", 1, &taken);

    brine_stream_error(far->stream, error);
    if (brine_stream_close(far->stream) == BRINE_OK)
        return BRINE_OK;
    brine_stream_free(far->stream);
    return result;
}

static brine_result abort_it(void *context, brine_error *error)
{
    far_end *far = context;
    brine_result result = brine_stream_abort(far->stream, BRINE_ALERT_internal_error);

    brine_stream_error(far->stream, error);
    brine_stream_free(far->stream);
    return result;
}

/* A record that no key opens, for which any other connection sends an alert. */
static brine_result read_what_is_wrong(void *context, brine_error *error)
{
    static const uint8_t record[5 + 32] = {23, 3, 3, 0, 32};
    far_end *far = context;
    uint8_t byte;
    size_t n;
    brine_result result;

    if (send(far->socket, record, sizeof record, MSG_NOSIGNAL) != sizeof record)
        return BRINE_ERROR_WRITE;
    result = brine_stream_read(far->stream, &byte, 1, &n);
    brine_stream_error(far->stream, error);
    brine_stream_free(far->stream);
    return result;
}

/* Frees it, or uses it: the parent's goes on, and what it sends was never sent before. */
static void leave_to_the_maker(brine_result (*live)(void *context, brine_error *error),
                               brine_result expected, const char *words)
{
    far_end far;
    told child;
    uint8_t byte = 0;
    size_t n = 0;
    brine_result result = BRINE_OK;

    far_end_open(&far, test_pki, test_frozen, true, 0);
    far_end_handshake(&far, 64);
    assert_int_equal(brine_stream_write(far.stream, "q", 1, &n), BRINE_OK);
    child = child_live(live, &far);
    child_expect(&child, expected, words);
    far_end_listen(&far);
    far_end_say(&far, 64, &result);
    assert_int_equal(brine_stream_write(far.stream, "q", 1, &n), BRINE_OK);
    far_end_listen(&far);
    assert_int_equal(far.server->application.len, 2);
    peer_say(far.server, "x", 1);
    far_end_say(&far, 64, &result);
    assert_int_equal(brine_stream_read(far.stream, &byte, 1, &n), BRINE_OK);
    assert_int_equal(byte, 'x');
    far_end_close(&far);
}

static void a_fork_after_a_handshake_leaves_the_connection_to_its_maker(void **state)
{
    static const char forked[] = "this process was forked from the one that made the connection";

    (void)state;
    leave_to_the_maker(free_only, BRINE_OK, "");
    leave_to_the_maker(write_and_close, BRINE_ERROR_WRONG_STATE, forked);
    leave_to_the_maker(abort_it, BRINE_ERROR_WRONG_STATE, forked);
    leave_to_the_maker(read_what_is_wrong, BRINE_ERROR_WRONG_STATE, forked);
}

static brine_result flush_it(void *context, brine_error *error)
{
    far_end *far = context;
    brine_result result = brine_stream_flush(far->stream);

    brine_stream_error(far->stream, error);
    brine_stream_free(far->stream);
    return result;
}

/* Sealed before the fork, and not sent for want of room: there is room when the child tries. */
static void output_that_waits_is_the_makers(void **state)
{
    static const uint8_t much[1024 * 1024];
    far_end far;
    told child;
    size_t taken = 0;

    (void)state;
    far_end_open(&far, test_pki, test_frozen, true, 0);
    far_end_handshake(&far, 64);
    assert_int_equal(brine_stream_write(far.stream, much, sizeof much, &taken), BRINE_OK);
    assert_true(taken < sizeof much);
    far_end_listen(&far);
    child = child_live(flush_it, &far);
    child_expect(&child, BRINE_ERROR_WRONG_STATE,
                 "this process was forked from the one that made the connection");
    while (brine_stream_flush(far.stream) == BRINE_WANT_WRITE)
        far_end_listen(&far);
    far_end_listen(&far);
    assert_int_equal(far.server->application.len, taken);
    far_end_close(&far);
}

/* What the maker wanted to say it says alone. */
static brine_result say_the_last_alert(void *context, brine_error *error)
{
    brine_conn *conn = context;
    uint8_t out[BRINE_SEND_CAP_MIN];
    size_t made = 0;
    brine_result result = brine_conn_send(conn, out, sizeof out, NULL, 0, &made, NULL);

    brine_conn_error(conn, error);
    return made == 0 && (brine_conn_state(conn) & BRINE_CONN_OUTPUT_PENDING) == 0 ? result
                                                                                  : BRINE_OK;
}

static void an_alert_that_waits_is_the_makers(void **state)
{
    const peer_config wanted = {.identity = peer_pki_leaf(test_pki, PEER_KEY_P256)};
    const drive_options options = {0};
    peer *server = peer_new(&wanted);
    brine_conn *conn = NULL;
    uint8_t out[BRINE_SEND_CAP_MIN];
    size_t made = 0;
    told child;
    drive d;

    (void)state;
    assert_int_equal(brine_conn_new(test_frozen, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
    d = drive_start(conn, server, &options);
    assert_int_equal(drive_run(&d), BRINE_OK);
    assert_int_equal(brine_conn_abort(conn, BRINE_ALERT_internal_error), BRINE_OK);
    child = child_live(say_the_last_alert, conn);
    child_expect(&child, BRINE_ERROR_ABORTED, "");
    assert_int_equal(brine_conn_send(conn, out, sizeof out, NULL, 0, &made, NULL),
                     BRINE_ERROR_ABORTED);
    assert_true(made > 0);
    drive_stop(&d);
    brine_conn_free(conn);
    peer_free(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_is_wrong_is_told),
        cmocka_unit_test(a_frozen_config_serves_on_both_sides_of_a_fork),
        cmocka_unit_test(a_fork_after_a_handshake_leaves_the_connection_to_its_maker),
        cmocka_unit_test(output_that_waits_is_the_makers),
        cmocka_unit_test(an_alert_that_waits_is_the_makers),
    };
    return cmocka_run_group_tests(tests, test_frozen_setup, test_frozen_teardown);
}
