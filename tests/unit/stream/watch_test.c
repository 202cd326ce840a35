/*
 * What an application's event loop is told to watch, over the whole life of a stream. The
 * callback and brine_stream_waits must always say the same; the fake network fails the test if
 * a descriptor is closed while it is watched.
 */
#include "racer.h"
#include "support/test.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define BOTH (BRINE_WATCH_READ | BRINE_WATCH_WRITE)

/* What the only descriptor is watched for; 0 = no descriptor is watched. */
static unsigned watched(const racer *r)
{
    brine_wait waits[2];
    size_t count = brine_stream_waits(r->stream, waits, 2);

    assert_true(count <= 1);
    assert_int_equal(fake_watched_count(), count);
    if (count == 0)
        return 0;
    assert_int_equal(fake_watched(waits[0].descriptor), waits[0].events);
    return waits[0].events;
}

/* Connected, not a byte sent; the engine does what `settings` say. */
static racer begin_connected_with(fake_settings settings)
{
    racer_begin(RACER_WATCHES, 1);
    fake = settings;
    network.hosts[0] = (fake_host){.sync = true};
    return racer_dial(RACER_WATCHES, (brine_dial_options){0});
}

static racer begin_connected(void)
{
    return begin_connected_with((fake_settings){0});
}

/* The handshake is done. */
static racer begin_open(void)
{
    racer r = begin_connected();

    network.says = "SF";
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_OK);
    assert_int_equal(watched(&r), 0);
    return r;
}

static brine_result read_byte(racer *r)
{
    uint8_t byte;
    size_t got;

    return brine_stream_read(r->stream, &byte, 1, &got);
}

static brine_result write_byte(racer *r)
{
    return brine_stream_write(r->stream, "w", 1, NULL);
}

/* A loop that only does what it is told comes back to a stream that is connected at once. */
static void a_stream_that_is_connected_waits_to_write(void **state)
{
    racer r = begin_connected();

    (void)state;
    assert_int_equal(r.result, BRINE_OK);
    assert_int_equal(watched(&r), BRINE_WATCH_WRITE);
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_WANT_READ);
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    racer_free(&r);
    assert_string_equal(network.watch_log, "a=2 a=1 a=0");
}

/* Else input that has come wakes the loop again and again, while only output can go on. */
static void a_handshake_that_can_not_send_waits_for_nothing_else(void **state)
{
    racer r = begin_connected();

    (void)state;
    network.sends_nothing = true;
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_WANT_WRITE);
    assert_int_equal(watched(&r), BRINE_WATCH_WRITE);
    network.sends_nothing = false;
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_WANT_READ);
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    racer_free(&r);
}

static void an_answer_of_the_application_is_no_event(void **state)
{
    static const uint8_t signature[1];
    racer r = begin_connected_with((fake_settings){.ask_signature = true});

    (void)state;
    network.says = "S";
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_WANT_SIGNATURE);
    assert_int_equal(watched(&r), 0);
    assert_int_equal(brine_conn_signature(brine_stream_conn(r.stream), signature, 1), BRINE_OK);
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_WANT_READ);
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    racer_free(&r);
}

/* An application that pauses after a read is not woken by what it does not want yet. */
static void a_read_waits_only_when_it_says_so(void **state)
{
    racer r = begin_open();

    (void)state;
    assert_int_equal(read_byte(&r), BRINE_WANT_READ);
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    network.says = "d";
    assert_int_equal(read_byte(&r), BRINE_OK);
    assert_int_equal(watched(&r), 0);
    assert_int_equal(read_byte(&r), BRINE_WANT_READ);
    network.says = ".";
    assert_int_equal(read_byte(&r), BRINE_CLOSED);
    assert_int_equal(watched(&r), 0);
    racer_free(&r);
}

