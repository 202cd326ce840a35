#include "pair.h"
#include "support/test.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RECORD 16384

static int start_anew(void **state)
{
    (void)state;
    memset(&fake, 0, sizeof fake);
    return 0;
}

static pair open_non_blocking(void)
{
    pair p = pair_open(PAIR_NON_BLOCKING, "SF", NULL);

    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_expect(&p, "H");
    pair_expect(&p, "F");
    return p;
}

static void expect_read(brine_stream *stream, size_t cap, const char *wanted)
{
    uint8_t buf[64];
    size_t got = 0;

    assert_int_equal(brine_stream_read(stream, buf, cap, &got), BRINE_OK);
    assert_int_equal(got, strlen(wanted));
    assert_memory_equal(buf, wanted, got);
}

static void expect_end(brine_stream *stream, brine_result wanted)
{
    uint8_t byte;
    size_t got = 7;

    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), wanted);
    assert_int_equal(got, 0);
}

static void data_is_read_in_any_portions(void **state)
{
    pair p = open_non_blocking();

    (void)state;
    pair_say(&p, 23, "hello", 5);
    expect_read(p.stream, 2, "he");
    assert_int_equal(brine_stream_pending(p.stream), 3);
    expect_read(p.stream, 64, "llo");
    assert_int_equal(brine_stream_pending(p.stream), 0);
    expect_end(p.stream, BRINE_WANT_READ);
    pair_close(&p);
}

static void one_read_takes_several_records(void **state)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "SF");

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_say(&p, 23, "one", 3);
    pair_say(&p, 23, "", 0);
    pair_say(&p, 23, "two", 3);
    expect_read(p.stream, 64, "onetwo");
    pair_close(&p);
}

/* The caller polls when nothing is pending: a whole record must not hide in the buffer. */
static void pending_tells_of_the_next_record_too(void **state)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "SF");

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_say(&p, 23, "one", 3);
    pair_say(&p, 23, "three", 5);
    expect_read(p.stream, 3, "one");
    assert_int_equal(brine_stream_pending(p.stream), 5);
    expect_read(p.stream, 64, "three");
    pair_close(&p);
}

static void a_record_may_come_byte_by_byte(void **state)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "SF");
    uint8_t record[16];
    size_t length = fake_record(record, 23, "hello", 5);

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    for (size_t i = 0; i < length; i++) {
        expect_end(p.stream, BRINE_WANT_READ);
        assert_int_equal(send(p.server, record + i, 1, 0), 1);
    }
    expect_read(p.stream, 64, "hello");
    pair_close(&p);
}

static void an_idle_stream_holds_no_buffers(void **state)
{
    pair p = open_non_blocking();
    size_t idle;

    (void)state;
    expect_end(p.stream, BRINE_WANT_READ);
    idle = fake.allocated;
    assert_true(idle < 1024);
    pair_say(&p, 23, "hello", 5);
    expect_read(p.stream, 2, "he");
    assert_true(fake.allocated > idle + 5);
    expect_read(p.stream, 64, "llo");
    expect_end(p.stream, BRINE_WANT_READ);
    assert_int_equal(fake.allocated, idle);
    pair_close(&p);
}

/* Each record comes by itself: what is given back after one would be wanted for the next. */
static void a_flow_keeps_its_buffer_and_its_end_gives_it_back(void **state)
{
    static uint8_t record[RECORD];

    (void)state;
    for (int kind = PAIR_BLOCKING; kind <= PAIR_NON_BLOCKING; kind++) {
        pair p = pair_open((pair_kind)kind, "SF", NULL);
        size_t idle, allocations = 0, got;

        assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
        assert_int_equal(brine_stream_flush(p.stream), BRINE_OK);
        idle = fake.allocated;
        for (int i = 0; i < 3; i++)
            pair_say(&p, 23, record, sizeof record);
        for (int i = 0; i < 3; i++) {
            assert_int_equal(brine_stream_read(p.stream, record, sizeof record, &got), BRINE_OK);
            assert_int_equal(got, sizeof record);
            assert_int_equal(brine_stream_pending(p.stream), i < 2 ? sizeof record : 0);
            if (i > 0)
                assert_int_equal(fake.allocations, allocations);
            allocations = fake.allocations;
        }
        assert_int_equal(fake.allocated, idle);
        pair_close(&p);
    }
}

