#include "https_get/request.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static void expect(const char *const *headers, size_t count, bool foreign, const char *wanted)
{
    struct options options = {.headers = {(const char **)(uintptr_t)headers, count}};
    struct url url = {.host = "a.example", .port = 8443, .target = "/x?y"};
    char *text = request_text(&options, &url, foreign);

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
    char *text = request_text(&options, &url, false);

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_names_host_agent_and_what_it_takes),
        cmocka_unit_test(a_head_request_says_so),
        cmocka_unit_test(given_fields_replace_the_default_ones),
        cmocka_unit_test(credentials_do_not_follow_a_redirect_to_another_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
