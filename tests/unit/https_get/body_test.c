#include "https_get/body.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static char decoded[65536];
static size_t decoded_length;

/* Feeds text in pieces of `step` bytes; what came out is in decoded, *used how much went in. */
static body_result feed(struct body *body, const char *text, size_t length, size_t step,
                        size_t *used, const char **why)
{
    size_t at = 0;

    decoded_length = 0;
    while (at < length) {
        struct body_slice slice;
        size_t n = length - at < step ? length - at : step;
        body_result result = body_feed(body, (const uint8_t *)text + at, n, &slice);

        assert_true(slice.consumed <= n);
        assert_true(decoded_length + slice.length < sizeof decoded);
        if (slice.length > 0)
            memcpy(decoded + decoded_length, slice.data, slice.length);
        decoded_length += slice.length;
        at += slice.consumed;
        *used = at;
        *why = slice.why;
        if (result != BODY_MORE)
            return result;
        assert_true(slice.consumed > 0);
        if (body->complete)
            return BODY_DONE;
    }
    return body->complete ? BODY_DONE : BODY_MORE;
}

static struct body chunked(void)
{
    const struct response response = {.status = 200, .chunked = true};
    struct body body;

    body_begin(&response, false, &body);
    return body;
}

/* Whatever the pieces, the body is the same and what follows it stays. */
static void decode(const char *text, const char *wanted, size_t rest)
{
    for (size_t step = 1; step <= strlen(text); step++) {
        struct body body = chunked();
        size_t used = 0;
        const char *why;

        assert_int_equal(feed(&body, text, strlen(text), step, &used, &why), BODY_DONE);
        assert_int_equal(decoded_length, strlen(wanted));
        assert_memory_equal(decoded, wanted, decoded_length);
        assert_int_equal(used, strlen(text) - rest);
        assert_int_equal(body.received, decoded_length);
    }
}

static void refuse(const char *text, const char *words)
{
    for (size_t step = 1; step <= strlen(text); step++) {
        struct body body = chunked();
        size_t used = 0;
        const char *why = NULL;

        assert_int_equal(feed(&body, text, strlen(text), step, &used, &why), BODY_BROKEN);
        assert_non_null(strstr(why, words));
        assert_false(body.complete);
    }
}

static void chunks_are_joined(void **state)
{
    (void)state;
    decode("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world", 0);
    decode("0\r\n\r\n", "", 0);
    decode("000A\r\n0123456789\r\n0\r\n\r\nnext", "0123456789", 4);
    decode("a\r\n0123456789\r\n0\r\n\r\n", "0123456789", 0);
}

static void extensions_and_trailers_are_skipped(void **state)
{
    (void)state;
    decode("5;a=b;c=\"d\"\r\nhello\r\n0 \r\nX: y\r\nZ: 1\r\n\r\nHTTP", "hello", 4);
}

static void broken_chunks_are_refused(void **state)
{
    (void)state;
    refuse("\r\nhello", "no size");
    refuse("x\r\n", "no size");
    refuse("-5\r\nhello", "no size");
    refuse("5x\r\nhello", "no hexadecimal");
    refuse("5\nhello", "no hexadecimal");
    refuse("5;x\nhello", "CRLF");
    refuse("5\rxhello", "CRLF");
    refuse("5\r\nhelloX", "longer than its size");
    refuse("5\r\nhello\rX", "does not end with CRLF");
    refuse("0\r\nX: y\rZ", "trailer");
    refuse("1000000000000000\r\n", "too large");
    refuse("001000000000000000\r\n", "too large");
}

/* More than 15 digits, and than the 16 that curl takes. */
static void leading_zeros_of_a_size_are_passed_over(void **state)
{
    (void)state;
    decode("0000000000000000000000005\r\nhello\r\n00000000000000000000;x\r\n\r\n", "hello", 0);
    refuse("00000000000000000000x\r\n", "no hexadecimal");
}