/* The two directions wait for themselves. */
static void a_write_leaves_the_read_waiting(void **state)
{
    racer r = begin_open();

    (void)state;
    assert_int_equal(read_byte(&r), BRINE_WANT_READ);
    network.sends_nothing = true;
    assert_int_equal(write_byte(&r), BRINE_OK); /* taken, and waits in the stream */
    assert_int_equal(watched(&r), BOTH);
    assert_int_equal(brine_stream_flush(r.stream), BRINE_WANT_WRITE);
    assert_int_equal(watched(&r), BOTH);
    network.says = "d";
    assert_int_equal(read_byte(&r), BRINE_OK);
    assert_int_equal(watched(&r), BRINE_WATCH_WRITE);
    assert_int_equal(read_byte(&r), BRINE_WANT_WRITE);
    assert_int_equal(watched(&r), BOTH);
    network.sends_nothing = false;
    assert_int_equal(brine_stream_flush(r.stream), BRINE_OK);
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    racer_free(&r);
}

static void a_flight_that_waits_for_data_waits_for_no_event(void **state)
{
    racer r = begin_connected_with((fake_settings){.false_start = true});

    (void)state;
    network.says = "S";
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_OK);
    assert_int_equal(watched(&r), 0);
    assert_int_equal(write_byte(&r), BRINE_OK);
    assert_int_equal(watched(&r), 0);
    racer_free(&r);
}

static void a_close_waits_until_it_is_sent(void **state)
{
    racer r = begin_open();

    (void)state;
    assert_int_equal(read_byte(&r), BRINE_WANT_READ);
    network.sends_nothing = true;
    assert_int_equal(brine_stream_close(r.stream), BRINE_WANT_WRITE);
    assert_int_equal(watched(&r), BRINE_WATCH_WRITE);
    network.sends_nothing = false;
    assert_int_equal(brine_stream_close(r.stream), BRINE_OK);
    assert_int_equal(watched(&r), 0);
    racer_free(&r);
}

static void a_stream_that_failed_waits_for_nothing(void **state)
{
    racer r = begin_connected();

    (void)state;
    network.says = "d"; /* data before the handshake is done */
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_ERROR_UNEXPECTED_MESSAGE);
    assert_int_equal(watched(&r), 0);
    racer_free(&r);
}

/* Output that can no longer be sent waits for nothing; what the server said can still be read. */
static void output_that_failed_is_not_waited_for(void **state)
{
    racer r = begin_open();

    (void)state;
    network.sends_nothing = true;
    assert_int_equal(write_byte(&r), BRINE_OK);
    assert_int_equal(watched(&r), BRINE_WATCH_WRITE);
    network.breaks = true;
    assert_int_equal(brine_stream_flush(r.stream), BRINE_ERROR_WRITE);
    assert_int_equal(watched(&r), 0);
    assert_int_equal(read_byte(&r), BRINE_WANT_READ);
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    racer_free(&r);
}

/* The second socket has the number of the first: the loop must have forgotten it by then. */
static void a_number_is_forgotten_before_it_is_used_again(void **state)
{
    racer r;

    (void)state;
    racer_begin(RACER_WATCHES, 2);
    network.hosts[0] = (fake_host){.after = 20, .failure = ECONNREFUSED};
    network.hosts[1] = (fake_host){.after = 20};
    r = racer_connect(RACER_WATCHES, (brine_dial_options){0});
    assert_int_equal(r.result, BRINE_OK);
    assert_int_equal(brine_stream_socket(r.stream), FAKE_FIRST);
    assert_string_equal(network.watch_log, "a=2 a=0 b=2 b=1");
    racer_free(&r);
}

static void losers_are_forgotten(void **state)
{
    racer r;

    (void)state;
    racer_begin(RACER_WATCHES, 3);
    network.hosts[2] = (fake_host){.after = 20};
    r = racer_connect(RACER_WATCHES, (brine_dial_options){0});
    assert_string_equal(network.watch_log, "a=2 b=2 c=2 b=0 a=0 c=1");
    assert_int_equal(watched(&r), BRINE_WATCH_READ);
    racer_free(&r);
}

