/*
 * A stream on callbacks, whose other end is a script: what the stream makes of each thing that
 * a callback may say, well-behaved or not.
 */
#include "fake_engine.h"
#include "support/test.h"

#include <brine/stream.h>

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* The line between stream and server, and what its callbacks answer. */
typedef struct line {
    uint8_t in[512]; /* from the server */
    size_t in_len, in_at;
    size_t step; /* bytes that one call moves at most; 0 = any number */
    bool pauses; /* each second call says that it would block */
    bool paused_in, paused_out;
    brine_result dry;  /* what read says when nothing is left */
    brine_result full; /* what write says when there is no room left */
    size_t room;       /* bytes that write still takes */
    size_t lie;        /* read and write claim this many bytes; 0 = they don't lie */
    long delay;        /* nanoseconds that each read or write takes */
    bool holds;        /* write says BRINE_WANT_WRITE about what it took */
    brine_result wait_says;
    uint8_t sent[512];
    size_t sent_len;
    unsigned reads, writes, waits, empty_writes, closed;
    bool waited_for_input, waited_for_output;
    int milliseconds; /* that wait was given last */
} line;

static line wire;

static int start_anew(void **state)
{
    (void)state;
    memset(&fake, 0, sizeof fake);
    memset(&wire, 0, sizeof wire);
    wire.dry = BRINE_WANT_READ;
    wire.full = BRINE_WANT_WRITE;
    wire.room = sizeof wire.sent;
    return 0;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool pause_now(bool *paused)
{
    *paused = !*paused;
    return wire.pauses && *paused;
}

static brine_result wire_read(void *context, void *buf, size_t cap, size_t *got)
{
    size_t n = least(wire.in_len - wire.in_at, cap);

    assert_ptr_equal(context, &wire);
    assert_int_equal(*got, 0);
    wire.reads++;
    if (wire.delay > 0)
        nanosleep(&(struct timespec){.tv_nsec = wire.delay}, NULL);
    if (wire.lie > 0) {
        *got = wire.lie == 1 ? 0 : cap + 1;
        return BRINE_OK;
    }
    if (n > 0 && pause_now(&wire.paused_in))
        return BRINE_WANT_READ;
    if (n == 0)
        return wire.dry;
    if (wire.step > 0)
        n = least(n, wire.step);
    memcpy(buf, wire.in + wire.in_at, n);
    wire.in_at += n;
    *got = n;
    return BRINE_OK;
}

static brine_result wire_write(void *context, const void *data, size_t n, size_t *taken)
{
    size_t space = least(wire.room, sizeof wire.sent - wire.sent_len), length = least(n, space);

    assert_ptr_equal(context, &wire);
    assert_int_equal(*taken, 0);
    wire.writes++;
    wire.empty_writes += n == 0;
    if (wire.delay > 0)
        nanosleep(&(struct timespec){.tv_nsec = wire.delay}, NULL);
    if (wire.lie > 0) {
        *taken = wire.lie == 1 ? 0 : n + 1;
        return BRINE_OK;
    }
    if (pause_now(&wire.paused_out))
        return BRINE_WANT_WRITE;
    if (wire.step > 0)
        length = least(length, wire.step);
    if (length > 0)
        memcpy(wire.sent + wire.sent_len, data, length);
    wire.sent_len += length;
    wire.room -= length;
    *taken = length;
    if (wire.holds)
        return BRINE_WANT_WRITE;
    return length < n && wire.room == 0 ? wire.full : BRINE_OK;
}

static brine_result wire_wait(void *context, bool input, bool output, int milliseconds)
{
    assert_ptr_equal(context, &wire);
    assert_true(milliseconds == -1 || milliseconds > 0);
    wire.waits++;
    wire.waited_for_input = input;
    wire.waited_for_output = output;
    wire.milliseconds = milliseconds;
    return wire.wait_says;
}

static void wire_close(void *context)
{
    assert_ptr_equal(context, &wire);
    wire.closed++;
}

static int wire_socket(void *context)
{
    assert_ptr_equal(context, &wire);
    return 77;
}

static void say(uint8_t type, const char *data)
{
    assert_true(wire.in_len + 5 + strlen(data) <= sizeof wire.in);
    wire.in_len += fake_record(wire.in + wire.in_len, type, data, strlen(data));
}

/* The records that were sent, and nothing else. */
static void expect_sent(const char *handshake, const char *data)
{
    uint8_t wanted[512];
    size_t length = 0;

    for (; *handshake != '\0'; handshake++)
        length += fake_record(wanted + length, 22, handshake, 1);
    if (*data != '\0')
        length += fake_record(wanted + length, 23, data, strlen(data));
    assert_int_equal(wire.sent_len, length);
    assert_memory_equal(wire.sent, wanted, length);
}

typedef enum way {
    NON_BLOCKING,
    WAITING,  /* a blocking stream, callbacks that return at once */
    BLOCKING, /* a blocking stream, callbacks that block */
} way;

static brine_transport transport_for(way how)
{
    return (brine_transport){.size = sizeof(brine_transport),
                             .context = &wire,
                             .read = wire_read,
                             .write = wire_write,
                             .wait = how == BLOCKING ? NULL : wire_wait,
                             .close = wire_close,
                             .socket = wire_socket};
}

static brine_stream *open_stream(way how, const brine_dial_options *times)
{
    const brine_transport transport = transport_for(how);
    brine_dial_options options = {.size = sizeof options};
    brine_stream *stream = NULL;
    brine_error error;

    if (times != NULL)
        options = *times;
    options.non_blocking = how == NON_BLOCKING;
    options.connect_only = true;
    assert_int_equal(brine_stream_open_transport(fake_config(), &transport, "a.example", 443,
                                                 &options, &stream, &error),
                     BRINE_OK);
    return stream;
}

static brine_stream *open_with_handshake(way how, const brine_dial_options *times)
{
    brine_stream *stream = open_stream(how, times);

    say(22, "S");
    say(22, "F");
    assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
    assert_int_equal(brine_stream_flush(stream), BRINE_OK);
    expect_sent("HF", "");
    wire.reads = wire.writes = wire.waits = 0;
    return stream;
}

static void free_stream(brine_stream *stream)
{
    assert_int_equal(wire.closed, 0);
    brine_stream_free(stream);
    assert_int_equal(wire.closed, 1);
    assert_int_equal(fake.allocated, 0);
}

static void expect_told(brine_stream *stream, const char *step, const char *sentence)
{
    brine_error error;

    brine_stream_error(stream, &error);
    assert_string_equal(error.text, sentence);
    assert_string_equal(error.step, step);
    free_stream(stream);
}

#define NETWORK "; try again; if it happens again, check the network and the server"

/* What the stream waits for; 0 = nothing. */
static void expect_waits(brine_stream *stream, unsigned events)
{
    brine_wait wait = {.descriptor = -1};

    assert_int_equal(brine_stream_waits(stream, &wait, 1), events != 0);
    assert_int_equal(wait.events, events);
    assert_int_equal(wait.descriptor, events != 0 ? 77 : -1);
}

/* What a read or write of one byte leaves. */
static uint8_t byte;
static size_t got;

/* ---- What works ---- */

/* Goes on as long as the call wants to; a call that never ends fails the test. */
#define GO_ON(call)                                                                                \
    do {                                                                                           \
        brine_result goes_on = call;                                                               \
                                                                                                   \
        for (int i = 0; goes_on == BRINE_WANT_READ || goes_on == BRINE_WANT_WRITE; i++) {          \
            assert_true(i < 1000);                                                                 \
            goes_on = call;                                                                        \
        }                                                                                          \
        assert_int_equal(goes_on, BRINE_OK);                                                       \
    } while (0)

static void all_goes_through_in_any_pieces(void **state)
{
    (void)state;
    for (int how = NON_BLOCKING; how <= BLOCKING; how++)
        for (size_t step = 0; step < 4; step++)
            for (int pauses = 0; pauses < (how == BLOCKING ? 1 : 2); pauses++) {
                uint8_t buf[16];
                brine_stream *stream;

                start_anew(NULL);
                wire.step = step;
                wire.pauses = pauses != 0;
                stream = open_stream((way)how, NULL);
                say(22, "S");
                say(22, "F");
                GO_ON(brine_stream_handshake(stream));
                GO_ON(brine_stream_write(stream, "question", 8, &got));
                assert_int_equal(got, 8);
                GO_ON(brine_stream_flush(stream));
                expect_sent("HF", "question");
                say(23, "answer");
                GO_ON(brine_stream_read(stream, buf, sizeof buf, &got));
                assert_int_equal(got, 6);
                assert_memory_equal(buf, "answer", 6);
                assert_true(how == WAITING ? pauses == 0 || wire.waits > 0 : wire.waits == 0);
                free_stream(stream);
            }
}

static void the_end_of_a_transport_is_that_of_a_connection(void **state)
{
    brine_stream *stream = open_with_handshake(NON_BLOCKING, NULL);

    (void)state;
    wire.dry = BRINE_CLOSED;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TRUNCATED);
    free_stream(stream);

    start_anew(NULL);
    stream = open_with_handshake(NON_BLOCKING, NULL);
    wire.in_len += fake_record(wire.in + wire.in_len, 21, "\0", 1);
    wire.dry = BRINE_CLOSED;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_CLOSED);
    free_stream(stream);
}

