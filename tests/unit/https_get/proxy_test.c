#include "https_get/proxy.h"

#include "https_get/proxy_text.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const variables[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                        "http_proxy",  "no_proxy",    "NO_PROXY"};

#define VARIABLES (sizeof variables / sizeof *variables)

static void clear_environment(void)
{
    for (size_t i = 0; i < VARIABLES; i++)
        unsetenv(variables[i]);
}

/* Which of several texts counts. */
static const struct {
    const char *option, *no_proxy;      /* -x, --noproxy; NULL = not given */
    const char *environment[VARIABLES]; /* name, value, ... */
    const char *source, *host;          /* NULL = no proxy */
} choices[] = {
    {NULL, NULL, {NULL}, NULL, NULL},
    {"p1", NULL, {NULL}, "-x", "p1"},
    {NULL, NULL, {"https_proxy", "p1"}, "https_proxy", "p1"},
    {NULL, NULL, {"HTTPS_PROXY", "p1"}, "HTTPS_PROXY", "p1"},
    {NULL, NULL, {"all_proxy", "p1"}, "all_proxy", "p1"},
    {NULL, NULL, {"ALL_PROXY", "p1"}, "ALL_PROXY", "p1"},
    {NULL, NULL, {"http_proxy", "p1"}, NULL, NULL},
    {NULL, NULL, {"HTTPS_PROXY", "p1", "https_proxy", "p2"}, "https_proxy", "p2"},
    {NULL, NULL, {"ALL_PROXY", "p1", "all_proxy", "p2"}, "all_proxy", "p2"},
    {NULL, NULL, {"HTTPS_PROXY", "p1", "all_proxy", "p2"}, "HTTPS_PROXY", "p1"},
    {NULL, NULL, {"https_proxy", "", "HTTPS_PROXY", "p1"}, "HTTPS_PROXY", "p1"},
    {NULL, NULL, {"https_proxy", "", "ALL_PROXY", "p1"}, "ALL_PROXY", "p1"},
    {"p2", NULL, {"https_proxy", "p1"}, "-x", "p2"},
    {"", NULL, {"https_proxy", "p1"}, NULL, NULL},

    {NULL, NULL, {"https_proxy", "p1", "NO_PROXY", "example"}, NULL, NULL},
    {"p1", NULL, {"NO_PROXY", "example"}, NULL, NULL},
    {"p1", "example", {NULL}, NULL, NULL},
    {"p1", "", {"NO_PROXY", "example"}, "-x", "p1"},
    {"p1", "other", {"NO_PROXY", "example"}, "-x", "p1"},
    {"p1", NULL, {"NO_PROXY", "example", "no_proxy", "other"}, "-x", "p1"},
    {"p1", NULL, {"NO_PROXY", "example", "no_proxy", ""}, NULL, NULL},
    /* What need not be read is not judged. */
    {"socks5://p1", "*", {NULL}, NULL, NULL},
};

static void the_first_of_option_and_variables_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct options options = {.proxy = choices[i].option, .no_proxy = choices[i].no_proxy};
        char why[PROXY_WHY_SIZE] = "";
        struct proxy proxy;

        clear_environment();
        for (size_t j = 0; j + 1 < VARIABLES && choices[i].environment[j] != NULL; j += 2)
            setenv(choices[i].environment[j], choices[i].environment[j + 1], 1);
        if (proxy_choose(&options, "a.example", false, &proxy, why) != EXIT_OK)
            fail_msg("row %zu: %s", i, why);
        if ((proxy.kind == PROXY_NONE) != (choices[i].host == NULL))
            fail_msg("row %zu: %s", i, proxy.kind == PROXY_NONE ? "no proxy" : proxy.host);
        if (choices[i].host == NULL)
            continue;
        if (strcmp(proxy.source, choices[i].source) != 0 ||
            strcmp(proxy.host, choices[i].host) != 0)
            fail_msg("row %zu: %s of %s", i, proxy.host, proxy.source);
    }
    clear_environment();
}