/* The read that brought the last data has seen the end, and leaves it to the next one to tell. */
static void an_end_behind_a_flow_is_told_after_its_data(void **state)
{
    static uint8_t record[RECORD];

    (void)state;
    for (int polite = 0; polite < 2; polite++) {
        pair p = open_non_blocking();
        size_t got;

        pair_say(&p, 23, record, sizeof record);
        if (polite)
            pair_say(&p, 21, "\0", 1);
        shutdown(p.server, SHUT_WR);
        assert_int_equal(brine_stream_read(p.stream, record, sizeof record, &got), BRINE_OK);
        assert_int_equal(got, sizeof record);
        brine_stream_error(p.stream, &p.error);
        assert_int_equal(p.error.code, BRINE_OK);
        expect_end(p.stream, polite ? BRINE_CLOSED : BRINE_ERROR_TRUNCATED);
        pair_close(&p);
    }
}

/* Half a record is something to hold. */
static void a_stream_that_waits_for_the_rest_keeps_its_buffer(void **state)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "SF");

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    assert_int_equal(send(p.server, "\x17\3\3\0\2x", 6, 0), 6);
    expect_end(p.stream, BRINE_WANT_READ);
    assert_int_equal(send(p.server, "y", 1, 0), 1);
    expect_read(p.stream, 64, "xy");
    pair_close(&p);
}

static void a_clean_end_and_a_truncation_differ(void **state)
{
    pair p = open_non_blocking();

    (void)state;
    pair_say(&p, 23, "x", 1);
    pair_say(&p, 21, "\0", 1);
    shutdown(p.server, SHUT_WR);
    expect_read(p.stream, 64, "x");
    expect_end(p.stream, BRINE_CLOSED);
    expect_end(p.stream, BRINE_CLOSED);
    pair_expect(&p, ".");
    pair_close(&p);

    p = open_non_blocking();
    pair_say(&p, 23, "x", 1);
    shutdown(p.server, SHUT_WR);
    expect_read(p.stream, 64, "x");
    expect_end(p.stream, BRINE_ERROR_TRUNCATED);
    expect_end(p.stream, BRINE_ERROR_TRUNCATED);
    brine_stream_error(p.stream, &p.error);
    assert_int_equal(p.error.code, BRINE_ERROR_TRUNCATED);
    pair_close(&p);
}

static void data_before_a_broken_record_is_delivered_first(void **state)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "SF");

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    pair_say(&p, 23, "good", 4);
    pair_say(&p, 99, "bad", 3);
    expect_read(p.stream, 64, "good");
    expect_end(p.stream, BRINE_ERROR_RECORD_TYPE);
    pair_close(&p);
}

/* Sends what fake_record made, all of it in one packet. */
static void say_both(const pair *p, const char *message, const char *data)
{
    uint8_t packet[64];
    size_t length = fake_record(packet, 22, message, 1);

    length += fake_record(packet + length, 23, data, strlen(data));
    assert_int_equal(send(p->server, packet, length, MSG_NOSIGNAL), length);
}

/*
 * The server asks for an answer that can't be sent, since it is gone: finding that out
 * must not disturb what was received and is still to be read.
 */