static void a_transport_that_must_send_first_makes_the_stream_wait_for_output(void **state)
{
    brine_stream *stream = open_with_handshake(NON_BLOCKING, NULL);

    (void)state;
    wire.dry = BRINE_WANT_WRITE;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_WRITE);
    expect_waits(stream, BRINE_WATCH_READ | BRINE_WATCH_WRITE);
    wire.dry = BRINE_WANT_READ;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_READ);
    expect_waits(stream, BRINE_WATCH_READ);
    free_stream(stream);
}

/* It says BRINE_WANT_WRITE although it took all: it is called until it has sent that. */
static void what_a_transport_holds_is_flushed(void **state)
{
    brine_stream *stream = open_with_handshake(NON_BLOCKING, NULL);

    (void)state;
    wire.holds = true;
    assert_int_equal(brine_stream_write(stream, "x", 1, &got), BRINE_OK);
    assert_int_equal(got, 1);
    assert_int_equal(brine_stream_flush(stream), BRINE_WANT_WRITE);
    expect_waits(stream, BRINE_WATCH_WRITE);
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_WRITE);
    assert_true(wire.empty_writes > 0);
    wire.holds = false;
    assert_int_equal(brine_stream_flush(stream), BRINE_OK);
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_READ);
    expect_sent("HF", "x");
    free_stream(stream);
}

