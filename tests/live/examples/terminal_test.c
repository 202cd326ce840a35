#include "support/dead_address.h"
#include "support/run_terminal.h"
#include "support/scratch.h"
#include "support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define OK "HTTP/1.1 200 OK\r\n"

static run_terminal terminal;

static void need_terminals(void)
{
    if (terminals_exist())
        return;
    print_message("skipped: there are no pseudo-terminals, is /dev/pts mounted?\n");
    skip();
}

/* Each line that was drawn over another fits, and leaves nothing of it. */
static void expect_lines_shorter_than(unsigned columns)
{
    const char *line = terminal.said;

    while (*line != '\0') {
        size_t length = strcspn(line, "\r\n");

        if (length >= columns)
            fail_msg("a line of %zu columns: %.*s", length, (int)length, line);
        line += length + (line[length] != '\0');
    }
}

static void draw_a_page(unsigned columns, const char *words)
{
    terminal_start(&terminal, columns, false, "-o", scratch_path("x"), "--limit-rate", "1M",
                   server_url("/big/1000000"), NULL);
    if (terminal_end(&terminal) != 0 || strstr(terminal.said, words) == NULL)
        fail_msg("%u columns: %s", columns, terminal.said);
    expect_lines_shorter_than(columns);
    unlink(scratch_path("x"));
}

static void progress_fits_any_width(void **state)
{
    (void)state;
    need_terminals();
    draw_a_page(200, "########] ");
    draw_a_page(80, "1.0 MB of   1.0 MB");
    draw_a_page(30, "100 % 1.0 MB ");
    draw_a_page(12, "100 %");
    draw_a_page(2, "\n");
    draw_a_page(1, "\n");
}

/* The server has sent a part and sends no more: no byte ends the read. */
static void a_stalled_page_shows_0_bytes_a_second_and_the_time(void **state)
{
    size_t at;

    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, false, "-o", scratch_path("x"),
                   raw_url(OK "Content-Length: 10\r\n\r\nhello", "stall"), NULL);
    at = terminal_wait(&terminal, 0, " 50 %");
    at = terminal_wait(&terminal, at, " 0 B/s    0:0");
    at = terminal_wait(&terminal, at, "0:05 ");
    terminal_wait(&terminal, at, "0:06 ");
    terminal_kill(&terminal);
    unlink(scratch_path("x"));
}

static void a_server_that_says_nothing_shows_the_time(void **state)
{
    size_t at;

    (void)state;
    need_terminals();
    terminal_start(&terminal, 12, false, "-o", scratch_path("x"), raw_url("", "stall"), NULL);
    at = terminal_wait(&terminal, 0, "\r0 B/s 0:00");
    terminal_wait(&terminal, at, "\r0 B/s 0:01");
    terminal_kill(&terminal);
}

/* Draws until the words have come, in a terminal of so many columns. */
static void expect_wait(unsigned columns, const char *proxy, const char *url, const char *words)
{
    terminal_start(&terminal, columns, false, "-o", scratch_path("x"), "-x", proxy, url, NULL);
    terminal_wait(&terminal, 0, words);
    terminal_kill(&terminal);
    expect_lines_shorter_than(columns);
    assert_null(strchr(terminal.said, '\n'));
}

static void connecting_is_shown_at_any_width(void **state)
{
    dead_address dead;
    uint16_t port = 0;
    char url[64];

    (void)state;
    need_terminals();
    assert_true(dead_address_open(&dead, "127.0.0.1", &port));
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", port);
    expect_wait(200, "", url, "\rconnecting to 127.0.0.1 0:01");
    expect_wait(80, "", url, "\rconnecting to 127.0.0.1 0:00");
    expect_wait(30, "", url, "\rconnecting to 127.0.0.1 0:00");
    expect_wait(16, "", url, "\rconnecting 0:00\r");
    expect_wait(12, "", url, "\rconnecting\r");
    expect_wait(5, "", url, "\rconn\r");
    expect_wait(80, url, "https://a.test/", "\rconnecting to the proxy 127.0.0.1 0:00");
    dead_address_close(&dead);
}

