/* Options that choose what is asked for, how much of it is taken, and where it goes. */
#include "support/run.h"
#include "support/scratch.h"
#include "support/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OK "HTTP/1.1 200 OK\r\n"

static void expect_file(const char *name, const char *wanted)
{
    char text[4096];
    FILE *file = fopen(scratch_path(name), "rb");
    size_t n;

    if (file == NULL)
        fail_msg("there is no file %s", name);
    n = fread(text, 1, sizeof text - 1, file);
    text[n] = '\0';
    fclose(file);
    unlink(scratch_path(name));
    assert_string_equal(text, wanted);
}

static bool exists(const char *name)
{
    return access(scratch_path(name), F_OK) == 0;
}

static void options_make_fields_of_the_request(void **state)
{
    (void)state;
    assert_int_equal(get("-A", "me", "-e", "https://b/", "-r", "1-2", "-u", "user:pa",
                         server_url("/echo"), NULL),
                     0);
    assert_non_null(strstr(ran.out, "\r\nUser-Agent: me\r\n"));
    assert_non_null(strstr(ran.out, "\r\nReferer: https://b/\r\n"));
    assert_non_null(strstr(ran.out, "\r\nRange: bytes=1-2\r\n"));
    assert_non_null(strstr(ran.out, "\r\nAuthorization: Basic dXNlcjpwYQ==\r\n"));
}

static void a_redirect_is_told_where_it_began_if_that_is_wanted(void **state)
{
    char wanted[256];
    const char *url;

    (void)state;
    url = raw_url("HTTP/1.1 302 Found\r\nLocation: /echo\r\nContent-Length: 0\r\n\r\n", "keep");
    assert_int_equal(get("-L", "-e", ";auto", url, NULL), 0);
    snprintf(wanted, sizeof wanted, "\r\nReferer: %s\r\n", url);
    assert_non_null(strstr(ran.out, wanted));
    assert_int_equal(get("-L", url, NULL), 0);
    assert_null(strstr(ran.out, "Referer"));
}

