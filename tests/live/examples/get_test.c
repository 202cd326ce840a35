#include "support/run.h"
#include "support/scratch.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OK "HTTP/1.1 200 OK\r\n"

static void read_back(const char *name, char *text, size_t size)
{
    FILE *file = fopen(scratch_path(name), "rb");
    size_t n;

    assert_non_null(file);
    n = fread(text, 1, size - 1, file);
    text[n] = '\0';
    fclose(file);
    unlink(scratch_path(name));
}

static bool exists(const char *name)
{
    return access(scratch_path(name), F_OK) == 0;
}

static void a_page_goes_to_standard_output(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url(OK "Content-Length: 5\r\n\r\nhello", "keep"), NULL), 0);
    assert_string_equal(ran.out, "hello");
    assert_string_equal(ran.err, "");
}

static void chunks_are_joined(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url(OK "Transfer-Encoding: chunked\r\n\r\n"
                                    "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n",
                                 "keep"),
                         NULL),
                     0);
    assert_string_equal(ran.out, "hello world");
}

static void a_page_may_end_with_the_connection(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url(OK "\r\nhello", "clean"), NULL), 0);
    assert_string_equal(ran.out, "hello");
    assert_int_equal(get(raw_url("HTTP/1.0 200 OK\r\n\r\nold", "clean"), NULL), 0);
    assert_string_equal(ran.out, "old");
}

static void a_complete_page_needs_no_close_notify(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url(OK "Content-Length: 5\r\n\r\nhello", "cut"), NULL), 0);
    assert_int_equal(
        get(raw_url(OK "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "reset"), NULL), 0);
    assert_string_equal(ran.out, "x");
}

static void interim_responses_are_skipped(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                                 "Link: </x>\r\n\r\n" OK "Content-Length: 2\r\n\r\nhi",
                                 "keep"),
                         "-i", NULL),
                     0);
    assert_string_equal(ran.out, OK "Content-Length: 2\r\n\r\nhi");
}

static void some_statuses_have_no_body(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url("HTTP/1.1 204 No Content\r\n\r\n", "keep"), NULL), 0);
    assert_string_equal(ran.out, "");
    assert_int_equal(
        get(raw_url("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", "keep"), NULL), 0);
    assert_string_equal(ran.out, "");
}

static void a_large_page_arrives_byte_for_byte(void **state)
{
    static unsigned char block[65536];
    size_t total = 0, n;
    FILE *file;

    (void)state;
    assert_int_equal(get(server_url("/big/20000000"), "-o", scratch_path("big"), NULL), 0);
    file = fopen(scratch_path("big"), "rb");
    assert_non_null(file);
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        for (size_t i = 0; i < n; i++)
            if (block[i] != (total + i) % (251 * 256) % 251)
                fail_msg("byte %zu is wrong", total + i);
        total += n;
    }
    fclose(file);
    unlink(scratch_path("big"));
    assert_int_equal(total, 20000000);
}

static void i_shows_the_head_and_I_asks_for_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(get("-i", raw_url(OK "Content-Length: 2\r\n\r\nhi", "keep"), NULL), 0);
    assert_string_equal(ran.out, OK "Content-Length: 2\r\n\r\nhi");
    assert_int_equal(get("-I", raw_url(OK "Content-Length: 9\r\n\r\n", "keep"), NULL), 0);
    assert_string_equal(ran.out, OK "Content-Length: 9\r\n\r\n");
}

static void headers_can_be_added_replaced_and_removed(void **state)
{
    (void)state;
    assert_int_equal(
        get("-H", "X-Mine: 1", "-H", "Accept:", "-H", "User-Agent: me", server_url("/echo"), NULL),
        0);
    assert_non_null(strstr(ran.out, "GET /echo HTTP/1.1\r\n"));
    assert_non_null(strstr(ran.out, "\r\nHost: localhost:"));
    assert_non_null(strstr(ran.out, "\r\nX-Mine: 1\r\n"));
    assert_non_null(strstr(ran.out, "\r\nUser-Agent: me\r\n"));
    assert_null(strstr(ran.out, "Accept"));
    assert_null(strstr(ran.out, "https_get/"));
}

