/* tls_handshake, tls_read, tls_write and tls_close: their numbers, errno and sentences. */
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void a_handshake_wants_input_until_it_is_complete(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);

    (void)state;
    tls_config_free(config); /* the context holds it */
    errno = EBADF;
    assert_int_equal(tls_handshake(t.ctx), TLS_WANT_POLLIN);
    assert_int_equal(errno, 0);
    assert_null(tls_error(t.ctx));
    assert_null(tls_conn_version(t.ctx));
    assert_int_equal(talk_handshake(&t), 0);
    assert_int_equal(t.server->phase, PEER_OPEN);
    assert_int_equal(tls_handshake(t.ctx), -1);
    assert_string_equal(tls_error(t.ctx), "handshake already completed");
    talk_close(&t);
}

/* The program never calls tls_handshake. */
static void reading_and_writing_make_the_handshake(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    char byte;
    ssize_t n;

    (void)state;
    assert_int_equal(tls_read(t.ctx, &byte, 1), TLS_WANT_POLLIN);
    talk_serve(&t);
    while ((n = tls_write(t.ctx, "hello", 5)) == TLS_WANT_POLLIN)
        talk_serve(&t);
    assert_int_equal(n, 5);
    talk_serve(&t);
    assert_int_equal(t.server->application.len, 5);
    assert_memory_equal(t.server->application.data, "hello", 5);
    talk_close(&t);
    tls_config_free(config);
}

static void reading_gives_what_came_and_zero_at_the_end(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    char text[8];

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    assert_int_equal(tls_read(t.ctx, text, sizeof text), TLS_WANT_POLLIN);
    assert_int_equal(tls_read(t.ctx, text, 0), 0);
    assert_int_equal(tls_write(t.ctx, text, 0), 0);
    peer_say(t.server, "abcdefghij", 10);
    peer_close(t.server);
    talk_serve(&t);
    assert_int_equal(tls_read(t.ctx, text, 8), 8);
    assert_memory_equal(text, "abcdefgh", 8);
    errno = EBADF;
    assert_int_equal(tls_read(t.ctx, text, 8), 2);
    assert_int_equal(errno, 0);
    assert_int_equal(tls_read(t.ctx, text, 8), 0);
    assert_int_equal(tls_read(t.ctx, text, 8), 0);
    assert_null(tls_error(t.ctx));
    assert_int_equal(tls_close(t.ctx), 0);
    talk_close(&t);
    tls_config_free(config);
}

/* No program has so many bytes: it has lost count, and nothing beyond its buffer may be sent. */
static void a_length_beyond_int_is_refused(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    static const size_t lengths[] = {(size_t)INT_MAX + 1, SIZE_MAX};
    char byte = 0;

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_int_equal(tls_write(t.ctx, &byte, lengths[i]), -1);
        assert_non_null(strstr(tls_error(t.ctx), "too long"));
        assert_int_equal(tls_read(t.ctx, &byte, lengths[i]), -1);
        assert_non_null(strstr(tls_error(t.ctx), "too long"));
    }
    assert_int_equal(tls_write(t.ctx, &byte, 1), 1);
    talk_close(&t);
    tls_config_free(config);
}

static void a_descriptor_that_fails_is_told_with_its_errno(void **state)
{
    struct tls_config *config = talk_config();
    struct tls *ctx = tls_client();
    int pipes[2];

    (void)state;
    assert_int_equal(tls_configure(ctx, config), 0);
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(tls_connect_fds(ctx, pipes[0], 1000, PEER_SERVER_NAME), 0);
    assert_int_equal(tls_handshake(ctx), -1);
    assert_string_equal(tls_error(ctx), "the descriptor's write failed: Bad file descriptor");
    assert_int_equal(tls_connect_fds(ctx, 1000, pipes[1], PEER_SERVER_NAME), 0);
    assert_int_equal(tls_handshake(ctx), -1);
    assert_string_equal(tls_error(ctx), "the descriptor's read failed: Bad file descriptor");
    tls_free(ctx);
    tls_config_free(config);
    close(pipes[0]);
    close(pipes[1]);
}