static void heads_go_to_a_file_of_their_own(void **state)
{
    struct stat status;

    (void)state;
    assert_int_equal(
        get("-L", "-D", scratch_path("heads"),
            raw_url("HTTP/1.1 302 Found\r\nLocation: /big/0\r\nContent-Length: 0\r\n\r\n", "keep"),
            raw_url(OK "X: y\r\nContent-Length: 1\r\n\r\n1", "keep"), NULL),
        0);
    assert_int_equal(stat(scratch_path("heads"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    expect_file("heads", "HTTP/1.1 302 Found\r\nLocation: /big/0\r\nContent-Length: 0\r\n\r\n" OK
                         "Content-Length: 0\r\n\r\n" OK "X: y\r\nContent-Length: 1\r\n\r\n");
    assert_int_equal(get("-D", "-", raw_url(OK "Content-Length: 1\r\n\r\n1", "keep"), NULL), 0);
    assert_string_equal(ran.out, OK "Content-Length: 1\r\n\r\n1");
    assert_int_equal(get("-D", scratch_path("no/heads"), server_url("/echo"), NULL), 23);
    assert_true(said_one_line());
}

static void a_file_gets_the_time_of_its_page(void **state)
{
    struct stat status;

    (void)state;
    assert_int_equal(get("-R", "-o", scratch_path("page"),
                         raw_url(OK "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                    "Content-Length: 1\r\n\r\n1",
                                 "keep"),
                         NULL),
                     0);
    assert_int_equal(stat(scratch_path("page"), &status), 0);
    assert_int_equal(status.st_mtime, 784111777);
    expect_file("page", "1");
    assert_int_equal(get("-R", "-o", scratch_path("page"),
                         raw_url(OK "Last-Modified: soon\r\nContent-Length: 1\r\n\r\n1", "keep"),
                         NULL),
                     0);
    assert_int_equal(stat(scratch_path("page"), &status), 0);
    assert_true(status.st_mtime > 784111777);
    expect_file("page", "1");
}

static void files_go_into_a_folder_that_may_be_made(void **state)
{
    const char *url = raw_url(OK "Content-Length: 1\r\n\r\n1", "keep");
    struct stat status;

    (void)state;
    assert_int_equal(get("--output-dir", scratch_path("in"), "-o", "a/page", url, NULL), 23);
    assert_true(said_one_line());
    assert_int_equal(
        get("--output-dir", scratch_path("in"), "--create-dirs", "-o", "a/page", url, NULL), 0);
    assert_int_equal(stat(scratch_path("in/a"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0750);
    expect_file("in/a/page", "1");
    assert_int_equal(get("--output-dir", scratch_path("in"), "-O", server_url("/big/1"), NULL), 0);
    assert_true(exists("in/1"));
    unlink(scratch_path("in/1"));
    scratch_file("in/file", "", 0);
    assert_int_equal(get("--create-dirs", "-o", scratch_path("in/file/page"), url, NULL), 23);
    assert_true(said("in/file/page"));
    unlink(scratch_path("in/file"));
    rmdir(scratch_path("in/a"));
    rmdir(scratch_path("in"));
}

static void a_page_may_be_output_although_its_status_fails(void **state)
{
    (void)state;
    assert_int_equal(get("--fail-with-body",
                         raw_url("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope", "keep"),
                         NULL),
                     22);
    assert_string_equal(ran.out, "nope");
    assert_true(said("status 404"));
    assert_int_equal(
        get("--fail-with-body", raw_url(OK "Content-Length: 4\r\n\r\nfine", "keep"), NULL), 0);
}

static void a_page_that_is_too_large_ends_with_63(void **state)
{
    (void)state;
    assert_int_equal(get("--max-filesize", "3", "-o", scratch_path("page"),
                         raw_url(OK "Content-Length: 4\r\n\r\n", "clean"), NULL),
                     63);
    assert_true(said_one_line());
    expect_file("page", "");
    assert_int_equal(
        get("--max-filesize", "3",
            raw_url(OK "Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n2\r\npe\r\n0\r\n\r\n", "keep"),
            NULL),
        63);
    assert_string_equal(ran.out, "no");
    assert_int_equal(
        get("--max-filesize", "4", raw_url(OK "Content-Length: 4\r\n\r\nfine", "keep"), NULL), 0);
}

static void a_limited_rate_ends_in_time(void **state)
{
    (void)state;
    assert_int_equal(get("--limit-rate", "1M", server_url("/big/3000"), NULL), 0);
    assert_int_equal(ran.out_length, 3000);
    /* At this rate the page would take an hour. */
    assert_int_equal(get("--limit-rate", "100", "-m", "0.5", server_url("/big/360000"), NULL), 28);
    assert_true(ran.out_length < 360000);
}

static void messages_go_to_the_file_that_is_named(void **state)
{
    char text[256];

    (void)state;
    assert_int_equal(get("--stderr", scratch_path("said"), "https://", NULL), 3);
    assert_string_equal(ran.err, "");
    expect_file("said", "https_get: (3) there is no host in \"https://\"\n");
    assert_int_equal(get("--stderr", "-", "https://", NULL), 3);
    assert_string_equal(ran.err, "");
    assert_non_null(strstr(ran.out, "(3)"));
    snprintf(text, sizeof text, "%s", scratch_path("no/said"));
    assert_int_equal(get("--stderr", text, "https://", NULL), 3);
    assert_true(said("WARNING: can't write messages to"));
    assert_true(said("(3)"));
}

static void CURL_CA_BUNDLE_is_for_runs_without_options_for_it(void **state)
{
    (void)state;
    setenv("CURL_CA_BUNDLE", "/nowhere", 1);
    assert_int_equal(get(server_url("/echo"), NULL), 0); /* get adds --cacert */
    assert_int_equal(get_alone(server_url("/echo"), NULL), 77);
    assert_true(
        said("the environment variable CURL_CA_BUNDLE can't be obeyed: can't open /nowhere"));
    setenv("CURL_CA_BUNDLE", server_root, 1);
    assert_int_equal(get_alone(server_url("/echo"), NULL), 0);
    unsetenv("CURL_CA_BUNDLE");
}

static void a_refused_connection_is_tried_again(void **state)
{
    (void)state;
    /* Port 1 of loopback has no server. */
    assert_int_equal(get("--retry", "1", "--retry-delay", "0.001", "https://127.0.0.1:1/", NULL),
                     7);
    assert_true(said("* trying again in 0.001 s; tries left behind that one: 0\n"));
    assert_int_equal(
        get("-s", "--retry", "1", "--retry-delay", "0.001", "https://127.0.0.1:1/", NULL), 7);
    assert_string_equal(ran.err, "");
}

static void facts_name_the_page_and_what_was_wrong_with_its_server(void **state)
{
    char wanted[128];

    (void)state;
    snprintf(wanted, sizeof wanted, "%s 127.0.0.1 %s", server_url("/big/0"), "0");
    assert_int_equal(get("-w", "%{url_effective} %{remote_ip} %{ssl_verify_result}",
                         server_url("/x/../big/0#y"), NULL),
                     0);
    assert_string_equal(ran.out, wanted);
    assert_int_equal(get("-k", "-w", "%{ssl_verify_result}", server_url("/big/0"), NULL), 0);
    assert_string_equal(ran.out, "1");
    assert_int_equal(get_alone("-w", "%{ssl_verify_result} %{exitcode} %{http_code}",
                               server_url("/big/0"), NULL),
                     60);
    assert_string_equal(ran.out, "20 60 000");
    assert_int_equal(get("-w", "%{exitcode} %{url_effective} %{time_connect}", "ftp://a/", NULL),
                     1);
    assert_string_equal(ran.out, "1 ftp://a/ 0.000000");
}

static void times_follow_one_another(void **state)
{
    double looked_up, connected, shaken, asked, answered, ended;

    (void)state;
    assert_int_equal(
        get("-w",
            "%{time_namelookup} %{time_connect} %{time_appconnect} %{time_pretransfer} "
            "%{time_starttransfer} %{time_total}",
            server_url("/big/0"), NULL),
        0);
    assert_int_equal(sscanf(ran.out, "%lf %lf %lf %lf %lf %lf", &looked_up, &connected, &shaken,
                            &asked, &answered, &ended),
                     6);
    assert_true(0 < looked_up && looked_up < connected && connected < shaken && shaken <= asked &&
                asked < answered && answered <= ended);
}

static void a_format_may_come_from_a_file(void **state)
{
    (void)state;
    scratch_file("format", "a%{http_code}\\n", 15);
    assert_int_equal(get("-w", "@format", server_url("/big/0"), NULL), 2);
    assert_true(said("a file that can be read"));
    char argument[SCRATCH_PATH_SIZE + 1];
    snprintf(argument, sizeof argument, "@%s", scratch_path("format"));
    assert_int_equal(get("-w", argument, server_url("/big/0"), NULL), 0);
    assert_string_equal(ran.out, "a200\n");
    unlink(scratch_path("format"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_make_fields_of_the_request),
        cmocka_unit_test(a_redirect_is_told_where_it_began_if_that_is_wanted),
        cmocka_unit_test(heads_go_to_a_file_of_their_own),
        cmocka_unit_test(a_file_gets_the_time_of_its_page),
        cmocka_unit_test(files_go_into_a_folder_that_may_be_made),
        cmocka_unit_test(a_page_may_be_output_although_its_status_fails),
        cmocka_unit_test(a_page_that_is_too_large_ends_with_63),
        cmocka_unit_test(a_limited_rate_ends_in_time),
        cmocka_unit_test(messages_go_to_the_file_that_is_named),
        cmocka_unit_test(a_refused_connection_is_tried_again),
        cmocka_unit_test(facts_name_the_page_and_what_was_wrong_with_its_server),
        cmocka_unit_test(times_follow_one_another),
        cmocka_unit_test(a_format_may_come_from_a_file),
        cmocka_unit_test(CURL_CA_BUNDLE_is_for_runs_without_options_for_it),
    };
    return cmocka_run_group_tests(tests, server_setup, server_teardown);
}