/* The system accepts connections for a program that never says anything. */
static void a_handshake_and_a_proxy_s_answer_are_shown(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char url[64], proxy[64];

    (void)state;
    need_terminals();
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 20), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    snprintf(url, sizeof url, "https://127.0.0.1:%u/", ntohs(address.sin_port));
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%u/", ntohs(address.sin_port));
    expect_wait(80, "", url, "\rhandshake with 127.0.0.1 0:00");
    expect_wait(12, "", url, "\rhandshake\r");
    expect_wait(80, url, "https://a.test/", "\rhandshake with the proxy 127.0.0.1 0:00");
    expect_wait(80, proxy, "https://a.test/", "\rproxy connects to a.test:443 0:00");
    expect_wait(12, proxy, "https://a.test/", "\rproxy 0:00\r");
    /* A page for a pipe is not waited for on the screen before a second has passed. */
    terminal_start(&terminal, 80, false, "--connect-timeout", "0.8", url, NULL);
    assert_int_equal(terminal_end(&terminal), 28);
    assert_int_equal(strncmp(terminal.said, "https_get: (28) ", 16), 0);
    /* A sentence begins a line of its own. */
    terminal_start(&terminal, 80, false, "--connect-timeout", "0.8", "-o", scratch_path("x"), url,
                   NULL);
    assert_int_equal(terminal_end(&terminal), 28);
    assert_non_null(strstr(terminal.said, "\rhandshake with 127.0.0.1 0:00\r\nhttps_get: (28) "));
    close(listener);
}

/* Two addresses are dead, so that the page comes after half a second. */
static void a_page_is_drawn_over_what_was_waited_for(void **state)
{
    dead_address dead[2];
    uint16_t port = (uint16_t)server_port;
    size_t at;
    char given[96];

    (void)state;
    need_terminals();
    assert_true(dead_address_open(&dead[0], "127.0.0.11", &port));
    assert_true(dead_address_open(&dead[1], "127.0.0.12", &port));
    snprintf(given, sizeof given, "localhost:%u:127.0.0.11,127.0.0.12,127.0.0.1", server_port);
    terminal_start(&terminal, 60, false, "--resolve", given, "-#", "-o", scratch_path("x"),
                   server_url("/big/10"), NULL);
    at = terminal_wait(&terminal, 0, "\rconnecting to localhost 0:00");
    terminal_wait(&terminal, at, "#] 100 %\r\n");
    assert_int_equal(terminal_end(&terminal), 0);
    assert_ptr_equal(strchr(terminal.said, '\n') + 1, terminal.said + terminal.length);
    dead_address_close(&dead[0]);
    dead_address_close(&dead[1]);
    unlink(scratch_path("x"));
}

static void drawing_does_not_put_off_a_time_limit(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, false, "-m", "1", "-o", scratch_path("x"),
                   raw_url(OK "Content-Length: 10\r\n\r\nhello", "stall"), NULL);
    assert_int_equal(terminal_end(&terminal), 28);
    assert_non_null(strstr(terminal.said, "\nhttps_get: (28) "));
    assert_non_null(strstr(terminal.said, "the 1 seconds of -m\r\n"));
    unlink(scratch_path("x"));
}

static void a_resized_terminal_gets_lines_of_its_new_width(void **state)
{
    const char *line;
    size_t at;

    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, false, "-o", scratch_path("x"),
                   raw_url(OK "Content-Length: 10\r\n\r\nhello", "stall"), NULL);
    at = terminal_wait(&terminal, 0, "] ");
    terminal_resize(&terminal, 24);
    at = terminal_wait(&terminal, at, "\r 50 % 5 B 0 B/s 0:0") - strlen(" 50 % 5 B 0 B/s 0:0");
    for (int i = 0; i < 3; i++) {
        size_t next = terminal_wait(&terminal, at, "\r");

        assert_true(next - at <= 24);
        at = next;
    }
    terminal_resize(&terminal, 80);
    at = terminal_wait(&terminal, at, "[");
    terminal_wait(&terminal, at, "\r");
    line = strchr(terminal.said + at, '\r');
    assert_int_equal(line - (terminal.said + at), 79 - strlen(" 50 % ["));
    terminal_kill(&terminal);
    unlink(scratch_path("x"));
}

static void a_sentence_begins_a_line_of_its_own(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, false, "-o", scratch_path("x"), "--limit-rate", "1000",
                   raw_url(OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nbroken\r\n", "keep"),
                   NULL);
    assert_int_equal(terminal_end(&terminal), 56);
    assert_true(strncmp(terminal.said, "https_get: ", 11) == 0 ||
                strstr(terminal.said, "\nhttps_get: ") != NULL);
    unlink(scratch_path("x"));
}

static void the_bar_alone_tells_how_much_there_is(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 40, false, "-#", "-o", scratch_path("x"), "--limit-rate", "1M",
                   server_url("/big/500000"), NULL);
    assert_int_equal(terminal_end(&terminal), 0);
    assert_non_null(strstr(terminal.said, "\r[###############################] 100 %\r\n"));
    assert_null(strstr(terminal.said, "B/s"));
    unlink(scratch_path("x"));
}