static racer race_of_two(void)
{
    racer r;

    racer_begin(RACER_WATCHES, 3);
    r = racer_dial(RACER_WATCHES, (brine_dial_options){0});
    racer_go_on(&r, RACER_WATCHES);
    assert_int_equal(fake_watched_count(), 2);
    assert_int_equal(brine_stream_socket(r.stream), -1);
    return r;
}

/* No connection is left, and each call says why. */
static void expect_over(racer *r, brine_result why)
{
    assert_int_equal(network.open, 0);
    assert_int_equal(watched(r), 0);
    assert_int_equal(brine_stream_handshake(r->stream), why);
    assert_int_equal(read_byte(r), why);
    assert_int_equal(write_byte(r), why);
    assert_int_equal(brine_stream_flush(r->stream), why);
    assert_int_equal(brine_stream_time_left(r->stream), -1);
}

static void while_it_connects_a_stream_can_be_closed_aborted_or_freed(void **state)
{
    racer r = race_of_two();

    (void)state;
    racer_free(&r);
    r = race_of_two();
    assert_int_equal(brine_stream_close(r.stream), BRINE_OK);
    expect_over(&r, BRINE_CLOSED);
    assert_int_equal(brine_stream_close(r.stream), BRINE_OK);
    racer_free(&r);
    r = race_of_two();
    assert_int_equal(brine_stream_abort(r.stream, BRINE_ALERT_internal_error), BRINE_OK);
    expect_over(&r, BRINE_ERROR_ABORTED);
    assert_int_equal(brine_stream_abort(r.stream, BRINE_ALERT_internal_error), BRINE_ERROR_ABORTED);
    racer_free(&r);
}

static void while_it_connects_a_stream_can_be_given_less_time(void **state)
{
    brine_dial_options times = {.size = sizeof times, .connect_timeout = 300};
    racer r;

    (void)state;
    racer_begin(RACER_WATCHES, 1);
    r = racer_dial(RACER_WATCHES, (brine_dial_options){.connect_timeout = 1000});
    assert_int_equal(brine_stream_time_left(r.stream), 1000);
    brine_stream_set_timeouts(r.stream, &times);
    assert_int_equal(brine_stream_time_left(r.stream), 300);
    times.total_timeout = 200;
    brine_stream_set_timeouts(r.stream, &times);
    assert_int_equal(brine_stream_time_left(r.stream), 200);
    network.now += 200;
    assert_int_equal(brine_stream_handshake(r.stream), BRINE_ERROR_TIMED_OUT);
    brine_stream_error(r.stream, &r.error);
    assert_non_null(strstr(r.error.text, "everything together took longer than 200 ms"));
    racer_free(&r);
}

/* Whatever is called next when there is no time left: without waiting, and for good. */
static void when_the_time_for_all_is_over_neither_reading_nor_writing_begins(void **state)
{
    (void)state;
    for (int writes = 0; writes < 2; writes++) {
        racer r;

        racer_begin(RACER_WATCHES, 1);
        network.hosts[0] = (fake_host){.after = 20};
        network.says = "SFdd";
        r = racer_connect(RACER_WATCHES, (brine_dial_options){.total_timeout = 1000});
        assert_int_equal(brine_stream_handshake(r.stream), BRINE_OK);
        assert_int_equal(read_byte(&r), BRINE_OK);
        network.now += 1000;
        assert_int_equal(writes ? write_byte(&r) : read_byte(&r), BRINE_ERROR_TIMED_OUT);
        brine_stream_error(r.stream, &r.error);
        assert_string_equal(r.error.step, writes ? "write" : "read");
        assert_non_null(strstr(r.error.text, "everything together took longer than 1000 ms"));
        assert_int_equal(writes ? read_byte(&r) : write_byte(&r), BRINE_ERROR_TIMED_OUT);
        racer_free(&r);
    }
}

