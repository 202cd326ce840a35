#include "base/escape.h"
#include "support/test.h"

#include <brine/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *shown(const void *bytes, size_t len)
{
    static char text[256];
    size_t whole = brine_foreign_text((brine_bytes){bytes, len}, text, sizeof text);

    assert_int_equal(whole, strlen(text));
    assert_int_equal(whole, brine_foreign_text((brine_bytes){bytes, len}, NULL, 0));
    return text;
}

static void expect(const char *bytes, const char *wanted)
{
    assert_string_equal(shown(bytes, strlen(bytes)), wanted);
}

static void what_can_be_seen_stays(void **state)
{
    (void)state;
    expect("", "");
    expect("a.example, \"b\" = 'c'", "a.example, \"b\" = 'c'");
    expect("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x92\xa9 \xed\x9f\xbf\xee\x80\x80 \xf4\x8f\xbf\xbf",
           "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x92\xa9 \xed\x9f\xbf\xee\x80\x80 \xf4\x8f\xbf\xbf");
}

static void control_characters_are_escaped(void **state)
{
    (void)state;
    expect("a\nb\r\tc\033[2J\x7f", "a\\0ab\\0d\\09c\\1b[2J\\7f");
    assert_string_equal(shown("a\0b", 3), "a\\00b");
    for (unsigned char c = 0x80; c <= 0xa0; c++) { /* U+00A0 is a blank that is not U+0020 */
        const unsigned char utf8[] = {0xc2, c}, raw[] = {c};
        char wanted[16];

        snprintf(wanted, sizeof wanted, "\\c2\\%02x", c);
        assert_string_equal(shown(utf8, 2), wanted);
        snprintf(wanted, sizeof wanted, "\\%02x", c);
        assert_string_equal(shown(raw, 1), wanted);
    }
}

static void format_characters_are_escaped(void **state)
{
    static const uint32_t hidden[] = {
        0xad,    0x34f,   0x600,   0x605,   0x61c,   0x6dd,   0x70f,   0x890,   0x8e2,   0x115f,
        0x1680,  0x17b4,  0x180b,  0x180e,  0x2000,  0x200b,  0x200e,  0x200f,  0x2028,  0x2029,
        0x202a,  0x202e,  0x202f,  0x205f,  0x2060,  0x2066,  0x2069,  0x206f,  0x2800,  0x3000,
        0x3164,  0xfe00,  0xfe0f,  0xfeff,  0xffa0,  0xfff9,  0xfffb,  0x110bd, 0x110cd, 0x13430,
        0x1bca0, 0x1d173, 0x1d17a, 0xe0001, 0xe0020, 0xe007f, 0xe01ef,
    };
    static const uint32_t visible[] = {
        0x20,   0x7e,   0xa1,    0xac,    0xae,    0x350,   0x5ff,   0x606,   0x61b,   0x61d,
        0x1161, 0x2010, 0x2027,  0x2030,  0x205e,  0x2070,  0x3001,  0xfdff,  0xfe10,  0xfefe,
        0xff00, 0xfffd, 0x110bc, 0x110be, 0x1bca4, 0x1d172, 0x1d17b, 0xdffff, 0xe1000, 0x10ffff,
    };

    (void)state;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        char buffer[8];
        brn_text utf8 = brn_text_in(buffer, sizeof buffer);

        assert_false(brn_is_visible(hidden[i]));
        brn_text_character(&utf8, hidden[i]);
        assert_int_equal(strlen(shown(buffer, utf8.len)), 3 * utf8.len);
    }
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++) {
        char buffer[8];
        brn_text utf8 = brn_text_in(buffer, sizeof buffer);

        assert_true(brn_is_visible(visible[i]));
        brn_text_character(&utf8, visible[i]);
        assert_string_equal(shown(buffer, utf8.len), buffer);
    }
}

static void what_is_not_utf_8_is_escaped_byte_by_byte(void **state)
{
    (void)state;
    expect("h\xff\xfe", "h\\ff\\fe");
    expect("\x80\xbf", "\\80\\bf");                 /* continuations of nothing */
    expect("\xc3", "\\c3");                         /* cut short */
    expect("\xe2\x82x", "\\e2\\82x");               /* likewise */
    expect("\xf0\x9f\x92", "\\f0\\9f\\92");         /* likewise */
    expect("\xc0\xaf", "\\c0\\af");                 /* longer than need be */
    expect("\xc1\x9c", "\\c1\\9c");                 /* a backslash, likewise */
    expect("\xe0\x80\xaf", "\\e0\\80\\af");         /* likewise */
    expect("\xf0\x80\x80\xaf", "\\f0\\80\\80\\af"); /* likewise */
    expect("\xed\xa0\x80", "\\ed\\a0\\80");         /* half of a pair */
    expect("\xf4\x90\x80\x80", "\\f4\\90\\80\\80"); /* beyond U+10FFFF */
    expect("\xf5\x80\x80\x80", "\\f5\\80\\80\\80"); /* likewise */
    expect("\xc3\xc3\xa4", "\\c3\xc3\xa4");         /* a whole one follows */
}