static void a_stream_on_callbacks_tells_their_descriptor_and_no_address(void **state)
{
    brine_stream *stream = open_stream(NON_BLOCKING, NULL);
    brine_transport bare = transport_for(NON_BLOCKING);

    (void)state;
    assert_int_equal(brine_stream_socket(stream), 77);
    assert_string_equal(brine_stream_address(stream), "");
    free_stream(stream);
    /* A struct of a version that had no more than it needs. */
    bare.size = offsetof(brine_transport, wait);
    assert_int_equal(
        brine_stream_open_transport(
            fake_config(), &bare, "a.example", 443,
            &(brine_dial_options){.size = sizeof(brine_dial_options), .non_blocking = true},
            &stream, NULL),
        BRINE_OK);
    assert_int_equal(brine_stream_socket(stream), -1);
    brine_stream_free(stream);
    assert_int_equal(wire.closed, 1);
}

/* ---- Time ---- */

static void the_deadline_goes_to_the_wait(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .read_timeout = 60000};
    brine_stream *stream = open_with_handshake(WAITING, &times);

    (void)state;
    wire.wait_says = BRINE_ERROR_TIMED_OUT;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TIMED_OUT);
    assert_true(wire.waited_for_input && !wire.waited_for_output);
    assert_between(wire.milliseconds, 1, 60000);
    wire.room = 0;
    brine_stream_set_timeouts(stream, NULL);
    assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_TIMED_OUT);
    assert_true(wire.waited_for_output && !wire.waited_for_input);
    assert_int_equal(wire.milliseconds, -1);
    free_stream(stream);
}

