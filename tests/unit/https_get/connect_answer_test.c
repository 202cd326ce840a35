#include "https_get/connect_answer.h"

#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static bool read_text(const char *head, struct connect_answer *out)
{
    return connect_answer_read(head, strlen(head), out);
}

static void status_and_reason_are_read(void **state)
{
    struct connect_answer answer;

    (void)state;
    assert_true(read_text("HTTP/1.1 200 Connection established\r\n\r\n", &answer));
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.reason, "Connection established");
    assert_true(read_text("HTTP/1.0 407\r\n\r\n", &answer));
    assert_int_equal(answer.status, 407);
    assert_string_equal(answer.reason, "");
    assert_string_equal(answer.schemes, "");
    assert_true(read_text("HTTP/1.1 000 \r\n\r\n", &answer));
    assert_int_equal(answer.status, 0);
    assert_true(read_text("HTTP/1.1 403 a\x1b[2Jb\n\n", &answer));
    assert_string_equal(answer.reason, "a\\1b[2Jb");
}

static void what_is_no_status_line_is_refused(void **state)
{
    static const char *const heads[] = {"",
                                        "\r\n",
                                        "HTTP/1.1 200",
                                        "HTTP/1.1 20\r\n\r\n",
                                        "HTTP/1.1 2000\r\n\r\n",
                                        "HTTP/1.1 2x0 OK\r\n\r\n",
                                        "HTTP/1.1  200 OK\r\n\r\n",
                                        "HTTP/1.x 200 OK\r\n\r\n",
                                        "HTTP/2 200 OK ok\r\n\r\n",
                                        "http/1.1 200 OK\r\n\r\n",
                                        "HTTP/1.1\t200 OK\r\n\r\n",
                                        "<html>HTTP/1.1 200 OK\r\n\r\n"};
    struct connect_answer answer;

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (read_text(heads[i], &answer))
            fail_msg("%s", heads[i]);
}

static void a_body_that_a_2xx_announces_does_not_matter(void **state)
{
    struct connect_answer answer;

    (void)state;
    assert_true(read_text("HTTP/1.1 200 OK\r\nContent-Length: x\r\nTransfer-Encoding: y\r\n"
                          "no colon\r\n folded\r\n\r\n",
                          &answer));
    assert_int_equal(answer.status, 200);
}

static void schemes_of_authentication_are_collected(void **state)
{
    struct connect_answer answer;

    (void)state;
    assert_true(read_text("HTTP/1.1 407 x\r\nProxy-Authenticate: Negotiate\r\n"
                          "X: y\r\nproxy-authenticate:\tNTLM \x9b\r\n\r\n",
                          &answer));
    assert_false(answer.offers_basic);
    assert_string_equal(answer.schemes, "Negotiate, NTLM \\9b");
    assert_true(
        read_text("HTTP/1.1 407 x\r\nPROXY-AUTHENTICATE:basic realm=\"a\"\r\n\r\n", &answer));
    assert_true(answer.offers_basic);
    assert_true(read_text("HTTP/1.1 407 x\r\nProxy-Authenticate: Basics\r\n\r\n", &answer));
    assert_false(answer.offers_basic);
    assert_true(read_text("HTTP/1.1 407 x\r\nWWW-Authenticate: Basic\r\n\r\n", &answer));
    assert_false(answer.offers_basic);
    assert_string_equal(answer.schemes, "");
}

static void many_schemes_are_cut(void **state)
{
    static char head[64 * 64] = "HTTP/1.1 407 x\r\n";
    struct connect_answer answer;

    (void)state;
    for (int i = 0; i < 50; i++)
        strcat(head, "Proxy-Authenticate: Something0123456789\r\n");
    strcat(head, "Proxy-Authenticate: Basic\r\n\r\n");
    assert_true(read_text(head, &answer));
    assert_true(answer.offers_basic);
    assert_int_equal(strlen(answer.schemes), CONNECT_SCHEMES_SIZE - 1);
}

/* Each beginning of a head, in memory of exactly its size: a sanitizer sees what is read behind. */
static void no_byte_behind_the_head_is_read(void **state)
{
    static const char head[] = "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic\nProxy-Authenticate:\n"
                               "Proxy-Authenticate: \t\nProxy\n\r\n\r\n";
    struct connect_answer answer;

    (void)state;
    for (size_t length = 0; length < sizeof head; length++) {
        char *copy = malloc(length > 0 ? length : 1);

        assert_non_null(copy);
        memcpy(copy, head, length);
        assert_int_equal(connect_answer_read(copy, length, &answer), length >= 16);
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_and_reason_are_read),
        cmocka_unit_test(what_is_no_status_line_is_refused),
        cmocka_unit_test(a_body_that_a_2xx_announces_does_not_matter),
        cmocka_unit_test(schemes_of_authentication_are_collected),
        cmocka_unit_test(many_schemes_are_cut),
        cmocka_unit_test(no_byte_behind_the_head_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
