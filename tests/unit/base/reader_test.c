#include "base/reader.h"
#include "support/test.h"

static const uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

static void numbers_are_big_endian(void **state)
{
    brn_reader r = brn_reader_at(bytes, sizeof bytes);
    uint8_t u8;
    uint16_t u16;
    uint32_t u24, u32;
    uint64_t u64;

    (void)state;
    assert_true(brn_read_u8(&r, &u8));
    assert_int_equal(u8, 1);
    assert_true(brn_read_u16(&r, &u16));
    assert_int_equal(u16, 0x0203);
    assert_true(brn_read_u24(&r, &u24));
    assert_int_equal(u24, 0x040506);
    r = brn_reader_at(bytes, sizeof bytes);
    assert_true(brn_read_u32(&r, &u32));
    assert_int_equal(u32, 0x01020304);
    r = brn_reader_at(bytes, sizeof bytes);
    assert_true(brn_read_u64(&r, &u64));
    assert_true(u64 == UINT64_C(0x0102030405060708));
}

static void a_short_read_changes_nothing(void **state)
{
    brn_reader r = brn_reader_at(bytes, 2);
    brn_reader child = {NULL, 0};
    uint32_t u24 = 77;
    brine_bytes slice = {NULL, 5};

    (void)state;
    assert_false(brn_read_u24(&r, &u24));
    assert_false(brn_read_bytes(&r, 3, &slice));
    assert_false(brn_read_vector16(&r, &child));
    assert_int_equal(u24, 77);
    assert_int_equal(slice.len, 5);
    assert_ptr_equal(r.at, bytes);
    assert_int_equal(r.left, 2);
}

static void a_vector_becomes_a_child_that_ends_where_it_ends(void **state)
{
    static const uint8_t vector[] = {0, 2, 0xaa, 0xbb, 0xcc};
    brn_reader r = brn_reader_at(vector, sizeof vector), child;
    uint32_t u24;

    (void)state;
    assert_true(brn_read_vector16(&r, &child));
    assert_int_equal(child.left, 2);
    assert_int_equal(r.left, 1);
    assert_false(brn_read_u24(&child, &u24));
}

static void a_prefix_larger_than_its_parent_is_refused(void **state)
{
    static const uint8_t vector[] = {3, 1, 2};
    static const uint8_t huge[] = {0xff, 0xff, 0xff, 0};
    brn_reader r = brn_reader_at(vector, sizeof vector), child;

    (void)state;
    assert_false(brn_read_vector8(&r, &child));
    r = brn_reader_at(huge, sizeof huge);
    assert_false(brn_read_vector24(&r, &child));
    assert_int_equal(r.left, sizeof huge);
}

static void nothing_can_be_read_from_nothing(void **state)
{
    brn_reader r = brn_reader_at(NULL, 0);
    brine_bytes slice;
    uint8_t u8;

    (void)state;
    assert_true(brn_reader_empty(&r));
    assert_true(brn_read_bytes(&r, 0, &slice));
    assert_false(brn_read_u8(&r, &u8));
    assert_false(brn_read_bytes(&r, SIZE_MAX, &slice));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_big_endian),
        cmocka_unit_test(a_short_read_changes_nothing),
        cmocka_unit_test(a_vector_becomes_a_child_that_ends_where_it_ends),
        cmocka_unit_test(a_prefix_larger_than_its_parent_is_refused),
        cmocka_unit_test(nothing_can_be_read_from_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