/* A wait that returns too early, each time: the deadline passes nevertheless. */
static void a_deadline_passes_whatever_the_callbacks_say(void **state)
{
    const brine_dial_options times = {
        .size = sizeof times, .read_timeout = 20, .write_timeout = 20};
    brine_stream *stream = open_with_handshake(WAITING, &times);

    (void)state;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TIMED_OUT);
    wire.room = 0;
    assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_TIMED_OUT);
    expect_told(
        stream, "write",
        "sending to a.example port 443 took longer than 20 ms; try again or allow more time");
}

/* Bytes that come, or go, one by one, each slowly, and make no record in time. */
static void deadlines_pass_between_callbacks_that_block(void **state)
{
    const brine_dial_options times = {
        .size = sizeof times, .read_timeout = 20, .write_timeout = 20};
    brine_stream *stream = open_with_handshake(BLOCKING, &times);

    (void)state;
    say(23, "x");
    wire.in_len--;
    wire.step = 1;
    wire.delay = 25000000;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TIMED_OUT);
    assert_int_equal(wire.reads, 1);
    assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_TIMED_OUT);
    assert_int_equal(wire.writes, 1);
    free_stream(stream);
}

static void callbacks_that_block_have_limits_of_their_own(void **state)
{
    const brine_dial_options times = {
        .size = sizeof times, .read_timeout = 60000, .write_timeout = 60000};
    brine_stream *stream = open_with_handshake(BLOCKING, &times);

    (void)state;
    wire.dry = BRINE_ERROR_TIMED_OUT;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TIMED_OUT);
    say(23, "x");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
    wire.room = 2;
    wire.full = BRINE_ERROR_TIMED_OUT;
    assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_TIMED_OUT);
    wire.room = sizeof wire.sent;
    assert_int_equal(brine_stream_flush(stream), BRINE_OK);
    expect_sent("HF", "w");
    expect_told(stream, "write",
                "sending to a.example port 443 took longer than its transport allows; try again or "
                "allow more time");
}

/* ---- What fails ---- */

static void a_read_that_fails_is_named(void **state)
{
    static const struct {
        brine_result says;
        const char *words;
    } cases[] = {
        {BRINE_ERROR_ALERT,
         "read callback returned BRINE_ERROR_ALERT (the server refused with an alert)"},
        {BRINE_WANT_VERDICT, "read callback returned BRINE_WANT_VERDICT (waiting for the "
                             "application's verdict on the certificate)"},
    };

    (void)state;
    for (int how = NON_BLOCKING; how <= BLOCKING; how++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            brine_stream *stream;
            char wanted[256];

            start_anew(NULL);
            stream = open_with_handshake((way)how, NULL);
            wire.dry = cases[i].says;
            assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_READ);
            assert_int_equal(got, 0);
            assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_READ);
            snprintf(wanted, sizeof wanted,
                     "can't receive from a.example port 443: the transport's %s" NETWORK,
                     cases[i].words);
            expect_told(stream, "read", wanted);
        }
}

static void a_write_that_fails_is_named(void **state)
{
    (void)state;
    for (int how = NON_BLOCKING; how <= BLOCKING; how++) {
        brine_stream *stream;

        start_anew(NULL);
        stream = open_with_handshake((way)how, NULL);
        wire.room = 3;
        wire.full = BRINE_CLOSED;
        assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_WRITE);
        /* Callbacks that block might never return from a read that the application did not ask for.
         */
        assert_true(how == BLOCKING ? wire.reads == 0 : wire.reads > 0);
        expect_told(stream, "write",
                    "can't send to a.example port 443: the transport's write callback returned "
                    "BRINE_CLOSED (the connection was closed cleanly)" NETWORK);
    }
}

static void numbers_that_can_not_be_are_refused(void **state)
{
    (void)state;
    for (size_t lie = 1; lie <= 2; lie++) {
        brine_stream *stream;
        char wanted[256];

        start_anew(NULL);
        stream = open_with_handshake(NON_BLOCKING, NULL);
        wire.lie = lie;
        assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_WRITE);
        snprintf(wanted, sizeof wanted,
                 "can't send to a.example port 443: the transport's write callback returned "
                 "BRINE_OK with %d bytes, expected 1 to 6" NETWORK,
                 lie == 1 ? 0 : 7);
        expect_told(stream, "write", wanted);

        start_anew(NULL);
        stream = open_with_handshake(NON_BLOCKING, NULL);
        wire.lie = lie;
        assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_READ);
        free_stream(stream);
    }
}

