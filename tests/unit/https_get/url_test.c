#include "https_get/url.h"
#include "support/test.h"

#include <string.h>

static char why[URL_WHY_SIZE];

static void expect(const char *text, const char *host, unsigned port, const char *target)
{
    struct url url;

    assert_int_equal(url_parse(text, &url, why), EXIT_OK);
    assert_string_equal(url.host, host);
    assert_int_equal(url.port, port);
    assert_string_equal(url.target, target);
}

static void refuse(const char *text, exit_code code, const char *words)
{
    struct url url;

    assert_int_equal(url_parse(text, &url, why), code);
    assert_non_null(strstr(why, words));
}

static void what_can_not_be_seen_is_escaped(void **state)
{
    (void)state;
    refuse("https://a\x9b/", EXIT_URL, "\"https://a\\9b/\" is not ASCII");
    refuse("https://a\033/", EXIT_URL, "\"https://a\\1b/\" contains '\\1b'");
    refuse("https://a:\n", EXIT_URL, "\"https://a:\\0a\" is not a number");
}

/* As curl does; what the name is then is judged as if it had been written. */
static void a_host_may_be_percent_encoded(void **state)
{
    (void)state;
    expect("https://%61.ex%41mple/", "a.example", 443, "/");
    expect("https://%31%32%37.0.0.1:8443/", "127.0.0.1", 8443, "/");
    /* The forms of inet_aton, as curl takes them; what is none of them is a name. */
    expect("https://127.1/", "127.0.0.1", 443, "/");
    expect("0x7f.1", "127.0.0.1", 443, "/");
    expect("http://2130706433", "127.0.0.1", 443, "/");
    expect("https://0177.0.0.1:9/", "127.0.0.1", 9, "/");
    expect("https://255.255.255.255/", "255.255.255.255", 443, "/");
    expect("https://1.2.3.4.5/", "1.2.3.4.5", 443, "/");
    expect("https://256.1/", "256.1", 443, "/");
    expect("https://08.1/", "08.1", 443, "/");
    refuse("https://a%00b/", EXIT_URL, "contains '\\00'");
    refuse("https://%00/", EXIT_URL, "contains '\\00'");
    refuse("https://a%0ab/", EXIT_URL, "contains '\\0a'");
    refuse("https://a%7fb/", EXIT_URL, "contains '\\7f'");
    refuse("https://a%20b/", EXIT_URL, "contains ' '");
    refuse("https://a%2fb/", EXIT_URL, "contains '/'");
    refuse("https://a%5cb/", EXIT_URL, "contains '\\\\'");
    refuse("https://a%3fb/", EXIT_URL, "contains '?'");
    refuse("https://a%23b/", EXIT_URL, "contains '#'");
    refuse("https://a%40b/", EXIT_URL, "contains '@'");
    refuse("https://a%3a1/", EXIT_URL, "contains ':'");
    refuse("https://%5b::1%5d/", EXIT_URL, "contains '['");
    refuse("https://[%3a:1]/", EXIT_URL, "zone");
    refuse("https://a%2500b/", EXIT_URL, "contains '%'");
    refuse("https://a%zz/", EXIT_URL, "contains '%'");
    refuse("https://a%4", EXIT_URL, "contains '%'");
    refuse("https://a%", EXIT_URL, "contains '%'");
    refuse("https://%c3%a4.test/", EXIT_URL, "is not ASCII");
}

static void https_has_port_443_unless_another_is_named(void **state)
{
    (void)state;
    expect("https://a.example/x?y=1", "a.example", 443, "/x?y=1");
    expect("https://a.example:8443/", "a.example", 8443, "/");
    expect("https://a.example:/", "a.example", 443, "/");
    expect("HTTPS://A.Example", "a.example", 443, "/");
}

static void a_url_without_scheme_is_https(void **state)
{
    (void)state;
    expect("a.example", "a.example", 443, "/");
    expect("a.example:8443/x", "a.example", 8443, "/x");
    expect("//a.example/x", "a.example", 443, "/x");
    expect("localhost:1", "localhost", 1, "/");
}

static void http_becomes_https_unless_it_names_a_port_of_its_own(void **state)
{
    (void)state;
    expect("http://a.example/x", "a.example", 443, "/x");
    expect("http://a.example:80/x", "a.example", 443, "/x");
    refuse("http://a.example:8080/x", EXIT_SCHEME, "http on port 8080");
    refuse("http://a.example:443/x", EXIT_SCHEME, "write https://");
}

