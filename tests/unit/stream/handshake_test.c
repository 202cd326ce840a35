#include "pair.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int start_anew(void **state)
{
    (void)state;
    memset(&fake, 0, sizeof fake);
    signal(SIGPIPE, SIG_DFL); /* the process that started the test may ignore it */
    return 0;
}

static brine_result write_text(brine_stream *stream, const char *text)
{
    size_t taken = 0;
    brine_result result = brine_stream_write(stream, text, strlen(text), &taken);

    if (result == BRINE_OK)
        assert_int_equal(taken, strlen(text));
    return result;
}

static void a_blocking_stream_opens_with_the_handshake_done(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);

    (void)state;
    assert_int_equal(p.result, BRINE_OK);
    pair_expect(&p, "H");
    pair_expect(&p, "F");
    pair_expect_nothing(&p);
    pair_close(&p);
}

static void with_false_start_the_request_rides_with_the_second_flight(void **state)
{
    pair p;

    (void)state;
    fake.false_start = true;
    p = pair_open(PAIR_BLOCKING, "S", NULL);
    assert_int_equal(p.result, BRINE_OK);
    pair_expect(&p, "H");
    pair_expect_nothing(&p);
    assert_int_equal(write_text(p.stream, "01234"), BRINE_OK);
    pair_expect(&p, "F5");
    pair_expect_nothing(&p);
    pair_close(&p);
}

static void a_resumed_handshake_ends_with_the_request(void **state)
{
    pair p;

    (void)state;
    fake.resume = true;
    p = pair_open(PAIR_BLOCKING, "SF", NULL);
    assert_int_equal(p.result, BRINE_OK);
    pair_expect(&p, "H");
    assert_int_equal(write_text(p.stream, "012"), BRINE_OK);
    pair_expect(&p, "F3");
    pair_close(&p);
}

static void a_first_read_sends_the_flight(void **state)
{
    pair p;
    uint8_t byte;
    size_t got;

    (void)state;
    fake.false_start = true;
    p = pair_open(PAIR_NON_BLOCKING, "S", NULL);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_expect(&p, "H");
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &got), BRINE_WANT_READ);
    pair_expect(&p, "F");
    pair_close(&p);
}

static void flush_and_close_send_the_flight_too(void **state)
{
    pair p;

    (void)state;
    fake.false_start = true;
    p = pair_open(PAIR_BLOCKING, "S", NULL);
    pair_expect(&p, "H");
    assert_int_equal(brine_stream_flush(p.stream), BRINE_OK);
    pair_expect(&p, "F");
    pair_close(&p);
    p = pair_open(PAIR_BLOCKING, "S", NULL);
    pair_expect(&p, "H");
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    pair_expect(&p, "F.");
    pair_close(&p);
}

static void a_non_blocking_stream_goes_on_when_something_came(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);

    (void)state;
    assert_int_equal(p.result, BRINE_OK);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
    pair_expect(&p, "H");
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
    pair_say(&p, 22, "S", 1);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
    pair_expect(&p, "F");
    pair_say(&p, 22, "F", 1);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_close(&p);
}

static void a_long_flight_still_is_one_write(void **state)
{
    static uint8_t heard[20000];
    pair p;

    (void)state;
    fake.flight_length = 1900;
    p = pair_open(PAIR_BLOCKING, "SF", NULL);
    assert_int_equal(p.result, BRINE_OK);
    pair_expect(&p, "H");
    assert_int_equal(pair_hear(&p, heard, sizeof heard), 5 + 1900);
    pair_close(&p);
}

static void a_signature_is_asked_of_the_caller_even_when_blocking(void **state)
{
    pair p;

    (void)state;
    fake.ask_signature = true;
    p = pair_open(PAIR_BLOCKING, "S", NULL);
    assert_int_equal(p.result, BRINE_WANT_SIGNATURE);
    assert_non_null(p.stream);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_SIGNATURE);
    assert_int_equal(brine_conn_signature(brine_stream_conn(p.stream), (const uint8_t *)"", 1),
                     BRINE_OK);
    pair_say(&p, 22, "F", 1);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_expect(&p, "H");
    pair_expect(&p, "K");
    pair_expect(&p, "F");
    pair_close(&p);
}

