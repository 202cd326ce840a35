#include "pair.h"
#include "support/test.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADER 5

static int start_anew(void **state)
{
    (void)state;
    memset(&fake, 0, sizeof fake);
    signal(SIGPIPE, SIG_DFL); /* the process that started the test may ignore it */
    return 0;
}

static pair open_non_blocking(void)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "SF");

    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    assert_int_equal(brine_stream_flush(p.stream), BRINE_OK);
    return p;
}

/* Takes the handshake off the server's end. */
static void skip_handshake(const pair *p)
{
    uint8_t heard[2 * (HEADER + 1)];

    assert_int_equal(recv(p->server, heard, sizeof heard, MSG_WAITALL), sizeof heard);
}

/* Writes until the socket takes no more; returns how many bytes were taken. */
static size_t fill_socket(brine_stream *stream)
{
    static uint8_t data[100000];
    size_t taken = 0, total = 0;

    while (brine_stream_write(stream, data, sizeof data, &taken) == BRINE_OK)
        total += taken;
    assert_int_equal(taken, 0);
    return total;
}

/* Reads everything that the stream has sent, without waiting; returns the bytes of data. */
static size_t empty_socket(int server, size_t *sent)
{
    static uint8_t heard[65536];
    ssize_t n;

    while ((n = recv(server, heard, sizeof heard, MSG_DONTWAIT)) > 0)
        *sent += (size_t)n;
    return *sent;
}

static void a_full_socket_is_told_and_what_was_taken_is_sent_later(void **state)
{
    pair p = open_non_blocking();
    size_t total, sent = 0, records;

    (void)state;
    skip_handshake(&p);
    total = fill_socket(p.stream);
    assert_int_equal(brine_stream_flush(p.stream), BRINE_WANT_WRITE);
    do
        empty_socket(p.server, &sent);
    while (brine_stream_flush(p.stream) == BRINE_WANT_WRITE);
    empty_socket(p.server, &sent);
    /* Whole batches of four records were sealed, and the last one of each call may be short. */
    records = (sent - total) / HEADER;
    assert_int_equal(sent, total + records * HEADER);
    assert_between(records, total / 16384, total / 16384 + total / 100000 * 2 + 2);
    pair_close(&p);
}

static void the_arguments_of_the_next_call_may_differ(void **state)
{
    pair p = open_non_blocking();
    size_t sent = 0, taken = 0;

    (void)state;
    fill_socket(p.stream);
    assert_int_equal(brine_stream_write(p.stream, "abc", 3, &taken), BRINE_WANT_WRITE);
    empty_socket(p.server, &sent);
    assert_int_equal(brine_stream_write(p.stream, "d", 1, &taken), BRINE_OK);
    assert_int_equal(taken, 1);
    pair_close(&p);
}

static void a_stream_that_has_sent_everything_holds_no_buffers(void **state)
{
    pair p = open_non_blocking();
    size_t idle, sent = 0, taken;

    (void)state;
    idle = fake.allocated;
    assert_int_equal(brine_stream_write(p.stream, "abc", 3, &taken), BRINE_OK);
    assert_int_equal(fake.allocated, idle);
    fill_socket(p.stream);
    assert_true(fake.allocated > idle);
    do
        empty_socket(p.server, &sent);
    while (brine_stream_flush(p.stream) == BRINE_WANT_WRITE);
    assert_int_equal(fake.allocated, idle);
    pair_close(&p);
}

static void a_reader_is_told_that_output_waits(void **state)
{
    pair p = open_non_blocking();
    uint8_t byte;
    size_t got;

    (void)state;
    fill_socket(p.stream);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &got), BRINE_WANT_WRITE);
    pair_say(&p, 23, "x", 1);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &got), BRINE_OK);
    assert_int_equal(byte, 'x');
    pair_close(&p);
}

static void *take_everything(void *argument)
{
    static uint8_t heard[65536];
    int server = *(int *)argument;
    size_t *total = (size_t *)malloc(sizeof *total);
    ssize_t n;

    assert_non_null(total);
    *total = 0;
    while ((n = recv(server, heard, sizeof heard, 0)) != 0)
        if (n > 0)
            *total += (size_t)n;
    return total;
}

static void a_blocking_write_takes_everything(void **state)
{
    static uint8_t data[1000000];
    pair p = pair_open_bytes(PAIR_BLOCKING, "SF");
    size_t taken = 0;
    void *total;
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, take_everything, &p.server), 0);
    assert_int_equal(brine_stream_write(p.stream, data, sizeof data, &taken), BRINE_OK);
    assert_int_equal(taken, sizeof data);
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    shutdown(brine_stream_socket(p.stream), SHUT_WR);
    assert_int_equal(pthread_join(thread, &total), 0);
    assert_int_equal(*(size_t *)total, 2 * (HEADER + 1) + sizeof data +
                                           (sizeof data + 16383) / 16384 * HEADER + HEADER + 1);
    free(total);
    pair_close(&p);
}

