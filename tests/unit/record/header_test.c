#include "record/record.h"
#include "support/test.h"

/* As in the middle of a connection with AES-GCM. */
static const brn_record_rules settled = {false, false, 24, BRINE_RECORD_PLAINTEXT_MAX};
static const brn_record_rules unsettled = {true, false, 0, BRINE_RECORD_PLAINTEXT_MAX};
static const brn_record_rules first = {true, true, 0, BRINE_RECORD_PLAINTEXT_MAX};

static brine_result check(uint8_t type, uint16_t version, uint16_t length,
                          const brn_record_rules *rules)
{
    brn_record_header header = {type, version, length};

    return brn_record_check_header(&header, rules, NULL);
}

static void a_header_has_five_bytes(void **state)
{
    static const uint8_t bytes[] = {22, 3, 3, 1, 2};
    brn_reader r = brn_reader_at(bytes, 4);
    brn_record_header header;

    (void)state;
    assert_false(brn_record_read_header(&r, &header));
    assert_int_equal(r.left, 4);
    r = brn_reader_at(bytes, 5);
    assert_true(brn_record_read_header(&r, &header));
    assert_int_equal(header.type, 22);
    assert_int_equal(header.version, 0x0303);
    assert_int_equal(header.length, 0x0102);
}

static void the_four_types_pass_and_no_other(void **state)
{
    (void)state;
    for (unsigned type = 0; type < 256; type++)
        assert_int_equal(check((uint8_t)type, 0x0303, 100, &settled),
                         type >= 20 && type <= 23 ? BRINE_OK : BRINE_ERROR_RECORD_TYPE);
}

static void any_3_x_is_read_before_the_version_is_settled_and_only_3_3_after(void **state)
{
    (void)state;
    assert_int_equal(check(21, 0x0300, 2, &unsettled), BRINE_OK);
    assert_int_equal(check(21, 0x0305, 2, &unsettled), BRINE_OK);
    assert_int_equal(check(21, 0x0200, 2, &unsettled), BRINE_ERROR_RECORD_VERSION);
    assert_int_equal(check(21, 0x0303, 2, &settled), BRINE_OK);
    assert_int_equal(check(21, 0x0301, 2, &settled), BRINE_ERROR_RECORD_VERSION);
    assert_int_equal(check(21, 0x0304, 2, &settled), BRINE_ERROR_RECORD_VERSION);
}

static void a_length_beyond_the_limits_is_refused_before_its_bytes_come(void **state)
{
    brn_record_rules small = settled;

    (void)state;
    assert_int_equal(check(23, 0x0303, 16384 + 24, &settled), BRINE_OK);
    assert_int_equal(check(23, 0x0303, 16384 + 25, &settled), BRINE_ERROR_RECORD_OVERFLOW);
    assert_int_equal(check(22, 0x0303, 16384, &unsettled), BRINE_OK);
    assert_int_equal(check(22, 0x0303, 16385, &unsettled), BRINE_ERROR_RECORD_OVERFLOW);
    small.plaintext_max = 512; /* max_fragment_length */
    assert_int_equal(check(23, 0x0303, 512 + 24, &small), BRINE_OK);
    assert_int_equal(check(23, 0x0303, 512 + 25, &small), BRINE_ERROR_RECORD_OVERFLOW);
}

static void a_first_record_of_another_protocol_is_told_as_such(void **state)
{
    (void)state;
    assert_int_equal(check('H', 'T' << 8 | 'T', 'P' << 8 | '/', &first), BRINE_ERROR_NOT_TLS);
    assert_int_equal(check(22, 0x0400, 5, &first), BRINE_ERROR_NOT_TLS);
    assert_int_equal(check(21, 0x0300, 2, &first), BRINE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_has_five_bytes),
        cmocka_unit_test(the_four_types_pass_and_no_other),
        cmocka_unit_test(any_3_x_is_read_before_the_version_is_settled_and_only_3_3_after),
        cmocka_unit_test(a_length_beyond_the_limits_is_refused_before_its_bytes_come),
        cmocka_unit_test(a_first_record_of_another_protocol_is_told_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