static void the_backslash_is_doubled(void **state)
{
    (void)state;
    expect("\\", "\\\\");
    expect("\\0a\n", "\\\\0a\\0a");
}

/* Undoes the escapes; every text that the filter makes must be readable so. */
static size_t undo(const char *text, unsigned char *out)
{
    size_t len = 0;

    while (*text != '\0') {
        if (text[0] != '\\') {
            out[len++] = (unsigned char)*text++;
        } else if (text[1] == '\\') {
            out[len++] = '\\';
            text += 2;
        } else {
            const char digits[] = {text[1], text[2], '\0'};
            char *end;

            out[len++] = (unsigned char)strtoul(digits, &end, 16);
            assert_ptr_equal(end, digits + 2);
            text += 3;
        }
    }
    return len;
}

static void no_two_inputs_have_the_same_text(void **state)
{
    uint32_t random = 1;

    (void)state;
    for (unsigned i = 0; i < 100000; i++) {
        static const unsigned char likely[] = {'\\', '0',  'c', 0xc1, 0x9c, 0xc2, 0x9b, 0xe2,
                                               0x80, 0x8e, 0,   ' ',  0xf0, 0x9f, 0xbf, '\n'};
        unsigned char bytes[8], again[8];
        size_t len = i % (sizeof bytes + 1);

        for (size_t j = 0; j < len; j++) {
            random = random * 1664525 + 1013904223;
            bytes[j] =
                (random >> 30) == 0 ? (unsigned char)(random >> 16) : likely[random >> 20 & 15];
        }
        assert_int_equal(undo(shown(bytes, len), again), len);
        assert_memory_equal(again, bytes, len);
    }
}

static void a_sentence_keeps_the_escapes_in_it(void **state)
{
    char buffer[64];
    brn_text text = brn_text_in(buffer, sizeof buffer);

    (void)state;
    brn_text_sentence(&text, "a\\0a\\\\ b\n\xc2\x9b\xe2\x80\xae");
    assert_string_equal(buffer, "a\\0a\\\\ b\\0a\\c2\\9b\\e2\\80\\ae");
}

/* Whatever the room, what is left is whole and says that it was cut. */
static void what_does_not_fit_is_cut_between_characters(void **state)
{
    static const char bytes[] = "a\\b\n\xc3\xa4\xc2\x9b\xe2\x82\xac\xf0\x9f\x92\xa9z";
    char whole[64], part[64];
    size_t len = brine_foreign_text((brine_bytes){(const uint8_t *)bytes, sizeof bytes - 1}, whole,
                                    sizeof whole);

    (void)state;
    assert_string_equal(whole, "a\\\\b\\0a\xc3\xa4\\c2\\9b\xe2\x82\xac\xf0\x9f\x92\xa9z");
    for (size_t cap = 1; cap <= len; cap++) {
        unsigned char undone[64];
        size_t kept;

        memset(part, 'x', sizeof part);
        assert_int_equal(
            brine_foreign_text((brine_bytes){(const uint8_t *)bytes, sizeof bytes - 1}, part, cap),
            len);
        assert_true(strlen(part) < cap);
        assert_int_equal(part[cap], 'x');
        if (cap < 4) {
            assert_int_equal(strspn(part, "."), cap - 1);
            continue;
        }
        kept = strlen(part) - 3;
        assert_string_equal(part + kept, "...");
        assert_memory_equal(part, whole, kept);
        part[kept] = '\0';
        assert_true(undo(part, undone) < sizeof bytes - 1);
        /* It ends between two units: what was kept shows again as it is. */
        assert_true(kept == 0 || whole[kept - 1] != '\\' || whole[kept - 2] == '\\');
        assert_true(((unsigned char)whole[kept] & 0xc0) != 0x80);
        assert_true(kept + 3 + 4 >= cap - 1); /* and no more than one was left out */
    }
    assert_int_equal(
        brine_foreign_text((brine_bytes){(const uint8_t *)bytes, sizeof bytes - 1}, part, len + 1),
        len);
    assert_string_equal(part, whole);
}

static void one_character_alone_is_shown_or_escaped(void **state)
{
    char buffer[32];
    brn_text text = brn_text_in(buffer, sizeof buffer);

    (void)state;
    brn_text_visible(&text, 'a');
    brn_text_visible(&text, 0x20ac);
    brn_text_visible(&text, '\n');
    brn_text_visible(&text, 0x202e);
    assert_string_equal(buffer, "a\xe2\x82\xac\\0a\\e2\\80\\ae");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_seen_stays),
        cmocka_unit_test(control_characters_are_escaped),
        cmocka_unit_test(format_characters_are_escaped),
        cmocka_unit_test(what_is_not_utf_8_is_escaped_byte_by_byte),
        cmocka_unit_test(the_backslash_is_doubled),
        cmocka_unit_test(no_two_inputs_have_the_same_text),
        cmocka_unit_test(a_sentence_keeps_the_escapes_in_it),
        cmocka_unit_test(what_does_not_fit_is_cut_between_characters),
        cmocka_unit_test(one_character_alone_is_shown_or_escaped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
