#include "https_get/request.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect(const char *const *headers, size_t count, bool foreign, const char *wanted)
{
    struct options options = {.headers = {(const char **)(uintptr_t)headers, count}};
    struct url url = {.host = "a.example", .port = 8443, .target = "/x?y"};
    const struct request request = {.url = &url, .foreign = foreign};
    char *text = request_text(&options, &request);

    assert_non_null(text);
    assert_string_equal(text, wanted);
    free(text);
}

#define DEFAULT_FIELDS "User-Agent: https_get/" BRINE_VERSION "\r\nAccept: */*\r\n"

static void a_request_names_host_agent_and_what_it_takes(void **state)
{
    (void)state;
    expect(NULL, 0, false, "GET /x?y HTTP/1.1\r\nHost: a.example:8443\r\n" DEFAULT_FIELDS "\r\n");
}

static void a_head_request_says_so(void **state)
{
    struct options options = {.head_only = true};
    struct url url = {.host = "::1", .ipv6 = true, .port = 443, .target = "/"};
    const struct request request = {.url = &url};
    char *text = request_text(&options, &request);

    (void)state;
    assert_string_equal(text, "HEAD / HTTP/1.1\r\nHost: [::1]\r\n" DEFAULT_FIELDS "\r\n");
    free(text);
}

static void given_fields_replace_the_default_ones(void **state)
{
    const char *const headers[] = {
        "host: other", "USER-AGENT: me", "X-Empty;", "Accept:", "X: y", "Gone:  ", "nothing"};

    (void)state;
    expect(headers, 7, false,
           "GET /x?y HTTP/1.1\r\nhost: other\r\nUSER-AGENT: me\r\nX-Empty:\r\nX: y\r\n\r\n");
}

static void credentials_do_not_follow_a_redirect_to_another_host(void **state)
{
    const char *const headers[] = {"Host: other", "Authorization: Bearer x", "cookie: a=b",
                                   "X: y",        "AUTHORIZATION : x",       "Cookie \t: a=b",
                                   "host ;",      "Proxy-Authorization: x",  "authorization  : x",
                                   "Cookie2: a"};

    (void)state;
    expect(headers, sizeof headers / sizeof *headers, true,
           "GET /x?y HTTP/1.1\r\nHost: a.example:8443\r\n" DEFAULT_FIELDS "X: y\r\n\r\n");
}

/* The request to https://a.example/, with the fields that the options make of it. */
static void expect_fields(struct options options, bool foreign, const char *wanted)
{
    struct url url = {.host = "a.example", .port = 443, .target = "/"};
    const struct request request = {.url = &url, .foreign = foreign};
    char all[512], *text = request_text(&options, &request);

    assert_non_null(text);
    snprintf(all, sizeof all, "GET / HTTP/1.1\r\nHost: a.example\r\n%s\r\n", wanted);
    assert_string_equal(text, all);
    free(text);
}

static void options_make_the_fields_that_they_make_with_curl(void **state)
{
    (void)state;
    expect_fields((struct options){.user_agent = "me"}, false, "User-Agent: me\r\nAccept: */*\r\n");
    expect_fields((struct options){.user_agent = ""}, false, "Accept: */*\r\n");
    expect_fields((struct options){.user_agent = "", .referer = "b;auto", .referer_length = 1},
                  true, "Accept: */*\r\nReferer: b\r\n");
    expect_fields((struct options){.user_agent = "", .range = "1-2"}, false,
                  "Range: bytes=1-2\r\nAccept: */*\r\n");
    expect_fields((struct options){.user_agent = "", .range = "5"}, false,
                  "Range: bytes=5-\r\nAccept: */*\r\n");
}

static void credentials_are_basic_and_for_one_host(void **state)
{
    static const struct {
        const char *pair, *value;
    } rows[] = {{"user:pa", "dXNlcjpwYQ=="},
                {"user:pas", "dXNlcjpwYXM="},
                {"user:pass", "dXNlcjpwYXNz"},
                {":\xff\xfe", "Ov/+"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct options options = {.user_agent = "", .credentials = rows[i].pair};
        char wanted[128];

        snprintf(wanted, sizeof wanted, "Authorization: Basic %s\r\nAccept: */*\r\n",
                 rows[i].value);
        expect_fields(options, false, wanted);
        expect_fields(options, true, "Accept: */*\r\n");
    }
}

static void credentials_of_the_URL_yield_to_those_of_an_option(void **state)
{
    struct url url = {.host = "a.example", .port = 443, .target = "/", .credentials = "user:pa"};
    struct options options = {.user_agent = ""};
    struct request request = {.url = &url};
    char *text = request_text(&options, &request);

    (void)state;
    assert_non_null(strstr(text, "\r\nAuthorization: Basic dXNlcjpwYQ==\r\n"));
    free(text);
    options.credentials = "user:pass";
    text = request_text(&options, &request);
    assert_non_null(strstr(text, "\r\nAuthorization: Basic dXNlcjpwYXNz\r\n"));
    assert_null(strstr(text, "dXNlcjpwYQ=="));
    free(text);
    options.credentials = NULL;
    request.foreign = true;
    text = request_text(&options, &request);
    assert_null(strstr(text, "Authorization"));
    free(text);
}

static void a_field_of_H_replaces_that_of_an_option(void **state)
{
    const char *const headers[] = {"authorization: x", "Range:", "REFERER: y", "user-agent: z"};
    struct options options = {.headers = {(const char **)(uintptr_t)headers, 4},
                              .credentials = "a:b",
                              .range = "1-",
                              .referer = "r",
                              .referer_length = 1,
                              .user_agent = "me"};

    (void)state;
    expect_fields(options, false,
                  "Accept: */*\r\nauthorization: x\r\nREFERER: y\r\nuser-agent: z\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_names_host_agent_and_what_it_takes),
        cmocka_unit_test(a_head_request_says_so),
        cmocka_unit_test(given_fields_replace_the_default_ones),
        cmocka_unit_test(options_make_the_fields_that_they_make_with_curl),
        cmocka_unit_test(credentials_are_basic_and_for_one_host),
        cmocka_unit_test(credentials_of_the_URL_yield_to_those_of_an_option),
        cmocka_unit_test(a_field_of_H_replaces_that_of_an_option),
        cmocka_unit_test(credentials_do_not_follow_a_redirect_to_another_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
