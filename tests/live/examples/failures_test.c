#include "support/run.h"
#include "support/scratch.h"
#include "support/test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define OK "HTTP/1.1 200 OK\r\n"

/* It ended with this status, one sentence with these words, and no output. */
static void expect(int status, int wanted, const char *words)
{
    if (status != wanted)
        fprintf(stderr, "exit status %d: %s", status, ran.err);
    assert_int_equal(status, wanted);
    assert_true(said(words));
    assert_true(said_one_line());
    assert_string_equal(ran.out, "");
}

static void other_schemes_end_with_1(void **state)
{
    (void)state;
    expect(get("ftp://a.example/", NULL), 1, "only https");
    expect(get("http://localhost:8080/", NULL), 1, "http on port 8080");
}

static void a_wrong_command_line_ends_with_2(void **state)
{
    (void)state;
    expect(get("--no-such-thing", "https://localhost/", NULL), 2, "--no-such-thing");
    expect(get(NULL), 2, "no URL");
    expect(get("--alpn", "x", "--max-fragment-length", "5", "a", NULL), 2, "512");
}

static void a_malformed_url_ends_with_3(void **state)
{
    (void)state;
    expect(get("https://", NULL), 3, "no host");
    expect(get("https://localhost:99999/", NULL), 3, "65535");
    expect(get("https://a..b/", NULL), 3, "a..b");
    expect(get("https://1.2.3.256/", NULL), 3, "1.2.3.256");
}

static void a_host_without_address_ends_with_6(void **state)
{
    (void)state;
    expect(get("-6", "https://127.0.0.1/", NULL), 6, "can't look up 127.0.0.1");
}

static int listen_on(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 5), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    *port = ntohs(address.sin_port);
    return listener;
}

static const char *plain_url(uint16_t port)
{
    static char url[64];

    snprintf(url, sizeof url, "https://127.0.0.1:%u/", (unsigned)port);
    return url;
}

static void a_port_without_server_ends_with_7(void **state)
{
    uint16_t port;

    (void)state;
    close(listen_on(&port));
    expect(get(plain_url(port), NULL), 7, "Connection refused");
}

