#include "https_get/response.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char why[RESPONSE_WHY_SIZE];

static struct response accept_head(const char *head)
{
    struct response response;

    assert_true(response_parse(head, strlen(head), &response, why));
    return response;
}

static void refuse_head(const char *head, const char *words)
{
    struct response response;

    assert_false(response_parse(head, strlen(head), &response, why));
    assert_non_null(strstr(why, words));
}

static void what_is_not_http_is_found_out_at_once(void **state)
{
    (void)state;
    assert_true(response_may_begin("", 0));
    assert_true(response_may_begin("HT", 2));
    assert_true(response_may_begin("HTTP/1.0 ", 9));
    assert_false(response_may_begin("SSH-2.0", 7));
    assert_false(response_may_begin("HTTP/2 ", 7));
    assert_false(response_may_begin("h", 1));
}

static void status_and_version_are_read(void **state)
{
    (void)state;
    assert_int_equal(accept_head("HTTP/1.1 404 Not Found\r\n\r\n").status, 404);
    assert_int_equal(accept_head("HTTP/1.0 200\r\n\r\n").minor, 0);
    assert_int_equal(accept_head("HTTP/1.1 200 \r\n\r\n").status, 200);
}

static void a_bad_status_line_is_refused(void **state)
{
    (void)state;
    refuse_head("HTTP/1.1 20x OK\r\n\r\n", "HTTP/1.1");
    refuse_head("HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1");
    refuse_head("HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1");
    refuse_head("HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1");
    refuse_head("HTTP/1.1 099 x\r\n\r\n", "HTTP/1.1");
    refuse_head("HTTP/1.x 200 x\r\n\r\n", "HTTP/1.1");
    refuse_head("HTTP/1.1\r\n\r\n", "HTTP/1.1");
    refuse_head("\r\n", "HTTP/1.1");
}

static void field_names_ignore_case_and_values_lose_outer_space(void **state)
{
    struct response response =
        accept_head("HTTP/1.1 301 x\r\ncONTENT-lENGTH: \t 12 \t\r\nLocation:  /x y \r\n\r\n");

    (void)state;
    assert_true(response.has_length);
    assert_int_equal(response.length, 12);
    assert_int_equal(response.location_length, 4);
    assert_memory_equal(response.location, "/x y", 4);
}

static void lengths_must_agree_and_be_numbers(void **state)
{
    (void)state;
    assert_int_equal(
        accept_head("HTTP/1.1 200 x\r\nContent-Length: 5\r\nContent-Length: 5, 5\r\n\r\n").length,
        5);
    assert_int_equal(
        accept_head("HTTP/1.1 200 x\r\nContent-Length: 1844674407370955161\r\n\r\n").length,
        UINT64_C(1844674407370955161));
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "two different");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 5, 6\r\n\r\n", "two different");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: -1\r\n\r\n", "no length");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 5 5\r\n\r\n", "no length");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 0x5\r\n\r\n", "no length");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 99999999999999999999\r\n\r\n", "no length");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: \x9b\\\xc2\x9b\r\n\r\n", "\"\\9b\\\\\\c2\\9b\"");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length:\r\n\r\n", "empty");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: ,\r\n\r\n", "empty");
}

static void chunked_is_the_only_coding_and_goes_before_a_length(void **state)
{
    struct response response =
        accept_head("HTTP/1.1 200 x\r\nContent-Length: 5\r\nTransfer-Encoding: Chunked\r\n\r\n");

    (void)state;
    assert_true(response.chunked);
    assert_false(response.has_length);
    assert_false(response.keep_alive);
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "gzip");
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", "chunked");
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: xchunked\r\n\r\n", "xchunked");
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: \xe2\x80\xae\\\r\n\r\n",
                "\"\\e2\\80\\ae\\\\\"");
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: chunke\r\n\r\n", "chunke");
}

