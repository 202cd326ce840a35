#include "support/run.h"
#include "support/scratch.h"
#include "support/test.h"

#include <string.h>
#include <unistd.h>

/* What curl knows and https_get refuses, and words of the sentence that says why. */
static const struct {
    const char *option, *argument, *words;
} refused[] = {
    {"--tlsv1.3", NULL, "--tlsv1.3 is refused: brine speaks TLS 1.2 and nothing else"},
    {"--tls-max", "1.1", "--tls-max \"1.1\" is refused: brine speaks TLS 1.2"},
    {"--sslv3", NULL, "nothing older"},
    {"--http2", NULL, "https_get speaks HTTP/1.1"},
    {"--proto", "=http", "https_get speaks https only"},
    {"-d", "a=b", "-d is refused: https_get fetches pages"},
    {"--data-binary", "@f", "https_get fetches pages"},
    {"-X", "POST", "https_get sends GET, or HEAD with -I"},
    {"-T", "file", "https_get fetches pages"},
    {"-F", "a=b", "https_get fetches pages"},
    {"--compressed", NULL, "unpacks nothing"},
    {"-b", "a=b", "-H \"Cookie: NAME=VALUE\""},
    {"-c", "jar", "keeps no cookies"},
    {"-Z", NULL, "one URL after the other"},
    {"--cert-status", NULL, "hands the stapled OCSP response over and does not judge it"},
    {"--trace", "-", "--trace \"-\" is refused"},
    {"--trace", "dump", "takes no file"},
    {"--trace-ascii", "dump", "takes no file"},
    {"-K", "file", "reads no file for its options"},
    {"--ftp-pasv", NULL, "another protocol"},
    {"--silnt", NULL, "did you mean --silent?"},
    {"--max", "1", "--max-time"},
    {"-$", NULL, "no option -$"},
};

static void what_is_refused_says_why_in_one_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *url = server_url("/echo");
        int status = get(refused[i].option, refused[i].argument != NULL ? refused[i].argument : url,
                         refused[i].argument != NULL ? url : NULL, NULL);

        if (status != 2 || !said(refused[i].words) || !said_one_line() || ran.out[0] != '\0')
            fail_msg("%s: exit status %d: %s", refused[i].option, status, ran.err);
    }
}

/* What is accepted since https_get does so anyway, or does what it asks for. */
static const char *const accepted[][2] = {
    {"--tlsv1.2", NULL},
    {"--tlsv1", NULL},
    {"--tls-max", "1.2"},
    {"--proto", "=https"},
    {"--http1.1", NULL},
    {"--no-keepalive", NULL},
    {"-N", NULL},
    {"-g", NULL},
    {"-q", NULL},
    {"--ssl-reqd", NULL},
    {"-X", "GET"},
    {"--no-compressed", NULL},
    {"--no-alpn", NULL},
    {"--no-sessionid", NULL},
    {"-#", NULL},
    {"--no-progress-meter", NULL},
    {"--sil", NULL},
    {"--proto-default", "https"},
    {"--no-location", NULL},
    {"--cert-type", "PEM"},
};

static void what_is_accepted_fetches_the_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const char *url = server_url("/echo"), *argument = accepted[i][1];
        int status = get(accepted[i][0], argument != NULL ? argument : url,
                         argument != NULL ? url : NULL, NULL);

        if (status != 0 || strstr(ran.out, "GET /echo") == NULL || ran.err[0] != '\0')
            fail_msg("%s: exit status %d: %s", accepted[i][0], status, ran.err);
    }
}

static void a_url_may_stand_behind_url(void **state)
{
    (void)state;
    assert_int_equal(get("--url", server_url("/one"), server_url("/two"), NULL), 0);
    assert_non_null(strstr(ran.out, "GET /one"));
    assert_non_null(strstr(ran.out, "GET /two"));
}

static void a_pattern_is_sent_only_when_g_says_so(void **state)
{
    const char *url = server_url("/page[1-3]");

    (void)state;
    assert_int_equal(get(url, NULL), 3);
    assert_true(said("curl's pattern [1-3], which https_get does not expand"));
    assert_true(said_one_line());
    assert_int_equal(get("-g", url, NULL), 0);
    assert_non_null(strstr(ran.out, "GET /page[1-3] "));
}

static void trace_before_a_url_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(get("--trace", server_url("/one"), NULL), 0);
    assert_int_equal(get(server_url("/one"), "--trace", server_url("/two"), NULL), 0);
    assert_true(said("ServerHello"));
}

static void no_alpn_offers_none(void **state)
{
    (void)state;
    assert_int_equal(get("-v", server_url("/echo"), NULL), 0);
    assert_true(said("http/1.1"));
    assert_int_equal(get("--no-alpn", "--require-alpn", server_url("/echo"), NULL), 2);
}

static void remote_name_all_names_what_o_does_not(void **state)
{
    char here[4096];

    (void)state;
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(scratch_path("")), 0);
    assert_int_equal(get("--remote-name-all", "-o", "first", server_url("/one"), server_url("/two"),
                         server_url("/three"), NULL),
                     0);
    assert_int_equal(access("first", F_OK) | access("two", F_OK) | access("three", F_OK), 0);
    assert_int_equal(access("one", F_OK), -1);
    assert_string_equal(ran.out, "");
    unlink("first");
    unlink("two");
    unlink("three");
    assert_int_equal(chdir(here), 0);
}

static void fail_early_leaves_the_rest(void **state)
{
    (void)state;
    assert_int_equal(get("ftp://a/", server_url("/echo"), NULL), 0);
    assert_int_equal(get("--fail-early", "ftp://a/", server_url("/echo"), NULL), 1);
    assert_string_equal(ran.out, "");
    assert_int_equal(get("--fail-early", server_url("/echo"), server_url("/echo"), NULL), 0);
}

static void help_stops_at_its_topic(void **state)
{
    (void)state;
    assert_int_equal(get("--help", "tls", "--no-such-option", NULL), 0);
    assert_non_null(strstr(ran.out, "--max-fragment-length"));
    assert_string_equal(ran.err, "");
    assert_int_equal(get("-h", NULL), 0);
    assert_non_null(strstr(ran.out, "Usage: https_get"));
    assert_int_equal(get("-h", "all", NULL), 0);
    assert_non_null(strstr(ran.out, "Where curl ends otherwise"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_refused_says_why_in_one_sentence),
        cmocka_unit_test(what_is_accepted_fetches_the_page),
        cmocka_unit_test(a_url_may_stand_behind_url),
        cmocka_unit_test(a_pattern_is_sent_only_when_g_says_so),
        cmocka_unit_test(trace_before_a_url_is_no_file),
        cmocka_unit_test(no_alpn_offers_none),
        cmocka_unit_test(remote_name_all_names_what_o_does_not),
        cmocka_unit_test(fail_early_leaves_the_rest),
        cmocka_unit_test(help_stops_at_its_topic),
    };
    return cmocka_run_group_tests(tests, server_setup, server_teardown);
}