static void a_body_that_ends_early_ends_with_18(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url(OK "Content-Length: 10\r\n\r\nhello", "clean"), NULL), 18);
    assert_true(said("5 of 10 bytes"));
    assert_int_equal(
        get(raw_url(OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "clean"), NULL), 18);
    assert_true(said("before the last chunk"));
    assert_int_equal(
        get(raw_url(OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", "clean"), NULL),
        18);
    assert_int_equal(get(raw_url(OK "Content-Length: 10\r\n\r\nhello", "cut"), NULL), 18);
    assert_int_equal(
        get(raw_url(OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "cut"), NULL), 18);
}

static void f_ends_with_22_and_no_output(void **state)
{
    (void)state;
    expect(
        get("-f", raw_url("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope", "keep"), NULL),
        22, "status 404");
    assert_int_equal(get("-f", raw_url(OK "Content-Length: 2\r\n\r\nhi", "keep"), NULL), 0);
    assert_int_equal(get("-o", scratch_path("none"), "-f",
                         raw_url("HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n", "keep"), NULL),
                     22);
    assert_int_equal(access(scratch_path("none"), F_OK), -1);
}

static void output_that_can_not_be_written_ends_with_23(void **state)
{
    (void)state;
    expect(get("-o", "/dev/full", server_url("/echo"), NULL), 23, "No space left");
    expect(get("-o", scratch_path("no/where"), server_url("/echo"), NULL), 23, "can't create");
    expect(get_into(RUN_FULL, server_url("/echo"), NULL), 23, "No space left");
    expect(get_into(RUN_CLOSED, server_url("/echo"), NULL), 23, "Bad file descriptor");
    expect(get_into(RUN_UNREAD, server_url("/big/1000000"), NULL), 23, "Broken pipe");
    expect(get("-O", server_url("/"), NULL), 23, "file name");
}

static void a_closed_standard_output_is_no_matter_when_nothing_goes_there(void **state)
{
    (void)state;
    assert_int_equal(get_into(RUN_CLOSED, "-o", scratch_path("x"), server_url("/echo"), NULL), 0);
    unlink(scratch_path("x"));
}

static void a_stalling_server_ends_with_28(void **state)
{
    uint16_t port;
    int listener = listen_on(&port);

    (void)state;
    expect(get("-m", "0.2", plain_url(port), NULL), 28, "0.2 seconds of -m");
    expect(get("--connect-timeout", "0.2", plain_url(port), NULL), 28, "--connect-timeout");
    close(listener);
    /* Enough for all before the stall, on any machine. */
    assert_int_equal(get("-m", "3", raw_url(OK "Content-Length: 9\r\n\r\nhello", "stall"), NULL),
                     28);
    assert_true(said("read with localhost was not over after the 3 seconds of -m"));
    assert_string_equal(ran.out, "hello");
}

/* Both while the head is awaited and in the page; -y alone asks for a byte a second. */
static void a_server_below_the_speed_limit_ends_with_28(void **state)
{
    (void)state;
    assert_int_equal(get("-m", "60", "-Y", "1k", "-y", "1",
                         raw_url(OK "Content-Length: 9\r\n\r\nhello", "stall"), NULL),
                     28);
    assert_true(said("less than the 1024 bytes a second of --speed-limit for more than 1 seconds"));
    assert_true(said_one_line());
    assert_string_equal(ran.out, "hello");
    assert_int_equal(get("-m", "60", "--speed-time", "0.5", raw_url("", "stall"), NULL), 28);
    assert_true(said("less than the 1 bytes a second"));
    assert_int_equal(get("-Y", "1", "-y", "60", server_url("/big/100000"), NULL), 0);
    assert_int_equal(ran.out_length, 100000);
}

static void a_stalling_look_up_ends_with_28(void **state)
{
    (void)state;
    if (SLOW_LOOKUP[0] == '\0')
        skip();
    run_preload(SLOW_LOOKUP);
    expect(get("-m", "0.2", "https://www.brine.test/", NULL), 28, "looked up");
    expect(get("--connect-timeout", "0.2", "-sS", "https://www.brine.test/", NULL), 28,
           "looked up");
    assert_int_equal(get("--connect-timeout", "0.2", "-s", "https://www.brine.test/", NULL), 28);
    assert_string_equal(ran.err, "");
    run_preload(NULL);
}

static void time_limits_that_are_kept_do_no_harm(void **state)
{
    (void)state;
    assert_int_equal(get("-m", "100", "--connect-timeout", "100", server_url("/echo"), NULL), 0);
}

/* Serves one connection with these bytes, after it has heard something. */
typedef struct impostor {
    int listener;
    const char *bytes;
} impostor;

static void *pretend(void *argument)
{
    const impostor *job = argument;
    int connection = accept(job->listener, NULL, NULL);
    char heard[4096];

    if (recv(connection, heard, sizeof heard, 0) > 0)
        (void)!send(connection, job->bytes, strlen(job->bytes), MSG_NOSIGNAL);
    close(connection);
    return NULL;
}

static void a_failed_handshake_ends_with_35(void **state)
{
    uint16_t port;
    impostor job = {listen_on(&port), "HTTP/1.1 400 Bad Request\r\n\r\n"};
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, pretend, &job), 0);
    expect(get(plain_url(port), NULL), 35, "does not speak TLS");
    pthread_join(thread, NULL);
    job.bytes = "";
    assert_int_equal(pthread_create(&thread, NULL, pretend, &job), 0);
    expect(get(plain_url(port), NULL), 35, "ended the connection in the handshake");
    pthread_join(thread, NULL);
    close(job.listener);
}