static void connections_are_kept_by_default_since_http_1_1(void **state)
{
    (void)state;
    assert_true(accept_head("HTTP/1.1 200 x\r\n\r\n").keep_alive);
    assert_false(accept_head("HTTP/1.1 200 x\r\nConnection: x, Close\r\n\r\n").keep_alive);
    assert_false(accept_head("HTTP/1.0 200 x\r\n\r\n").keep_alive);
    assert_true(accept_head("HTTP/1.0 200 x\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

static void what_is_no_field_is_passed_over(void **state)
{
    static const char *const lines[] = {"no colon",
                                        "X Foo: x",
                                        ": x",
                                        " folded: x",
                                        "X-\xc3\xa9: x",
                                        "\xff: x",
                                        "\x01\x7f",
                                        "X\v: Content-Length: 7",
                                        ":",
                                        " ",
                                        "\t: 7",
                                        "Content-Length-X 7",
                                        "X Content-Length: 7"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char head[256];
        struct response response;

        snprintf(head, sizeof head, "HTTP/1.1 200 x\r\n%s\r\nContent-Length: 5\r\n\r\n", lines[i]);
        response = accept_head(head);
        assert_true(response.has_length);
        assert_int_equal(response.length, 5);
        if (lines[i][0] == ' ' || lines[i][0] == '\t')
            continue; /* behind another line it folds that */
        snprintf(head, sizeof head, "HTTP/1.1 200 x\r\nContent-Length: 5\r\n%s\r\n\r\n", lines[i]);
        assert_int_equal(accept_head(head).length, 5);
    }
}

static void blanks_before_the_colon_are_passed_over(void **state)
{
    (void)state;
    assert_int_equal(accept_head("HTTP/1.1 200 x\r\nContent-Length : 5\r\n\r\n").length, 5);
    assert_int_equal(accept_head("HTTP/1.1 200 x\r\nContent-Length \t\r\n : 5\r\n\r\n").length, 5);
    assert_true(accept_head("HTTP/1.1 200 x\r\nTransfer-Encoding : chunked\r\n\r\n").chunked);
    assert_false(accept_head("HTTP/1.1 200 x\r\nConnection : close\r\n\r\n").keep_alive);
    refuse_head("HTTP/1.1 200 x\r\nContent-Length : 5\r\nContent-Length: 6\r\n\r\n",
                "two different");
}

/* What a proxy between us may have taken for framing: its idea of the end may be another one. */
static void malformed_framing_is_refused(void **state)
{
    static const char *const lines[] = {"Content-Length 5",
                                        "Content-Length",
                                        "content-length\v: 5",
                                        "\xa0\377\103ontent-Length: 5",
                                        "\x01Transfer-Encoding: chunked",
                                        "Transfer-Encoding\xff: chunked",
                                        "Transfer-Encoding (x): chunked",
                                        "\vContent-Length 5"};
    struct response response;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char head[256];

        snprintf(head, sizeof head, "HTTP/1.1 200 x\r\n%s\r\n\r\n", lines[i]);
        refuse_head(head, "malformed");
        snprintf(head, sizeof head, "HTTP/1.1 200 x\r\n a\r\n %s\r\n\r\n", lines[i]);
        refuse_head(head, "malformed");
        snprintf(head, sizeof head, "HTTP/1.1 200 x\r\nA: b\r\n%s\r\n\r\n", lines[i]);
        refuse_head(head, "malformed");
    }
    refuse_head("HTTP/1.1 200 x\r\n Content-Length: 5\r\n\r\n", "malformed");
    assert_false(response_parse("HTTP/1.1 200 x\r\nA: \0b\r\n\r\n", 26, &response, why));
    assert_non_null(strstr(why, "NUL"));
}

static void a_folded_line_is_no_field(void **state)
{
    (void)state;
    assert_false(accept_head("HTTP/1.1 200 x\r\nA: b\r\n Content-Length: 5\r\n\r\n").has_length);
    assert_false(accept_head("HTTP/1.1 200 x\r\nA b\r\n Content-Length: 5\r\n\r\n").has_length);
}

static void a_fold_is_a_space(void **state)
{
    (void)state;
    assert_int_equal(accept_head("HTTP/1.1 200 x\r\nContent-Length:\r\n 5\r\n\r\n").length, 5);
    assert_int_equal(accept_head("HTTP/1.1 200 x\r\nContent-Length: 5,\r\n 5\n\t\r\n\r\n").length,
                     5);
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 5\r\n 5\r\n\r\n", "no length");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length: 5\r\r\n\r\n", "no length");
    assert_true(accept_head("HTTP/1.1 200 x\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n").chunked);
    assert_false(accept_head("HTTP/1.1 200 x\r\nConnection: a,\r\n close\r\n\r\n").keep_alive);
}

static void is_location(const char *head, const char *text)
{
    struct response response = accept_head(head);
    char location[64];

    assert_true(response_location(&response, location, sizeof location));
    assert_string_equal(location, text);
    assert_true(response_location(&response, location, strlen(text) + 2));
    if (text[0] != '\0')
        assert_false(response_location(&response, location, strlen(text)));
}

static void a_location_is_unfolded(void **state)
{
    (void)state;
    is_location("HTTP/1.1 301 x\r\nLocation: /a\r\n\r\n", "/a");
    is_location("HTTP/1.1 301 x\r\nLocation:\r\n /a\r\n\r\n", "/a");
    is_location("HTTP/1.1 301 x\r\nLocation: /a \r\n\t  b\n c\r\n\r\n", "/a b c");
    is_location("HTTP/1.1 301 x\r\nLocation: /a\r\n \r\n b\r\n\r\n", "/a b");
    is_location("HTTP/1.1 301 x\r\n\r\n", "");
}

static void an_empty_location_is_none(void **state)
{
    (void)state;
    assert_null(accept_head("HTTP/1.1 301 x\r\nLocation:\r\n\r\n").location);
    assert_null(accept_head("HTTP/1.1 301 x\r\nLocation: \r\n \r\n\r\n").location);
    is_location("HTTP/1.1 301 x\r\nLocation:\r\nLocation: /b\r\nLocation: /c\r\n\r\n", "/b");
}

static void identity_is_no_coding(void **state)
{
    struct response response =
        accept_head("HTTP/1.1 200 x\r\nTransfer-Encoding: Identity\r\nContent-Length: 5\r\n\r\n");

    (void)state;
    assert_false(response.chunked);
    assert_int_equal(response.length, 5);
    assert_false(response.keep_alive);
    assert_false(accept_head("HTTP/1.1 200 x\r\nTransfer-Encoding: identity\r\n\r\n").has_length);
    assert_true(
        accept_head("HTTP/1.1 200 x\r\nTransfer-Encoding: identity, chunked\r\n\r\n").chunked);
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
                "\"identity\" is not supported behind chunked");
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
                "identity\r\n\r\n",
                "behind chunked");
    refuse_head("HTTP/1.1 200 x\r\nTransfer-Encoding: identity, gzip\r\n\r\n", "gzip");
}

