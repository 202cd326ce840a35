#include "base/error.h"
#include "support/test.h"

#include <stdio.h>
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
    assert_string_equal(brine_alert_name(BRINE_ALERT_highest), "unknown");
    assert_string_equal(brine_alert_meaning(BRINE_ALERT_none), "no alert");
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

/* ---- The short form ---- */

static void assert_brief(const brine_error *error, const char *expected)
{
    char text[BRINE_ERROR_BRIEF_SIZE];

    assert_int_equal(brine_error_brief(error, text, sizeof text), strlen(expected));
    assert_string_equal(text, expected);
}

static void the_short_form_says_what_happened_and_not_what_to_do(void **state)
{
    brine_error error = BRINE_NO_ERROR;

    (void)state;
    brn_fail(&error, BRINE_ERROR_CERT_NAME, "x", "for %s", "a; b");
    assert_int_equal(error.told, strlen("for a; b"));
    assert_brief(&error, "BRINE_ERROR_CERT_NAME: for a; b");
    brn_error_advise(&error, "it is cold", "wait; or go; or stay");
    assert_string_equal(error.text, "for a; b: it is cold; wait; or go; or stay");
    assert_brief(&error, "BRINE_ERROR_CERT_NAME: for a; b: it is cold");
    brn_error_add(&error, " (alert sent: %s)", "bad_certificate");
    brn_error_lead(&error, "in %s\n: ", "X");
    assert_string_equal(error.text, "in X\\0a: for a; b: it is cold; wait; or go; or stay (alert "
                                    "sent: bad_certificate)");
    assert_brief(&error, "BRINE_ERROR_CERT_NAME: in X\\0a: for a; b: it is cold");
    brn_error_advise(&error, "", "leave");
    assert_string_equal(error.text, "in X\\0a: for a; b: it is cold; leave");
}

static void without_a_sentence_it_has_the_words_of_the_list(void **state)
{
    brine_error error = BRINE_NO_ERROR;

    (void)state;
    for (int i = 0; i < (int)RESULT_COUNT; i++) {
        char expected[BRINE_ERROR_TEXT_SIZE];

        error.code = (brine_result)i;
        snprintf(expected, sizeof expected, "%s: %s", brine_result_name(error.code),
                 brine_result_text(error.code));
        assert_brief(&error, expected);
        brn_fail(&error, (brine_result)i, "x", NULL);
        assert_brief(&error, expected);
        error = (brine_error)BRINE_NO_ERROR;
    }
    /* A text that a program made, and one without NUL. */
    memset(error.text, 'x', sizeof error.text);
    assert_true(brine_error_brief(&error, NULL, 0) > sizeof error.text);
    strcpy(error.text, "ours");
    assert_brief(&error, "BRINE_OK: ours");
}

/* Whether a text ends between two units: characters of UTF-8, and escapes of three bytes. */
static bool is_whole(const char *text, size_t len)
{
    size_t at = strlen("BRINE_CLOSED: ");

    for (; at < len; at += text[at] == '\\' ? 3 : (unsigned char)text[at] >= 0xe0 ? 3 : 1)
        if ((unsigned char)text[at] >> 6 == 2)
            return false;
    return at == len;
}

static void it_is_never_cut_within_a_character_or_an_escape(void **state)
{
    char foreign[301], out[BRINE_ERROR_BRIEF_SIZE + 8];
    brine_error error;

    (void)state;
    for (size_t i = 0; i < 300; i += 6)
        memcpy(foreign + i, "\xe2\x82\xac\\1b", 6);
    foreign[300] = '\0';
    brn_fail(&error, BRINE_CLOSED, "x", "%s", foreign);
    for (size_t cap = 1; cap <= sizeof out; cap++) {
        size_t len;

        memset(out, 'x', sizeof out);
        assert_int_equal(brine_error_brief(&error, out, cap), 314);
        len = strlen(out);
        assert_true(len < cap && len < BRINE_ERROR_BRIEF_SIZE);
        if (cap > 17) {
            assert_string_equal(out + len - 3, "...");
            assert_true(is_whole(out, len - 3));
        }
    }
    assert_true(strlen(out) >= BRINE_ERROR_BRIEF_SIZE - 3);
}

static void a_cut_leaves_told_within_the_text(void **state)
{
    char text[2 * BRINE_ERROR_TEXT_SIZE];
    brine_error error;

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    brn_fail(&error, BRINE_ERROR_CERT_NAME, "x", "%s", text);
    assert_int_equal(error.told, BRINE_ERROR_TEXT_SIZE - 1);
    brn_fail(&error, BRINE_ERROR_CERT_NAME, "x", "short");
    brn_error_lead(&error, "%s", text);
    assert_int_equal(error.told, BRINE_ERROR_TEXT_SIZE - 1);
}

static void the_caller_may_want_no_error(void **state)
{
    (void)state;
    assert_int_equal(brn_fail(NULL, BRINE_ERROR_FILE, "x", NULL), BRINE_ERROR_FILE);
    assert_int_equal(brn_fail_certificate(NULL, BRINE_ERROR_CERT_NAME, 0, "x"),
                     BRINE_ERROR_CERT_NAME);
    brn_error_clear(NULL);
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
        cmocka_unit_test(the_short_form_says_what_happened_and_not_what_to_do),
        cmocka_unit_test(without_a_sentence_it_has_the_words_of_the_list),
        cmocka_unit_test(it_is_never_cut_within_a_character_or_an_escape),
        cmocka_unit_test(a_cut_leaves_told_within_the_text),
        cmocka_unit_test(the_caller_may_want_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