static void an_end_without_close_notify_is_an_error(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    char text[8];

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    peer_say(t.server, "abc", 3);
    talk_serve(&t);
    talk_hang_up(&t);
    assert_int_equal(tls_read(t.ctx, text, 8), 3);
    assert_int_equal(tls_read(t.ctx, text, 8), -1);
    assert_non_null(strstr(tls_error(t.ctx), "close_notify"));
    assert_int_equal(tls_close(t.ctx), -1);
    assert_string_equal(tls_error(t.ctx), "EOF without close notify");
    talk_close(&t);
    tls_config_free(config);
}

static void closing_says_goodbye_and_leaves_the_socket_open(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    assert_int_equal(tls_close(t.ctx), 0);
    talk_serve(&t);
    assert_true(t.server->report.close_notify);
    assert_true(fcntl(t.client_socket, F_GETFD) >= 0);
    assert_int_equal(tls_write(t.ctx, "x", 1), -1);
    assert_non_null(strstr(tls_error(t.ctx), "closed"));
    assert_string_equal(tls_conn_version(t.ctx), "TLSv1.2");
    talk_close(&t);
    tls_config_free(config);
}

/* Bytes are counted when they are on their way; the same call is repeated until then. */
static void writing_to_a_full_socket_is_repeated(void **state)
{
    enum { LEN = 1 << 20 };
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    uint8_t *data = malloc(LEN);
    size_t sent = 0, wants = 0;

    (void)state;
    assert_non_null(data);
    for (size_t i = 0; i < LEN; i++)
        data[i] = (uint8_t)(i * 7 + i / 251);
    assert_int_equal(talk_handshake(&t), 0);
    while (sent < LEN) {
        ssize_t n = tls_write(t.ctx, data + sent, LEN - sent);

        if (n == TLS_WANT_POLLOUT) {
            wants++;
            if (wants == 1) {
                assert_int_equal(tls_write(t.ctx, data + sent, 1), -1);
                assert_non_null(strstr(tls_error(t.ctx), "repeated"));
            }
            talk_serve(&t);
            continue;
        }
        assert_true(n > 0);
        sent += (size_t)n;
    }
    talk_serve(&t);
    assert_true(wants > 0);
    assert_int_equal(t.server->application.len, LEN);
    assert_memory_equal(t.server->application.data, data, LEN);
    free(data);
    talk_close(&t);
    tls_config_free(config);
}

static void a_failed_handshake_stays_failed(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, "other.example");

    (void)state;
    assert_int_equal(talk_handshake(&t), -1);
    assert_non_null(strstr(tls_error(t.ctx), "other.example"));
    assert_int_equal(peer_fatal_alert(t.server), 42);
    assert_int_equal(tls_handshake(t.ctx), -1);
    assert_int_equal(tls_write(t.ctx, "x", 1), -1);
    assert_int_equal(tls_peer_cert_provided(t.ctx), 0);
    tls_reset(t.ctx);
    assert_null(tls_error(t.ctx));
    talk_close(&t);
    tls_config_free(config);
}

static void a_connection_that_was_closed_makes_no_handshake(void **state)
{
    (void)state;
    for (int said_hello = 0; said_hello < 2; said_hello++) {
        struct tls_config *config = talk_config();
        talk t = talk_open(config, NULL, PEER_SERVER_NAME);
        char byte;

        if (said_hello)
            assert_int_equal(tls_handshake(t.ctx), TLS_WANT_POLLIN);
        tls_close(t.ctx);
        assert_int_equal(tls_handshake(t.ctx), -1);
        assert_non_null(tls_error(t.ctx));
        assert_int_equal(tls_read(t.ctx, &byte, 1), -1);
        assert_int_equal(tls_write(t.ctx, "x", 1), -1);
        assert_null(tls_conn_version(t.ctx));
        talk_close(&t);
        tls_config_free(config);
    }
}

/* As libtls does: the goodbye fails once, and what is closed is closed. */
static void closing_amid_a_handshake_or_after_a_failed_one_fails_once(void **state)
{
    (void)state;
    for (int failed = 0; failed < 2; failed++) {
        struct tls_config *config = talk_config();
        talk t = talk_open(config, NULL, failed ? "other.example" : PEER_SERVER_NAME);

        assert_int_equal(failed ? talk_handshake(&t) : tls_handshake(t.ctx),
                         failed ? -1 : TLS_WANT_POLLIN);
        assert_int_equal(tls_close(t.ctx), -1);
        assert_non_null(strstr(tls_error(t.ctx), failed ? "other.example" : "amid its handshake"));
        assert_int_equal(tls_close(t.ctx), 0);
        assert_null(tls_error(t.ctx));
        assert_int_equal(tls_handshake(t.ctx), -1);
        assert_int_equal(tls_close(t.ctx), -1);
        talk_close(&t);
        tls_config_free(config);
    }
}

