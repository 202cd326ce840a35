#include "base/text.h"
#include "support/test.h"

#include <string.h>

static void pieces_are_joined(void **state)
{
    char buffer[64];
    brn_text text = brn_text_in(buffer, sizeof buffer);

    (void)state;
    assert_string_equal(buffer, "");
    brn_text_string(&text, "a");
    brn_text_add(&text, "%d%s", 12, "b");
    brn_text_byte(&text, 'c');
    brn_text_bytes(&text, (brine_bytes){(const uint8_t *)"de", 2});
    brn_text_hex(&text, (brine_bytes){(const uint8_t *)"\x0f\xa0", 2});
    assert_string_equal(buffer, "a12bcde0fa0");
    assert_int_equal(text.len, 11);
}

static void what_does_not_fit_is_cut_and_counted(void **state)
{
    char buffer[6];
    brn_text text = brn_text_in(buffer, sizeof buffer), none = brn_text_in(NULL, 0);

    (void)state;
    brn_text_string(&text, "abcdef");
    brn_text_add(&text, "%s", "ghi");
    brn_text_byte(&text, 'j');
    assert_string_equal(buffer, "ab...");
    assert_int_equal(text.len, 10);
    text = brn_text_in(buffer, sizeof buffer);
    brn_text_add(&text, "%s", "abcdefg");
    assert_string_equal(buffer, "ab...");
    assert_int_equal(text.len, 7);
    text = brn_text_in(buffer, sizeof buffer);
    brn_text_add(&text, "%s", "abcde");
    assert_string_equal(buffer, "abcde");
    brn_text_byte(&text, 'f');
    assert_string_equal(buffer, "ab...");
    brn_text_string(&none, "abc");
    brn_text_add(&none, "%d", 10);
    brn_text_byte(&none, 'x');
    assert_int_equal(none.len, 6);
}

static void numbers_are_decimal(void **state)
{
    char buffer[64];
    brn_text text = brn_text_in(buffer, sizeof buffer);

    (void)state;
    brn_text_decimal(&text, 0);
    brn_text_byte(&text, ' ');
    brn_text_decimal(&text, 1000);
    brn_text_byte(&text, ' ');
    brn_text_decimal(&text, UINT64_MAX);
    assert_string_equal(buffer, "0 1000 18446744073709551615");
}

static void characters_are_utf8(void **state)
{
    static const uint32_t characters[] = {0x41,   0x7f,   0x80,   0x7ff,   0x800,    0xffff,
                                          0xd7ff, 0xd800, 0xdfff, 0x10000, 0x10ffff, 0x110000};
    char buffer[64];
    brn_text text = brn_text_in(buffer, sizeof buffer);

    (void)state;
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        brn_text_character(&text, characters[i]);
    assert_string_equal(buffer, "A\x7f"
                                "\xc2\x80"
                                "\xdf\xbf"
                                "\xe0\xa0\x80"
                                "\xef\xbf\xbf"
                                "\xed\x9f\xbf"
                                "\xef\xbf\xbd"
                                "\xef\xbf\xbd"
                                "\xf0\x90\x80\x80"
                                "\xf4\x8f\xbf\xbf"
                                "\xef\xbf\xbd");
}

static void case_does_not_matter_to_same(void **state)
{
    (void)state;
    assert_true(brn_text_same("TLS", 3, "tls", 3));
    assert_true(brn_text_same("", 0, "", 0));
    assert_false(brn_text_same("tls", 3, "tl", 2));
    assert_false(brn_text_same("[", 1, "{", 1));
}

/* A cut falls before what is an escape, and between the two bytes of what only looks like one. */
static void an_escape_is_whole_only_with_two_hexadecimal_digits(void **state)
{
    static const struct {
        const char *text, *cut;
    } rows[] = {
        {"a\\0fbcde", "a\\0f..."}, {"ab\\0fcde", "ab..."},    {"ab\\afcde", "ab..."},
        {"ab\\AFcde", "ab..."},    {"ab\\,cdef", "ab\\,..."}, {"ab\\=cdef", "ab\\=..."},
        {"ab\\gcdef", "ab\\g..."}, {"ab\\Gcdef", "ab\\G..."}, {"ab\\\\cdef", "ab\\\\..."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[8];
        brn_text text = brn_text_in(buffer, sizeof buffer);

        brn_text_string(&text, rows[i].text);
        assert_string_equal(buffer, rows[i].cut);
    }
}

static void without_room_there_is_no_text(void **state)
{
    char buffer[2] = "x";
    brn_text text;

    (void)state;
    assert_int_equal(brn_no_text(buffer, 0), 0);
    assert_string_equal(buffer, "x");
    assert_int_equal(brn_no_text(buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
    text = brn_text_in(buffer, sizeof buffer);
    brn_text_add(&text, "%s", "");
    assert_int_equal(text.len, 0);
    brn_text_string(&text, "\\0a");
    assert_string_equal(buffer, ".");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_joined),
        cmocka_unit_test(what_does_not_fit_is_cut_and_counted),
        cmocka_unit_test(numbers_are_decimal),
        cmocka_unit_test(characters_are_utf8),
        cmocka_unit_test(case_does_not_matter_to_same),
        cmocka_unit_test(an_escape_is_whole_only_with_two_hexadecimal_digits),
        cmocka_unit_test(without_room_there_is_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
