/*
 * When the system is told not to delay an acknowledgement: only where a server that keeps Nagle's
 * algorithm on would wait for it. The socket is a script's (fake_socket.h), which counts.
 */
#include "fake_socket.h"
#include "stream/stream.h"
#include "support/test.h"

#include <string.h>

static uint8_t byte;
static size_t got;

static brine_stream *open_stream(bool false_start, bool non_blocking)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .connect_only = true,
                                        .non_blocking = non_blocking,
                                        .read_timeout = 60000};
    brine_stream *stream = NULL;

    memset(&fake, 0, sizeof fake);
    memset(&wire, 0, sizeof wire);
    fake.false_start = false_start;
    assert_int_equal(
        brine_stream_open(fake_config(), FAKE_SOCKET, "a.example", 443, &options, &stream, NULL),
        BRINE_OK);
    return stream;
}

static brine_stream *open_and_ask(bool false_start)
{
    brine_stream *stream = open_stream(false_start, false);

    fake_wire_say("S");
    if (!false_start)
        fake_wire_say("F");
    assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    return stream;
}

static void read_one(brine_stream *stream)
{
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_OK);
}

/* Once after the request: before Finished has come, which the answer waits for. */
static void after_a_false_start_finished_is_acknowledged_at_once(void **state)
{
    brine_stream *stream = open_and_ask(true);

    (void)state;
    assert_int_equal(wire.acknowledged, 1);
    fake_wire_say("F");
    fake_wire_say("a");
    read_one(stream);
    assert_int_equal(wire.acknowledged, 1);
    brine_stream_free(stream);
}

static void what_our_data_acknowledges_costs_no_call(void **state)
{
    brine_stream *stream = open_and_ask(false);

    (void)state;
    assert_int_equal(wire.acknowledged, 0);
    for (int i = 0; i < 3; i++) {
        fake_wire_say("a");
        read_one(stream);
        assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    }
    assert_int_equal(wire.acknowledged, 0);
    brine_stream_free(stream);
}

/* Head and body apart: the body may wait until the head is acknowledged. */
static void a_read_that_waits_for_more_acknowledges_what_came(void **state)
{
    (void)state;
    for (int false_start = 0; false_start < 2; false_start++) {
        brine_stream *stream = open_and_ask(false_start == 1);
        unsigned before = wire.acknowledged;

        if (false_start)
            fake_wire_say("F");
        fake_wire_say("a");
        read_one(stream);
        assert_int_equal(wire.acknowledged, before);
        fake_wire_say("b");
        read_one(stream);
        assert_int_equal(wire.acknowledged, before + 1);
        brine_stream_free(stream);
    }
}

static void what_came_together_is_acknowledged_once(void **state)
{
    brine_stream *stream = open_and_ask(false);

    (void)state;
    fake_wire_say("abc");
    for (int i = 0; i < 3; i++)
        read_one(stream);
    assert_int_equal(wire.acknowledged, 0);
    fake_wire_say("d");
    read_one(stream);
    assert_int_equal(wire.acknowledged, 1);
    brine_stream_free(stream);
}

/* A long answer is no reason: the system acknowledges it as it comes, and each call costs time. */
static void what_came_in_plenty_is_not_acknowledged_at_once(void **state)
{
    static char page[BRINE_RECORD_PLAINTEXT_MAX / 6 + 2]; /* records of 6 bytes */
    static char out[sizeof page];
    brine_stream *stream = open_and_ask(false);

    (void)state;
    memset(page, 'p', sizeof page - 1);
    for (int i = 0; i < 3; i++) {
        fake_wire_say(page);
        assert_int_equal(brine_stream_read(stream, out, sizeof out, &got), BRINE_OK);
        assert_int_equal(got, sizeof page - 1);
    }
    assert_int_equal(wire.acknowledged, 0);
    fake_wire_say("a");
    read_one(stream);
    fake_wire_say("b");
    read_one(stream);
    assert_int_equal(wire.acknowledged, 1);
    brine_stream_free(stream);
}

/* Mail servers speak first. */
static void a_server_that_speaks_first_gets_finished_acknowledged(void **state)
{
    brine_stream *stream = open_stream(false, false);

    (void)state;
    fake_wire_say("S");
    fake_wire_say("F");
    assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
    fake_wire_say("a");
    read_one(stream);
    assert_int_equal(wire.acknowledged, 1);
    brine_stream_free(stream);
}

static void a_handshake_in_pieces_acknowledges_them(void **state)
{
    brine_stream *stream = open_stream(false, false);

    (void)state;
    fake_wire_say("R");
    fake_wire_say("S");
    fake_wire_say("F");
    assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
    assert_int_equal(wire.acknowledged, 1);
    brine_stream_free(stream);
}

static void a_non_blocking_stream_does_so_once_before_it_is_to_be_polled(void **state)
{
    brine_stream *stream = open_stream(true, true);

    (void)state;
    fake_wire_say("S");
    assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
    assert_int_equal(brine_stream_write(stream, "q", 1, NULL), BRINE_OK);
    assert_int_equal(wire.acknowledged, 1);
    fake_wire_say("F");
    assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_READ);
    assert_int_equal(wire.acknowledged, 1);
    fake_wire_say("a");
    read_one(stream);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(brine_stream_read(stream, &byte, 1, &got), BRINE_WANT_READ);
        assert_int_equal(wire.acknowledged, 2);
    }
    brine_stream_free(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(after_a_false_start_finished_is_acknowledged_at_once),
        cmocka_unit_test(what_our_data_acknowledges_costs_no_call),
        cmocka_unit_test(a_read_that_waits_for_more_acknowledges_what_came),
        cmocka_unit_test(what_came_together_is_acknowledged_once),
        cmocka_unit_test(what_came_in_plenty_is_not_acknowledged_at_once),
        cmocka_unit_test(a_server_that_speaks_first_gets_finished_acknowledged),
        cmocka_unit_test(a_handshake_in_pieces_acknowledges_them),
        cmocka_unit_test(a_non_blocking_stream_does_so_once_before_it_is_to_be_polled),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
