#include "https_get/curl_judge.h"
#include "https_get/nearest.h"
#include "https_get/option_match.h"
#include "https_get/url_pattern.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* One line of curl_options.list. */
struct line {
    char letter, name[64], kind[16];
};

/* Our option, or curl's that we have not got, is what curl says that it is. */
static void compare(const struct line *line)
{
    struct option_match match;
    bool argument, own;
    char letter;

    if (option_match_long(line->name, &match) != EXIT_OK || match.negated)
        fail_msg("--%s is unknown", line->name);
    own = match.own != NULL;
    assert_string_equal(own ? match.own->name : match.foreign->name, line->name);
    argument = own ? match.own->argument != NULL : match.foreign->has_argument;
    letter = own ? match.own->letter : match.foreign->letter;
    if (letter != (line->letter == '-' ? '\0' : line->letter))
        fail_msg("--%s has another letter than -%c", line->name, line->letter);
    /* --help's topic may be left out, and --trace draws on stderr: curl_trace says so. */
    if (strcmp(line->name, "help") == 0 || strcmp(line->name, "trace") == 0)
        return;
    if (argument != (strcmp(line->kind, "argument") == 0))
        fail_msg("--%s is no %s", line->name, line->kind);
}

static void no_option_of_curl_is_unknown_or_another(void **state)
{
    FILE *list = fopen(CURL_OPTIONS, "r");
    char text[256];
    size_t count = 0;

    (void)state;
    assert_non_null(list);
    while (fgets(text, sizeof text, list) != NULL) {
        struct line line;

        if (text[0] == '#' && text[1] == ' ' && text[2] != 'p')
            continue;
        assert_int_equal(sscanf(text, "%c %63s %15s", &line.letter, line.name, line.kind), 3);
        compare(&line);
        count++;
    }
    fclose(list);
    assert_int_equal(count, 250);
}

static void each_of_curl_s_is_accepted_refused_or_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < curl_option_count; i++) {
        const struct curl_option *option = &curl_options[i];

        assert_true(option->judge == NULL || option->reason == NULL);
        assert_true(option->judge == NULL || option->has_argument);
        assert_true(strlen(curl_option_meaning(option)) > 0);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(option->name, curl_options[j].name);
            if (option->letter != '\0')
                assert_int_not_equal(option->letter, curl_options[j].letter);
        }
    }
}

static void what_https_get_has_is_not_called_lacking(void **state)
{
    (void)state;
    for (size_t i = 0; i < option_count; i++)
        for (size_t j = 0; j < curl_option_count; j++)
            assert_string_not_equal(option_table[i].name, curl_options[j].name);
}

static void expect_name(const char *written, const char *name, bool negated)
{
    struct option_match match;

    assert_int_equal(option_match_long(written, &match), EXIT_OK);
    assert_string_equal(match.own != NULL ? match.own->name : match.foreign->name, name);
    assert_int_equal(match.negated, negated);
}

static void expect_unknown(const char *written)
{
    struct option_match match;

    assert_int_equal(option_match_long(written, &match), EXIT_USAGE);
}

static void an_unambiguous_beginning_is_enough(void **state)
{
    (void)state;
    expect_name("sil", "silent", false);
    expect_name("insec", "insecure", false);
    expect_name("compressed-", "compressed-ssh", false);
    expect_name("tlsv1.3", "tlsv1.3", false);
    expect_unknown("max");
    expect_unknown("lo");
    expect_unknown("");
    expect_unknown("silenter");
}

/* A name that is whole is meant, though others begin with it. */
static void a_whole_name_is_never_ambiguous(void **state)
{
    (void)state;
    expect_name("cert", "cert", false);
    expect_name("head", "head", false);
    expect_name("location", "location", false);
    expect_name("http3", "http3", false);
}

static void a_flag_is_taken_back_by_no(void **state)
{
    (void)state;
    expect_name("no-silent", "silent", true);
    expect_name("no-sil", "silent", true);
    expect_name("no-compressed", "compressed", true);
    expect_name("buffer", "no-buffer", true);
    expect_name("progress-meter", "no-progress-meter", true);
    expect_name("no-progress-meter", "no-progress-meter", false);
    expect_name("no-alpn", "no-alpn", false);
    expect_unknown("no-output");
    expect_unknown("no-");
    expect_unknown("no-max");
}

static const char *nearest_of(const char *written)
{
    static const char *const names[] = {"silent", "output", "insecure", "include", "url"};
    struct nearest search = nearest_begin(written);
    const char *nearest = NULL;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (nearest_consider(&search, names[i]))
            nearest = names[i];
    return nearest;
}