static const struct {
    const char *text;
    proxy_kind kind;
    const char *host;
    unsigned port;
    const char *credentials; /* NULL = none */
} texts[] = {
    {"p.example", PROXY_HTTP, "p.example", 1080, NULL},
    {"p.example:3128", PROXY_HTTP, "p.example", 3128, NULL},
    {"http://p.example", PROXY_HTTP, "p.example", 1080, NULL},
    {"HTTP://p.example:80", PROXY_HTTP, "p.example", 80, NULL},
    {"https://p.example", PROXY_HTTPS, "p.example", 443, NULL},
    {"Https://p.example:8443/", PROXY_HTTPS, "p.example", 8443, NULL},
    {"http://p_1.example:", PROXY_HTTP, "p_1.example", 1080, NULL},
    {"http://192.0.2.1:3128", PROXY_HTTP, "192.0.2.1", 3128, NULL},
    {"[2001:db8::1]:3128", PROXY_HTTP, "2001:db8::1", 3128, NULL},
    {"http://[::1]", PROXY_HTTP, "::1", 1080, NULL},
    {"http://p.example:3128/path?query#x", PROXY_HTTP, "p.example", 3128, NULL},
    {"http://p.example?x@y", PROXY_HTTP, "p.example", 1080, NULL},
    {"http://u:p@p.example:1", PROXY_HTTP, "p.example", 1, "u:p"},
    {"u:p@p.example", PROXY_HTTP, "p.example", 1080, "u:p"},
    {"http://u@p.example", PROXY_HTTP, "p.example", 1080, "u:"},
    {"http://:p@p.example", PROXY_HTTP, "p.example", 1080, ":p"},
    {"http://@p.example", PROXY_HTTP, "p.example", 1080, ":"},
    {"http://u:a:b@c@p.example", PROXY_HTTP, "p.example", 1080, "u:a:b@c"},
    {"http://u%40x:%3a%2F%C3%A4%zz%4@p.example", PROXY_HTTP, "p.example", 1080,
     "u@x::/\xc3\xa4%zz%4"},
    {"http://u:p@[::1]:9", PROXY_HTTP, "::1", 9, "u:p"},
    /* IPv4 addresses in any form, and hosts that are percent-encoded. */
    {"http://127.1:9", PROXY_HTTP, "127.0.0.1", 9, NULL},
    {"127.2.1", PROXY_HTTP, "127.2.0.1", 1080, NULL},
    {"2130706433", PROXY_HTTP, "127.0.0.1", 1080, NULL},
    {"0x7f.0.0.010", PROXY_HTTP, "127.0.0.8", 1080, NULL},
    {"http://%70.ex%61mple", PROXY_HTTP, "p.example", 1080, NULL},
    {"http://%31%32%37.0.0.1", PROXY_HTTP, "127.0.0.1", 1080, NULL},
};

static void a_proxy_s_text_is_read_as_by_curl(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct proxy proxy = {.source = "-x"};
        char why[PROXY_WHY_SIZE] = "";

        if (proxy_read(texts[i].text, &proxy, why) != EXIT_OK)
            fail_msg("%s: %s", texts[i].text, why);
        assert_string_equal(proxy.host, texts[i].host);
        assert_int_equal(proxy.kind, texts[i].kind);
        assert_int_equal(proxy.port, texts[i].port);
        assert_int_equal(proxy.ipv6, strchr(texts[i].host, ':') != NULL);
        assert_int_equal(proxy.has_credentials, texts[i].credentials != NULL);
        if (texts[i].credentials != NULL)
            assert_string_equal(proxy.credentials, texts[i].credentials);
    }
}

static void a_proxy_s_address_may_have_a_zone(void **state)
{
    static const char *const forms[] = {"http://[fe80::1%25eth0]:9", "[fe80::1%eth0]:9"};

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct proxy proxy = {.source = "-x"};
        char why[PROXY_WHY_SIZE] = "";

        assert_int_equal(proxy_read(forms[i], &proxy, why), EXIT_OK);
        assert_string_equal(proxy.host, "fe80::1");
        assert_string_equal(proxy.zone, "eth0");
        assert_int_equal(proxy.port, 9);
    }
}

