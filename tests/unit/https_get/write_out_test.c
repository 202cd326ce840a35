#include "https_get/write_out.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *out_text, *err_text;

/* Writes a format; out_text and err_text then hold what came of it. */
static void write_format(const char *format, const struct facts *facts, const char *message)
{
    size_t length;
    FILE *out, *err;

    free(out_text);
    free(err_text);
    out = open_memstream(&out_text, &length);
    err = open_memstream(&err_text, &length);
    assert_non_null(out);
    assert_non_null(err);
    write_out(format, facts, message, out, err);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(fclose(err), 0);
}

static void expect(const char *format, const struct facts *facts, const char *wanted)
{
    write_format(format, facts, "it failed");
    assert_string_equal(out_text, wanted);
    assert_string_equal(err_text, "");
}

static struct facts page(void)
{
    return (struct facts){
        .looked_up = 1,
        .connected = 1000000,
        .shaken = 2000001,
        .asked = 2100000,
        .answered = 3456789,
        .ended = 10000000,
        .redirected = 1500000,
        .text = "a.example/x#y",
        .number = 3,
        .at = {.host = "a.example", .port = 8443, .target = "/x"},
        .exit_status = 22,
        .status = 404,
        .verified = 20,
        .size = 5000000000,
        .head_size = 83,
        .connections = 2,
        .redirects = 1,
        .type = "text/html",
        .address = "127.0.0.1",
        .file = "page",
    };
}

static void every_variable_is_written(void **state)
{
    static const struct {
        const char *format, *wanted;
    } rows[] = {
        {"%{http_code}", "404"},
        {"%{response_code}", "404"},
        {"%{HTTP_Code}", "404"},
        {"%{time_namelookup}", "0.000001"},
        {"%{time_connect}", "1.000000"},
        {"%{time_appconnect}", "2.000001"},
        {"%{time_pretransfer}", "2.100000"},
        {"%{time_starttransfer}", "3.456789"},
        {"%{time_redirect}", "1.500000"},
        {"%{time_total}", "10.000000"},
        {"%{size_download}", "5000000000"},
        {"%{size_header}", "83"},
        {"%{speed_download}", "500000000"},
        {"%{num_connects}", "2"},
        {"%{num_redirects}", "1"},
        {"%{ssl_verify_result}", "20"},
        {"%{url_effective}", "https://a.example:8443/x"},
        {"%{url}", "a.example/x#y"},
        {"%{urlnum}", "3"},
        {"%{errormsg}", "it failed"},
        {"%{exitcode}", "22"},
        {"%{content_type}", "text/html"},
        {"%{filename_effective}", "page"},
        {"%{remote_ip}", "127.0.0.1"},
        {"%{scheme}", "HTTPS"},
        {"%{http_version}", "1.1"},
    };
    struct facts facts = page();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(rows[i].format, &facts, rows[i].wanted);
}

static void nothing_that_happened_is_written_as_with_curl(void **state)
{
    struct facts facts = {.text = "https://\x1b/", .exit_status = 3};

    (void)state;
    expect("%{http_code} %{time_connect} %{speed_download} %{http_version} %{url_effective}",
           &facts, "000 0.000000 0 0 https://\\1b/");
}

static void other_characters_stay_and_escapes_are_curl_s(void **state)
{
    struct facts facts = page();

    (void)state;
    expect("a%%b\\n\\t\\r\\q\\\\%q%", &facts, "a%b\n\t\r\\q\\\\%q%");
    expect("a\\", &facts, "a\\");
    expect("%{http_code", &facts, "%{http_code");
    expect("%%{http_code}", &facts, "%{http_code}");
    expect("%", &facts, "%");
}

static void an_unknown_variable_is_told_of(void **state)
{
    struct facts facts = page();

    (void)state;
    write_format("a%{nosuch}b%{}c%{http_codes}", &facts, "");
    assert_string_equal(out_text, "abc");
    assert_string_equal(err_text, "https_get: unknown --write-out variable: 'nosuch'\n"
                                  "https_get: unknown --write-out variable: ''\n"
                                  "https_get: unknown --write-out variable: 'http_codes'\n");
}

static void a_text_may_lead_elsewhere(void **state)
{
    struct facts facts = page();

    (void)state;
    write_format("a%{stderr}b%{http_code}%{stdout}c", &facts, "");
    assert_string_equal(out_text, "ac");
    assert_string_equal(err_text, "b404");
}

static void what_follows_onerror_is_for_failures(void **state)
{
    struct facts facts = page();

    (void)state;
    expect("a%{onerror}b", &facts, "ab");
    facts.exit_status = 0;
    expect("a%{onerror}b", &facts, "a");
}

static int free_texts(void **state)
{
    (void)state;
    free(out_text);
    free(err_text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variable_is_written),
        cmocka_unit_test(nothing_that_happened_is_written_as_with_curl),
        cmocka_unit_test(other_characters_stay_and_escapes_are_curl_s),
        cmocka_unit_test(an_unknown_variable_is_told_of),
        cmocka_unit_test(a_text_may_lead_elsewhere),
        cmocka_unit_test(what_follows_onerror_is_for_failures),
    };
    return cmocka_run_group_tests(tests, NULL, free_texts);
}
