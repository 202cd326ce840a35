#include "support/test.h"
#include "x509/pem/pem.h"

#include <stdio.h>
#include <string.h>

static brn_pem pem;
static brn_pem_block block;

static void read_from(const char *text)
{
    pem = brn_pem_of((brine_bytes){(const uint8_t *)text, strlen(text)});
}

static void expect_block(size_t line, const char *label, const char *content)
{
    brn_base64 tables;
    uint8_t out[64];
    size_t len;

    brn_base64_init(&tables);
    assert_true(brn_pem_next(&pem, &block));
    assert_null(block.broken);
    assert_int_equal(block.line, line);
    assert_true(brn_pem_has_label(&block, label));
    assert_true(brn_pem_decode(&pem, &tables, &block, out, &len));
    assert_int_equal(len, strlen(content));
    assert_memory_equal(out, content, len);
}

static void expect_broken(size_t line, const char *why)
{
    assert_true(brn_pem_next(&pem, &block));
    assert_non_null(block.broken);
    assert_string_equal(block.broken, why);
    assert_int_equal(block.line, line);
}

static void expect_end(void)
{
    assert_false(brn_pem_next(&pem, &block));
    assert_false(brn_pem_next(&pem, &block));
}

static void blocks_follow_each_other(void **state)
{
    (void)state;
    read_from("-----BEGIN A-----\nZm9v\n-----END A-----\n"
              "-----BEGIN B C-----\nZm9v\nYmFy\n-----END B C-----\n");
    expect_block(1, "A", "foo");
    expect_block(4, "B C", "foobar");
    expect_end();
}

static void text_around_the_blocks_is_ignored(void **state)
{
    (void)state;
    read_from("# a comment - with ----- dashes\n\nsubject=/CN=x\n"
              "-----BEGIN A-----\nZm9v\n-----END A-----\n"
              "-- more --\n-----END X-----\n"
              "-----BEGIN A-----\nYmFy\n-----END A----- trailing words");
    expect_block(4, "A", "foo");
    expect_block(9, "A", "bar");
    expect_end();
}

static void any_line_end_and_trailing_blanks_will_do(void **state)
{
    (void)state;
    read_from("-----BEGIN A-----\r\nZm9v\r\nYmFy\r\n-----END A-----\r\n"
              "-----BEGIN A----- \t\nZm9v  \n \n\n-----END A-----  \n"
              "  -----BEGIN A-----\n  Zm9v\n  -----END A-----\n");
    expect_block(1, "A", "foobar");
    expect_block(5, "A", "foo");
    expect_block(10, "A", "foo");
    expect_end();
    read_from("-----BEGIN A-----\rZm9v\r-----END A-----\r-----BEGIN A-----\rYmFy\r-----END A-----");
    expect_block(1, "A", "foo");
    expect_block(1, "A", "bar");
    expect_end();
}

static void a_byte_order_mark_is_no_junk_before_a_block(void **state)
{
    (void)state;
    read_from("\xef\xbb\xbf-----BEGIN A-----\nZm9v\n-----END A-----\n");
    expect_block(1, "A", "foo");
    expect_end();
}

static void a_block_that_is_commented_out_is_no_block(void **state)
{
    (void)state;
    read_from("# -----BEGIN A-----\n# Zm9v\n# -----END A-----\n"
              "x-----BEGIN A-----\nZm9v\n-----END A-----\n"
              "------BEGIN A-----\nZm9v\n-----END A-----\n");
    expect_end();
}

static void a_missing_end_line_spoils_one_block(void **state)
{
    (void)state;
    read_from("-----BEGIN A-----\nZm9v\n-----BEGIN B-----\nYmFy\n-----END B-----\n"
              "-----BEGIN C-----\nZm9v\n");
    expect_broken(1, "it has no END line");
    expect_block(3, "B", "bar");
    expect_broken(6, "it has no END line");
    expect_end();
}

static void an_end_line_belongs_to_its_begin_line(void **state)
{
    (void)state;
    read_from(
        "-----BEGIN A-----\nZm9v\n-----END B-----\n-----BEGIN A-----\nZm9v\n-----END AB-----\n"
        "-----BEGIN A-----\nYmFy\n-----END A-----\n");
    expect_broken(1, "its END line has another label");
    expect_broken(4, "its END line has another label");
    expect_block(7, "A", "bar");
    expect_end();
}