static void pages_go_to_the_files_that_are_named(void **state)
{
    char text[1024];

    (void)state;
    assert_int_equal(get("-o", scratch_path("one"), "--output", scratch_path("two"),
                         raw_url(OK "Content-Length: 1\r\n\r\n1", "keep"),
                         raw_url(OK "Content-Length: 1\r\n\r\n2", "keep"),
                         raw_url(OK "Content-Length: 1\r\n\r\n3", "keep"), NULL),
                     0);
    assert_string_equal(ran.out, "3");
    read_back("one", text, sizeof text);
    assert_string_equal(text, "1");
    read_back("two", text, sizeof text);
    assert_string_equal(text, "2");
}

static void O_takes_the_name_from_the_url(void **state)
{
    char text[1024], here[1024];

    (void)state;
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(scratch_path("")), 0);
    assert_int_equal(get("-O", server_url("/echo/page.txt?x=/y"), NULL), 0);
    assert_int_equal(chdir(here), 0);
    assert_string_equal(ran.out, "");
    read_back("page.txt", text, sizeof text);
    assert_non_null(strstr(text, "GET /echo/page.txt?x=/y"));
}

static void an_empty_page_makes_an_empty_file(void **state)
{
    char text[16];

    (void)state;
    assert_int_equal(
        get("-o", scratch_path("empty"), raw_url(OK "Content-Length: 0\r\n\r\n", "keep"), NULL), 0);
    read_back("empty", text, sizeof text);
    assert_string_equal(text, "");
}

static const char *redirect_to(const char *location)
{
    static char response[4096];

    snprintf(response, sizeof response,
             "HTTP/1.1 302 Found\r\nLocation: %.2000s\r\nContent-Length: 5\r\n\r\nmoved", location);
    return raw_url(response, "keep");
}

static void redirects_are_shown_unless_they_are_to_be_followed(void **state)
{
    (void)state;
    assert_int_equal(get(redirect_to("/echo"), NULL), 0);
    assert_string_equal(ran.out, "moved");
    assert_int_equal(get("-L", redirect_to("/echo"), NULL), 0);
    assert_non_null(strstr(ran.out, "GET /echo HTTP/1.1\r\n"));
    assert_null(strstr(ran.out, "moved"));
}

static void a_redirect_may_be_relative_or_absolute(void **state)
{
    (void)state;
    assert_int_equal(get("-L", redirect_to("../echo?x"), NULL), 0);
    assert_non_null(strstr(ran.out, "GET /echo?x HTTP/1.1\r\n"));
    assert_int_equal(get("-L", redirect_to(server_url("/echo/a b")), NULL), 0);
    assert_non_null(strstr(ran.out, "GET /echo/a%20b HTTP/1.1\r\n"));
}

static void a_redirect_to_another_host_leaves_credentials_behind(void **state)
{
    char resolve[64], location[128];

    (void)state;
    snprintf(resolve, sizeof resolve, "other.brine.test:%u:127.0.0.1", server_port);
    snprintf(location, sizeof location, "https://other.brine.test:%u/echo", server_port);
    assert_int_equal(get("-L", "--resolve", resolve, "-H", "Authorization: Bearer x", "-H",
                         "X-Mine: 1", redirect_to(location), NULL),
                     0);
    assert_non_null(strstr(ran.out, "\r\nHost: other.brine.test:"));
    assert_non_null(strstr(ran.out, "\r\nX-Mine: 1\r\n"));
    assert_null(strstr(ran.out, "Authorization"));
}

/* What a test needs to lead a client to the same server under another name. */
static char resolve_other[64], other[64];

static const char *other_url(const char *path)
{
    static char url[4096];

    snprintf(resolve_other, sizeof resolve_other, "other.brine.test:%u:127.0.0.1", server_port);
    snprintf(other, sizeof other, "https://other.brine.test:%u", server_port);
    snprintf(url, sizeof url, "%s%s", other, path);
    return url;
}

static const char *client_file(void)
{
    static char path[SCRATCH_PATH_SIZE + 8];

    snprintf(path, sizeof path, "%s.client", server_root);
    return path;
}

