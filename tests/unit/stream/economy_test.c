/*
 * What a stream spends: calls of the socket, and memory while it waits and when it is idle. The
 * socket is a script's (fake_socket.h), which counts.
 */
#include "fake_socket.h"
#include "stream/stream.h"
#include "support/test.h"

#include <string.h>

static uint8_t byte;
static size_t got;

static brine_stream *open_stream(brine_dial_options options)
{
    brine_stream *stream = NULL;

    memset(&fake, 0, sizeof fake);
    memset(&wire, 0, sizeof wire);
    options.size = sizeof options;
    options.connect_only = true;
    assert_int_equal(
        brine_stream_open(fake_config(), FAKE_SOCKET, "a.example", 443, &options, &stream, NULL),
        BRINE_OK);
    return stream;
}

static void shake_hands(brine_stream *stream)
{
    fake_wire_say("S");
    fake_wire_say("F");
    assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
}

/* One byte each way. */
static void ask_and_hear(brine_stream *stream)
{
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    fake_wire_say("a");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
}

/* After the handshake, with all counts at zero. */
static brine_stream *open_with_handshake(brine_dial_options options)
{
    brine_stream *stream = open_stream(options);

    shake_hands(stream);
    assert_int_equal(brine_stream_flush(stream), BRINE_OK);
    wire.receives = wire.waits = wire.waiting = 0;
    return stream;
}

static void expect_calls(unsigned receives, unsigned waiting, unsigned waits)
{
    assert_int_equal(wire.receives, receives);
    assert_int_equal(wire.waiting, waiting);
    assert_int_equal(wire.waits, waits);
}

/* ---- Calls ---- */

static void without_a_deadline_the_receive_waits_and_nothing_is_polled(void **state)
{
    brine_stream *stream = open_stream((brine_dial_options){0});

    (void)state;
    shake_hands(stream);
    ask_and_hear(stream);
    expect_calls(3, 3, 0);
    brine_stream_free(stream);
}

/* HelloRequests are no answer: what was asked for is still on its way. */
static void an_answer_is_data(void **state)
{
    brine_stream *stream = open_with_handshake((brine_dial_options){0});

    (void)state;
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    fake_wire_say("R");
    fake_wire_say("a");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
    expect_calls(2, 2, 0);
    brine_stream_free(stream);
}

/* A poll for each receive, and no receive that finds nothing. */
static void with_a_deadline_each_receive_is_polled_for_once(void **state)
{
    brine_stream *stream =
        open_stream((brine_dial_options){.handshake_timeout = 60000, .read_timeout = 60000});

    (void)state;
    shake_hands(stream);
    ask_and_hear(stream);
    expect_calls(3, 0, 3);
    brine_stream_free(stream);
}

/* It is in non-blocking mode: one receive finds that out. */
static void a_descriptor_that_does_not_wait_is_polled(void **state)
{
    brine_stream *stream = open_with_handshake((brine_dial_options){0});

    (void)state;
    wire.never_waits = true;
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TIMED_OUT);
    expect_calls(1, 0, 1);
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_ERROR_TIMED_OUT);
    expect_calls(1, 0, 2);
    fake_wire_say("a");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
    expect_calls(2, 0, 3);
    brine_stream_free(stream);
}

static void a_receive_does_not_wait_while_output_does(void **state)
{
    brine_stream *stream = open_with_handshake((brine_dial_options){.write_timeout = 60000});

    (void)state;
    wire.out = FAKE_FULL;
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_ERROR_TIMED_OUT);
    fake_wire_say("a");
    wire.waits = 0;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
    expect_calls(1, 0, 1);
    brine_stream_free(stream);
}

static void a_non_blocking_stream_never_waits(void **state)
{
    brine_stream *stream = open_with_handshake((brine_dial_options){.non_blocking = true});

    (void)state;
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_READ);
    expect_calls(1, 0, 0);
    brine_stream_free(stream);
}

