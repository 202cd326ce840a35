/*
 * TLS in TLS: a stream over another stream on a socket pair. Behind the pair stands a relay that
 * takes the outer TLS off, as an HTTPS proxy does after CONNECT, and hands what was in it to the
 * server of the inner one. Both servers are scripted, both engines brine's own.
 */
#include "support/peer/peer.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <brine/stream.h>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct tunnel {
    int socket; /* the relay's end */
    peer *proxy, *server;
    bool silent;   /* the server never answers */
    bool one_byte; /* what the server says comes in records of one byte */
    brine_stream *below, *stream;
} tunnel;

static void to_server(tunnel *t)
{
    peer_bytes *heard = &t->proxy->application;

    if (heard->len > 0)
        peer_feed(t->server, heard->data, heard->len);
    heard->len = 0;
}

static void from_server(tunnel *t)
{
    uint8_t words[8192];
    size_t n = t->silent ? 0 : peer_take(t->server, words, sizeof words);

    for (size_t i = 0; t->one_byte && i < n; i++)
        peer_say(t->proxy, words + i, 1);
    if (!t->one_byte && n > 0)
        peer_say(t->proxy, words, n);
}

/* The proxy's words to the client; the pair has room for them. */
static void to_client(tunnel *t)
{
    static uint8_t words[1 << 20];
    size_t n = peer_take(t->proxy, words, sizeof words);

    assert_true(n < sizeof words);
    for (size_t sent = 0; sent < n;) {
        ssize_t more = send(t->socket, words + sent, n - sent, MSG_NOSIGNAL);

        if (more < 0)
            return;
        sent += (size_t)more;
    }
}

/* One turn of the relay; false when the client has hung up. */
static bool relay(tunnel *t, int flags)
{
    uint8_t heard[4096];
    ssize_t n = recv(t->socket, heard, sizeof heard, flags);

    if (n == 0)
        return false;
    if (n > 0)
        peer_feed(t->proxy, heard, (size_t)n);
    to_server(t);
    from_server(t);
    to_client(t);
    return true;
}

static void *keep_relaying(void *context)
{
    while (relay(context, 0))
        ;
    return NULL;
}

static peer *new_peer(void)
{
    const peer_config wanted = {.identity = peer_pki_leaf(test_pki, PEER_KEY_P256)};

    return peer_new(&wanted);
}

static void make_tunnel(tunnel *t, int sockets[2])
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    t->socket = sockets[1];
    t->proxy = new_peer();
    t->server = new_peer();
}

static void free_tunnel(tunnel *t)
{
    brine_stream_free(t->stream);
    brine_stream_free(t->below);
    close(t->socket);
    assert_null(t->proxy->fault);
    assert_null(t->server->fault);
    peer_free(t->proxy);
    peer_free(t->server);
}

/* ---- Without blocking: the relay has its turn whenever a call wants to wait ---- */

#define GO_ON(call)                                                                                \
    do {                                                                                           \
        brine_result goes_on = call;                                                               \
                                                                                                   \
        for (int turn = 0; goes_on == BRINE_WANT_READ || goes_on == BRINE_WANT_WRITE; turn++) {    \
            assert_true(turn < 1000);                                                              \
            relay(&t, MSG_DONTWAIT);                                                               \
            goes_on = call;                                                                        \
        }                                                                                          \
        assert_int_equal(goes_on, BRINE_OK);                                                       \
    } while (0)

static tunnel open_without_blocking(bool one_byte)
{
    const brine_dial_options options = {.size = sizeof options, .non_blocking = true};
    tunnel t = {.one_byte = one_byte};
    brine_error error;
    int sockets[2];

    make_tunnel(&t, sockets);
    assert_int_equal(brine_stream_open(test_frozen, sockets[0], PEER_SERVER_NAME, 443, &options,
                                       &t.below, &error),
                     BRINE_OK);
    assert_int_equal(brine_stream_open_over(test_frozen, t.below, PEER_SERVER_NAME, 444, &options,
                                            &t.stream, &error),
                     BRINE_ERROR_WRONG_STATE);
    assert_null(t.stream);
    GO_ON(brine_stream_handshake(t.below));
    GO_ON(brine_stream_flush(t.below));
    assert_int_equal(brine_stream_open_over(test_frozen, t.below, PEER_SERVER_NAME, 444, &options,
                                            &t.stream, &error),
                     BRINE_OK);
    assert_int_equal(brine_stream_socket(t.stream), sockets[0]);
    GO_ON(brine_stream_handshake(t.stream));
    return t;
}