/* Fetches from the server under one of its names that end connections. */
static int get_ended(const char *name, const char *option)
{
    char resolve[96], url[96];

    snprintf(resolve, sizeof resolve, "%s.ends.brine.test:%u:127.0.0.1", name, server_port);
    snprintf(url, sizeof url, "https://%s.ends.brine.test:%u/", name, server_port);
    return get("--resolve", resolve, url, option, NULL);
}

#define WANTED "the server asked for the client's certificate, and none is configured; "

static void a_server_that_just_hangs_up_has_a_cause(void **state)
{
    (void)state;
    expect(get_ended("close", NULL), 35, "ended the connection in the handshake: " WANTED);
    assert_true(said("; try --cert FILE and --key FILE"));
    expect(get_ended("reset", NULL), 35, "Connection reset by peer: " WANTED);
    assert_true(said("; try --cert FILE and --key FILE"));
    expect(get_ended("close", "--no-false-start"), 35, WANTED);
    expect(get_ended("reset", "--no-false-start"), 35, WANTED);
}

static void a_server_that_drops_early_data_gets_a_hint(void **state)
{
    (void)state;
    expect(get_ended("early", NULL), 35,
           "Connection reset by peer: data was sent before the server's Finished (False Start");
    assert_true(said("try without: brine_config_disable_false_start; try --no-false-start\n"));
    expect(get_ended("early", "--no-false-start"), 35,
           "Connection reset by peer: the last message before that was Finished; try again");
}

static void a_new_handshake_that_was_refused_is_told(void **state)
{
    (void)state;
    expect(get_ended("again", NULL), 56,
           "alert handshake_failure (40): the server asked for a new handshake (HelloRequest), "
           "which brine refuses; its owner has to ask for what it wants");
    expect(get_ended("leave", NULL), 52,
           "without an answer; the server asked for a new handshake (HelloRequest), which brine "
           "refuses");
}

/* A proxy's handshake, too, is over when its Finished is verified, and not with False Start. */
static void a_proxy_that_hangs_up_in_its_handshake_ends_with_35(void **state)
{
    static const char *const names[] = {"reset", "early"};
    char resolve[96], proxy[96];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(resolve, sizeof resolve, "%s.ends.brine.test:%u:127.0.0.1", names[i], server_port);
        snprintf(proxy, sizeof proxy, "https://%s.ends.brine.test:%u", names[i], server_port);
        expect(get("--resolve", resolve, "-x", proxy, "--proxy-cacert", server_root,
                   "https://a.test/", NULL),
               35, "no TLS with the proxy that -x names: ");
    }
}

static void too_many_redirects_end_with_47(void **state)
{
    const char *once =
        raw_url("HTTP/1.1 301 x\r\nLocation: /echo\r\nContent-Length: 0\r\n\r\n", "keep");

    (void)state;
    expect(get("-L", "--max-redirs", "0", once, NULL), 47, "after 0 redirects");
    assert_int_equal(get("-L", "--max-redirs", "1", once, NULL), 0);
    assert_int_equal(get("-L", "--max-redirs", "-1", once, NULL), 0);
}

static void redirects_to_nowhere_are_refused(void **state)
{
    (void)state;
    expect(get("-L",
               raw_url("HTTP/1.1 301 x\r\nLocation: ftp://a/\r\nContent-Length: 0\r\n\r\n", "keep"),
               NULL),
           1, "redirects");
    expect(get("-L",
               raw_url("HTTP/1.1 301 x\r\nLocation: http://a:81/\r\nContent-Length: 0\r\n\r\n",
                       "keep"),
               NULL),
           1, "port 81");
    expect(get("-L",
               raw_url("HTTP/1.1 301 x\r\nLocation: https://a:0/\r\nContent-Length: 0\r\n\r\n",
                       "keep"),
               NULL),
           3, "redirects");
}

static void no_answer_ends_with_52(void **state)
{
    (void)state;
    expect(get(raw_url("", "clean"), NULL), 52, "without an answer");
    expect(get(raw_url("", "cut"), NULL), 52, "without an answer");
}

