#include "https_get/head.h"
#include "support/test.h"

#include <string.h>

static struct part part_of(const char *text)
{
    return (struct part){text, strlen(text)};
}

static void is(struct part part, const char *text)
{
    assert_int_equal(part.length, strlen(text));
    assert_memory_equal(part.at, text, part.length);
}

static size_t length_of(const char *data, size_t length)
{
    struct head_scan scan = {0};

    return head_length(data, length, &scan);
}

static void a_head_ends_with_an_empty_line(void **state)
{
    const char whole[] = "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody";

    (void)state;
    for (size_t n = 0; n < sizeof whole - 1; n++)
        assert_int_equal(length_of(whole, n), n < sizeof whole - 5 ? 0 : sizeof whole - 5);
    assert_int_equal(length_of("HTTP/1.1 200\n\nx", 15), 14);
    assert_int_equal(length_of("HTTP/1.1 200\n\r\nx", 16), 15);
    assert_int_equal(length_of("HTTP/1.1 200\r\n\r\r\nx", 18), 0);
    assert_int_equal(length_of("HTTP/1.1 200\r\n \r\nx", 18), 0);
}

static void a_head_that_comes_in_pieces_has_the_same_length(void **state)
{
    const char *const heads[] = {"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", "A\n\nb", "\r\nb",
                                 "A: b\r\n c\n\r\r\n\r\n", "A\r\n\n\r\n"};

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        for (size_t step = 1; step <= strlen(heads[i]); step++) {
            size_t whole = length_of(heads[i], strlen(heads[i])), n = 0, found = 0;
            struct head_scan scan = {0};

            assert_true(whole > 0);
            while (found == 0) {
                n = n + step < strlen(heads[i]) ? n + step : strlen(heads[i]);
                found = head_length(heads[i], n, &scan);
                assert_true(found > 0 || n < whole);
            }
            assert_int_equal(found, whole);
        }
}

/* The bytes that were looked at once may change: they are not looked at again. */
static void no_byte_is_looked_at_twice(void **state)
{
    char text[] = "A: b\r\nC: d\r\n\r\n";
    struct head_scan scan = {0};

    (void)state;
    assert_int_equal(head_length(text, 9, &scan), 0);
    assert_int_equal(scan.at, 9);
    memcpy(text + 6, "\n\n\n", 3);
    assert_int_equal(head_length(text, 11, &scan), 0);
    assert_int_equal(head_length(text, sizeof text - 1, &scan), sizeof text - 1);
}

static void a_fold_joins_lines(void **state)
{
    struct part text = part_of("A: b\r\n c\r\n\td\r\nE: f\n g\n\r\n"), line;

    (void)state;
    assert_true(head_take_folded_line(&text, &line));
    is(line, "A: b\r\n c\r\n\td");
    assert_true(head_take_folded_line(&text, &line));
    is(line, "E: f\n g");
    assert_true(head_take_folded_line(&text, &line));
    is(line, "");
    assert_false(head_take_folded_line(&text, &line));
}

/* An empty line ends a head, so nothing folds it. */
static void an_empty_line_is_not_folded(void **state)
{
    struct part text = part_of("\r\n a\r\n"), line;

    (void)state;
    assert_true(head_take_folded_line(&text, &line));
    is(line, "");
    is(text, " a\r\n");
}

static void blanks_and_folds_are_trimmed(void **state)
{
    (void)state;
    is(head_trim(part_of(" \t a b \t")), "a b");
    is(head_trim(part_of("\r\n a\r\n b\r\n ")), "a\r\n b");
    is(head_trim(part_of("\n a\n\t")), "a");
    is(head_trim(part_of(" \r\n\t")), "");
    is(head_trim(part_of("")), "");
    is(head_trim(part_of("\r a \r")), "\r a \r");
    is(head_trim(part_of("\r")), "\r");
}

static void elements_are_what_is_between_commas(void **state)
{
    struct part list = part_of(", a,\r\n b ,,c"), element;

    (void)state;
    assert_true(head_take_element(&list, &element));
    is(element, "a");
    assert_true(head_take_element(&list, &element));
    is(element, "b");
    assert_true(head_take_element(&list, &element));
    is(element, "c");
    assert_false(head_take_element(&list, &element));
}

static void a_token_has_no_other_bytes(void **state)
{
    (void)state;
    assert_true(head_is_token(part_of("Content-Length")));
    assert_true(head_is_token(part_of("!#$%&'*+-.^_`|~09azAZ")));
    assert_false(head_is_token(part_of("")));
    assert_false(head_is_token(part_of("X Foo")));
    assert_false(head_is_token(part_of("X\xc3\xa9")));
    assert_false(head_is_token(part_of(" X")));
    assert_false(head_is_token((struct part){"X\0", 2}));
    is(head_first_token(part_of("\xa0 (a-b c")), "a-b");
    is(head_first_token(part_of("a")), "a");
    is(head_first_token(part_of("\v\x80")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_ends_with_an_empty_line),
        cmocka_unit_test(a_head_that_comes_in_pieces_has_the_same_length),
        cmocka_unit_test(no_byte_is_looked_at_twice),
        cmocka_unit_test(a_fold_joins_lines),
        cmocka_unit_test(an_empty_line_is_not_folded),
        cmocka_unit_test(blanks_and_folds_are_trimmed),
        cmocka_unit_test(elements_are_what_is_between_commas),
        cmocka_unit_test(a_token_has_no_other_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