static void a_redirect_to_another_host_leaves_the_client_certificate_behind(void **state)
{
    const char *file = client_file(), *echo = other_url("/echo");

    (void)state;
    assert_int_equal(get("-i", "-E", file, server_url("/echo"), NULL), 0);
    assert_non_null(strstr(ran.out, "X-Client: yes\r\n"));
    assert_int_equal(get("-iL", "-E", file, redirect_to("/echo"), NULL), 0);
    assert_non_null(strstr(ran.out, "X-Client: yes\r\n"));
    assert_int_equal(get("-iL", "-E", file, "--resolve", resolve_other, redirect_to(echo), NULL),
                     0);
    assert_non_null(strstr(ran.out, "X-Client: no\r\n"));
    /* Each URL of the command line is home. */
    assert_int_equal(get("-iL", "-E", file, "--resolve", resolve_other, redirect_to(echo),
                         server_url("/echo"), NULL),
                     0);
    assert_non_null(strstr(ran.out, "X-Client: yes\r\n"));
    assert_int_equal(
        get("-iL", "-E", file, "--resolve", resolve_other, redirect_to(echo), echo, NULL), 0);
    assert_non_null(strstr(ran.out, "X-Client: no\r\n"));
    assert_non_null(strstr(ran.out, "X-Client: yes\r\n"));
}

/* The way back home must not use the session with which the client has shown who it is. */
static void no_redirect_leads_back_to_the_client_certificate(void **state)
{
    const char *file = client_file(), *there, *session = scratch_path("s");
    char path[2048];

    (void)state;
    there = strstr(redirect_to(server_url("/echo")), "/raw/");
    assert_non_null(there);
    snprintf(path, sizeof path, "%s", there);
    assert_int_equal(get("-iL", "-E", file, "--session", session, "--resolve", resolve_other,
                         redirect_to(other_url(path)), NULL),
                     0);
    assert_non_null(strstr(ran.out, "\r\nHost: localhost:"));
    assert_non_null(strstr(ran.out, "X-Client: no\r\n"));
    assert_null(strstr(ran.out, "X-Client: yes\r\n"));
    unlink(session);
}

static void credentials_are_known_however_they_are_written(void **state)
{
    (void)state;
    assert_int_equal(get("-L", "--resolve", resolve_other, "-H", "Authorization : Bearer x", "-H",
                         "COOKIE\x20:a=b", "-H", "Proxy-Authorization: Basic y", "-H", "X-Mine: 1",
                         redirect_to(other_url("/echo")), NULL),
                     0);
    assert_non_null(strstr(ran.out, "\r\nX-Mine: 1\r\n"));
    assert_null(strstr(ran.out, "uthorization"));
    assert_null(strstr(ran.out, "a=b"));
    assert_int_equal(get("-H", "Authorization : Bearer x", server_url("/echo"), NULL), 0);
    assert_non_null(strstr(ran.out, "\r\nAuthorization: Bearer x\r\n"));
}

static void one_connection_serves_several_urls(void **state)
{
    (void)state;
    assert_int_equal(get("-iv", server_url("/echo"), server_url("/echo"), NULL), 0);
    assert_non_null(strstr(ran.out, "X-Request: 1\r\n"));
    assert_non_null(strstr(ran.out, "X-Request: 2\r\n"));
    assert_true(said("using the connection"));
}

static void a_redirect_goes_over_the_same_connection(void **state)
{
    (void)state;
    assert_int_equal(get("-iL", redirect_to("/echo"), NULL), 0);
    assert_non_null(strstr(ran.out, "HTTP/1.1 302 Found\r\n"));
    assert_non_null(strstr(ran.out, "X-Request: 2\r\n"));
    assert_null(strstr(ran.out, "moved"));
}

/* The first response promises to keep the connection, and the server breaks its word. */
static void a_connection_that_is_gone_is_made_anew(void **state)
{
    (void)state;
    assert_int_equal(
        get("-v", raw_url(OK "Content-Length: 1\r\n\r\n1", "clean"), server_url("/echo"), NULL), 0);
    assert_true(said("making a new one"));
    assert_non_null(strstr(ran.out, "GET /echo HTTP/1.1\r\n"));
}

static void connection_close_is_heeded(void **state)
{
    (void)state;
    assert_int_equal(get("-v",
                         raw_url(OK "Connection: close\r\nContent-Length: 1\r\n\r\n1", "clean"),
                         server_url("/echo"), NULL),
                     0);
    assert_null(strstr(ran.err, "making a new one"));
    assert_true(said("resumed: yes"));
}