static void tls_goes_through_tls(void **state)
{
    (void)state;
    for (int one_byte = 0; one_byte < 2; one_byte++) {
        tunnel t = open_without_blocking(one_byte != 0);
        char buf[64];
        size_t n;

        GO_ON(brine_stream_write(t.stream, "question", 8, &n));
        GO_ON(brine_stream_flush(t.stream));
        relay(&t, MSG_DONTWAIT);
        assert_int_equal(t.server->application.len, 8);
        assert_memory_equal(t.server->application.data, "question", 8);
        peer_say(t.server, "answer", 6);
        relay(&t, MSG_DONTWAIT);
        GO_ON(brine_stream_read(t.stream, buf, sizeof buf, &n));
        assert_int_equal(n, 6);
        assert_memory_equal(buf, "answer", 6);
        GO_ON(brine_stream_close(t.stream));
        relay(&t, MSG_DONTWAIT);
        assert_true(t.server->report.close_notify);
        assert_false(t.proxy->report.close_notify);
        free_tunnel(&t);
    }
}

/* The socket is full: what waits in the stream below counts as not yet sent. */
static void a_flush_is_over_when_the_stream_below_is_empty(void **state)
{
    static uint8_t data[16384];
    tunnel t = open_without_blocking(false);
    size_t n = 1, total = 0;

    (void)state;
    while (brine_stream_write(t.stream, data, sizeof data, &n) == BRINE_OK)
        total += n;
    assert_int_equal(brine_stream_flush(t.stream), BRINE_WANT_WRITE);
    GO_ON(brine_stream_flush(t.stream));
    while (recv(t.socket, data, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
        relay(&t, MSG_DONTWAIT);
    assert_int_equal(t.server->application.len, total);
    free_tunnel(&t);
}

/* The stream below can be used again when the one above is gone. */
static void the_stream_below_lives_on(void **state)
{
    tunnel t = open_without_blocking(false);
    size_t n;

    (void)state;
    GO_ON(brine_stream_close(t.stream));
    relay(&t, MSG_DONTWAIT);
    brine_stream_free(t.stream);
    t.stream = NULL;
    GO_ON(brine_stream_write(t.below, "in the clear", 12, &n));
    while (recv(t.socket, &(uint8_t){0}, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
        uint8_t heard[4096];
        ssize_t got = recv(t.socket, heard, sizeof heard, 0);

        peer_feed(t.proxy, heard, (size_t)got);
    }
    assert_int_equal(t.proxy->application.len, 12);
    free_tunnel(&t);
}

static void ends_are_told_apart(void **state)
{
    static const struct {
        bool inner, outer; /* which say close_notify */
        brine_result wanted;
    } cases[] = {
        {true, true, BRINE_CLOSED},
        {true, false, BRINE_CLOSED},
        {false, true, BRINE_ERROR_TRUNCATED},
        {false, false, BRINE_ERROR_TRUNCATED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tunnel t = open_without_blocking(false);
        uint8_t byte;
        size_t n;

        GO_ON(brine_stream_flush(t.stream));
        relay(&t, MSG_DONTWAIT);
        if (cases[i].inner)
            peer_close(t.server);
        from_server(&t);
        if (cases[i].outer)
            peer_close(t.proxy);
        to_client(&t);
        shutdown(t.socket, SHUT_WR);
        assert_int_equal(brine_stream_read(t.stream, &byte, 1, &n), cases[i].wanted);
        free_tunnel(&t);
    }
}

static void an_alert_of_the_proxy_is_named(void **state)
{
    tunnel t = open_without_blocking(false);
    brine_error error;
    uint8_t byte;
    size_t n;

    (void)state;
    GO_ON(brine_stream_flush(t.stream));
    peer_say_alert(t.proxy, 2, 80);
    to_client(&t);
    assert_int_equal(brine_stream_read(t.stream, &byte, 1, &n), BRINE_ERROR_READ);
    brine_stream_error(t.stream, &error);
    assert_non_null(strstr(error.text, "BRINE_ERROR_ALERT"));
    brine_stream_error(t.below, &error);
    assert_int_equal(error.alert_received, 80);
    free_tunnel(&t);
}

/* ---- Event loops ---- */

/* What each of two streams has the one descriptor watched for. */
static void note_watch(void *context, int descriptor, unsigned events)
{
    assert_true(descriptor >= 0);
    *(unsigned *)context = events;
}

/* One descriptor, two streams: only the one above has it watched while there is one. */
static void the_stream_above_waits_for_both(void **state)
{
    unsigned by_below = 0, by_above = 0;
    brine_dial_options options = {.size = sizeof options,
                                  .non_blocking = true,
                                  .watch = note_watch,
                                  .watch_context = &by_below};
    tunnel t = {.socket = -1};
    brine_stream *second = NULL;
    int sockets[2];
    uint8_t byte;
    size_t n;

    (void)state;
    make_tunnel(&t, sockets);
    assert_int_equal(
        brine_stream_open(test_frozen, sockets[0], PEER_SERVER_NAME, 443, &options, &t.below, NULL),
        BRINE_OK);
    GO_ON(brine_stream_handshake(t.below));
    GO_ON(brine_stream_flush(t.below));
    assert_int_equal(brine_stream_read(t.below, &byte, 1, &n), BRINE_WANT_READ);
    assert_int_equal(by_below, BRINE_WATCH_READ);
    options.watch_context = &by_above;
    assert_int_equal(brine_stream_open_over(test_frozen, t.below, PEER_SERVER_NAME, 444, &options,
                                            &t.stream, NULL),
                     BRINE_OK);
    assert_int_equal(by_below, 0);
    assert_int_equal(by_above, BRINE_WATCH_WRITE);
    assert_int_equal(brine_stream_open_over(test_frozen, t.below, PEER_SERVER_NAME, 444, &options,
                                            &second, NULL),
                     BRINE_ERROR_WRONG_STATE);
    GO_ON(brine_stream_handshake(t.stream));
    GO_ON(brine_stream_flush(t.stream));
    assert_int_equal(brine_stream_read(t.stream, &byte, 1, &n), BRINE_WANT_READ);
    assert_int_equal(by_below, 0);
    assert_int_equal(by_above, BRINE_WATCH_READ);
    brine_stream_free(t.stream);
    t.stream = NULL;
    assert_int_equal(by_above, 0);
    assert_int_equal(brine_stream_read(t.below, &byte, 1, &n), BRINE_WANT_READ);
    assert_int_equal(by_below, BRINE_WATCH_READ);
    free_tunnel(&t);
}

/* ---- Blocking: the relay runs in a thread of its own ---- */

/* The stream below with its handshake, and the relay at work. */
static pthread_t begin_relaying(tunnel *t, bool below_blocks, int *client)
{
    const brine_dial_options options = {
        .size = sizeof options, .non_blocking = !below_blocks, .connect_only = true};
    struct pollfd ready = {.events = POLLIN};
    brine_error error;
    pthread_t thread;
    int sockets[2];
    brine_result result;

    make_tunnel(t, sockets);
    *client = sockets[0];
    assert_int_equal(brine_stream_open(test_frozen, sockets[0], PEER_SERVER_NAME, 443, &options,
                                       &t->below, &error),
                     BRINE_OK);
    assert_int_equal(pthread_create(&thread, NULL, keep_relaying, t), 0);
    ready.fd = sockets[0];
    while ((result = brine_stream_handshake(t->below)) == BRINE_WANT_READ)
        assert_int_equal(poll(&ready, 1, -1), 1);
    assert_int_equal(result, BRINE_OK);
    return thread;
}

/* What is written blocks until the socket has taken all of it, also if the stream below does not.
 */
static void a_blocking_stream_waits_above_either_kind(void **state)
{
    static uint8_t data[300000];

    (void)state;
    for (int below_blocks = 0; below_blocks < 2; below_blocks++) {
        tunnel t = {.socket = -1};
        int client;
        pthread_t thread = begin_relaying(&t, below_blocks != 0, &client);
        brine_error error;
        size_t n;

        assert_int_equal(brine_stream_open_over(test_frozen, t.below, PEER_SERVER_NAME, 444, NULL,
                                                &t.stream, &error),
                         BRINE_OK);
        assert_int_equal(brine_stream_write(t.stream, data, sizeof data, &n), BRINE_OK);
        assert_int_equal(brine_stream_close(t.stream), BRINE_OK);
        shutdown(client, SHUT_WR);
        assert_int_equal(pthread_join(thread, NULL), 0);
        assert_int_equal(t.server->application.len, sizeof data);
        assert_true(t.server->report.close_notify);
        free_tunnel(&t);
    }
}

/* The proxy says no more. The deadline is that of the stream above; the one below has none. */
static void deadlines_hold_above_a_stream_that_has_none(void **state)
{
    const brine_dial_options times = {.size = sizeof times, .handshake_timeout = 20};
    tunnel t = {.socket = -1, .silent = true};
    int client;
    pthread_t thread = begin_relaying(&t, true, &client);
    brine_error error;

    (void)state;
    assert_int_equal(brine_stream_open_over(test_frozen, t.below, PEER_SERVER_NAME, 444, &times,
                                            &t.stream, &error),
                     BRINE_ERROR_TIMED_OUT);
    assert_non_null(strstr(error.text, "took longer than 20 ms"));
    shutdown(client, SHUT_WR);
    assert_int_equal(pthread_join(thread, NULL), 0);
    free_tunnel(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tls_goes_through_tls),
        cmocka_unit_test(a_flush_is_over_when_the_stream_below_is_empty),
        cmocka_unit_test(the_stream_below_lives_on),
        cmocka_unit_test(ends_are_told_apart),
        cmocka_unit_test(an_alert_of_the_proxy_is_named),
        cmocka_unit_test(the_stream_above_waits_for_both),
        cmocka_unit_test(a_blocking_stream_waits_above_either_kind),
        cmocka_unit_test(deadlines_hold_above_a_stream_that_has_none),
    };

    return cmocka_run_group_tests(tests, test_frozen_setup, test_frozen_teardown);
}