static void progress_can_be_switched_off(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, false, "--no-progress-meter", "-o", scratch_path("x"),
                   server_url("/big/100000"), NULL);
    assert_int_equal(terminal_end(&terminal), 0);
    assert_string_equal(terminal.said, "");
    terminal_start(&terminal, 80, true, server_url("/raw/HTTP%2F1.1%20200%20%0D%0A%0D%0Ahi!clean"),
                   NULL);
    assert_int_equal(terminal_end(&terminal), 0);
    assert_string_equal(terminal.said, "hi");
    unlink(scratch_path("x"));
}

/* A page behind a pipe that comes at once leaves the terminal alone. */
static void a_quick_page_to_a_pipe_shows_no_progress(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, false, raw_url(OK "Content-Length: 2\r\n\r\nhi", "keep"), NULL);
    assert_int_equal(terminal_end(&terminal), 0);
    assert_string_equal(terminal.said, "");
    terminal_start(&terminal, 80, false, raw_url(OK "Content-Length: 4\r\n\r\nhi", "stall"), NULL);
    terminal_wait(&terminal, 0, " 50 %");
    assert_null(strstr(terminal.said, " 0:00 "));
    terminal_kill(&terminal);
}

static const char *binary_url(size_t text)
{
    static char path[4096];
    int length = snprintf(path, sizeof path, "/raw/HTTP%%2F1.1%%20200%%20OK%%0D%%0A%%0D%%0A");

    memset(path + length, 'a', text);
    snprintf(path + length + text, sizeof path - (size_t)length - text, "%%00b!clean");
    return server_url(path);
}

static void a_binary_page_is_kept_from_the_terminal(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, true, binary_url(1), NULL);
    assert_int_equal(terminal_end(&terminal), 23);
    assert_non_null(strstr(terminal.said, "https_get: (23) the page is binary"));
    assert_non_null(strstr(terminal.said, "with -o -\r\n"));
    assert_int_equal(strncmp(terminal.said, "https_get", 9), 0);
}

static void a_binary_page_goes_where_it_is_wanted(void **state)
{
    (void)state;
    need_terminals();
    terminal_start(&terminal, 80, true, "-o", "-", binary_url(1), NULL);
    assert_int_equal(terminal_end(&terminal), 0);
    assert_int_equal(terminal.length, 3);
    assert_memory_equal(terminal.said, "a\0b", 3);
    terminal_start(&terminal, 80, true, "-o", scratch_path("x"), binary_url(1), NULL);
    assert_int_equal(terminal_end(&terminal), 0);
    assert_int_equal(get(binary_url(1), NULL), 0);
    assert_int_equal(ran.out_length, 3);
    unlink(scratch_path("x"));
}

/* https://no-color.org */
static void a_ladder_has_colours_unless_they_are_switched_off(void **state)
{
    static const struct {
        const char *name, *value;
        bool colours;
    } rows[] = {
        {"NO_COLOR", "", true},
        {"NO_COLOR", "1", false},
        {"TERM", "dumb", false},
        {"TERM", "xterm", true},
    };

    (void)state;
    need_terminals();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv(rows[i].name, rows[i].value, 1);
        terminal_start(&terminal, 80, false, "--trace", server_url("/echo"), NULL);
        assert_int_equal(terminal_end(&terminal), 0);
        assert_non_null(strstr(terminal.said, "ServerHello"));
        assert_int_equal(strstr(terminal.said, "\033[36m") != NULL, rows[i].colours);
        unsetenv(rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_fits_any_width),
        cmocka_unit_test(a_ladder_has_colours_unless_they_are_switched_off),
        cmocka_unit_test(a_stalled_page_shows_0_bytes_a_second_and_the_time),
        cmocka_unit_test(a_server_that_says_nothing_shows_the_time),
        cmocka_unit_test(connecting_is_shown_at_any_width),
        cmocka_unit_test(a_handshake_and_a_proxy_s_answer_are_shown),
        cmocka_unit_test(a_page_is_drawn_over_what_was_waited_for),
        cmocka_unit_test(drawing_does_not_put_off_a_time_limit),
        cmocka_unit_test(a_resized_terminal_gets_lines_of_its_new_width),
        cmocka_unit_test(a_sentence_begins_a_line_of_its_own),
        cmocka_unit_test(the_bar_alone_tells_how_much_there_is),
        cmocka_unit_test(progress_can_be_switched_off),
        cmocka_unit_test(a_quick_page_to_a_pipe_shows_no_progress),
        cmocka_unit_test(a_binary_page_is_kept_from_the_terminal),
        cmocka_unit_test(a_binary_page_goes_where_it_is_wanted),
    };
    return cmocka_run_group_tests(tests, server_setup, server_teardown);
}
