#include "base/error.h"
#include "support/test.h"

#include <string.h>

#define ONE(name, category, alert, words, advice) +1
#define RESULT_COUNT                              (0 BRINE_RESULTS(ONE))

static void every_result_has_a_name_and_words(void **state)
{
    (void)state;
    for (int i = 0; i < (int)RESULT_COUNT; i++) {
        assert_memory_equal(brine_result_name((brine_result)i), "BRINE_", 6);
        assert_true(strlen(brine_result_text((brine_result)i)) > 5);
    }
    assert_string_equal(brine_result_name(BRINE_ERROR_CERT_EXPIRED), "BRINE_ERROR_CERT_EXPIRED");
    assert_int_equal(brine_result_alert(BRINE_ERROR_CERT_EXPIRED), 45);
    assert_int_equal(brine_result_category(BRINE_ERROR_CERT_EXPIRED), BRINE_CATEGORY_CERTIFICATE);
    assert_string_equal(brine_result_name((brine_result)RESULT_COUNT), "BRINE_ERROR_INTERNAL");
}

static void alerts_have_the_names_of_the_rfc(void **state)
{
    (void)state;
    assert_string_equal(brine_alert_name(BRINE_ALERT_bad_record_mac), "bad_record_mac");
    assert_int_equal(BRINE_ALERT_no_application_protocol, 120);
    assert_string_equal(brine_alert_name((brine_alert)200), "unknown");
    assert_string_equal(brine_alert_name(BRINE_ALERT_none), "none");
}

static void a_sentence_ends_with_what_to_do(void **state)
{
    brine_error error;

    (void)state;
    assert_int_equal(brn_fail_certificate(&error, BRINE_ERROR_CERT_NAME, 0, "for %s", "a.example"),
                     BRINE_ERROR_CERT_NAME);
    assert_string_equal(error.text, "for a.example; check the host name");
    assert_int_equal(error.certificate, 0);
    assert_int_equal(error.alert_sent, BRINE_ALERT_none);
    assert_string_equal(error.step, "Certificate");
}

static void hostile_text_can_not_break_the_line(void **state)
{
    brine_error error;

    (void)state;
    brn_fail(&error, BRINE_ERROR_ALERT, "x", "a\nb\033[2J\x7f");
    assert_string_equal(error.text, "a\\0ab\\1b[2J\\7f");
    brn_error_add(&error, " (\xe2\x80\xae %s)", "\r");
    assert_string_equal(error.text, "a\\0ab\\1b[2J\\7f (\\e2\\80\\ae \\0d)");
}

static void a_long_sentence_is_cut_at_the_end_of_a_character(void **state)
{
    brine_error error;
    char text[2 * BRINE_ERROR_TEXT_SIZE + 1];

    (void)state;
    for (size_t i = 0; i < sizeof text - 1; i += 2)
        memcpy(text + i, "\xc3\xa4", 2);
    text[sizeof text - 1] = '\0';
    brn_fail(&error, BRINE_ERROR_ALERT, "x", "%s", text);
    assert_true(strlen(error.text) < BRINE_ERROR_TEXT_SIZE);
    assert_true(strlen(error.text) >= BRINE_ERROR_TEXT_SIZE - 2);
    assert_string_equal(error.text + strlen(error.text) - 5, "\xc3\xa4...");
    brn_error_add(&error, " (and more)");
    assert_string_equal(error.text + strlen(error.text) - 5, "\xc3\xa4...");
}

static void an_error_may_be_nobodys(void **state)
{
    (void)state;
    assert_int_equal(brn_fail(NULL, BRINE_ERROR_FILE, "x", NULL), BRINE_ERROR_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_result_has_a_name_and_words),
        cmocka_unit_test(alerts_have_the_names_of_the_rfc),
        cmocka_unit_test(a_sentence_ends_with_what_to_do),
        cmocka_unit_test(hostile_text_can_not_break_the_line),
        cmocka_unit_test(a_long_sentence_is_cut_at_the_end_of_a_character),
        cmocka_unit_test(an_error_may_be_nobodys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