static void so_is_a_verdict(void **state)
{
    pair p;

    (void)state;
    fake.ask_verdict = true;
    p = pair_open(PAIR_NON_BLOCKING, "S", NULL);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_VERDICT);
    assert_int_equal(
        brine_conn_verdict(brine_stream_conn(p.stream), BRINE_VERDICT_ACCEPT, BRINE_ALERT_none),
        BRINE_OK);
    pair_say(&p, 22, "F", 1);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_close(&p);
}

static void a_broken_rule_is_told_with_an_alert(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "X", NULL);

    (void)state;
    assert_int_equal(p.result, BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_null(p.stream);
    assert_int_equal(p.error.code, BRINE_ERROR_UNEXPECTED_MESSAGE);
    pair_expect(&p, "H");
    pair_expect(&p, "!");
    pair_close(&p);
}

static void a_failure_is_final(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, "X", NULL);
    uint8_t byte;
    size_t n;

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &n), BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_int_equal(brine_stream_flush(p.stream), BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_int_equal(brine_stream_close(p.stream), BRINE_ERROR_UNEXPECTED_MESSAGE);
    brine_stream_error(p.stream, &p.error);
    assert_int_equal(p.error.code, BRINE_ERROR_UNEXPECTED_MESSAGE);
    pair_close(&p);
}

static void an_end_in_the_handshake_is_told_as_that(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
    assert_int_equal(shutdown(p.server, SHUT_WR), 0);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_ERROR_ENDED_IN_HANDSHAKE);
    pair_close(&p);
}

static void close_notify_in_the_handshake_ends_it(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);

    (void)state;
    pair_say(&p, 21, "\0", 1);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_ERROR_ENDED_IN_HANDSHAKE);
    pair_close(&p);
}

/* One packet, one read: Finished, data if there is any, close_notify. */
static void say_last_words(const pair *p, const char *data)
{
    uint8_t packet[64];
    size_t n = fake_record(packet, 22, "F", 1);

    if (data[0] != '\0')
        n += fake_record(packet + n, 23, data, strlen(data));
    n += fake_record(packet + n, 21, "\0", 1);
    assert_int_equal(send(p->server, packet, n, MSG_NOSIGNAL), n);
}

static void close_notify_that_comes_with_finished_does_not(void **state)
{
    uint8_t buf[8];
    size_t n;

    (void)state;
    for (int i = 0; i < 8; i++) {
        const char *data = i % 2 == 0 ? "" : "01";
        pair p = pair_open(PAIR_NON_BLOCKING, "S", NULL);

        fake.resume = (i & 2) != 0;
        assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
        say_last_words(&p, data);
        if ((i & 4) != 0)
            assert_int_equal(shutdown(p.server, SHUT_WR), 0);
        assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
        if (data[0] != '\0')
            assert_int_equal(brine_stream_read(p.stream, buf, sizeof buf, &n), BRINE_OK);
        assert_int_equal(brine_stream_read(p.stream, buf, sizeof buf, &n), BRINE_CLOSED);
        assert_int_equal(write_text(p.stream, "0"), BRINE_CLOSED);
        assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
        brine_stream_error(p.stream, &p.error);
        assert_int_equal(p.error.code, BRINE_OK);
        pair_expect(&p, "H");
        if (!fake.resume)
            pair_expect(&p, "F");
        pair_expect(&p, fake.resume ? "F." : ".");
        pair_close(&p);
    }
}

/* The server hangs up while our flight is on its way: its alert says why, EPIPE does not. */
static void an_alert_explains_a_broken_pipe(void **state)
{
    pair p;

    (void)state;
    fake.false_start = true;
    p = pair_open(PAIR_BLOCKING, "S", NULL);
    pair_expect(&p, "H");
    pair_say(&p, 21, "\1", 1);
    close(p.server);
    p.server = -1;
    assert_int_equal(write_text(p.stream, "0"), BRINE_ERROR_ALERT);
    brine_stream_error(p.stream, &p.error);
    assert_int_equal(p.error.code, BRINE_ERROR_ALERT);
    pair_close(&p);
}