static void other_schemes_are_refused(void **state)
{
    (void)state;
    refuse("ftp://a.example/", EXIT_SCHEME, "\"ftp\"");
    refuse("file:///etc/passwd", EXIT_SCHEME, "\"file\"");
    refuse("httpss://a.example/", EXIT_SCHEME, "\"httpss\"");
    refuse("http1://a.example:bad/", EXIT_SCHEME, "\"http1\"");
}

static void ipv6_addresses_stand_in_brackets(void **state)
{
    struct url url;
    char authority[64];

    (void)state;
    expect("https://[::1]:8443/x", "::1", 8443, "/x");
    expect("https://[2001:DB8::1]", "2001:db8::1", 443, "/");
    assert_int_equal(url_parse("[::1]:8443", &url, why), EXIT_OK);
    url_authority(&url, authority, sizeof authority);
    assert_string_equal(authority, "[::1]:8443");
    refuse("https://[::1/", EXIT_URL, "']'");
    refuse("https://[::1]x/", EXIT_URL, "behind its address");
    refuse("https://[]/", EXIT_URL, "no host");
    refuse("https://::1/", EXIT_URL, "no host");
}

static void hosts_and_ports_are_checked(void **state)
{
    char long_host[400] = "https://";

    (void)state;
    memset(long_host + 8, 'a', 300);
    refuse("https://", EXIT_URL, "no host");
    refuse("https:////path", EXIT_URL, "no host");
    refuse("https:path", EXIT_URL, "not a number");
    refuse("", EXIT_URL, "no host");
    refuse("https://a b/", EXIT_URL, "' '");
    refuse("https://b\xc3\xbc"
           "cher.example/",
           EXIT_URL, "A-labels");
    refuse("https://a\rb/", EXIT_URL, "'\\0d'");
    refuse(long_host, EXIT_URL, "too long");
    refuse("https://a:0/", EXIT_URL, "between 1 and 65535");
    refuse("https://a:65536/", EXIT_URL, "between 1 and 65535");
    refuse("https://a:99999999999999999999/", EXIT_URL, "port");
    refuse("https://a:+1/", EXIT_URL, "not a number");
    refuse("https://a@b@c/", EXIT_URL, "'@'");
}

static void one_or_three_slashes_are_two(void **state)
{
    (void)state;
    expect("https:/a.example/x", "a.example", 443, "/x");
    expect("https:///a.example/x", "a.example", 443, "/x");
    expect("HTTP:/a.example", "a.example", 443, "/");
    expect("a:/x", "a", 443, "/x");
    refuse("ftp:///a/", EXIT_SCHEME, "ftp");
}

static void expect_zone(const char *text, const char *zone)
{
    struct url url;
    char authority[64];

    assert_int_equal(url_parse(text, &url, why), EXIT_OK);
    assert_string_equal(url.host, "fe80::1");
    assert_string_equal(url.zone, zone);
    url_authority(&url, authority, sizeof authority);
    assert_string_equal(authority, "[fe80::1]");
}

static void a_zone_is_no_part_of_the_host(void **state)
{
    (void)state;
    expect_zone("https://[fe80::1%25eth0]/", "eth0");
    expect_zone("https://[FE80::1%eth0]/", "eth0");
    expect_zone("https://[fe80::1%251]/", "1");
    expect_zone("https://[fe80::1%25]/", "25");
    expect_zone("https://[fe80::1]/", "");
    refuse("https://[fe80::1%]/", EXIT_URL, "zone");
    refuse("https://[fe80::1%25a/b]/", EXIT_URL, "']'");
    refuse("https://[fe80::1%25a%b]/", EXIT_URL, "zone");
    refuse("https://[fe80::1%25aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
           "aaaaaaaa]/",
           EXIT_URL, "too long");
    refuse("https://a%25eth0/", EXIT_URL, "'%'");
}

/* The credentials that base has, or the redirect from it to a Location. */
static void expect_credentials(const char *base, const char *location, const char *credentials)
{
    struct url from, to;

    assert_int_equal(url_parse(base, &from, why), EXIT_OK);
    to = from;
    if (location != NULL)
        assert_int_equal(url_resolve(&from, location, &to, why), EXIT_OK);
    assert_string_equal(to.credentials, credentials);
}