/* The server does not close it, and yet it must not be used again. */
static void a_connection_that_is_to_be_closed_is_not_used_again(void **state)
{
    (void)state;
    assert_int_equal(get("-i",
                         raw_url(OK "Connection: close\r\nContent-Length: 1\r\n\r\n1", "keep"),
                         server_url("/echo"), NULL),
                     0);
    assert_non_null(strstr(ran.out, "X-Request: 1\r\n"));
}

static void bytes_behind_a_page_are_no_answer_to_the_next_request(void **state)
{
    (void)state;
    assert_int_equal(
        get(raw_url(OK "Content-Length: 1\r\n\r\n1" OK "Content-Length: 4\r\n\r\nevil", "keep"),
            server_url("/echo"), NULL),
        0);
    assert_null(strstr(ran.out, "evil"));
    assert_non_null(strstr(ran.out, "GET /echo HTTP/1.1\r\n"));
}

static void v_tells_about_connection_certificates_and_heads(void **state)
{
    (void)state;
    assert_int_equal(get("-v", server_url("/echo"), NULL), 0);
    assert_true(said("* connected to localhost port "));
    assert_true(said("* version: TLSv1.2\n"));
    assert_true(said("* suite: TLS_ECDHE_ECDSA_WITH_"));
    assert_true(said("* group: "));
    assert_true(said("* ALPN: http/1.1\n"));
    assert_true(said("* resumed: no\n"));
    assert_true(said("* certificate 0:\n"));
    assert_true(said("subject: CN=server of the example tests"));
    assert_true(said("issuer: CN=root of the example tests"));
    assert_true(said("2020-01-01 00:00:00 UTC to 9999-12-31 23:59:59 UTC"));
    assert_true(said("name: www.brine.test"));
    assert_true(said("SHA-256: "));
    assert_true(said("> GET /echo HTTP/1.1\n"));
    assert_true(said("< HTTP/1.1 200 OK\n"));
}

/* What clears the screen, and what turns the direction of writing. */
static void what_can_not_be_seen_in_a_head_is_escaped(void **state)
{
    char chunks[300];

    (void)state;
    assert_int_equal(get("-v",
                         raw_url(OK "X: a\033[2J\x9b"
                                    "2J\xc2\x9b\xe2\x80\xae\t\\\x7f \xc3\xa4\r\n"
                                    "Content-Length: 1\r\n\r\n1",
                                 "keep"),
                         NULL),
                     0);
    assert_true(said("< X: a\\1b[2J\\9b2J\\c2\\9b\\e2\\80\\ae\\09\\\\\\7f \xc3\xa4\n"
                     "< Content-Length: 1\n< \n"));
    /* However long a line is, none of its characters is torn. */
    for (int i = 0; i < 4; i++) {
        char response[512];

        for (size_t j = 0; j < sizeof chunks; j += 3)
            memcpy(chunks + j, "\xe2\x82\xac", 3);
        chunks[sizeof chunks - 3] = '\0';
        snprintf(response, sizeof response, OK "X: %.*s%s\r\nContent-Length: 0\r\n\r\n", i, "abc",
                 chunks);
        assert_int_equal(get("-v", raw_url(response, "keep"), NULL), 0);
        assert_true(said(chunks));
    }
}

/* A head goes to a terminal as lines that are safe, to a file as it came. */
static void a_head_on_a_terminal_is_escaped(void **state)
{
    static const char head[] = OK "X: a\x9b\\\xe2\x80\xae\r\nContent-Length: 1\r\n\r\n";
    int terminal = posix_openpt(O_RDWR | O_NOCTTY), slave;
    char text[300];
    size_t length = 0;

    (void)state;
    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    slave = open(ptsname(terminal), O_RDWR | O_NOCTTY); /* keeps what is written readable */
    assert_true(slave >= 0);
    snprintf(text, sizeof text, "%s$", head);
    assert_int_equal(get("-i", "-o", ptsname(terminal), raw_url(text, "keep"), NULL), 0);
    text[0] = '\0';
    while (strchr(text, '$') == NULL) {
        ssize_t n = read(terminal, text + length, sizeof text - 1 - length);

        assert_true(n > 0);
        length += (size_t)n;
        text[length] = '\0';
    }
    assert_string_equal(text, OK "X: a\\9b\\\\\\e2\\80\\ae\r\nContent-Length: 1\r\n\r\n$");
    close(slave);
    close(terminal);
    snprintf(text, sizeof text, "%s$", head);
    assert_int_equal(get("-i", raw_url(text, "keep"), NULL), 0);
    assert_string_equal(ran.out, text);
}