static void a_malformed_begin_line_is_told(void **state)
{
    (void)state;
    read_from("-----BEGIN A\nZm9v\n-----END A-----\n-----BEGIN A----\nZm9v\n-----END A-----\n"
              "-----BEGIN A-----\nYmFy\n-----END A-----\n-----BEGIN A");
    expect_broken(1, "its BEGIN line is malformed");
    expect_broken(4, "its BEGIN line is malformed");
    expect_block(7, "A", "bar");
    expect_broken(10, "its BEGIN line is malformed");
    expect_end();
}

static void a_malformed_end_line_is_told(void **state)
{
    (void)state;
    read_from("-----BEGIN A-----\nZm9v\n-----END A\n-----BEGIN B-----\nYmFy\n-----END B-----\n"
              "-----BEGIN C-----\nZm9v\n-----END C----");
    expect_broken(1, "its END line is malformed");
    expect_block(4, "B", "bar");
    expect_broken(7, "its END line is malformed");
    expect_end();
}

static void text_that_is_not_base64_spoils_one_block(void **state)
{
    brn_base64 tables;
    uint8_t out[64];
    size_t len;

    (void)state;
    brn_base64_init(&tables);
    read_from("-----BEGIN A-----\nZm9v\nZm-----9v\n?\n-----END A-----\n"
              "-----BEGIN B-----\nYmFy\n-----END B-----\n");
    assert_true(brn_pem_next(&pem, &block));
    assert_null(block.broken);
    assert_false(brn_pem_decode(&pem, &tables, &block, out, &len));
    expect_block(6, "B", "bar");
}

static void headers_are_part_of_the_text(void **state)
{
    static const char text[] = "\nProc-Type: 4,ENCRYPTED\n\nZm9v\n";

    (void)state;
    read_from("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nZm9v\n-----END A-----\n");
    assert_true(brn_pem_next(&pem, &block));
    assert_null(block.broken);
    assert_int_equal(block.text.len, strlen(text));
    assert_memory_equal(block.text.data, text, block.text.len);
}

static void a_bundle_decodes_where_it_lies(void **state)
{
    char text[4096];
    size_t len = 0, used = 0, count = 0;
    brn_base64 tables;

    (void)state;
    for (int i = 0; i < 40; i++)
        len += (size_t)snprintf(text + len, sizeof text - len,
                                "# %d\n-----BEGIN A-----\nZm9v\nYmFy\n-----END A-----\n", i);
    brn_base64_init(&tables);
    pem = brn_pem_of((brine_bytes){(uint8_t *)text, len});
    while (brn_pem_next(&pem, &block)) {
        size_t decoded;

        assert_int_equal(block.line, 2 + 5 * count++);
        assert_null(block.broken);
        assert_true(brn_pem_decode(&pem, &tables, &block, (uint8_t *)text + used, &decoded));
        used += decoded;
    }
    assert_int_equal(count, 40);
    assert_int_equal(used, 240);
    for (size_t i = 0; i < used; i += 6)
        assert_memory_equal(text + i, "foobar", 6);
}

static void nothing_holds_no_block(void **state)
{
    (void)state;
    pem = brn_pem_of((brine_bytes){NULL, 0});
    expect_end();
    read_from("----");
    expect_end();
    read_from("-----BEGIN");
    expect_end();
    read_from("-----");
    expect_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_follow_each_other),
        cmocka_unit_test(text_around_the_blocks_is_ignored),
        cmocka_unit_test(any_line_end_and_trailing_blanks_will_do),
        cmocka_unit_test(a_byte_order_mark_is_no_junk_before_a_block),
        cmocka_unit_test(a_block_that_is_commented_out_is_no_block),
        cmocka_unit_test(a_missing_end_line_spoils_one_block),
        cmocka_unit_test(an_end_line_belongs_to_its_begin_line),
        cmocka_unit_test(a_malformed_begin_line_is_told),
        cmocka_unit_test(a_malformed_end_line_is_told),
        cmocka_unit_test(text_that_is_not_base64_spoils_one_block),
        cmocka_unit_test(headers_are_part_of_the_text),
        cmocka_unit_test(a_bundle_decodes_where_it_lies),
        cmocka_unit_test(nothing_holds_no_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