static void a_broken_pipe_without_an_alert_is_told_with_the_host(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);

    (void)state;
    pair_expect(&p, "H");
    pair_expect(&p, "F");
    close(p.server);
    p.server = -1;
    assert_int_equal(write_text(p.stream, "0"), BRINE_ERROR_WRITE);
    brine_stream_error(p.stream, &p.error);
    assert_int_equal(p.error.code, BRINE_ERROR_WRITE);
    assert_int_equal(p.error.system, EPIPE);
    assert_non_null(strstr(p.error.text, "a.example port 443"));
    pair_close(&p);
}

static void the_handshake_has_a_deadline(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .handshake_timeout = 30};
    pair p = pair_open(PAIR_BLOCKING, NULL, &times);

    (void)state;
    assert_int_equal(p.result, BRINE_ERROR_TIMED_OUT);
    assert_string_equal(p.error.step, "handshake");
    assert_non_null(strstr(p.error.text, "30 ms"));
    pair_close(&p);
}

/* A write without a handshake before it fails as brine_stream_handshake would. */
static void a_write_tells_that_it_was_the_handshake_that_took_too_long(void **state)
{
    const brine_dial_options times = {
        .size = sizeof times, .handshake_timeout = 30, .write_timeout = 100000};
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, &times);

    (void)state;
    while (brine_stream_time_left(p.stream) > 0)
        ;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(i % 2 == 0 ? write_text(p.stream, "0") : brine_stream_flush(p.stream),
                         BRINE_ERROR_TIMED_OUT);
        brine_stream_error(p.stream, &p.error);
        assert_string_equal(p.error.step, "handshake");
        assert_non_null(strstr(p.error.text, "30 ms"));
    }
    pair_close(&p);
}

/* A blocking stream must not wait: the server has no more to say. */
static void a_stream_that_was_closed_in_the_handshake_stays_closed(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);
    uint8_t byte;
    size_t n;

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    pair_expect(&p, "H");
    pair_expect(&p, ".");
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_CLOSED);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &n), BRINE_CLOSED);
    assert_int_equal(write_text(p.stream, "0"), BRINE_CLOSED);
    assert_int_equal(brine_stream_flush(p.stream), BRINE_CLOSED);
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    pair_expect_nothing(&p);
    pair_close(&p);
}

static void so_has_everything_together(void **state)
{
    const brine_dial_options times = {
        .size = sizeof times, .handshake_timeout = 100000, .total_timeout = 30};
    pair p = pair_open(PAIR_BLOCKING, NULL, &times);

    (void)state;
    assert_int_equal(p.result, BRINE_ERROR_TIMED_OUT);
    assert_non_null(strstr(p.error.text, "everything together"));
    pair_close(&p);
}

static void a_non_blocking_stream_tells_how_long_to_poll(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .handshake_timeout = 100000};
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, &times);

    (void)state;
    assert_between(brine_stream_time_left(p.stream), 1, 100000);
    pair_say(&p, 22, "S", 1);
    pair_say(&p, 22, "F", 1);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    assert_int_equal(brine_stream_time_left(p.stream), -1);
    pair_close(&p);
}

/* The socket pair blocks: whatever the stream makes of that, no call may wait. */
static void a_non_blocking_stream_needs_no_non_blocking_descriptor(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);
    int socket = brine_stream_socket(p.stream);

    (void)state;
    assert_true((fcntl(socket, F_GETFD) & FD_CLOEXEC) != 0);
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_WANT_READ);
    pair_close(&p);
}

static void without_memory_there_is_no_stream_and_no_socket(void **state)
{
    brine_stream *stream = NULL;
    brine_error error;
    int sockets[2];

    (void)state;
    fake.no_memory = true;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    assert_int_equal(brine_stream_open(fake_config(), sockets[0], "a", 1, NULL, &stream, &error),
                     BRINE_ERROR_OUT_OF_MEMORY);
    assert_null(stream);
    assert_int_equal(fcntl(sockets[0], F_GETFD), -1);
    close(sockets[1]);
}

/* A connection from its beginning to its end: the first result that is not BRINE_OK. */
static brine_result live_a_life(pair *p)
{
    uint8_t buf[64];
    brine_result result = p->result;
    size_t got;

    if (result != BRINE_OK)
        return result;
    result = write_text(p->stream, "0123");
    pair_say(p, 22, "R", 1);
    pair_say(p, 23, "01", 2);
    if (result == BRINE_OK)
        result = brine_stream_read(p->stream, buf, sizeof buf, &got);
    if (result == BRINE_OK)
        assert_int_equal(got, 2);
    if (result == BRINE_OK)
        result = brine_stream_flush(p->stream);
    if (result == BRINE_OK)
        result = brine_stream_close(p->stream);
    return result;
}