static void what_can_not_be_seen_in_other_texts_is_escaped(void **state)
{
    (void)state;
    assert_int_equal(get("https://a\xc2\x9b.example/", NULL), 3);
    assert_true(said("\"https://a\\c2\\9b.example/\" is not ASCII"));
    assert_int_equal(get("--\033[2J\\", "https://localhost/", NULL), 2);
    assert_true(said("no option --\\1b[2J\\\\;"));
    assert_int_equal(get("--max-redirs", "\xe2\x80\xae", "https://localhost/", NULL), 2);
    assert_true(said("not \"\\e2\\80\\ae\""));
    assert_int_equal(get("-o", scratch_path("\x9b\\/x"), server_url("/echo"), NULL), 23);
    assert_true(said("/\\9b\\\\/x: No such file"));
    assert_int_equal(get("--session", scratch_path("\x9b\\/x/"), server_url("/echo"), NULL), 0);
    assert_true(said("/\\9b\\\\/x/: "));
    assert_int_equal(get("--cacert", "\x9b\\", server_url("/echo"), NULL), 77);
    assert_true(said("can't open \\9b\\\\: "));
    assert_int_equal(get("--pinnedpubkey", "\x9b\\", server_url("/echo"), NULL), 2);
    assert_true(said("the pin is '\\9b\\\\', expected "));
    assert_int_equal(
        get("-L",
            raw_url("HTTP/1.1 302 x\r\nLocation: x\x9b\\:y\r\nContent-Length: 0\r\n\r\n", "keep"),
            NULL),
        1);
    assert_true(said("the redirect to \"x\\9b\\\\:y\" is not supported"));
    assert_int_equal(
        get("-v", "-L", "--max-redirs", "1",
            raw_url("HTTP/1.1 302 x\r\nLocation: /x\\1b\r\nContent-Length: 0\r\n\r\n", "keep"),
            NULL),
        0);
    assert_true(said("/x\\\\1b\n"));
}

/* The live test of traces looks at the rest. */
static void trace_draws_each_message(void **state)
{
    (void)state;
    assert_int_equal(get("--trace", server_url("/echo"), NULL), 0);
    assert_true(said("|-- ClientHello, "));
    assert_true(said("- ServerKeyExchange, "));
    assert_true(said("|== Finished, "));
    assert_false(said("\033"));
}

static void certs_are_output_before_the_page(void **state)
{
    (void)state;
    assert_int_equal(get("--certs", raw_url(OK "Content-Length: 4\r\n\r\npage", "keep"), NULL), 0);
    assert_ptr_equal(strstr(ran.out, "-----BEGIN CERTIFICATE-----\n"), ran.out);
    assert_non_null(strstr(ran.out, "-----END CERTIFICATE-----\npage"));
}