static void an_answer_that_can_not_be_sent_costs_no_data(void **state)
{
    pair p = open_non_blocking();

    (void)state;
    say_both(&p, "R", "abc");
    pair_say(&p, 23, "defg", 4);
    close(p.server);
    p.server = -1;
    expect_read(p.stream, 64, "abc");
    expect_read(p.stream, 64, "defg");
    expect_end(p.stream, BRINE_ERROR_TRUNCATED);
    pair_close(&p);

    p = open_non_blocking();
    pair_say(&p, 22, "R", 1);
    say_both(&p, "R", "abc");
    say_both(&p, "R", "defg");
    close(p.server);
    p.server = -1;
    expect_read(p.stream, 64, "abc");
    expect_read(p.stream, 64, "defg");
    expect_end(p.stream, BRINE_ERROR_TRUNCATED);
    pair_close(&p);
}

/* It listens no longer, and says two things at once. */
static void *leave_slowly(void *argument)
{
    const struct timespec pause = {0, 50000000};
    int server = *(int *)argument;
    uint8_t both[32];
    size_t length = fake_record(both, 23, "abc", 3);

    length += fake_record(both + length, 23, "defg", 4);
    nanosleep(&pause, NULL);
    shutdown(server, SHUT_RD);
    send(server, both, length, MSG_NOSIGNAL);
    shutdown(server, SHUT_WR);
    return NULL;
}

static void nor_does_output_that_waited_while_a_read_did(void **state)
{
    static uint8_t data[1000000];
    const brine_dial_options times = {.size = sizeof times, .write_timeout = 10};
    pair p = pair_open_bytes(PAIR_BLOCKING, "SF");
    pthread_t thread;
    size_t taken;

    (void)state;
    brine_stream_set_timeouts(p.stream, &times);
    assert_int_equal(brine_stream_write(p.stream, data, sizeof data, &taken),
                     BRINE_ERROR_TIMED_OUT);
    assert_int_equal(pthread_create(&thread, NULL, leave_slowly, &p.server), 0);
    expect_read(p.stream, 64, "abcdefg");
    expect_end(p.stream, BRINE_ERROR_TRUNCATED);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pair_close(&p);
}

static void a_read_of_nothing_is_refused(void **state)
{
    pair p = open_non_blocking();
    size_t got;

    (void)state;
    assert_int_equal(brine_stream_read(p.stream, NULL, 1, &got), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_read(p.stream, &got, 0, &got), BRINE_ERROR_INVALID_ARGUMENT);
    pair_close(&p);
}

static void a_read_that_timed_out_may_be_tried_again(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .read_timeout = 20};
    pair p = pair_open(PAIR_BLOCKING, "SF", &times);

    (void)state;
    expect_end(p.stream, BRINE_ERROR_TIMED_OUT);
    brine_stream_error(p.stream, &p.error);
    assert_string_equal(p.error.step, "read");
    assert_non_null(strstr(p.error.text, "20 ms"));
    pair_say(&p, 23, "late", 4);
    expect_read(p.stream, 64, "late");
    pair_close(&p);
}

static void when_everything_took_too_long_that_is_final(void **state)
{
    brine_dial_options times = {.size = sizeof times, .total_timeout = 20};
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);

    (void)state;
    brine_stream_set_timeouts(p.stream, &times);
    expect_end(p.stream, BRINE_ERROR_TIMED_OUT);
    pair_say(&p, 23, "late", 4);
    expect_end(p.stream, BRINE_ERROR_TIMED_OUT);
    pair_close(&p);
}

/* A signal every millisecond, while the server waits before it answers. */
static void take_signal(int number)
{
    (void)number;
}

typedef struct pest {
    pthread_t victim;
    int server;
} pest;

static void *annoy(void *argument)
{
    const pest *job = argument;
    const struct timespec pause = {0, 1000000};
    uint8_t record[16];

    for (int i = 0; i < 30; i++) {
        pthread_kill(job->victim, SIGUSR1);
        nanosleep(&pause, NULL);
    }
    send(job->server, record, fake_record(record, 23, "calm", 4), 0);
    return NULL;
}