static void a_dial_that_fails_at_once_leaves_nothing_watched(void **state)
{
    racer r;

    (void)state;
    racer_begin(RACER_WATCHES, 2);
    network.hosts[0] = (fake_host){.failure = ENETUNREACH, .sync = true};
    network.hosts[1] = (fake_host){.failure = ENETUNREACH, .sync = true};
    r = racer_dial(RACER_WATCHES, (brine_dial_options){0});
    assert_int_equal(r.result, BRINE_ERROR_CONNECT);
    assert_null(r.stream);
    assert_string_equal(network.watch_log, "");
    racer_free(&r);
}

static void a_stream_that_blocks_calls_no_loop(void **state)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .connect_only = true,
                                        .watch = fake_watch,
                                        .watch_context = &network};
    brine_wait wait;
    racer r = {.stream = NULL};

    (void)state;
    racer_begin(RACER_BLOCKS, 2);
    network.hosts[1] = (fake_host){.after = 20};
    network.says = "SF";
    assert_int_equal(
        brine_stream_dial(fake_config(), "a.example", 443, &options, &r.stream, &r.error),
        BRINE_OK);
    assert_int_equal(brine_stream_waits(r.stream, &wait, 1), 0);
    assert_string_equal(network.watch_log, "");
    racer_free(&r);
}

/* A program that was built before there was a callback has none. */
static void an_older_program_has_no_callback(void **state)
{
    const brine_dial_options options = {
        .size = offsetof(brine_dial_options, watch), .non_blocking = true, .watch = fake_watch};
    racer r = {.stream = NULL};

    (void)state;
    racer_begin(RACER_ASKS, 1);
    assert_int_equal(
        brine_stream_dial(fake_config(), "a.example", 443, &options, &r.stream, &r.error),
        BRINE_OK);
    assert_string_equal(network.watch_log, "");
    racer_free(&r);
}

static void an_array_that_is_too_short_is_not_overrun(void **state)
{
    brine_wait waits[2] = {{-7, 7}, {-7, 7}};
    racer r;

    (void)state;
    racer_begin(RACER_ASKS, 2);
    r = racer_dial(RACER_ASKS, (brine_dial_options){0});
    racer_go_on(&r, RACER_ASKS);
    assert_int_equal(brine_stream_waits(r.stream, waits, 1), 2);
    assert_int_equal(waits[0].descriptor, FAKE_FIRST);
    assert_int_equal(waits[1].descriptor, -7);
    assert_int_equal(brine_stream_waits(r.stream, NULL, 0), 2);
    racer_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_that_is_connected_waits_to_write),
        cmocka_unit_test(a_handshake_that_can_not_send_waits_for_nothing_else),
        cmocka_unit_test(an_answer_of_the_application_is_no_event),
        cmocka_unit_test(a_read_waits_only_when_it_says_so),
        cmocka_unit_test(a_write_leaves_the_read_waiting),
        cmocka_unit_test(a_flight_that_waits_for_data_waits_for_no_event),
        cmocka_unit_test(a_close_waits_until_it_is_sent),
        cmocka_unit_test(a_stream_that_failed_waits_for_nothing),
        cmocka_unit_test(output_that_failed_is_not_waited_for),
        cmocka_unit_test(a_number_is_forgotten_before_it_is_used_again),
        cmocka_unit_test(losers_are_forgotten),
        cmocka_unit_test(while_it_connects_a_stream_can_be_closed_aborted_or_freed),
        cmocka_unit_test(while_it_connects_a_stream_can_be_given_less_time),
        cmocka_unit_test(when_the_time_for_all_is_over_neither_reading_nor_writing_begins),
        cmocka_unit_test(a_dial_that_fails_at_once_leaves_nothing_watched),
        cmocka_unit_test(a_stream_that_blocks_calls_no_loop),
        cmocka_unit_test(an_older_program_has_no_callback),
        cmocka_unit_test(an_array_that_is_too_short_is_not_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