static void a_session_file_resumes_and_no_other_user_reads_it(void **state)
{
    struct stat status;

    (void)state;
    assert_int_equal(get("-v", "--session", scratch_path("s"), server_url("/echo"), NULL), 0);
    assert_true(said("* resumed: no\n"));
    assert_int_equal(stat(scratch_path("s"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(get("-v", "--session", scratch_path("s"), server_url("/echo"), NULL), 0);
    assert_true(said("* resumed: yes\n"));
    unlink(scratch_path("s"));
}

/* The session belongs to what was connected to, under the name of the URL. */
static void a_session_is_resumed_behind_connect_to(void **state)
{
    char connect_to[64];

    (void)state;
    snprintf(connect_to, sizeof connect_to, "localhost:443:127.0.0.1:%u", server_port);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(get("-v", "--session", scratch_path("s"), "--connect-to", connect_to,
                             "https://localhost/echo", NULL),
                         0);
        assert_true(said(i == 0 ? "* resumed: no\n" : "* resumed: yes\n"));
    }
    unlink(scratch_path("s"));
}

/* Nor does one that failed stay there: the server refuses each client that brings a ticket. */
static void a_session_that_failed_behind_connect_to_is_forgotten(void **state)
{
    char connect_to[64];

    (void)state;
    snprintf(connect_to, sizeof connect_to, "www.brine.test:443:127.0.0.1:%u", server_port);
    for (int i = 0; i < 4; i++)
        assert_int_equal(get("--session", scratch_path("s"), "--connect-to", connect_to,
                             "https://www.brine.test/echo", NULL),
                         i % 2 == 0 ? 0 : 35);
    unlink(scratch_path("s"));
}

static void a_damaged_session_file_costs_a_warning_only(void **state)
{
    (void)state;
    scratch_file("s", "something else entirely", 23);
    assert_int_equal(get("-v", "--session", scratch_path("s"), server_url("/echo"), NULL), 0);
    assert_true(said("WARNING"));
    assert_true(said("* resumed: no\n"));
    assert_int_equal(get("-v", "--session", scratch_path("s"), server_url("/echo"), NULL), 0);
    assert_true(said("* resumed: yes\n"));
    /* Cut in the middle of a session. */
    assert_int_equal(truncate(scratch_path("s"), 60), 0);
    assert_int_equal(get("-v", "--session", scratch_path("s"), server_url("/echo"), NULL), 0);
    assert_true(said("damaged"));
    unlink(scratch_path("s"));
}

/* Runs with --session s, which must be refused for a reason. */
static void expect_no_sessions(const char *why)
{
    assert_int_equal(get("--session", scratch_path("s"), server_url("/echo"), NULL), 26);
    assert_true(said_one_line());
    assert_true(said(why));
    assert_string_equal(ran.out, "");
}

static void a_session_file_that_others_could_have_written_is_an_error(void **state)
{
    static const mode_t modes[] = {0620, 0602, 0666};

    (void)state;
    assert_int_equal(get("--session", scratch_path("s"), server_url("/echo"), NULL), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_int_equal(chmod(scratch_path("s"), modes[i]), 0);
        expect_no_sessions("other users can write to it");
    }
    assert_int_equal(chmod(scratch_path("s"), 0600), 0);
    if (geteuid() == 0) { /* only root can give a file away */
        assert_int_equal(chown(scratch_path("s"), 1, 1), 0);
        expect_no_sessions("it belongs to another user");
        assert_int_equal(chown(scratch_path("s"), 0, 0), 0);
    }
    assert_int_equal(rename(scratch_path("s"), scratch_path("t")), 0);
    assert_int_equal(symlink(scratch_path("t"), scratch_path("s")), 0);
    expect_no_sessions("it is a symbolic link");
    unlink(scratch_path("s"));
    unlink(scratch_path("t"));
}

static void a_session_file_is_a_regular_file(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(scratch_path("s"), 0600), 0);
    expect_no_sessions("it is not a regular file");
    unlink(scratch_path("s"));
    assert_int_equal(mkdir(scratch_path("s"), 0700), 0);
    expect_no_sessions("it is not a regular file");
    rmdir(scratch_path("s"));
}

/* The server as www.brine.test gives tickets and then refuses each client that has one. */
static void a_session_that_failed_is_forgotten(void **state)
{
    char resolve[64], url[64];

    (void)state;
    snprintf(resolve, sizeof resolve, "www.brine.test:%u:127.0.0.1", server_port);
    snprintf(url, sizeof url, "https://www.brine.test:%u/echo", server_port);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(get("--session", scratch_path("s"), "--resolve", resolve, url, NULL), 0);
        assert_int_equal(get("--session", scratch_path("s"), "--resolve", resolve, url, NULL), 35);
        assert_true(said("internal_error"));
    }
    unlink(scratch_path("s"));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(get("-v", "--session", scratch_path("s"), server_url("/echo"), NULL), 0);
        assert_true(said("resumed: no"));
        assert_int_not_equal(
            get("-v", "--session", scratch_path("s"), raw_url("HTTP/1.1 ", "garbage"), NULL), 0);
        assert_true(said("resumed: yes"));
    }
    unlink(scratch_path("s"));
}

static mode_t mode_of(const char *name)
{
    struct stat status;

    assert_int_equal(stat(scratch_path(name), &status), 0);
    return status.st_mode & 0777;
}