static void a_user_name_stands_before_the_host(void **state)
{
    (void)state;
    expect("https://u:p@a.example:8443/x@y", "a.example", 8443, "/x@y");
    expect("https://u:p@[::1]/", "::1", 443, "/");
    expect("u@a.example", "a.example", 443, "/");
    expect_credentials("https://u:p@a/", NULL, "u:p");
    expect_credentials("https://u@a/", NULL, "u:");
    expect_credentials("u%40:p%3a%2F%@a", NULL, "u@:p:/%");
    expect_credentials("https://a/u:p@b", NULL, "");
    refuse("https://u p@a/", EXIT_URL, "percent-encoded");
    refuse("https://u%00@a/", EXIT_URL, "percent-encoded");
}

static void credentials_stay_with_their_server(void **state)
{
    (void)state;
    expect_credentials("https://u:p@a/", "/x", "u:p");
    expect_credentials("https://u:p@a/", "?x", "u:p");
    expect_credentials("https://u:p@a/", "https://a/x", "u:p");
    expect_credentials("https://u:p@a/", "//A:443/x", "u:p");
    expect_credentials("https://u:p@a/", "https://v:q@a/x", "v:q");
    expect_credentials("https://a/", "https://v:q@a/x", "v:q");
    expect_credentials("https://u:p@a/", "https://b/", "");
    expect_credentials("https://u:p@a/", "https://a:8443/", "");
    expect_credentials("https://u:p@a/", "http://a/", "");
    expect_credentials("https://u:p@a/", "https://v:q@b/", "");
    expect_credentials("https://u:p@[fe80::1%251]/", "https://[fe80::1%252]/", "");
}

/* A sentence may be read by others than who typed the URL. */
static void sentences_hide_the_password(void **state)
{
    static const char *const urls[] = {"https://u:secret@a..b:x/", "u:secret@a:x",
                                       "//u:secret@a:x",           "https://u:secret@/",
                                       "https:/u:secret@a:x/",     "https://u:sec\xffret@a:0/",
                                       "https:///u:secret@a:x//@", "https://u:secret@v:secret@a/",
                                       "u:secret@a:x//b@c"};
    struct url url;

    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        assert_int_equal(url_parse(urls[i], &url, why), EXIT_URL);
        assert_null(strstr(why, "sec"));
        assert_non_null(strstr(why, "***@"));
    }
}

static void a_port_of_five_digits_is_read(void **state)
{
    (void)state;
    expect("https://a:65535/", "a", 65535, "/");
}

static void a_query_needs_no_path_and_a_fragment_is_dropped(void **state)
{
    (void)state;
    expect("https://a?x=1", "a", 443, "/?x=1");
    expect("https://a/p?x=/../y#frag", "a", 443, "/p?x=/../y");
    expect("https://a#frag", "a", 443, "/");
}

static void dot_segments_are_removed(void **state)
{
    (void)state;
    expect("https://a/b/./c/../d", "a", 443, "/b/d");
    expect("https://a/../../b", "a", 443, "/b");
    expect("https://a/b/..", "a", 443, "/");
    expect("https://a/b/.", "a", 443, "/b/");
    expect("https://a/b/c/..?q", "a", 443, "/b/?q");
    expect("https://a/.../..b/", "a", 443, "/.../..b/");
    expect("https://a//b//../c", "a", 443, "//b/c");
}

static void spaces_and_control_characters_are_refused(void **state)
{
    (void)state;
    refuse("https://a/b c", EXIT_URL, "%20");
    refuse("https://a/b\r\nHost: evil", EXIT_URL, "%0D");
    refuse("https://a/\x7f", EXIT_URL, "%7F");
}

static void bytes_beyond_ascii_are_encoded(void **state)
{
    (void)state;
    expect("https://a/\xc3\xa4", "a", 443, "/%C3%A4");
}

static void a_url_has_a_longest_size(void **state)
{
    static char text[URL_TARGET_SIZE + 100];
    static struct url url;

    (void)state;
    memset(text, 'a', sizeof text - 1);
    memcpy(text, "https://a/", 10);
    refuse(text, EXIT_URL, "longer than");
    memcpy(text, "a/aaaaaaaa", 10);
    refuse(text, EXIT_URL, "longer than");
    text[10 + URL_TARGET_SIZE - 20] = '\0';
    memcpy(text, "https://a/", 10);
    assert_int_equal(url_parse(text, &url, why), EXIT_OK);
}