/* Looking an interface's name up can cost system calls. */
static void an_address_becomes_a_text_when_the_application_asks(void **state)
{
    brine_stream *stream = NULL;
    const brine_dial_options options = {.size = sizeof options, .non_blocking = true};

    (void)state;
    memset(&fake, 0, sizeof fake);
    memset(&wire, 0, sizeof wire);
    wire.address = "192.0.2.1";
    assert_int_equal(
        brine_stream_open(fake_config(), FAKE_SOCKET, "a.example", 443, &options, &stream, NULL),
        BRINE_OK);
    fake_wire_say("SFa");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
    assert_false(stream->place->has_text);
    assert_string_equal(brine_stream_address(stream), "192.0.2.1");
    brine_stream_free(stream);
}

/* ---- Memory ---- */

/* The server may speak after hours, and no answer is due: no buffer waits for that. */
static void no_buffer_waits_for_what_was_not_asked_for(void **state)
{
    brine_stream *stream = open_with_handshake((brine_dial_options){0});
    size_t idle = fake.allocated;

    (void)state;
    ask_and_hear(stream);
    expect_calls(1, 1, 0);
    fake_wire_say("a");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
    expect_calls(2, 1, 1);
    assert_int_equal(wire.held, idle);
    brine_stream_free(stream);
}

static void no_buffer_waits_between_two_flights(void **state)
{
    brine_stream *stream = open_stream((brine_dial_options){.handshake_timeout = 60000});
    size_t bare = fake.allocated;

    (void)state;
    fake_wire_say("S");
    assert_int_equal(brine_stream_handshake(stream), BRINE_ERROR_TIMED_OUT);
    expect_calls(1, 0, 2);
    assert_int_equal(wire.held, bare);
    brine_stream_free(stream);
}

static void nothing_is_held_when_nothing_waits(void **state)
{
    (void)state;
    for (int non_blocking = 0; non_blocking < 2; non_blocking++) {
        brine_stream *stream = open_stream((brine_dial_options){.non_blocking = non_blocking != 0});
        size_t bare = fake.allocated;

        fake_wire_say("SF");
        assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
        assert_int_equal(brine_stream_flush(stream), BRINE_OK);
        assert_int_equal(fake.allocated, bare);
        fake_wire_say("ab");
        assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
        assert_true(fake.allocated > bare);
        assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
        assert_int_equal(fake.allocated, bare);
        brine_stream_free(stream);
    }
}

/* The verdict may take long; what came with the question has been used. */
static void nothing_is_held_while_the_application_thinks(void **state)
{
    brine_stream *stream = open_stream((brine_dial_options){0});
    size_t bare = fake.allocated;

    (void)state;
    fake.ask_verdict = true;
    fake_wire_say("S");
    assert_int_equal(brine_stream_handshake(stream), BRINE_WANT_VERDICT);
    assert_int_equal(fake.allocated, bare);
    brine_stream_free(stream);
}

static void nothing_is_held_after_the_end(void **state)
{
    static const char *const ends[] = {".ab", "!ab", "Xab"};

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        brine_stream *stream = open_with_handshake((brine_dial_options){0});
        size_t bare = fake.allocated;

        fake_wire_say(ends[i]);
        assert_int_not_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
        assert_int_equal(fake.allocated, bare);
        brine_stream_free(stream);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_deadline_the_receive_waits_and_nothing_is_polled),
        cmocka_unit_test(an_answer_is_data),
        cmocka_unit_test(with_a_deadline_each_receive_is_polled_for_once),
        cmocka_unit_test(a_descriptor_that_does_not_wait_is_polled),
        cmocka_unit_test(a_receive_does_not_wait_while_output_does),
        cmocka_unit_test(a_non_blocking_stream_never_waits),
        cmocka_unit_test(an_address_becomes_a_text_when_the_application_asks),
        cmocka_unit_test(no_buffer_waits_for_what_was_not_asked_for),
        cmocka_unit_test(no_buffer_waits_between_two_flights),
        cmocka_unit_test(nothing_is_held_when_nothing_waits),
        cmocka_unit_test(nothing_is_held_while_the_application_thinks),
        cmocka_unit_test(nothing_is_held_after_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