/* The goodbye comes in one piece with Finished. */
static void a_server_may_end_right_after_its_handshake(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    char byte;
    int number;

    (void)state;
    while ((number = tls_handshake(t.ctx)) == TLS_WANT_POLLIN) {
        talk_serve(&t);
        if (t.server->phase == PEER_OPEN) {
            peer_close(t.server);
            talk_serve(&t);
        }
    }
    assert_int_equal(number, 0);
    assert_string_equal(tls_conn_version(t.ctx), "TLSv1.2");
    assert_int_equal(tls_read(t.ctx, &byte, 1), 0);
    talk_close(&t);
    tls_config_free(config);
}

/* A server in a thread of its own, for descriptors that block. */
static void *serve_until_closed(void *context)
{
    talk *t = context;
    uint8_t bytes[4096];
    ssize_t n;

    assert_int_equal(fcntl(t->server_socket, F_SETFL, 0), 0);
    while ((n = recv(t->server_socket, bytes, sizeof bytes, 0)) > 0) {
        size_t made;

        peer_feed(t->server, bytes, (size_t)n);
        if (t->server->application.len > 0) {
            peer_say(t->server, "answer", 6);
            t->server->application.len = 0;
        }
        while ((made = peer_take(t->server, bytes, sizeof bytes)) > 0)
            send(t->server_socket, bytes, made, MSG_NOSIGNAL);
    }
    return NULL;
}

/* limit: seconds that the program lets a call take at most; 0 = none. */
static void wait_for_server(long limit)
{
    const struct timeval time = {.tv_sec = limit};
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    pthread_t thread;
    char text[8];

    assert_int_equal(fcntl(t.client_socket, F_SETFL, 0), 0);
    assert_int_equal(setsockopt(t.client_socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time), 0);
    assert_int_equal(pthread_create(&thread, NULL, serve_until_closed, &t), 0);
    assert_int_equal(tls_handshake(t.ctx), 0);
    assert_int_equal(tls_write(t.ctx, "ask", 3), 3);
    assert_int_equal(tls_read(t.ctx, text, sizeof text), 6);
    assert_memory_equal(text, "answer", 6);
    assert_int_equal(tls_close(t.ctx), 0);
    shutdown(t.client_socket, SHUT_WR);
    pthread_join(thread, NULL);
    talk_close(&t);
    tls_config_free(config);
}

static void a_descriptor_that_blocks_is_waited_for(void **state)
{
    (void)state;
    wait_for_server(0);
    wait_for_server(60);
    wait_for_server(30L * 24 * 3600); /* as milliseconds more than an int has */
}

