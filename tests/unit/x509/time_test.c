#include "support/test.h"
#include "x509/asn1/time.h"

#include <string.h>

static bool read_time(uint8_t tag, const char *text, int64_t *seconds)
{
    uint8_t der[64];
    brn_reader r = brn_reader_at(der, 2 + strlen(text));

    der[0] = tag;
    der[1] = (uint8_t)strlen(text);
    memcpy(der + 2, text, strlen(text));
    return brn_der_read_time(&r, seconds);
}

static void check(uint8_t tag, const char *text, int64_t wanted)
{
    int64_t seconds = 0;

    assert_true(read_time(tag, text, &seconds));
    assert_true(seconds == wanted);
}

static void refuse(uint8_t tag, const char *text)
{
    int64_t seconds;

    assert_false(read_time(tag, text, &seconds));
}

static void known_moments_have_their_seconds(void **state)
{
    (void)state;
    check(BRN_DER_UTC_TIME, "700101000000Z", 0);
    check(BRN_DER_UTC_TIME, "691231235959Z", -1);
    check(BRN_DER_UTC_TIME, "500101000000Z", INT64_C(-631152000));
    check(BRN_DER_UTC_TIME, "491231235959Z", INT64_C(2524607999));
    check(BRN_DER_UTC_TIME, "000229120000Z", INT64_C(951825600));
    check(BRN_DER_GENERALIZED_TIME, "20380119031408Z", INT64_C(2147483648));
    check(BRN_DER_GENERALIZED_TIME, "99991231235959Z", INT64_C(253402300799));
    check(BRN_DER_GENERALIZED_TIME, "00000101000000Z", INT64_C(-62167219200));
    check(BRN_DER_GENERALIZED_TIME, "21000301000000Z", INT64_C(4107542400));
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    refuse(BRN_DER_UTC_TIME, "230229000000Z");
    refuse(BRN_DER_GENERALIZED_TIME, "21000229000000Z");
    refuse(BRN_DER_UTC_TIME, "230431000000Z");
    refuse(BRN_DER_UTC_TIME, "230400000000Z");
    refuse(BRN_DER_UTC_TIME, "231301000000Z");
    refuse(BRN_DER_UTC_TIME, "230001000000Z");
    refuse(BRN_DER_UTC_TIME, "230101240000Z");
    refuse(BRN_DER_UTC_TIME, "230101006000Z");
    refuse(BRN_DER_UTC_TIME, "230101000060Z");
}

static void other_forms_are_refused(void **state)
{
    (void)state;
    refuse(BRN_DER_UTC_TIME, "2301010000Z");
    refuse(BRN_DER_UTC_TIME, "230101000000");
    refuse(BRN_DER_UTC_TIME, "230101000000+0000");
    refuse(BRN_DER_UTC_TIME, "230101000000Z ");
    refuse(BRN_DER_UTC_TIME, "23010100000xZ");
    refuse(BRN_DER_UTC_TIME, "");
    refuse(BRN_DER_GENERALIZED_TIME, "230101000000Z");
    refuse(BRN_DER_GENERALIZED_TIME, "20230101000000.5Z");
    refuse(BRN_DER_PRINTABLE_STRING, "230101000000Z");
}

static void times_are_written_for_people(void **state)
{
    char text[BRN_TIME_TEXT_SIZE];

    (void)state;
    assert_string_equal(brn_time_text(0, text), "1970-01-01 00:00:00 UTC");
    assert_string_equal(brn_time_text(-1, text), "1969-12-31 23:59:59 UTC");
    assert_string_equal(brn_time_text(INT64_C(951825601), text), "2000-02-29 12:00:01 UTC");
    assert_string_equal(brn_time_text(INT64_C(253402300799), text), "9999-12-31 23:59:59 UTC");
    assert_string_equal(brn_time_text(INT64_C(-62167219200), text), "0000-01-01 00:00:00 UTC");
    assert_non_null(strstr(brn_time_text(INT64_MAX, text), " UTC"));
    assert_int_equal(brn_time_text(INT64_MIN, text)[0], '-');
}

static void every_day_of_eight_centuries_is_written_as_it_is_read(void **state)
{
    char text[BRN_TIME_TEXT_SIZE], digits[16];
    int64_t seconds = 0;

    (void)state;
    for (int64_t day = -146097; day < 146097; day++) {
        const char *t = brn_time_text(day * 86400 + 86399, text);

        memcpy(digits, t, 4);
        memcpy(digits + 4, t + 5, 2);
        memcpy(digits + 6, t + 8, 2);
        memcpy(digits + 8, "235959Z", 8);
        assert_true(read_time(BRN_DER_GENERALIZED_TIME, digits, &seconds));
        assert_true(seconds == day * 86400 + 86399);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_moments_have_their_seconds),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(other_forms_are_refused),
        cmocka_unit_test(times_are_written_for_people),
        cmocka_unit_test(every_day_of_eight_centuries_is_written_as_it_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