static void resolve(const char *reference, const char *host, unsigned port, const char *target)
{
    static struct url base, url;

    assert_int_equal(url_parse("https://a.example:8443/b/c/d;p?q", &base, why), EXIT_OK);
    assert_int_equal(url_resolve(&base, reference, &url, why), EXIT_OK);
    assert_string_equal(url.host, host);
    assert_int_equal(url.port, port);
    assert_string_equal(url.target, target);
}

/* The examples of RFC 3986 section 5.4, as far as they lead to https. */
static void references_resolve_as_the_rfc_shows(void **state)
{
    static const char *const examples[][2] = {
        {"g", "/b/c/g"},
        {"./g", "/b/c/g"},
        {"g/", "/b/c/g/"},
        {"/g", "/g"},
        {"?y", "/b/c/d;p?y"},
        {"g?y", "/b/c/g?y"},
        {"#s", "/b/c/d;p?q"},
        {"g#s", "/b/c/g"},
        {"g?y#s", "/b/c/g?y"},
        {";x", "/b/c/;x"},
        {"g;x", "/b/c/g;x"},
        {"", "/b/c/d;p?q"},
        {".", "/b/c/"},
        {"./", "/b/c/"},
        {"..", "/b/"},
        {"../", "/b/"},
        {"../g", "/b/g"},
        {"../..", "/"},
        {"../../", "/"},
        {"../../g", "/g"},
        {"../../../g", "/g"},
        {"/./g", "/g"},
        {"/../g", "/g"},
        {"g.", "/b/c/g."},
        {"..g", "/b/c/..g"},
        {"./../g", "/b/g"},
        {"./g/.", "/b/c/g/"},
        {"g/./h", "/b/c/g/h"},
        {"g/../h", "/b/c/h"},
        {"g;x=1/../y", "/b/c/y"},
        {"g?y/../x", "/b/c/g?y/../x"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        resolve(examples[i][0], "a.example", 8443, examples[i][1]);
}

static void a_redirect_may_lead_to_another_host(void **state)
{
    (void)state;
    resolve("https://b.example/x", "b.example", 443, "/x");
    resolve("//b.example/x", "b.example", 443, "/x");
    resolve("http://b.example/x", "b.example", 443, "/x");
    resolve("https://[::1]:1/", "::1", 1, "/");
}

static void a_redirect_s_spaces_are_encoded(void **state)
{
    (void)state;
    resolve("/a b\xc3\xa4", "a.example", 8443, "/a%20b%C3%A4");
}

static void bad_redirects_are_refused(void **state)
{
    static struct url base, url;

    (void)state;
    assert_int_equal(url_parse("https://a/", &base, why), EXIT_OK);
    assert_int_equal(url_resolve(&base, "http://a:8080/", &url, why), EXIT_SCHEME);
    assert_int_equal(url_resolve(&base, "ftp://a/", &url, why), EXIT_SCHEME);
    assert_int_equal(url_resolve(&base, "javascript:alert(1)", &url, why), EXIT_SCHEME);
    assert_int_equal(url_resolve(&base, "https://u@v@a/", &url, why), EXIT_URL);
    assert_int_equal(url_resolve(&base, "/a\x01", &url, why), EXIT_URL);
}

static void a_file_name_is_what_follows_the_last_slash(void **state)
{
    struct url url;
    char name[16];

    (void)state;
    assert_int_equal(url_parse("https://a/b/page.html?x=/y", &url, why), EXIT_OK);
    assert_true(url_file_name(&url, name, sizeof name));
    assert_string_equal(name, "page.html");
    assert_int_equal(url_parse("https://a/b/", &url, why), EXIT_OK);
    assert_false(url_file_name(&url, name, sizeof name));
    assert_int_equal(url_parse("https://a/0123456789abcdef", &url, why), EXIT_OK);
    assert_false(url_file_name(&url, name, sizeof name));
}

/* Where base leads to with a Location. */
static bool leads_elsewhere(const char *base, const char *location)
{
    struct url from, to;

    assert_int_equal(url_parse(base, &from, why), EXIT_OK);
    assert_int_equal(url_resolve(&from, location, &to, why), EXIT_OK);
    return url_leads_elsewhere(&from, &to);
}

static void scheme_host_and_port_are_home_together(void **state)
{
    (void)state;
    assert_false(leads_elsewhere("https://a.example/x", "/y"));
    assert_false(leads_elsewhere("https://a.example/x", "y?z"));
    assert_false(leads_elsewhere("https://a.example/x", "//A.example:443/y"));
    assert_false(leads_elsewhere("https://a.example/x", "https://a.example/"));
    assert_false(leads_elsewhere("http://a.example/x", "https://a.example/"));
    assert_false(leads_elsewhere("http://a.example/x", "/y"));
    assert_true(leads_elsewhere("https://a.example/x", "https://b.a.example/"));
    assert_true(leads_elsewhere("https://a.example/x", "https://example/"));
    assert_true(leads_elsewhere("https://a.example/x", "https://a.example:8443/"));
    assert_true(leads_elsewhere("https://a.example:8443/x", "//a.example/"));
    assert_true(leads_elsewhere("https://a.example/x", "http://a.example/"));
    assert_true(leads_elsewhere("https://a.example/x", "HTTP://a.example:80/"));
    assert_true(leads_elsewhere("http://a.example/x", "http://a.example/"));
}

/* Whether base redirects to itself with a Location. */
static bool leads_back(const char *base, const char *location)
{
    struct url from, to;

    assert_int_equal(url_parse(base, &from, why), EXIT_OK);
    assert_int_equal(url_resolve(&from, location, &to, why), EXIT_OK);
    return url_is_same(&from, &to);
}

static void host_port_path_and_query_make_a_url(void **state)
{
    (void)state;
    assert_true(leads_back("https://a.example/x?y", "#z"));
    assert_true(leads_back("https://a.example/x?y", "?y"));
    assert_true(leads_back("https://a.example/x?y", "/z/../x?y#"));
    assert_true(leads_back("https://a.example/x", "//A.example:443/x"));
    assert_true(leads_back("https://a.example/x", "http://a.example/x"));
    assert_true(leads_back("https://a.example", "http://a.example:80/"));
    assert_true(leads_back("http://a.example/x", "https://a.example/x"));
    assert_false(leads_back("https://a.example/x", "/x/"));
    assert_false(leads_back("https://a.example/x", "/X"));
    assert_false(leads_back("https://a.example/x", "?"));
    assert_false(leads_back("https://a.example/x", "https://b.example/x"));
    assert_false(leads_back("https://a.example:8443/x", "https://a.example/x"));
    assert_false(leads_back("https://a.example/x", "https://u@a.example/x"));
    assert_true(leads_back("https://u:p@a.example/x", "https://a.example/x"));
    assert_true(leads_back("https://u:p@a.example/x", "http://a.example/x"));
    assert_false(leads_back("https://[fe80::1%251]/x", "https://[fe80::1%252]/x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_may_be_percent_encoded),
        cmocka_unit_test(https_has_port_443_unless_another_is_named),
        cmocka_unit_test(what_can_not_be_seen_is_escaped),
        cmocka_unit_test(a_url_without_scheme_is_https),
        cmocka_unit_test(http_becomes_https_unless_it_names_a_port_of_its_own),
        cmocka_unit_test(other_schemes_are_refused),
        cmocka_unit_test(ipv6_addresses_stand_in_brackets),
        cmocka_unit_test(hosts_and_ports_are_checked),
        cmocka_unit_test(one_or_three_slashes_are_two),
        cmocka_unit_test(a_zone_is_no_part_of_the_host),
        cmocka_unit_test(a_user_name_stands_before_the_host),
        cmocka_unit_test(credentials_stay_with_their_server),
        cmocka_unit_test(sentences_hide_the_password),
        cmocka_unit_test(a_port_of_five_digits_is_read),
        cmocka_unit_test(a_query_needs_no_path_and_a_fragment_is_dropped),
        cmocka_unit_test(dot_segments_are_removed),
        cmocka_unit_test(spaces_and_control_characters_are_refused),
        cmocka_unit_test(bytes_beyond_ascii_are_encoded),
        cmocka_unit_test(a_url_has_a_longest_size),
        cmocka_unit_test(references_resolve_as_the_rfc_shows),
        cmocka_unit_test(a_redirect_may_lead_to_another_host),
        cmocka_unit_test(a_redirect_s_spaces_are_encoded),
        cmocka_unit_test(bad_redirects_are_refused),
        cmocka_unit_test(a_file_name_is_what_follows_the_last_slash),
        cmocka_unit_test(scheme_host_and_port_are_home_together),
        cmocka_unit_test(host_port_path_and_query_make_a_url),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
