#include "support/test.h"
#include "x509/pem/base64.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static brn_base64 tables;

static int prepare(void **state)
{
    (void)state;
    brn_base64_init(&tables);
    return 0;
}

/* Both decoders, which must agree. */
static bool decode(const char *text, uint8_t *out, size_t *len, size_t *lines)
{
    brine_bytes bytes = {(const uint8_t *)text, strlen(text)};
    uint8_t *twin = malloc(brn_base64_room(bytes.len));
    size_t twin_len;
    bool accepted = brn_base64_decode_secret(bytes, twin, &twin_len);

    assert_int_equal(brn_base64_decode(&tables, bytes, out, len, lines), accepted);
    if (accepted) {
        assert_int_equal(*len, twin_len);
        assert_memory_equal(out, twin, twin_len);
    }
    free(twin);
    return accepted;
}

static void assert_decodes(const char *text, const char *expected)
{
    uint8_t out[256];
    size_t len = 999;

    assert_true(decode(text, out, &len, NULL));
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(out, expected, len);
}

static void assert_refuses(const char *text)
{
    uint8_t out[256];
    size_t len;

    assert_false(decode(text, out, &len, NULL));
}

static void the_vectors_of_rfc_4648_decode(void **state)
{
    (void)state;
    assert_decodes("", "");
    assert_decodes("Zg==", "f");
    assert_decodes("Zm8=", "fo");
    assert_decodes("Zm9v", "foo");
    assert_decodes("Zm9vYg==", "foob");
    assert_decodes("Zm9vYmE=", "fooba");
    assert_decodes("Zm9vYmFy", "foobar");
}

static void blanks_and_line_breaks_may_stand_anywhere(void **state)
{
    (void)state;
    assert_decodes("\r\n Zm9v\tYm\nE = \n", "fooba");
    assert_decodes("Z\nm\n9\nv\nY\nm\nF\ny\n", "foobar");
    assert_decodes("Zm9vYmFyZm9vYmFy\r\nZm9vYmFy\v\f", "foobarfoobarfoobar");
    assert_decodes("Zg=\n=\n", "f");
    assert_decodes(" \n ", "");
}

static void what_is_not_base64_is_refused(void **state)
{
    (void)state;
    assert_refuses("Z");
    assert_refuses("Zm");
    assert_refuses("Zm9");
    assert_refuses("Zm9vZ");
    assert_refuses("Zm=");
    assert_refuses("Zm9vZg=");
    assert_refuses("Z===");
    assert_refuses("====");
    assert_refuses("=");
    assert_refuses("Zg=a");
    assert_refuses("Zm9v====");
    assert_refuses("Zm9-");
    assert_refuses("Zm9v!m9vYmFy");
    assert_refuses("Zm9vYmF\x80");
}

static void nothing_but_space_may_follow_the_padding(void **state)
{
    (void)state;
    assert_refuses("Zg==Zm9v");
    assert_refuses("Zm8=\nZm9v");
    assert_refuses("Zg===");
}

static void spare_bits_are_zero(void **state)
{
    (void)state;
    assert_refuses("Zh==");
    assert_refuses("Zm9=");
    assert_decodes("Zg==", "f");
}

static void every_byte_outside_the_alphabet_is_refused(void **state)
{
    (void)state;
    for (int c = 1; c < 256; c++)
        for (size_t place = 0; place < 8; place++) {
            char text[9] = "AAAAAAAA";
            uint8_t out[8];
            size_t len;
            bool in_alphabet = memchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789+/",
                                      c, 64) != NULL;

            text[place] = (char)c;
            assert_int_equal(decode(text, out, &len, NULL),
                             in_alphabet || (c == '=' && place == 7));
        }
}

static void it_agrees_with_libsodium_in_lines_of_any_length(void **state)
{
    uint8_t bytes[300], out[300];
    char text[500], written[500], broken[1200];

    (void)state;
    randombytes_buf(bytes, sizeof bytes);
    for (size_t len = 0; len < sizeof bytes; len++) {
        size_t width = 1 + len % 80, at = 0, decoded, lines = 0;
        brn_text ours = brn_text_in(written, sizeof written);

        sodium_bin2base64(text, sizeof text, bytes, len, sodium_base64_VARIANT_ORIGINAL);
        brn_base64_write(&ours, (brine_bytes){bytes, len});
        assert_int_equal(ours.len, strlen(text));
        assert_string_equal(written, text);
        for (size_t i = 0; text[i] != '\0'; i++) {
            broken[at++] = text[i];
            if (i % width == width - 1)
                broken[at++] = '\n';
        }
        broken[at] = '\0';
        assert_true(decode(broken, out, &decoded, &lines));
        assert_int_equal(decoded, len);
        assert_memory_equal(out, bytes, len);
        assert_int_equal(lines, strlen(text) / width);
        assert_true(decoded <= brn_base64_room(at));
    }
}

static void text_decodes_where_it_lies(void **state)
{
    char text[] = "Zm9vYmFyZm9vYmFy\nZm9vYmFyZm9vYmE=\n";
    size_t len;

    (void)state;
    assert_true(decode(text, (uint8_t *)text, &len, NULL));
    assert_int_equal(len, 23);
    assert_memory_equal(text, "foobarfoobarfoobarfooba", 23);
}

static void it_writes_no_more_than_it_says(void **state)
{
    (void)state;
    for (size_t groups = 0; groups < 20; groups++) {
        /* From the heap, so that a sanitizer sees the end. */
        size_t room = groups * 3, len;
        char *text = calloc(groups * 4 + 1, 1);
        uint8_t *out = malloc(room > 0 ? room : 1);

        memset(text, 'A', groups * 4);
        assert_true(decode(text, out, &len, NULL));
        assert_int_equal(len, room);
        free(text);
        free(out);
    }
}

static void lines_are_counted_in_broken_text_too(void **state)
{
    uint8_t out[64];
    size_t len, lines = 7;

    (void)state;
    assert_false(decode("Zm9v\nZm9v\n?\n\nZm9v\n", out, &len, &lines));
    assert_int_equal(lines, 7 + 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_rfc_4648_decode),
        cmocka_unit_test(blanks_and_line_breaks_may_stand_anywhere),
        cmocka_unit_test(what_is_not_base64_is_refused),
        cmocka_unit_test(nothing_but_space_may_follow_the_padding),
        cmocka_unit_test(spare_bits_are_zero),
        cmocka_unit_test(every_byte_outside_the_alphabet_is_refused),
        cmocka_unit_test(it_agrees_with_libsodium_in_lines_of_any_length),
        cmocka_unit_test(text_decodes_where_it_lies),
        cmocka_unit_test(it_writes_no_more_than_it_says),
        cmocka_unit_test(lines_are_counted_in_broken_text_too),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