static const struct {
    const char *text;
    exit_code code;
    const char *shown, *reason;
} refusals[] = {
    {"socks5://p.example", EXIT_CONNECT, "socks5://p.example", "socks5:// is a kind of proxy"},
    {"socks5h://u:secret@p.example:1", EXIT_CONNECT, "socks5h://***@p.example:1", "http://"},
    {"SOCKS://p", EXIT_CONNECT, "SOCKS://p", "SOCKS:// is a kind"},
    {"ftp://p.example", EXIT_CONNECT, "ftp://p.example", "ftp:// is a kind"},
    {"http://", EXIT_PROXY_LOOKUP, "http://", "no host"},
    {"http://:80", EXIT_PROXY_LOOKUP, "http://:80", "no host"},
    {"http://u:secret@", EXIT_PROXY_LOOKUP, "http://***@", "no host"},
    {"http://p:99999", EXIT_PROXY_LOOKUP, "http://p:99999", "the port is not"},
    {"http://p:99999999999999999999", EXIT_PROXY_LOOKUP, "http://p:9999", "the port is not"},
    {"http://p:0", EXIT_PROXY_LOOKUP, "http://p:0", "the port is not"},
    {"http://p:80x", EXIT_PROXY_LOOKUP, "http://p:80x", "the port is not"},
    {"http://p:-1", EXIT_PROXY_LOOKUP, "http://p:-1", "the port is not"},
    {"http://[::1", EXIT_PROXY_LOOKUP, "http://[::1", "']'"},
    {"http://[::1]x", EXIT_PROXY_LOOKUP, "http://[::1]x", "behind its address"},
    {"http://[]", EXIT_PROXY_LOOKUP, "http://[]", "no host"},
    {"http://p p", EXIT_PROXY_LOOKUP, "http://p p", "p p"},
    {"http://a..b", EXIT_PROXY_LOOKUP, "http://a..b", "a..b"},
    {"://p", EXIT_PROXY_LOOKUP, "://p", "no host"},
    {"http://u:%00@p", EXIT_PROXY_LOOKUP, "http://***@p", "NUL"},
    /* What a host decodes to is judged as if it had been written. */
    {"http://p%00.example", EXIT_PROXY_LOOKUP, "http://p%00.example", "NUL"},
    {"http://p%2f.example", EXIT_PROXY_LOOKUP, "http://p%2f.example", "p/.example"},
    {"http://p%0a.example", EXIT_PROXY_LOOKUP, "http://p%0a.example", "p\\0a.example"},
    {"http://p%20p", EXIT_PROXY_LOOKUP, "http://p%20p", "p p"},
    {"http://p%zz", EXIT_PROXY_LOOKUP, "http://p%zz", "p%zz"},
    {"http://256.1", EXIT_PROXY_LOOKUP, "http://256.1", "256.1"},
    {"http://[fe80::1%]", EXIT_PROXY_LOOKUP, "[fe80::1%]", "zone behind its address is empty"},
    {"http://[fe80::1%a/b]", EXIT_PROXY_LOOKUP, "[fe80::1%a/b]", "']'"},
    {"http://[fe80::1%a:b]", EXIT_PROXY_LOOKUP, "[fe80::1%a:b]", "zone behind its address is not"},
    {"http://[fe80%3a:1]", EXIT_PROXY_LOOKUP, "[fe80%3a:1]", ""},
    /* No piece of a password is shown, wherever the text stops to make sense. */
    {"http://u:sec/ret@p", EXIT_PROXY_LOOKUP, "http://***@p", "the port is not"},
    {"http://u:sec?ret@p", EXIT_PROXY_LOOKUP, "http://***@p", "the port is not"},
    {"http://u:sec#ret@p", EXIT_PROXY_LOOKUP, "http://***@p", "the port is not"},
    {"u:sec://ret@p", EXIT_PROXY_LOOKUP, "\"***@p\"", "the port is not"},
    {"socks5://u:s@ecret@p", EXIT_CONNECT, "socks5://***@p", "kind"},
    {"http://\x1b[2J", EXIT_PROXY_LOOKUP, "http://\\1b[2J", ""},
};

