#include "base/writer.h"
#include "support/test.h"

#include <string.h>

static void vectors_nest_and_their_lengths_are_filled_in(void **state)
{
    static const uint8_t expected[] = {0, 0, 5, 0, 3, 2, 0xaa, 0xbb};
    uint8_t out[16];
    brn_writer w = brn_writer_to(out, sizeof out);
    brn_prefix outer = brn_write_vector24(&w);
    brn_prefix middle = brn_write_vector16(&w);
    brn_prefix inner = brn_write_vector8(&w);

    (void)state;
    brn_write_u16(&w, 0xaabb);
    brn_write_close(&w, inner);
    brn_write_close(&w, middle);
    brn_write_close(&w, outer);
    assert_true(brn_writer_done(&w));
    assert_int_equal(w.len, sizeof expected);
    assert_memory_equal(out, expected, sizeof expected);
}

static void an_overflow_sticks_and_writes_nothing_more(void **state)
{
    uint8_t out[4] = {9, 9, 9, 9};
    brn_writer w = brn_writer_to(out, 3);

    (void)state;
    brn_write_u16(&w, 1);
    brn_write_u32(&w, 2);
    brn_write_u8(&w, 3);
    assert_false(brn_writer_done(&w));
    assert_int_equal(w.len, 2);
    assert_int_equal(out[2], 9);
    assert_int_equal(out[3], 9);
}

static void a_vector_too_long_for_its_prefix_is_an_overflow(void **state)
{
    uint8_t out[300], content[256] = {0};
    brn_writer w = brn_writer_to(out, sizeof out);
    brn_prefix prefix = brn_write_vector8(&w);

    (void)state;
    brn_write_bytes(&w, content, sizeof content);
    brn_write_close(&w, prefix);
    assert_false(brn_writer_done(&w));
}

static void numbers_are_big_endian(void **state)
{
    static const uint8_t expected[] = {1, 0, 2, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 5};
    uint8_t out[sizeof expected];
    brn_writer w = brn_writer_to(out, sizeof out);

    (void)state;
    brn_write_u8(&w, 1);
    brn_write_u16(&w, 2);
    brn_write_u24(&w, 3);
    brn_write_u32(&w, 4);
    brn_write_u64(&w, 5);
    assert_true(brn_writer_done(&w));
    assert_memory_equal(out, expected, sizeof expected);
}

static void a_vector_that_overflowed_is_closed_in_vain(void **state)
{
    uint8_t out[3] = {0};
    brn_writer w = brn_writer_to(out, sizeof out);
    brn_prefix prefix = brn_write_vector16(&w);

    (void)state;
    brn_write_bytes(&w, (const uint8_t *)"ab", 2);
    brn_write_close(&w, prefix);
    assert_false(brn_writer_done(&w));
    assert_memory_equal(out, "\0\0\0", 3);
}

static void bytes_for_which_there_is_no_room_are_not_written_in_part(void **state)
{
    uint8_t out[3] = {0};
    brn_writer w = brn_writer_to(out, sizeof out);

    (void)state;
    brn_write_bytes(&w, NULL, 0);
    assert_true(brn_writer_done(&w));
    brn_write_bytes(&w, (const uint8_t *)"abcd", 4);
    assert_false(brn_writer_done(&w));
    assert_memory_equal(out, "\0\0\0", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_nest_and_their_lengths_are_filled_in),
        cmocka_unit_test(an_overflow_sticks_and_writes_nothing_more),
        cmocka_unit_test(a_vector_too_long_for_its_prefix_is_an_overflow),
        cmocka_unit_test(numbers_are_big_endian),
        cmocka_unit_test(a_vector_that_overflowed_is_closed_in_vain),
        cmocka_unit_test(bytes_for_which_there_is_no_room_are_not_written_in_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