static void a_failed_allocation_anywhere_is_told_and_leaks_nothing(void **state)
{
    (void)state;
    for (int false_start = 0; false_start < 2; false_start++) {
        brine_result result = BRINE_ERROR_OUT_OF_MEMORY;

        fake.false_start = false_start == 1;
        for (size_t n = 1; result != BRINE_OK; n++) {
            pair p;

            fake.fail_at = n;
            p = pair_open(PAIR_BLOCKING, "SF", NULL);
            result = live_a_life(&p);
            if (result != BRINE_OK)
                assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
            else
                assert_true(n > 6);
            if (p.stream != NULL) {
                brine_stream_error(p.stream, &p.error);
                assert_int_equal(p.error.code, result);
            }
            pair_close(&p);
        }
    }
}

static void what_is_no_connected_socket_is_refused(void **state)
{
    brine_stream *stream = NULL;
    brine_error error;
    int unconnected = socket(AF_INET, SOCK_STREAM, 0);

    (void)state;
    assert_int_equal(brine_stream_open(fake_config(), unconnected, "a", 1, NULL, &stream, &error),
                     BRINE_ERROR_CONNECT);
    assert_int_equal(error.system, ENOTCONN);
    assert_int_equal(fcntl(unconnected, F_GETFD), -1);
    assert_int_equal(brine_stream_open(fake_config(), -1, "a", 1, NULL, &stream, &error),
                     BRINE_ERROR_CONNECT);
    assert_int_equal(fake.allocated, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_blocking_stream_opens_with_the_handshake_done, start_anew),
        cmocka_unit_test_setup(with_false_start_the_request_rides_with_the_second_flight,
                               start_anew),
        cmocka_unit_test_setup(a_resumed_handshake_ends_with_the_request, start_anew),
        cmocka_unit_test_setup(a_first_read_sends_the_flight, start_anew),
        cmocka_unit_test_setup(flush_and_close_send_the_flight_too, start_anew),
        cmocka_unit_test_setup(a_non_blocking_stream_goes_on_when_something_came, start_anew),
        cmocka_unit_test_setup(a_long_flight_still_is_one_write, start_anew),
        cmocka_unit_test_setup(a_signature_is_asked_of_the_caller_even_when_blocking, start_anew),
        cmocka_unit_test_setup(so_is_a_verdict, start_anew),
        cmocka_unit_test_setup(a_broken_rule_is_told_with_an_alert, start_anew),
        cmocka_unit_test_setup(a_failure_is_final, start_anew),
        cmocka_unit_test_setup(an_end_in_the_handshake_is_told_as_that, start_anew),
        cmocka_unit_test_setup(close_notify_in_the_handshake_ends_it, start_anew),
        cmocka_unit_test_setup(close_notify_that_comes_with_finished_does_not, start_anew),
        cmocka_unit_test_setup(an_alert_explains_a_broken_pipe, start_anew),
        cmocka_unit_test_setup(a_broken_pipe_without_an_alert_is_told_with_the_host, start_anew),
        cmocka_unit_test_setup(the_handshake_has_a_deadline, start_anew),
        cmocka_unit_test_setup(so_has_everything_together, start_anew),
        cmocka_unit_test_setup(a_write_tells_that_it_was_the_handshake_that_took_too_long,
                               start_anew),
        cmocka_unit_test_setup(a_stream_that_was_closed_in_the_handshake_stays_closed, start_anew),
        cmocka_unit_test_setup(a_non_blocking_stream_tells_how_long_to_poll, start_anew),
        cmocka_unit_test_setup(a_non_blocking_stream_needs_no_non_blocking_descriptor, start_anew),
        cmocka_unit_test_setup(without_memory_there_is_no_stream_and_no_socket, start_anew),
        cmocka_unit_test_setup(a_failed_allocation_anywhere_is_told_and_leaks_nothing, start_anew),
        cmocka_unit_test_setup(what_is_no_connected_socket_is_refused, start_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
