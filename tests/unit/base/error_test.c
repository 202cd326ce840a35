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

/* Results without advice, each with the reason; all others say what to do. */
static const struct {
    brine_result result;
    const char *reason;
} without_advice[] = {
    {BRINE_OK, "nothing went wrong"},
    {BRINE_CLOSED, "both sides are done"},
};

static bool needs_no_advice(brine_result result)
{
    for (size_t i = 0; i < sizeof without_advice / sizeof *without_advice; i++)
        if (without_advice[i].result == result)
            return true;
    return false;
}

static void every_failure_says_what_to_do(void **state)
{
    (void)state;
    for (int i = 0; i < (int)RESULT_COUNT; i++) {
        brine_result result = (brine_result)i;

        if ((brine_result_advice(result)[0] == '\0') != needs_no_advice(result))
            fail_msg("%s: advice \"%s\"", brine_result_name(result), brine_result_advice(result));
    }
}

/* Words that hide who acts, or send the reader to a place that does not exist. */
static const char *const riddles[] = {"nobody", "somebody", "someone", "whoever", " he ", "manual"};

static void check_prose(const char *prose)
{
    size_t len = strlen(prose);

    if (len == 0)
        return;
    if (prose[0] >= 'A' && prose[0] <= 'Z' && (prose[1] < 'A' || prose[1] > 'Z') &&
        strncmp(prose, "ServerHello", 11) != 0)
        fail_msg("begins with a capital: %s", prose);
    if (strchr(".;,:! ", prose[len - 1]) != NULL)
        fail_msg("ends with what the sentence adds: %s", prose);
    for (size_t i = 0; i < sizeof riddles / sizeof *riddles; i++)
        if (strstr(prose, riddles[i]) != NULL)
            fail_msg("\"%s\" in: %s", riddles[i], prose);
}

static void words_and_advice_join_to_one_plain_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < (int)RESULT_COUNT; i++) {
        brine_result result = (brine_result)i;
        size_t len = strlen(brine_result_text(result)) + strlen(brine_result_advice(result));

        check_prose(brine_result_text(result));
        check_prose(brine_result_advice(result));
        /* What was found and expected takes at least as much room as the list's own words. */
        assert_true(len < BRINE_ERROR_TEXT_SIZE / 2);
    }
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
    brn_fail(&error, BRINE_CLOSED, "x", "a\nb\033[2J\x7f");
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
    brn_fail(&error, BRINE_CLOSED, "x", "%s", text);
    assert_true(strlen(error.text) < BRINE_ERROR_TEXT_SIZE);
    assert_true(strlen(error.text) >= BRINE_ERROR_TEXT_SIZE - 2);
    assert_string_equal(error.text + strlen(error.text) - 5, "\xc3\xa4...");
    brn_error_add(&error, " (and more)");
    assert_string_equal(error.text + strlen(error.text) - 5, "\xc3\xa4...");
}

static void the_caller_may_want_no_error(void **state)
{
    (void)state;
    assert_int_equal(brn_fail(NULL, BRINE_ERROR_FILE, "x", NULL), BRINE_ERROR_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_result_has_a_name_and_words),
        cmocka_unit_test(every_failure_says_what_to_do),
        cmocka_unit_test(words_and_advice_join_to_one_plain_sentence),
        cmocka_unit_test(alerts_have_the_names_of_the_rfc),
        cmocka_unit_test(a_sentence_ends_with_what_to_do),
        cmocka_unit_test(hostile_text_can_not_break_the_line),
        cmocka_unit_test(a_long_sentence_is_cut_at_the_end_of_a_character),
        cmocka_unit_test(the_caller_may_want_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