static void what_is_not_http_ends_with_56(void **state)
{
    (void)state;
    expect(get(raw_url("SSH-2.0-OpenSSH\r\n", "stall"), NULL), 56, "not proper HTTP");
    expect(get(raw_url("HTTP/1.1 101 Switching\r\n\r\n", "keep"), NULL), 56, "not asked for");
    expect(get(raw_url(OK "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", "keep"), NULL), 56,
           "two different");
    expect(get(raw_url(OK "Transfer-Encoding: gzip\r\n\r\nx", "keep"), NULL), 56, "gzip");
    expect(get(raw_url(OK "Transfer-Encoding: chunked\r\n\r\nx", "keep"), NULL), 56, "no size");
    expect(get(server_url("/fields"), NULL), 56, "128 KiB");
    expect(get(raw_url("HTTP/1.1 200 OK\r\nConte", "clean"), NULL), 56, "middle of the response");
}

static void a_cut_connection_ends_with_56(void **state)
{
    (void)state;
    assert_int_equal(get(raw_url(OK "\r\nhello", "cut"), NULL), 56);
    assert_true(said("without close_notify after 5 bytes"));
    assert_int_equal(get(raw_url(OK "Content-Length: 10\r\n\r\nhello", "garbage"), NULL), 56);
    assert_int_equal(get(raw_url(OK "Content-Length: 10\r\n\r\nhello", "reset"), NULL), 56);
}

static void unknown_cipher_names_end_with_59(void **state)
{
    (void)state;
    expect(get("--ciphers", "NO-SUCH", server_url("/echo"), NULL), 59, "NO-SUCH");
    expect(get("--curves", "P-999", server_url("/echo"), NULL), 59, "P-999");
}

static void an_unknown_root_ends_with_60_and_shows_its_chain(void **state)
{
    char command[2048], stranger[SCRATCH_PATH_SIZE];

    (void)state;
    snprintf(stranger, sizeof stranger, "%s", scratch_path("stranger.pem"));
    snprintf(command, sizeof command,
             "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 "
             "-subj /CN=stranger -keyout %s -out %s 2>/dev/null",
             scratch_path("stranger.key"), stranger);
    assert_int_equal(system(command), 0);
    expect(get("--cacert", stranger, server_url("/echo"), NULL), 60, "root of the example tests");
    assert_true(said("(alert sent: unknown_ca); try --cacert FILE with a CA certificate that you"));
    expect(get("-o", scratch_path("x"), "--cacert", stranger, server_url("/echo"), NULL), 60, "");
    assert_int_equal(access(scratch_path("x"), F_OK), -1);
    assert_int_equal(get("-s", "--cacert", stranger, server_url("/echo"), NULL), 60);
    assert_string_equal(ran.err, "");
    assert_int_equal(get("-v", "--certs", "--cacert", stranger, server_url("/echo"), NULL), 60);
    assert_true(said("subject: CN=server of the example tests"));
    assert_ptr_equal(strstr(ran.out, "-----BEGIN CERTIFICATE-----\n"), ran.out);
    assert_null(strstr(ran.out, "GET /echo"));
    unlink(scratch_path("stranger.key"));
    unlink(stranger);
}

static void a_wrong_name_ends_with_60(void **state)
{
    char resolve[64], url[64];

    (void)state;
    snprintf(resolve, sizeof resolve, "wrong.brine.test:%u:127.0.0.1", server_port);
    snprintf(url, sizeof url, "https://wrong.brine.test:%u/echo", server_port);
    expect(get("--resolve", resolve, url, NULL), 60, "wrong.brine.test");
}

static void ca_files_that_can_not_be_used_end_with_77(void **state)
{
    (void)state;
    expect(get("--cacert", "/nowhere", server_url("/echo"), NULL), 77, "/nowhere");
    expect(get("--cacert", scratch_file("junk", "no certificate\n", 15), server_url("/echo"), NULL),
           77, "junk");
    unlink(scratch_path("junk"));
}