static void signals_do_not_interrupt_a_read(void **state)
{
    struct sigaction action = {.sa_handler = take_signal};
    pair p = pair_open(PAIR_BLOCKING, "SF", NULL);
    pest job = {pthread_self(), p.server};
    pthread_t thread;

    (void)state;
    assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
    assert_int_equal(pthread_create(&thread, NULL, annoy, &job), 0);
    expect_read(p.stream, 64, "calm");
    assert_int_equal(pthread_join(thread, NULL), 0);
    pair_close(&p);
}

/* Sends the full records number first and up, below end, each filled with its number. */
static void send_records(int server, int first, int end)
{
    static uint8_t record[RECORD + 5], data[RECORD];

    for (int i = first; i < end; i++) {
        size_t length, sent = 0;

        memset(data, i, sizeof data);
        length = fake_record(record, 23, data, sizeof data);
        while (sent < length) {
            ssize_t n = send(server, record + sent, length - sent, MSG_NOSIGNAL);

            if (n > 0)
                sent += (size_t)n;
        }
    }
}

#define WAITING 6 /* records that the socket holds before anything is read */

/* The rest of 200 records, as fast as the socket takes them. */
static void *flood(void *argument)
{
    int server = *(int *)argument;

    send_records(server, WAITING, 200);
    shutdown(server, SHUT_WR);
    return NULL;
}

static void a_flood_arrives_complete_and_in_order(void **state)
{
    static uint8_t buf[50000];
    pair p = pair_open_bytes(PAIR_BLOCKING, "SF");
    size_t total = 0, got;
    pthread_t thread;
    brine_result result;

    (void)state;
    send_records(p.server, 0, WAITING);
    assert_int_equal(pthread_create(&thread, NULL, flood, &p.server), 0);
    while ((result = brine_stream_read(p.stream, buf, sizeof buf, &got)) == BRINE_OK) {
        for (size_t i = 0; i < got; i += 499)
            assert_int_equal(buf[i], (total + i) / RECORD);
        total += got;
    }
    assert_int_equal(result, BRINE_ERROR_TRUNCATED);
    assert_int_equal(total, 200 * RECORD);
    assert_int_equal(pthread_join(thread, NULL), 0);
    /* Four records at a time once data flows, and never more than two buffers at once. */
    assert_between(fake.allocated_peak, 4 * RECORD, 100000);
    pair_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(data_is_read_in_any_portions, start_anew),
        cmocka_unit_test_setup(one_read_takes_several_records, start_anew),
        cmocka_unit_test_setup(pending_tells_of_the_next_record_too, start_anew),
        cmocka_unit_test_setup(a_record_may_come_byte_by_byte, start_anew),
        cmocka_unit_test_setup(an_idle_stream_holds_no_buffers, start_anew),
        cmocka_unit_test_setup(a_flow_keeps_its_buffer_and_its_end_gives_it_back, start_anew),
        cmocka_unit_test_setup(an_end_behind_a_flow_is_told_after_its_data, start_anew),
        cmocka_unit_test_setup(a_stream_that_waits_for_the_rest_keeps_its_buffer, start_anew),
        cmocka_unit_test_setup(a_clean_end_and_a_truncation_differ, start_anew),
        cmocka_unit_test_setup(data_before_a_broken_record_is_delivered_first, start_anew),
        cmocka_unit_test_setup(an_answer_that_can_not_be_sent_costs_no_data, start_anew),
        cmocka_unit_test_setup(nor_does_output_that_waited_while_a_read_did, start_anew),
        cmocka_unit_test_setup(a_read_of_nothing_is_refused, start_anew),
        cmocka_unit_test_setup(a_read_that_timed_out_may_be_tried_again, start_anew),
        cmocka_unit_test_setup(when_everything_took_too_long_that_is_final, start_anew),
        cmocka_unit_test_setup(signals_do_not_interrupt_a_read, start_anew),
        cmocka_unit_test_setup(a_flood_arrives_complete_and_in_order, start_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