/* A blocking stream without a wait must not turn in a loop. */
static void callbacks_that_should_block_may_not_say_that_they_would(void **state)
{
    brine_stream *stream = open_with_handshake(BLOCKING, NULL);

    (void)state;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_READ);
    free_stream(stream);
    start_anew(NULL);
    stream = open_with_handshake(BLOCKING, NULL);
    wire.room = 0;
    assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_WRITE);
    free_stream(stream);
}

static void a_wait_that_fails_ends_the_direction(void **state)
{
    brine_stream *stream = open_with_handshake(WAITING, NULL);

    (void)state;
    wire.wait_says = BRINE_ERROR_CRYPTO;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_READ);
    expect_told(stream, "read",
                "can't receive from a.example port 443: the transport's wait callback returned "
                "BRINE_ERROR_CRYPTO (the crypto provider failed)" NETWORK);
    start_anew(NULL);
    stream = open_with_handshake(WAITING, NULL);
    wire.wait_says = BRINE_ERROR_CRYPTO;
    wire.room = 0;
    wire.dry = BRINE_CLOSED;
    assert_int_equal(brine_stream_write(stream, "w", 1, &got), BRINE_ERROR_WRITE);
    free_stream(stream);
}

static void a_transport_is_closed_when_the_stream_can_not_be_opened(void **state)
{
    brine_transport transport = transport_for(NON_BLOCKING);
    brine_stream *stream;

    (void)state;
    assert_int_equal(brine_stream_open_transport(fake_config(), &transport, "not valid", 443, NULL,
                                                 &stream, NULL),
                     BRINE_ERROR_SERVER_NAME_INVALID);
    assert_int_equal(wire.closed, 1);
    assert_int_equal(
        brine_stream_open_transport(NULL, &transport, "a.example", 443, NULL, &stream, NULL),
        BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(wire.closed, 2);
    wire.dry = BRINE_CLOSED;
    assert_int_equal(brine_stream_open_transport(fake_config(), &transport, "a.example", 443, NULL,
                                                 &stream, NULL),
                     BRINE_ERROR_ENDED_IN_HANDSHAKE);
    assert_null(stream);
    assert_int_equal(wire.closed, 3);
    /* What can't be a transport is not touched. */
    transport.write = NULL;
    assert_int_equal(brine_stream_open_transport(fake_config(), &transport, "a.example", 443, NULL,
                                                 &stream, NULL),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(
        brine_stream_open_transport(fake_config(), NULL, "a.example", 443, NULL, &stream, NULL),
        BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(wire.closed, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_goes_through_in_any_pieces, start_anew),
        cmocka_unit_test_setup(the_end_of_a_transport_is_that_of_a_connection, start_anew),
        cmocka_unit_test_setup(a_transport_that_must_send_first_makes_the_stream_wait_for_output,
                               start_anew),
        cmocka_unit_test_setup(what_a_transport_holds_is_flushed, start_anew),
        cmocka_unit_test_setup(a_stream_on_callbacks_tells_their_descriptor_and_no_address,
                               start_anew),
        cmocka_unit_test_setup(the_deadline_goes_to_the_wait, start_anew),
        cmocka_unit_test_setup(a_deadline_passes_whatever_the_callbacks_say, start_anew),
        cmocka_unit_test_setup(deadlines_pass_between_callbacks_that_block, start_anew),
        cmocka_unit_test_setup(callbacks_that_block_have_limits_of_their_own, start_anew),
        cmocka_unit_test_setup(a_read_that_fails_is_named, start_anew),
        cmocka_unit_test_setup(a_write_that_fails_is_named, start_anew),
        cmocka_unit_test_setup(numbers_that_can_not_be_are_refused, start_anew),
        cmocka_unit_test_setup(callbacks_that_should_block_may_not_say_that_they_would, start_anew),
        cmocka_unit_test_setup(a_wait_that_fails_ends_the_direction, start_anew),
        cmocka_unit_test_setup(a_transport_is_closed_when_the_stream_can_not_be_opened, start_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