/* Comments, CRLF, blank lines, a broken certificate and other PEM blocks around the right one. */
static void a_bundle_of_ten_thousand_lines_with_junk_is_read(void **state)
{
    FILE *bundle = fopen(scratch_path("bundle"), "w"), *root = fopen(server_root, "r");
    char line[256];

    (void)state;
    assert_true(bundle != NULL && root != NULL);
    for (int i = 0; i < 5000; i++)
        fprintf(bundle, i % 7 == 0 ? "\r\n" : "# %d: words -----BEGIN nothing----- \x01\xff\n", i);
    fprintf(bundle, "-----BEGIN CERTIFICATE-----\nMIIBroken\n-----END CERTIFICATE-----\n");
    fprintf(bundle, "-----BEGIN PRIVATE KEY-----\nMIIBroken\n-----END PRIVATE KEY-----\n");
    while (fgets(line, sizeof line, root) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        fprintf(bundle, "%s\r\n", line);
    }
    for (int i = 0; i < 5000; i++)
        fprintf(bundle, "more words, line %d\n", i);
    fclose(root);
    assert_int_equal(fclose(bundle), 0);
    assert_int_equal(get("-v", "--cacert", scratch_path("bundle"), server_url("/echo"), NULL), 0);
    assert_true(said("1 anchors"));
    assert_true(said("1 skipped"));
    unlink(scratch_path("bundle"));
}

static void with_several_urls_the_last_one_s_end_counts(void **state)
{
    (void)state;
    assert_int_equal(get(server_url("/echo"), "ftp://a/", NULL), 1);
    assert_int_equal(get("ftp://a/", server_url("/echo"), NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_schemes_end_with_1),
        cmocka_unit_test(a_wrong_command_line_ends_with_2),
        cmocka_unit_test(a_malformed_url_ends_with_3),
        cmocka_unit_test(a_host_without_address_ends_with_6),
        cmocka_unit_test(a_port_without_server_ends_with_7),
        cmocka_unit_test(a_body_that_ends_early_ends_with_18),
        cmocka_unit_test(f_ends_with_22_and_no_output),
        cmocka_unit_test(output_that_can_not_be_written_ends_with_23),
        cmocka_unit_test(a_closed_standard_output_is_no_matter_when_nothing_goes_there),
        cmocka_unit_test(a_stalling_server_ends_with_28),
        cmocka_unit_test(a_server_below_the_speed_limit_ends_with_28),
        cmocka_unit_test(a_stalling_look_up_ends_with_28),
        cmocka_unit_test(time_limits_that_are_kept_do_no_harm),
        cmocka_unit_test(a_failed_handshake_ends_with_35),
        cmocka_unit_test(a_server_that_just_hangs_up_has_a_cause),
        cmocka_unit_test(a_server_that_drops_early_data_gets_a_hint),
        cmocka_unit_test(a_new_handshake_that_was_refused_is_told),
        cmocka_unit_test(a_proxy_that_hangs_up_in_its_handshake_ends_with_35),
        cmocka_unit_test(too_many_redirects_end_with_47),
        cmocka_unit_test(redirects_to_nowhere_are_refused),
        cmocka_unit_test(no_answer_ends_with_52),
        cmocka_unit_test(what_is_not_http_ends_with_56),
        cmocka_unit_test(a_cut_connection_ends_with_56),
        cmocka_unit_test(unknown_cipher_names_end_with_59),
        cmocka_unit_test(an_unknown_root_ends_with_60_and_shows_its_chain),
        cmocka_unit_test(a_wrong_name_ends_with_60),
        cmocka_unit_test(ca_files_that_can_not_be_used_end_with_77),
        cmocka_unit_test(a_bundle_of_ten_thousand_lines_with_junk_is_read),
        cmocka_unit_test(with_several_urls_the_last_one_s_end_counts),
    };
    return cmocka_run_group_tests(tests, server_setup, server_teardown);
}