static void files_with_heads_or_secrets_are_their_owner_s_alone(void **state)
{
    const mode_t before = umask(0);

    (void)state;
    assert_int_equal(get("-o", scratch_path("page"), server_url("/echo"), NULL), 0);
    assert_int_equal(mode_of("page"), 0666);
    assert_int_equal(get("-i", "-o", scratch_path("page"), server_url("/echo"), NULL), 0);
    assert_int_equal(mode_of("page"), 0600);
    unlink(scratch_path("page"));
    assert_int_equal(get("-I", "-o", scratch_path("page"), server_url("/echo"), NULL), 0);
    assert_int_equal(mode_of("page"), 0600);
    setenv("SSLKEYLOGFILE", scratch_path("keys"), 1);
    scratch_file("keys", "", 0);
    assert_int_equal(chmod(scratch_path("keys"), 0666), 0);
    assert_int_equal(get("--key-log", server_url("/echo"), NULL), 0);
    assert_int_equal(mode_of("keys"), 0600);
    unsetenv("SSLKEYLOGFILE");
    unlink(scratch_path("keys"));
    unlink(scratch_path("page"));
    umask(before);
}

static void resolve_and_families_choose_the_address(void **state)
{
    char resolve[64], url[64];

    (void)state;
    snprintf(resolve, sizeof resolve, "WWW.brine.test:%u:127.0.0.1", server_port);
    snprintf(url, sizeof url, "https://www.brine.test:%u/echo", server_port);
    assert_int_equal(get("-4", "--resolve", resolve, url, NULL), 0);
    snprintf(url, sizeof url, "https://127.0.0.1:%u/echo", server_port);
    assert_int_equal(get(url, NULL), 0);
    assert_int_equal(get("-6", url, NULL), 6);

    /* The name that is verified is the address of the URL, wherever the connection leads. */
    snprintf(resolve, sizeof resolve, "[::1]:%u:127.0.0.1", server_port);
    snprintf(url, sizeof url, "https://[::1]:%u/echo", server_port);
    assert_int_equal(get("--resolve", resolve, url, NULL), 0);
    assert_non_null(strstr(ran.out, "\r\nHost: [::1]:"));
    snprintf(resolve, sizeof resolve, "[::2]:%u:127.0.0.1", server_port);
    snprintf(url, sizeof url, "https://[::2]:%u/echo", server_port);
    assert_int_equal(get("--resolve", resolve, url, NULL), 60);
}

