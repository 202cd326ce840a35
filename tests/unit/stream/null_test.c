/* The rule about NULL of brine.h, on a stream that could do what it is asked for. */
#include "pair.h"
#include "support/test.h"

#include <string.h>

static pair open_pair(void)
{
    memset(&fake, 0, sizeof fake);
    return pair_open(PAIR_BLOCKING, "SF", NULL);
}

static void what_is_promised_must_be_there(void **state)
{
    pair p = open_pair();
    brine_stream *stream = NULL;
    uint8_t byte;
    size_t n = 7;

    (void)state;
    assert_int_equal(brine_stream_dial(NULL, "a", 1, NULL, &stream, NULL),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_open(NULL, -1, "a", 1, NULL, &stream, NULL),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_handshake(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_read(NULL, &byte, 1, &n), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(n, 0);
    assert_int_equal(brine_stream_read(p.stream, NULL, 1, &n), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_read(p.stream, &byte, 1, NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_write(NULL, "x", 1, NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_write(p.stream, NULL, 1, &n), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_flush(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_close(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    pair_close(&p);
}

static void what_is_optional_may_be_missing(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .read_timeout = 1};
    pair p = open_pair();

    (void)state;
    pair_expect(&p, "H");
    pair_expect(&p, "F");
    assert_int_equal(brine_stream_write(p.stream, "01", 2, NULL), BRINE_OK);
    pair_expect(&p, "2");
    brine_stream_set_timeouts(p.stream, &times);
    brine_stream_set_timeouts(p.stream, NULL);
    assert_int_equal(brine_stream_time_left(p.stream), -1);
    pair_close(&p);
}

static void questions_about_nothing_have_an_answer(void **state)
{
    pair p = open_pair();
    brine_error error;

    (void)state;
    memset(&error, 7, sizeof error);
    brine_stream_error(NULL, &error);
    assert_int_equal(error.code, BRINE_OK);
    assert_string_equal(error.text, "");
    brine_stream_error(p.stream, NULL);
    assert_int_equal(brine_stream_pending(NULL), 0);
    assert_int_equal(brine_stream_socket(NULL), -1);
    assert_int_equal(brine_stream_time_left(NULL), 0);
    assert_null(brine_stream_conn(NULL));
    assert_string_equal(brine_stream_address(NULL), "");
    brine_stream_set_timeouts(NULL, NULL);
    brine_stream_free(NULL);
    pair_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_promised_must_be_there),
        cmocka_unit_test(what_is_optional_may_be_missing),
        cmocka_unit_test(questions_about_nothing_have_an_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
