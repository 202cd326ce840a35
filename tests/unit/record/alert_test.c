#include "record/alert.h"
#include "support/test.h"

static brine_result decode(const char *bytes, size_t len, brn_alert *out)
{
    return brn_alert_decode(brn_reader_at((const uint8_t *)bytes, len), out, NULL);
}

static void an_alert_is_a_level_and_a_description(void **state)
{
    brn_alert alert;
    uint8_t bytes[BRN_ALERT_SIZE];

    (void)state;
    assert_int_equal(decode("\x02\x28", 2, &alert), BRINE_OK);
    assert_int_equal(alert.level, BRN_ALERT_FATAL);
    assert_int_equal(alert.description, BRINE_ALERT_handshake_failure);
    brn_alert_encode(alert, bytes);
    assert_memory_equal(bytes, "\x02\x28", 2);
}

static void another_length_is_malformed(void **state)
{
    brn_alert alert;

    (void)state;
    assert_int_equal(decode("", 0, &alert), BRINE_ERROR_ALERT_MALFORMED);
    assert_int_equal(decode("\x01", 1, &alert), BRINE_ERROR_ALERT_MALFORMED);
    assert_int_equal(decode("\x01\x00\x00", 3, &alert), BRINE_ERROR_ALERT_MALFORMED);
}

static void another_level_is_refused(void **state)
{
    brn_alert alert;

    (void)state;
    assert_int_equal(decode("\x00\x28", 2, &alert), BRINE_ERROR_ALERT_LEVEL);
    assert_int_equal(decode("\x03\x28", 2, &alert), BRINE_ERROR_ALERT_LEVEL);
}

static void a_description_without_a_name_is_kept(void **state)
{
    brn_alert alert;

    (void)state;
    assert_int_equal(decode("\x01\xc8", 2, &alert), BRINE_OK);
    assert_int_equal(alert.description, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alert_is_a_level_and_a_description),
        cmocka_unit_test(another_length_is_malformed),
        cmocka_unit_test(another_level_is_refused),
        cmocka_unit_test(a_description_without_a_name_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
