/*
 * Waiting for the server's Finished with False Start: on the fake engine what goes over the wire
 * and how long, whatever comes together with Finished.
 */
#include "pair.h"
#include "support/test.h"

#include <string.h>

static int reset(void **state)
{
    (void)state;
    memset(&fake, 0, sizeof fake);
    fake.false_start = true;
    return 0;
}

static void finish(const pair *p)
{
    pair_say(p, 22, "F", 1);
}

static void expect_data(brine_stream *stream, const char *text)
{
    char found[64];
    size_t got;

    assert_int_equal(brine_stream_read(stream, found, sizeof found, &got), BRINE_OK);
    assert_int_equal(got, strlen(text));
    assert_memory_equal(found, text, got);
}

static void a_blocking_stream_sends_its_flight_and_waits_for_finished(void **state)
{
    pair p = pair_open(PAIR_BLOCKING, "S", NULL);

    (void)state;
    pair_expect(&p, "H");
    pair_expect_nothing(&p);
    finish(&p); /* is there already, so that the call returns */
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
    pair_expect(&p, "F");
    assert_true((brine_conn_state(brine_stream_conn(p.stream)) & BRINE_CONN_READABLE) != 0);
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
    pair_expect_nothing(&p);
    pair_close(&p);
}

static void a_non_blocking_stream_is_called_again_when_something_came(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);
    brine_wait wait;

    (void)state;
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_WANT_READ);
    pair_expect(&p, "H");
    pair_say(&p, 22, "S", 1);
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_WANT_READ);
    pair_expect(&p, "F"); /* nothing rides with it: the server must see it */
    assert_int_equal(brine_stream_waits(p.stream, &wait, 1), 1);
    assert_int_equal(wait.events, BRINE_WATCH_READ);
    finish(&p);
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
    pair_close(&p);
}

static void a_resumed_stream_has_nothing_to_wait_for_and_keeps_its_flight_for_data(void **state)
{
    pair p;
    size_t taken;

    (void)state;
    fake.resume = true;
    p = pair_open(PAIR_BLOCKING, "SF", NULL);
    pair_expect(&p, "H");
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
    pair_expect_nothing(&p);
    assert_int_equal(brine_stream_write(p.stream, "012", 3, &taken), BRINE_OK);
    pair_expect(&p, "F3");
    pair_close(&p);
}

/* Finished and what the server says next, in one read or in several. */
static void plaintext_that_comes_with_finished_stays_for_the_next_read(void **state)
{
    (void)state;
    for (int bytes = 0; bytes < 2; bytes++)
        for (int kind = 0; kind < 2; kind++) {
            pair_kind which = kind == 0 ? PAIR_BLOCKING : PAIR_NON_BLOCKING;
            pair p = bytes ? pair_open_bytes(which, "S") : pair_open(which, "S", NULL);

            assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
            finish(&p);
            pair_say(&p, 23, "welcome", 7);
            pair_say(&p, 23, "again", 5);
            assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
            assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
            if (bytes)
                expect_data(p.stream, "welcomeagain");
            else
                expect_data(p.stream, "welcome");
            pair_close(&p);
        }
}

static void a_goodbye_with_finished_is_told_by_the_next_read(void **state)
{
    pair p = pair_open_bytes(PAIR_NON_BLOCKING, "S");
    uint8_t byte;
    size_t got;

    (void)state;
    assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
    finish(&p);
    pair_say(&p, 21, "\0", 1);
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, &got), BRINE_CLOSED);
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
    pair_close(&p);
}

static void what_ends_the_handshake_is_the_result_and_stays_it(void **state)
{
    static const struct {
        uint8_t type;
        const char *body;
        brine_result result;
    } ends[] = {
        {21, "\0", BRINE_ERROR_ENDED_IN_HANDSHAKE},
        {21, "\x28", BRINE_ERROR_ALERT},
        {23, "x", BRINE_ERROR_UNEXPECTED_MESSAGE},
        {22, "X", BRINE_ERROR_UNEXPECTED_MESSAGE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        pair p = pair_open(PAIR_NON_BLOCKING, "S", NULL);
        brine_error error;

        assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
        pair_say(&p, ends[i].type, ends[i].body, 1);
        assert_int_equal(brine_stream_authenticate(p.stream), ends[i].result);
        assert_int_equal(brine_stream_authenticate(p.stream), ends[i].result);
        brine_stream_error(p.stream, &error);
        assert_int_equal(error.code, ends[i].result);
        pair_close(&p);
    }
}

static void a_stream_that_was_closed_before_says_so(void **state)
{
    pair p = pair_open(PAIR_NON_BLOCKING, NULL, NULL);

    (void)state;
    assert_int_equal(brine_stream_close(p.stream), BRINE_OK);
    assert_int_equal(brine_stream_authenticate(p.stream), BRINE_CLOSED);
    pair_close(&p);
}

/* The time is the handshake's, begins with the call, and is not the end. */
static void the_handshake_s_time_bounds_it_anew(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .handshake_timeout = 20};

    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        pair p = pair_open(kind == 0 ? PAIR_BLOCKING : PAIR_NON_BLOCKING, "S", &times);
        brine_result result = BRINE_WANT_READ;
        brine_error error;

        assert_int_equal(brine_stream_handshake(p.stream), BRINE_OK);
        assert_int_equal(brine_stream_time_left(p.stream), -1);
        while (result == BRINE_WANT_READ) {
            result = brine_stream_authenticate(p.stream);
            if (result == BRINE_WANT_READ)
                assert_between(brine_stream_time_left(p.stream), 0, 20);
        }
        assert_int_equal(result, BRINE_ERROR_TIMED_OUT);
        brine_stream_error(p.stream, &error);
        assert_non_null(strstr(error.text, "took longer than 20 ms"));
        assert_int_equal(brine_stream_time_left(p.stream), -1);
        finish(&p);
        assert_int_equal(brine_stream_authenticate(p.stream), BRINE_OK);
        pair_close(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_blocking_stream_sends_its_flight_and_waits_for_finished, reset),
        cmocka_unit_test_setup(a_non_blocking_stream_is_called_again_when_something_came, reset),
        cmocka_unit_test_setup(
            a_resumed_stream_has_nothing_to_wait_for_and_keeps_its_flight_for_data, reset),
        cmocka_unit_test_setup(plaintext_that_comes_with_finished_stays_for_the_next_read, reset),
        cmocka_unit_test_setup(a_goodbye_with_finished_is_told_by_the_next_read, reset),
        cmocka_unit_test_setup(what_ends_the_handshake_is_the_result_and_stays_it, reset),
        cmocka_unit_test_setup(a_stream_that_was_closed_before_says_so, reset),
        cmocka_unit_test_setup(the_handshake_s_time_bounds_it_anew, reset),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