static void a_blocking_write_has_a_deadline(void **state)
{
    static uint8_t data[10000000];
    const brine_dial_options times = {.size = sizeof times, .write_timeout = 30};
    pair p = pair_open_bytes(PAIR_BLOCKING, "SF");
    size_t taken = 0;

    (void)state;
    brine_stream_set_timeouts(p.stream, &times);
    assert_int_equal(brine_stream_write(p.stream, data, sizeof data, &taken),
                     BRINE_ERROR_TIMED_OUT);
    assert_between(taken, 1, sizeof data - 1);
    brine_stream_error(p.stream, &p.error);
    assert_string_equal(p.error.step, "write");
    pair_close(&p);
}

static void nothing_can_be_written_after_close(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);
    size_t taken;

    (void)state;
    pair_expect(&p, "H");
    pair_expect(&p, "F");
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    pair_expect(&p, ".");
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &taken), BRINE_CLOSED);
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    pair_expect_nothing(&p);
    pair_close(&p);
}

static void what_the_server_said_before_it_hung_up_can_be_read(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);
    uint8_t buf[8];
    size_t n;

    (void)state;
    pair_say(&p, 23, "413", 3);
    pair_say(&p, 21, "\0", 1);
    close(p.server);
    p.server = -1;
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_WRITE);
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_WRITE);
    assert_int_equal(brine_stream_read(p.stream, buf, sizeof buf, &n), BRINE_OK);
    assert_int_equal(n, 3);
    assert_memory_equal(buf, "413", 3);
    assert_int_equal(brine_stream_read(p.stream, buf, sizeof buf, &n), BRINE_CLOSED);
    pair_close(&p);
}

static void a_broken_pipe_is_an_error_and_no_signal(void **state)
{
    pair p = pair_open_bytes(PAIR_BLOCKING, "SF");
    size_t n;

    (void)state;
    close(p.server);
    p.server = -1;
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_WRITE);
    pair_close(&p);
}

/* The server said goodbye and hung up while data of ours still waited for the socket. */
static void data_that_was_lost_after_close_notify_is_not_told_as_sent(void **state)
{
    pair p = open_non_blocking();
    uint8_t byte;
    size_t n;

    (void)state;
    fill_socket(p.stream);
    pair_say(&p, 21, "\0", 1);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &n), BRINE_CLOSED);
    close(p.server);
    p.server = -1;
    assert_int_equal(brine_stream_flush(p.stream), BRINE_ERROR_WRITE);
    brine_stream_error(p.stream, &p.error);
    assert_int_equal(p.error.code, BRINE_ERROR_WRITE);
    assert_int_equal(brine_stream_flush(p.stream), BRINE_ERROR_WRITE);
    pair_close(&p);
}

/* The reason that a call gives and the one that brine_stream_error tells are the same. */
static void a_broken_pipe_stays_one_after_the_peer_was_drained(void **state)
{
    pair p = pair_open_bytes(PAIR_BLOCKING, "SF");
    size_t n;

    (void)state;
    close(p.server); /* with our flight unread: what comes back is a reset */
    p.server = -1;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_WRITE);
        brine_stream_error(p.stream, &p.error);
        assert_int_equal(p.error.code, BRINE_ERROR_WRITE);
    }
    pair_close(&p);
}

static void an_engine_that_fails_while_it_seals_tells_the_server(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);
    uint8_t byte;
    size_t n;

    (void)state;
    pair_expect(&p, "H");
    pair_expect(&p, "F");
    fake.key_is_spent = true;
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_KEY_SPENT);
    pair_expect(&p, "!");
    assert_int_equal(brine_stream_write(p.stream, "x", 1, &n), BRINE_ERROR_KEY_SPENT);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &n), BRINE_ERROR_KEY_SPENT);
    pair_expect_nothing(&p);
    brine_stream_error(p.stream, &p.error);
    assert_int_equal(p.error.code, BRINE_ERROR_KEY_SPENT);
    pair_close(&p);
}

static void data_that_is_written_must_be_there(void **state)
{
    pair p = open_non_blocking();
    size_t taken;

    (void)state;
    assert_int_equal(brine_stream_write(p.stream, NULL, 1, &taken), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_write(p.stream, NULL, 0, &taken), BRINE_OK);
    pair_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_full_socket_is_told_and_what_was_taken_is_sent_later, start_anew),
        cmocka_unit_test_setup(the_arguments_of_the_next_call_may_differ, start_anew),
        cmocka_unit_test_setup(a_stream_that_has_sent_everything_holds_no_buffers, start_anew),
        cmocka_unit_test_setup(a_reader_is_told_that_output_waits, start_anew),
        cmocka_unit_test_setup(a_blocking_write_takes_everything, start_anew),
        cmocka_unit_test_setup(a_blocking_write_has_a_deadline, start_anew),
        cmocka_unit_test_setup(nothing_can_be_written_after_close, start_anew),
        cmocka_unit_test_setup(what_the_server_said_before_it_hung_up_can_be_read, start_anew),
        cmocka_unit_test_setup(a_broken_pipe_is_an_error_and_no_signal, start_anew),
        cmocka_unit_test_setup(data_that_was_lost_after_close_notify_is_not_told_as_sent,
                               start_anew),
        cmocka_unit_test_setup(a_broken_pipe_stays_one_after_the_peer_was_drained, start_anew),
        cmocka_unit_test_setup(an_engine_that_fails_while_it_seals_tells_the_server, start_anew),
        cmocka_unit_test_setup(data_that_is_written_must_be_there, start_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