static void some_responses_have_no_body(void **state)
{
    struct response response = {.status = 200};

    (void)state;
    assert_true(response_has_body(&response, false));
    assert_false(response_has_body(&response, true));
    response.status = 204;
    assert_false(response_has_body(&response, false));
    response.status = 304;
    assert_false(response_has_body(&response, false));
    response.status = 103;
    assert_false(response_has_body(&response, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_http_is_found_out_at_once),
        cmocka_unit_test(status_and_version_are_read),
        cmocka_unit_test(a_bad_status_line_is_refused),
        cmocka_unit_test(field_names_ignore_case_and_values_lose_outer_space),
        cmocka_unit_test(lengths_must_agree_and_be_numbers),
        cmocka_unit_test(chunked_is_the_only_coding_and_goes_before_a_length),
        cmocka_unit_test(connections_are_kept_by_default_since_http_1_1),
        cmocka_unit_test(what_is_no_field_is_passed_over),
        cmocka_unit_test(blanks_before_the_colon_are_passed_over),
        cmocka_unit_test(malformed_framing_is_refused),
        cmocka_unit_test(a_folded_line_is_no_field),
        cmocka_unit_test(a_fold_is_a_space),
        cmocka_unit_test(a_location_is_unfolded),
        cmocka_unit_test(an_empty_location_is_none),
        cmocka_unit_test(identity_is_no_coding),
        cmocka_unit_test(some_responses_have_no_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