static void the_time_limit_of_a_socket_ends_the_wait(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    const struct timeval limit = {.tv_usec = 1000};

    (void)state;
    assert_int_equal(fcntl(t.client_socket, F_SETFL, 0), 0);
    assert_int_equal(setsockopt(t.client_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
    assert_int_equal(tls_handshake(t.ctx), TLS_WANT_POLLIN);
    assert_int_equal(talk_handshake(&t), 0);
    talk_close(&t);
    tls_config_free(config);
}

static bool is_readable(int descriptor)
{
    struct pollfd watched = {.fd = descriptor, .events = POLLIN};

    return poll(&watched, 1, 0) == 1;
}

/* A program reads once each time poll wakes it: what it has not read must wake it again. */
static void a_record_that_was_not_read_wakes_poll(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    char text[8];

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    peer_say(t.server, "abc", 3);
    peer_say(t.server, "defg", 4);
    talk_serve(&t);
    assert_int_equal(tls_read(t.ctx, text, sizeof text), 3);
    assert_true(is_readable(t.client_socket));
    assert_int_equal(tls_read(t.ctx, text, sizeof text), 4);
    assert_memory_equal(text, "defg", 4);
    assert_false(is_readable(t.client_socket));
    assert_int_equal(tls_read(t.ctx, text, sizeof text), TLS_WANT_POLLIN);
    talk_close(&t);
    tls_config_free(config);
}

/* Two pipes: descriptors that are no sockets. None of their ends blocks. */
typedef struct pipes {
    struct tls *ctx;
    peer *server;
    int up[2], down[2];
} pipes;

static pipes pipes_open(void)
{
    static const peer_config server = {.identity = &talk_leaf};
    struct tls_config *config = talk_config();
    pipes p = {.ctx = tls_client(), .server = peer_new(&server)};

    assert_int_equal(pipe(p.up), 0);
    assert_int_equal(pipe(p.down), 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fcntl(p.up[i], F_SETFL, O_NONBLOCK), 0);
        assert_int_equal(fcntl(p.down[i], F_SETFL, O_NONBLOCK), 0);
    }
    assert_int_equal(tls_configure(p.ctx, config), 0);
    assert_int_equal(tls_connect_fds(p.ctx, p.down[0], p.up[1], PEER_SERVER_NAME), 0);
    tls_config_free(config);
    return p;
}

static void pipes_serve(pipes *p)
{
    uint8_t bytes[16384];
    ssize_t n;
    size_t made;

    while ((n = read(p->up[0], bytes, sizeof bytes)) > 0)
        peer_feed(p->server, bytes, (size_t)n);
    made = peer_take(p->server, bytes, sizeof bytes);
    if (made > 0)
        assert_int_equal(write(p->down[1], bytes, made), made);
}

static void pipes_close(pipes *p)
{
    tls_free(p->ctx);
    peer_free(p->server);
    for (int i = 0; i < 2; i++) {
        close(p->up[i]);
        close(p->down[i]);
    }
}

static void pipes_carry_a_connection(void **state)
{
    pipes p = pipes_open();
    int number;

    (void)state;
    while ((number = tls_handshake(p.ctx)) == TLS_WANT_POLLIN)
        pipes_serve(&p);
    assert_int_equal(number, 0);
    pipes_close(&p);
}

static void writing_to_a_full_pipe_is_repeated(void **state)
{
    enum { LEN = 1 << 18 }; /* four times what a pipe holds */
    pipes p = pipes_open();
    uint8_t *data = malloc(LEN);
    size_t sent = 0, wants = 0;

    (void)state;
    assert_non_null(data);
    for (size_t i = 0; i < LEN; i++)
        data[i] = (uint8_t)(i * 7 + i / 251);
    while (sent < LEN) {
        ssize_t n = tls_write(p.ctx, data + sent, LEN - sent);

        wants += n == TLS_WANT_POLLOUT;
        assert_true(n > 0 || n == TLS_WANT_POLLIN || n == TLS_WANT_POLLOUT);
        if (n > 0)
            sent += (size_t)n;
        else
            pipes_serve(&p);
    }
    pipes_serve(&p);
    assert_true(wants > 0);
    assert_int_equal(p.server->application.len, LEN);
    assert_memory_equal(p.server->application.data, data, LEN);
    free(data);
    pipes_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handshake_wants_input_until_it_is_complete),
        cmocka_unit_test(reading_and_writing_make_the_handshake),
        cmocka_unit_test(reading_gives_what_came_and_zero_at_the_end),
        cmocka_unit_test(a_length_beyond_int_is_refused),
        cmocka_unit_test(a_descriptor_that_fails_is_told_with_its_errno),
        cmocka_unit_test(an_end_without_close_notify_is_an_error),
        cmocka_unit_test(closing_says_goodbye_and_leaves_the_socket_open),
        cmocka_unit_test(writing_to_a_full_socket_is_repeated),
        cmocka_unit_test(a_failed_handshake_stays_failed),
        cmocka_unit_test(a_connection_that_was_closed_makes_no_handshake),
        cmocka_unit_test(closing_amid_a_handshake_or_after_a_failed_one_fails_once),
        cmocka_unit_test(a_server_may_end_right_after_its_handshake),
        cmocka_unit_test(a_descriptor_that_blocks_is_waited_for),
        cmocka_unit_test(the_time_limit_of_a_socket_ends_the_wait),
        cmocka_unit_test(a_record_that_was_not_read_wakes_poll),
        cmocka_unit_test(pipes_carry_a_connection),
        cmocka_unit_test(writing_to_a_full_pipe_is_repeated),
    };
    int failed;

    talk_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_end();
    return failed;
}