static void pins_are_checked(void **state)
{
    char pins[128];
    const char *pin;

    (void)state;
    assert_int_equal(get("--pinnedpubkey", "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                         server_url("/echo"), NULL),
                     90);
    assert_string_equal(ran.out, "");
    assert_true(said_one_line());
    assert_int_equal(get("--pinnedpubkey", "md5//AAAA", server_url("/echo"), NULL), 2);

    /* What -v shows can be pinned, beside others and without a chain, too. */
    assert_int_equal(get("-v", server_url("/echo"), NULL), 0);
    pin = strstr(ran.err, "sha256//");
    assert_non_null(pin);
    snprintf(pins, sizeof pins, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;%.52s", pin);
    assert_int_equal(get("--pinnedpubkey", pins, server_url("/echo"), NULL), 0);
    assert_int_equal(get("-k", "--pinnedpubkey", pins, server_url("/echo"), NULL), 0);
    pins[20] = 'B';
    pins[70] = pins[70] == 'B' ? 'C' : 'B';
    assert_int_equal(get("-k", "--pinnedpubkey", pins, server_url("/echo"), NULL), 90);
}

static void k_accepts_anything_and_warns_each_time(void **state)
{
    (void)state;
    assert_int_equal(
        get("-ks", "--cacert", "/nowhere", server_url("/echo"), server_url("/echo"), NULL), 0);
    assert_true(said("WARNING: -k"));
}

static void help_and_version_go_to_standard_output(void **state)
{
    (void)state;
    assert_int_equal(get("--help", NULL), 0);
    assert_non_null(strstr(ran.out, "--output FILE"));
    assert_non_null(strstr(ran.out, "Exit codes"));
    assert_int_equal(get("--help", "all", NULL), 0);
    assert_non_null(strstr(ran.out, "--max-redirs N"));
    assert_non_null(strstr(ran.out, "Exit codes"));
    assert_int_equal(get("--version", NULL), 0);
    assert_non_null(strstr(ran.out, "https_get "));
    assert_int_equal(get_into(RUN_FULL, "--help", NULL), 23);
    assert_int_equal(get_into(RUN_FULL, "--version", NULL), 23);
}

static void a_progress_bar_is_for_terminals_only(void **state)
{
    (void)state;
    assert_int_equal(get("-o", scratch_path("x"), server_url("/big/100000"), NULL), 0);
    assert_string_equal(ran.err, "");
    if (!terminals_exist()) {
        print_message("skipped: there are no pseudo-terminals, is /dev/pts mounted?\n");
        skip();
    }
    assert_int_equal(get_on_terminal("-o", scratch_path("x"), server_url("/big/100000"), NULL), 0);
    assert_true(said("100 %"));
    assert_int_equal(get_on_terminal("-s", "-o", scratch_path("x"), server_url("/big/1"), NULL), 0);
    assert_string_equal(ran.err, "");
    unlink(scratch_path("x"));
    assert_false(exists("x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_goes_to_standard_output),
        cmocka_unit_test(chunks_are_joined),
        cmocka_unit_test(a_page_may_end_with_the_connection),
        cmocka_unit_test(a_complete_page_needs_no_close_notify),
        cmocka_unit_test(interim_responses_are_skipped),
        cmocka_unit_test(some_statuses_have_no_body),
        cmocka_unit_test(a_large_page_arrives_byte_for_byte),
        cmocka_unit_test(i_shows_the_head_and_I_asks_for_nothing_else),
        cmocka_unit_test(headers_can_be_added_replaced_and_removed),
        cmocka_unit_test(pages_go_to_the_files_that_are_named),
        cmocka_unit_test(O_takes_the_name_from_the_url),
        cmocka_unit_test(an_empty_page_makes_an_empty_file),
        cmocka_unit_test(redirects_are_shown_unless_they_are_to_be_followed),
        cmocka_unit_test(a_redirect_may_be_relative_or_absolute),
        cmocka_unit_test(a_redirect_to_another_host_leaves_credentials_behind),
        cmocka_unit_test(a_redirect_to_another_host_leaves_the_client_certificate_behind),
        cmocka_unit_test(no_redirect_leads_back_to_the_client_certificate),
        cmocka_unit_test(credentials_are_known_however_they_are_written),
        cmocka_unit_test(one_connection_serves_several_urls),
        cmocka_unit_test(a_redirect_goes_over_the_same_connection),
        cmocka_unit_test(a_connection_that_is_gone_is_made_anew),
        cmocka_unit_test(connection_close_is_heeded),
        cmocka_unit_test(a_connection_that_is_to_be_closed_is_not_used_again),
        cmocka_unit_test(bytes_behind_a_page_are_no_answer_to_the_next_request),
        cmocka_unit_test(v_tells_about_connection_certificates_and_heads),
        cmocka_unit_test(what_can_not_be_seen_in_a_head_is_escaped),
        cmocka_unit_test(a_head_on_a_terminal_is_escaped),
        cmocka_unit_test(what_can_not_be_seen_in_other_texts_is_escaped),
        cmocka_unit_test(trace_draws_each_message),
        cmocka_unit_test(certs_are_output_before_the_page),
        cmocka_unit_test(a_session_file_resumes_and_no_other_user_reads_it),
        cmocka_unit_test(a_session_is_resumed_behind_connect_to),
        cmocka_unit_test(a_session_that_failed_behind_connect_to_is_forgotten),
        cmocka_unit_test(a_damaged_session_file_costs_a_warning_only),
        cmocka_unit_test(a_session_file_that_others_could_have_written_is_an_error),
        cmocka_unit_test(a_session_file_is_a_regular_file),
        cmocka_unit_test(a_session_that_failed_is_forgotten),
        cmocka_unit_test(files_with_heads_or_secrets_are_their_owner_s_alone),
        cmocka_unit_test(resolve_and_families_choose_the_address),
        cmocka_unit_test(pins_are_checked),
        cmocka_unit_test(k_accepts_anything_and_warns_each_time),
        cmocka_unit_test(help_and_version_go_to_standard_output),
        cmocka_unit_test(a_progress_bar_is_for_terminals_only),
    };
    return cmocka_run_group_tests(tests, server_setup, server_teardown);
}
