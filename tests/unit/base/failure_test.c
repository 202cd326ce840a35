#include "base/error.h"
#include "base/failure.h"
#include "support/test.h"

#include <string.h>

static const brn_sentence sentences[] = {
    {BRINE_ERROR_DECODE, "{step}'s {name} has {found,} byte{s} of data, expected {expected,}"},
    {BRINE_ERROR_DECODE, "{step} is {found} byte{s} long, expected {expected}"},
    {BRINE_ERROR_DECODE, "{step} is malformed at its {name}"},
    {BRINE_ERROR_VERSION, "version {found:x} came, expected {expected:x}"},
};

/* The sentence, without the list's advice, with which it must end. */
static const char *without_advice(brine_error *error)
{
    const char *advice = brine_result_advice(error->code);
    size_t whole = strlen(error->text), rest = strlen("; ") + strlen(advice);

    assert_true(whole > rest);
    assert_memory_equal(error->text + whole - rest, "; ", 2);
    assert_string_equal(error->text + whole - strlen(advice), advice);
    error->text[whole - rest] = '\0';
    return error->text;
}

static const char *told(const brn_failure *failure)
{
    static brine_error error;

    return brn_explain(failure, sentences, sizeof sentences / sizeof *sentences, &error)
               ? without_advice(&error)
               : "nothing";
}

static void the_first_sentence_whose_facts_are_all_known_is_told(void **state)
{
    brn_failure failure = {.step = "ServerHello"};

    (void)state;
    assert_int_equal(brn_note_numbers(&failure, BRINE_ERROR_DECODE, "cookie", 2, 0),
                     BRINE_ERROR_DECODE);
    assert_string_equal(told(&failure), "ServerHello's cookie has 2 bytes of data, expected none");
    brn_note_numbers(&failure, BRINE_ERROR_DECODE, NULL, 1, 0);
    assert_string_equal(told(&failure), "ServerHello is 1 byte long, expected 0");
    assert_int_equal(brn_note_name(&failure, BRINE_ERROR_DECODE, "cookie"), BRINE_ERROR_DECODE);
    assert_string_equal(told(&failure), "ServerHello is malformed at its cookie");
    assert_int_equal(brn_note(&failure, BRINE_ERROR_DECODE), BRINE_ERROR_DECODE);
    assert_string_equal(told(&failure), "nothing");
    brn_note_numbers(&failure, BRINE_ERROR_ALPN, "cookie", 1, 2);
    assert_string_equal(told(&failure), "nothing");
}

static void a_step_that_is_not_known_is_not_made_up(void **state)
{
    brn_failure failure = {.step = NULL};

    (void)state;
    brn_note_name(&failure, BRINE_ERROR_DECODE, "cookie");
    assert_string_equal(told(&failure), "nothing");
}

static void check_numbers(uint64_t found, uint64_t expected, const char *counts, const char *hex)
{
    static const brn_sentence count = {BRINE_ERROR_DECODE, "{found,} of {expected,}"};
    brn_failure failure = {.code = BRINE_OK};
    brine_error error;

    brn_note_numbers(&failure, BRINE_ERROR_DECODE, NULL, found, expected);
    assert_true(brn_explain(&failure, &count, 1, &error));
    assert_string_equal(without_advice(&error), counts);
    brn_note_numbers(&failure, BRINE_ERROR_VERSION, NULL, found, expected);
    assert_string_equal(told(&failure), hex);
}

static void counts_are_grouped_and_codes_are_hexadecimal(void **state)
{
    (void)state;
    check_numbers(999, 1000, "999 of 1,000", "version 0x03e7 came, expected 0x03e8");
    check_numbers(18500, 0, "18,500 of none", "version 0x4844 came, expected 0x0000");
    check_numbers(1000000, 1002003, "1,000,000 of 1,002,003",
                  "version 0xf4240 came, expected 0xf4a13");
    check_numbers(UINT64_MAX, 0x485454502f, "18,446,744,073,709,551,615 of 310,652,457,007",
                  "version 0xffffffffffffffff came, expected 0x485454502f");
}

static void the_error_has_code_step_and_the_rest(void **state)
{
    brn_failure failure = {.step = "ServerHello"};
    brine_error error;

    (void)state;
    brn_note_name(&failure, BRINE_ERROR_DECODE, "cookie");
    failure.certificate = 2;
    failure.system = 5;
    assert_true(brn_explain(&failure, &sentences[2], 1, &error));
    assert_int_equal(error.code, BRINE_ERROR_DECODE);
    assert_string_equal(error.step, "ServerHello");
    assert_int_equal(error.certificate, 2);
    assert_int_equal(error.system, 5);
}

/* A name may come from the server, as long as it likes. */
static void a_name_is_escaped_and_leaves_room(void **state)
{
    static const brn_sentence sentence = {BRINE_ERROR_ALPN, "'{name}' was not offered"};
    static const uint8_t name[255] = {0};
    brn_failure failure = {.step = "ServerHello"};
    brine_error error;

    (void)state;
    brn_note_name(&failure, BRINE_ERROR_DECODE, "a\r\n{found}\\");
    assert_string_equal(told(&failure), "ServerHello is malformed at its a\\0d\\0a{found}\\\\");
    brn_note(&failure, BRINE_ERROR_ALPN);
    failure.name = (brine_bytes){name, sizeof name};
    assert_true(brn_explain(&failure, &sentence, 1, &error));
    assert_non_null(strstr(error.text, "\\00...' was not offered"));
}

static void facts_may_be_lost(void **state)
{
    (void)state;
    assert_int_equal(brn_note(NULL, BRINE_ERROR_DECODE), BRINE_ERROR_DECODE);
    assert_int_equal(brn_note_name(NULL, BRINE_ERROR_DECODE, "x"), BRINE_ERROR_DECODE);
    assert_int_equal(brn_note_numbers(NULL, BRINE_ERROR_DECODE, "x", 1, 2), BRINE_ERROR_DECODE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_sentence_whose_facts_are_all_known_is_told),
        cmocka_unit_test(a_step_that_is_not_known_is_not_made_up),
        cmocka_unit_test(counts_are_grouped_and_codes_are_hexadecimal),
        cmocka_unit_test(the_error_has_code_step_and_the_rest),
        cmocka_unit_test(a_name_is_escaped_and_leaves_room),
        cmocka_unit_test(facts_may_be_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