static void a_misspelled_name_finds_its_nearest(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("silnt"), "silent");
    assert_string_equal(nearest_of("outptu"), "output");
    assert_string_equal(nearest_of("inclde"), "include");
    assert_string_equal(nearest_of("insecur"), "insecure");
    assert_null(nearest_of("x"));
    assert_null(nearest_of(""));
    assert_null(nearest_of("verbatim"));
    assert_null(nearest_of("a-name-that-is-much-longer-than-any-option-there-is"));
}

static void a_list_of_protocols_must_leave_https_in(void **state)
{
    static const char *const fine[] = {"=https", "https",        "=http,https", "-all,https",
                                       "+ftp",   "-http",        "=HTTPS",      "",
                                       "=all",   "-https,https", "=http,+https"};
    static const char *const wrong[] = {"=http", "-https", "-all", "=ftp,http", "https,=ftp", "="};

    (void)state;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (judge_protocols(fine[i]) != NULL)
            fail_msg("\"%s\" is refused", fine[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (judge_protocols(wrong[i]) == NULL)
            fail_msg("\"%s\" is accepted", wrong[i]);
}

static void arguments_are_judged_by_what_they_ask_for(void **state)
{
    (void)state;
    assert_null(judge_tls_max("1.2"));
    assert_null(judge_tls_max("1.3"));
    assert_null(judge_tls_max("default"));
    assert_non_null(judge_tls_max("1.1"));
    assert_non_null(judge_tls_max(""));
    assert_null(judge_method("GET"));
    assert_non_null(judge_method("POST"));
    assert_non_null(judge_method("HEAD"));
    assert_null(judge_file_type("der"));
    assert_non_null(judge_file_type("P12"));
    assert_null(judge_default_protocol("https"));
    assert_non_null(judge_default_protocol("http"));
}

static void a_file_behind_trace_is_no_url(void **state)
{
    (void)state;
    assert_true(judge_is_trace_file("-", false));
    assert_true(judge_is_trace_file("%", false));
    assert_true(judge_is_trace_file("/tmp/x", false));
    assert_true(judge_is_trace_file("./x", false));
    assert_true(judge_is_trace_file("dump.TXT", false));
    assert_true(judge_is_trace_file("dump", true));
    assert_false(judge_is_trace_file("dump", false));
    assert_false(judge_is_trace_file("www.example.org", false));
    assert_false(judge_is_trace_file("https://a/x.txt", true));
    assert_false(judge_is_trace_file("-v", true));
}

static void expect_pattern(const char *url, const char *pattern)
{
    size_t length = 0;
    const char *found = url_pattern(url, &length);

    if (pattern == NULL) {
        if (found != NULL)
            fail_msg("%s has a pattern: %s", url, found);
        return;
    }
    assert_non_null(found);
    assert_int_equal(length, strlen(pattern));
    assert_memory_equal(found, pattern, length);
}

static void curl_s_patterns_are_found_and_addresses_are_none(void **state)
{
    (void)state;
    expect_pattern("https://a/[1-9]", "[1-9]");
    expect_pattern("https://a/x[001-100:5].txt", "[001-100:5]");
    expect_pattern("https://[::1]/[a-z]/", "[a-z]");
    expect_pattern("https://{one,two}.a/", "{one,two}");
    expect_pattern("https://a/?q={x}", "{x}");
    expect_pattern("https://[::1]:8443/", NULL);
    expect_pattern("https://[fe80::1%25eth0-1]/", NULL);
    expect_pattern("https://a/?q[]=1&r[x]=2", NULL);
    expect_pattern("https://a/[1-", NULL);
    expect_pattern("https://a/[-9]", NULL);
    expect_pattern("https://a/[1-]", NULL);
    expect_pattern("https://a/{open", NULL);
    expect_pattern("https://a/}{", NULL);
    expect_pattern("", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_option_of_curl_is_unknown_or_another),
        cmocka_unit_test(each_of_curl_s_is_accepted_refused_or_judged),
        cmocka_unit_test(what_https_get_has_is_not_called_lacking),
        cmocka_unit_test(an_unambiguous_beginning_is_enough),
        cmocka_unit_test(a_whole_name_is_never_ambiguous),
        cmocka_unit_test(a_flag_is_taken_back_by_no),
        cmocka_unit_test(a_misspelled_name_finds_its_nearest),
        cmocka_unit_test(a_list_of_protocols_must_leave_https_in),
        cmocka_unit_test(arguments_are_judged_by_what_they_ask_for),
        cmocka_unit_test(a_file_behind_trace_is_no_url),
        cmocka_unit_test(curl_s_patterns_are_found_and_addresses_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
