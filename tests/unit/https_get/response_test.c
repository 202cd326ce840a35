#include "https_get/response.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static char why[RESPONSE_WHY_SIZE];

static struct response accept_head(const char *head)
{
    struct response response;

    assert_int_equal(response_head_length(head, strlen(head)), strlen(head));
    assert_true(response_parse(head, strlen(head), &response, why));
    return response;
}

static void refuse_head(const char *head, const char *words)
{
    struct response response;

    assert_false(response_parse(head, strlen(head), &response, why));
    assert_non_null(strstr(why, words));
}

static void a_head_ends_with_an_empty_line(void **state)
{
    const char whole[] = "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody";

    (void)state;
    for (size_t n = 0; n < sizeof whole - 1; n++)
        assert_int_equal(response_head_length(whole, n),
                         n < sizeof whole - 5 ? 0 : sizeof whole - 5);
    assert_int_equal(response_head_length("HTTP/1.1 200\n\nx", 15), 14);
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

static void malformed_fields_are_refused(void **state)
{
    struct response response;

    (void)state;
    refuse_head("HTTP/1.1 200 x\r\nno colon\r\n\r\n", "no colon");
    refuse_head("HTTP/1.1 200 x\r\nContent-Length : 5\r\n\r\n", "no valid name");
    refuse_head("HTTP/1.1 200 x\r\n: x\r\n\r\n", "no valid name");
    refuse_head("HTTP/1.1 200 x\r\n folded: x\r\n\r\n", "begins with a space");
    assert_false(response_parse("HTTP/1.1 200 x\r\nA: \0b\r\n\r\n", 26, &response, why));
    assert_non_null(strstr(why, "NUL"));
}

static void a_folded_line_is_no_field(void **state)
{
    (void)state;
    assert_false(accept_head("HTTP/1.1 200 x\r\nA: b\r\n Content-Length: 5\r\n\r\n").has_length);
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
        cmocka_unit_test(a_head_ends_with_an_empty_line),
        cmocka_unit_test(what_is_not_http_is_found_out_at_once),
        cmocka_unit_test(status_and_version_are_read),
        cmocka_unit_test(a_bad_status_line_is_refused),
        cmocka_unit_test(field_names_ignore_case_and_values_lose_outer_space),
        cmocka_unit_test(lengths_must_agree_and_be_numbers),
        cmocka_unit_test(chunked_is_the_only_coding_and_goes_before_a_length),
        cmocka_unit_test(connections_are_kept_by_default_since_http_1_1),
        cmocka_unit_test(malformed_fields_are_refused),
        cmocka_unit_test(a_folded_line_is_no_field),
        cmocka_unit_test(some_responses_have_no_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