static void a_text_that_can_not_be_used_is_named_without_its_password(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct options options = {.proxy = NULL};
        char why[PROXY_WHY_SIZE] = "";
        struct proxy proxy;

        clear_environment();
        setenv("https_proxy", refusals[i].text, 1);
        assert_int_equal(proxy_choose(&options, "a.example", false, &proxy, why), refusals[i].code);
        if (strncmp(why, "https_proxy is \"", 16) != 0 || strstr(why, refusals[i].shown) == NULL ||
            strstr(why, refusals[i].reason) == NULL || strstr(why, "sec") != NULL ||
            strstr(why, "ret") != NULL)
            fail_msg("%s: %s", refusals[i].text, why);
    }
    clear_environment();
}

static void proxy_user_counts_where_the_url_has_none(void **state)
{
    struct options options = {.proxy = "http://p", .proxy_user = "a:b%40"};
    char why[PROXY_WHY_SIZE];
    struct proxy proxy;

    (void)state;
    clear_environment();
    assert_int_equal(proxy_choose(&options, "a.example", false, &proxy, why), EXIT_OK);
    assert_true(proxy.has_credentials);
    assert_string_equal(proxy.credentials, "a:b%40");
    options.proxy = "http://c:d@p";
    assert_int_equal(proxy_choose(&options, "a.example", false, &proxy, why), EXIT_OK);
    assert_string_equal(proxy.credentials, "c:d");
}

static void credentials_in_H_are_refused_where_there_is_a_proxy(void **state)
{
    static const struct {
        const char *line;
        exit_code code;
    } lines[] = {
        {"Proxy-Authorization: Basic x", EXIT_USAGE}, {"proxy-authorization :x", EXIT_USAGE},
        {"Proxy-Authorization;", EXIT_USAGE},         {"Proxy-Authorization:", EXIT_OK},
        {"Proxy-Authorization: ", EXIT_OK},           {"Authorization: x", EXIT_OK},
    };

    (void)state;
    clear_environment();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *line = lines[i].line;
        struct options options = {.proxy = "http://p", .headers = {&line, 1}};
        char why[PROXY_WHY_SIZE];
        struct proxy proxy;

        assert_int_equal(proxy_choose(&options, "a.example", false, &proxy, why), lines[i].code);
        if (lines[i].code != EXIT_OK)
            assert_non_null(strstr(why, "which a.example would get and the proxy would not"));
        options.no_proxy = "*";
        assert_int_equal(proxy_choose(&options, "a.example", false, &proxy, why), EXIT_OK);
    }
}

static void credentials_have_a_limit(void **state)
{
    static char user[PROXY_CREDENTIALS_SIZE + 1], url[PROXY_CREDENTIALS_SIZE + 64];
    struct options options = {.proxy = "http://p", .proxy_user = user};
    char why[PROXY_WHY_SIZE];
    struct proxy proxy;

    (void)state;
    memset(user, 'x', sizeof user - 1);
    user[1] = ':';
    assert_int_equal(proxy_choose(&options, "a", false, &proxy, why), EXIT_USAGE);
    assert_non_null(strstr(why, "--proxy-user has more than 4095 bytes"));
    user[PROXY_CREDENTIALS_SIZE - 1] = '\0';
    assert_int_equal(proxy_choose(&options, "a", false, &proxy, why), EXIT_OK);
    assert_int_equal(strlen(proxy.credentials), PROXY_CREDENTIALS_SIZE - 1);
    snprintf(url, sizeof url, "http://%s@p", user);
    options.proxy = url;
    assert_int_equal(proxy_choose(&options, "a", false, &proxy, why), EXIT_OK);
    assert_string_equal(proxy.credentials, user);
    snprintf(url, sizeof url, "http://%sx@p", user);
    assert_int_equal(proxy_choose(&options, "a", false, &proxy, why), EXIT_PROXY_LOOKUP);
    assert_null(strstr(why, "xx"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_option_and_variables_counts),
        cmocka_unit_test(a_proxy_s_text_is_read_as_by_curl),
        cmocka_unit_test(a_proxy_s_address_may_have_a_zone),
        cmocka_unit_test(a_text_that_can_not_be_used_is_named_without_its_password),
        cmocka_unit_test(proxy_user_counts_where_the_url_has_none),
        cmocka_unit_test(credentials_in_H_are_refused_where_there_is_a_proxy),
        cmocka_unit_test(credentials_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