static void endless_zeros_meet_a_limit(void **state)
{
    static char text[5000];
    struct body body = chunked();
    size_t used = 0;
    const char *why = NULL;

    (void)state;
    memset(text, '0', sizeof text);
    assert_int_equal(feed(&body, text, sizeof text, 7, &used, &why), BODY_BROKEN);
    assert_non_null(strstr(why, "zeros"));
}

static void a_chunked_body_without_its_end_is_not_complete(void **state)
{
    const char text[] = "5\r\nhello\r\n0\r\nA: b\r\n\r\n";

    (void)state;
    for (size_t n = 0; n < sizeof text - 1; n++) {
        struct body body = chunked();
        size_t used = 0;
        const char *why;

        assert_int_equal(feed(&body, text, n, n + 1, &used, &why), BODY_MORE);
        assert_false(body.complete);
    }
}

static void endless_extensions_and_trailers_meet_a_limit(void **state)
{
    static char text[70000];
    struct body body = chunked();
    size_t used = 0;
    const char *why = NULL;

    (void)state;
    memset(text, 'x', sizeof text);
    text[0] = '5';
    text[1] = ';';
    assert_int_equal(feed(&body, text, sizeof text, 1000, &used, &why), BODY_BROKEN);
    assert_non_null(strstr(why, "extension"));
    body = chunked();
    memcpy(text, "0\r\n", 3);
    assert_int_equal(feed(&body, text, sizeof text, 1000, &used, &why), BODY_BROKEN);
    assert_non_null(strstr(why, "trailers"));
}

static void a_body_of_known_length_ends_there(void **state)
{
    const struct response response = {.status = 200, .has_length = true, .length = 5};
    struct body body;
    size_t used = 0;
    const char *why;

    (void)state;
    body_begin(&response, false, &body);
    assert_int_equal(feed(&body, "hell", 4, 3, &used, &why), BODY_MORE);
    assert_int_equal(body.left, 1);
    assert_int_equal(feed(&body, "o, next", 7, 7, &used, &why), BODY_DONE);
    assert_int_equal(used, 1);
    assert_int_equal(body.received, 5);
}

static void a_length_of_zero_is_complete_at_once(void **state)
{
    const struct response response = {.status = 200, .has_length = true};
    struct body body;

    (void)state;
    body_begin(&response, false, &body);
    assert_true(body.complete);
}

static void a_body_without_framing_is_never_complete_by_itself(void **state)
{
    const struct response response = {.status = 200};
    struct body body;
    size_t used = 0;
    const char *why;

    (void)state;
    body_begin(&response, false, &body);
    assert_int_equal(body.kind, BODY_UNTIL_END);
    assert_int_equal(feed(&body, "anything", 8, 3, &used, &why), BODY_MORE);
    assert_int_equal(decoded_length, 8);
    assert_false(body.complete);
}

static void responses_without_a_body_are_complete(void **state)
{
    const struct response response = {.status = 200, .has_length = true, .length = 5};
    struct body body;
    struct body_slice slice;

    (void)state;
    body_begin(&response, true, &body);
    assert_true(body.complete);
    assert_int_equal(body_feed(&body, (const uint8_t *)"x", 1, &slice), BODY_DONE);
    assert_int_equal(slice.consumed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_are_joined),
        cmocka_unit_test(extensions_and_trailers_are_skipped),
        cmocka_unit_test(broken_chunks_are_refused),
        cmocka_unit_test(leading_zeros_of_a_size_are_passed_over),
        cmocka_unit_test(endless_zeros_meet_a_limit),
        cmocka_unit_test(a_chunked_body_without_its_end_is_not_complete),
        cmocka_unit_test(endless_extensions_and_trailers_meet_a_limit),
        cmocka_unit_test(a_body_of_known_length_ends_there),
        cmocka_unit_test(a_length_of_zero_is_complete_at_once),
        cmocka_unit_test(a_body_without_framing_is_never_complete_by_itself),
        cmocka_unit_test(responses_without_a_body_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
