/*
 * With brine's own engine: a close_notify that comes in the same read as the server's Finished, or
 * later, is told the same; and what a stream knows once that Finished is verified.
 */
#include "support/peer/peer.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <brine/stream.h>

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static peer_pki *pki;

typedef struct kind {
    const char *protocols[2]; /* offered; the server chooses none */
    bool false_start, resumed;
} kind;

static const kind kinds[] = {
    {.false_start = false},
    {.false_start = true},
    {.false_start = true, .protocols = {"h2", "http/1.1"}},
    {.resumed = true},
    {.resumed = true, .false_start = true},
};
#define KINDS (sizeof kinds / sizeof *kinds)

/* How the server's last words come. */
typedef struct ending {
    bool one_read; /* together with Finished */
    bool data;     /* before close_notify */
    bool hangs_up; /* the server ends the transport, too */
} ending;

typedef struct scene {
    brine_config *config;
    peer_store store;
    peer_config server_config;
    peer *server;
    int socket; /* the server's end */
    brine_stream *stream;
} scene;

static scene prepare(const kind *k)
{
    scene s = {.config = test_config(pki)};

    s.server_config = (peer_config){.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    if (k->protocols[0] != NULL)
        assert_int_equal(brine_config_set_alpn(s.config, k->protocols, 2, NULL), BRINE_OK);
    assert_int_equal(k->false_start ? brine_config_enable_false_start(s.config)
                                    : brine_config_disable_false_start(s.config),
                     BRINE_OK);
    test_freeze(s.config);
    return s;
}

static void open_stream(scene *s)
{
    const brine_dial_options options = {.size = sizeof options, .non_blocking = true};
    int sockets[2];
    brine_error error;

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    s->socket = sockets[1];
    assert_int_equal(fcntl(s->socket, F_SETFL, O_NONBLOCK), 0);
    s->server = peer_new(&s->server_config);
    assert_int_equal(brine_stream_open(s->config, sockets[0], PEER_SERVER_NAME, 443, &options,
                                       &s->stream, &error),
                     BRINE_OK);
}

static void close_stream(scene *s)
{
    brine_stream_free(s->stream);
    peer_free(s->server);
    if (s->socket >= 0)
        close(s->socket);
}

/* The server takes what the client has sent. */
static void listen_to(scene *s)
{
    uint8_t heard[4096];
    ssize_t n;

    while ((n = recv(s->socket, heard, sizeof heard, 0)) > 0)
        peer_feed(s->server, heard, (size_t)n);
}

/* In one write what the server has to say. */
static void speak(scene *s)
{
    uint8_t words[8192];
    size_t n = peer_take(s->server, words, sizeof words);

    assert_true(n < sizeof words);
    if (n > 0)
        assert_int_equal(send(s->socket, words, n, MSG_NOSIGNAL), n);
}

static void say_goodbye(scene *s, const ending *how)
{
    if (how->data)
        peer_say(s->server, "last words", 10);
    peer_close(s->server);
}

/* Until the server has sent its Finished: what the stream's handshake answers to that. */
static brine_result handshake(scene *s, const ending *how)
{
    brine_result result = brine_stream_handshake(s->stream);

    while (s->server->writing.suite == NULL) {
        if (result == BRINE_OK) /* False Start: the client's flight would wait for data */
            assert_int_equal(brine_stream_flush(s->stream), BRINE_OK);
        else
            assert_int_equal(result, BRINE_WANT_READ);
        listen_to(s);
        if (s->server->writing.suite != NULL && how->one_read)
            say_goodbye(s, how);
        speak(s);
        result = brine_stream_handshake(s->stream);
    }
    return result;
}

static void expect_the_end(scene *s)
{
    brine_error error;
    uint8_t byte;
    size_t n;

    assert_int_equal(brine_stream_read(s->stream, &byte, 1, &n), BRINE_CLOSED);
    assert_int_equal(brine_stream_write(s->stream, "x", 1, &n), BRINE_CLOSED);
    assert_int_equal(brine_stream_flush(s->stream), BRINE_OK);
    assert_int_equal(brine_stream_close(s->stream), BRINE_OK);
    brine_stream_error(s->stream, &error);
    assert_int_equal(error.code, BRINE_OK);
}

/* One connection, told the same however its bytes were cut; returns whether it was resumed. */
static bool connect_once(scene *s, const ending *how)
{
    uint8_t buf[64];
    size_t n;
    bool resumed;

    open_stream(s);
    assert_int_equal(handshake(s, how), BRINE_OK);
    if (!how->one_read) {
        say_goodbye(s, how);
        speak(s);
    }
    if (how->hangs_up)
        assert_int_equal(shutdown(s->socket, SHUT_WR), 0);
    assert_int_equal(brine_stream_handshake(s->stream), BRINE_OK);
    if (how->data) {
        assert_int_equal(brine_stream_read(s->stream, buf, sizeof buf, &n), BRINE_OK);
        assert_int_equal(n, 10);
    }
    expect_the_end(s);
    listen_to(s);
    assert_int_equal(s->server->phase, PEER_OPEN); /* it has the client's Finished */
    assert_true(s->server->report.close_notify);
    assert_null(s->server->fault);
    resumed = s->server->resumed;
    close_stream(s);
    return resumed;
}

static void a_goodbye_with_finished_is_told_like_a_later_one(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (int bits = 0; bits < 8; bits++) {
            const ending how = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
            scene s = prepare(&kinds[k]);

            if (kinds[k].resumed) {
                s.server_config.store = &s.store;
                assert_false(connect_once(&s, &how));
            }
            assert_int_equal(connect_once(&s, &how), kinds[k].resumed);
            brine_config_free(s.config);
            peer_store_clear(&s.store);
        }
}

/* ---- An alert of the application's choice ---- */

static void expect_aborted(scene *s)
{
    brine_error error;
    uint8_t byte;
    size_t n;

    assert_int_equal(brine_stream_read(s->stream, &byte, 1, &n), BRINE_ERROR_ABORTED);
    assert_int_equal(brine_stream_write(s->stream, "x", 1, &n), BRINE_ERROR_ABORTED);
    assert_int_equal(brine_stream_close(s->stream), BRINE_ERROR_ABORTED);
    assert_int_equal(brine_stream_abort(s->stream, BRINE_ALERT_internal_error),
                     BRINE_ERROR_ABORTED);
    brine_stream_error(s->stream, &error);
    assert_int_equal(error.code, BRINE_ERROR_ABORTED);
    assert_non_null(strstr(error.text, "(alert sent: access_denied)"));
}

static void an_alert_of_the_applications_choice_is_sent_at_once(void **state)
{
    const ending how = {false, false, false};

    (void)state;
    for (size_t k = 0; k < 3; k++)
        for (int established = 0; established < 2; established++) {
            scene s = prepare(&kinds[k]);

            open_stream(&s);
            if (established)
                assert_int_equal(handshake(&s, &how), BRINE_OK);
            else
                assert_int_equal(brine_stream_handshake(s.stream), BRINE_WANT_READ);
            assert_int_equal(brine_stream_abort(s.stream, BRINE_ALERT_close_notify),
                             BRINE_ERROR_INVALID_ARGUMENT);
            assert_int_equal(brine_stream_abort(s.stream, BRINE_ALERT_access_denied), BRINE_OK);
            listen_to(&s);
            assert_int_equal(peer_fatal_alert(s.server), BRINE_ALERT_access_denied);
            expect_aborted(&s);
            listen_to(&s);
            assert_int_equal(s.server->report.alert_count, 1);
            assert_int_equal(s.server->application.len, 0);
            close_stream(&s);
            brine_config_free(s.config);
        }
}

static void expect_export(scene *s)
{
    uint8_t ours[32], theirs[32];

    assert_int_equal(
        brine_conn_export(brine_stream_conn(s->stream), "EXPERIMENTAL x", NULL, ours, 32, NULL),
        BRINE_OK);
    peer_export(s->server, "EXPERIMENTAL x", (peer_slice){NULL, 0}, theirs, 32);
    assert_memory_equal(ours, theirs, 32);
}

/* With False Start the handshake is over before there is anything to export or to save. */
static void expect_nothing_yet(scene *s, const kind *k)
{
    brine_conn *conn = brine_stream_conn(s->stream);
    brine_session *session;
    uint8_t ours[32];

    if (brine_stream_handshake(s->stream) != BRINE_OK || k->resumed)
        return;
    if ((brine_conn_state(conn) & BRINE_CONN_READABLE) != 0)
        return;
    assert_int_equal(brine_conn_export(conn, "EXPERIMENTAL x", NULL, ours, 32, NULL),
                     BRINE_ERROR_NOT_AVAILABLE);
    assert_int_equal(brine_conn_session(conn, &session, NULL), BRINE_ERROR_NOT_AVAILABLE);
}

static void authenticate(scene *s, const kind *k, bool data)
{
    brine_result result;
    bool said = false;

    while ((result = brine_stream_authenticate(s->stream)) == BRINE_WANT_READ) {
        expect_nothing_yet(s, k);
        listen_to(s);
        if (s->server->writing.suite != NULL && data && !said) {
            peer_say(s->server, "last words", 10);
            said = true;
        }
        speak(s);
    }
    assert_int_equal(result, BRINE_OK);
}

static void authenticate_once(scene *s, const kind *k, bool data)
{
    brine_session *session = NULL;
    uint8_t buf[64];
    size_t n;

    open_stream(s);
    authenticate(s, k, data);
    expect_export(s);
    assert_int_equal(brine_conn_session(brine_stream_conn(s->stream), &session, NULL), BRINE_OK);
    brine_session_free(session);
    if (data) {
        assert_int_equal(brine_stream_read(s->stream, buf, sizeof buf, &n), BRINE_OK);
        assert_int_equal(n, 10);
        assert_memory_equal(buf, "last words", 10);
    }
    assert_int_equal(brine_stream_flush(s->stream), BRINE_OK);
    listen_to(s);
    assert_int_equal(s->server->phase, PEER_OPEN);
    close_stream(s);
}

static void once_authenticated_a_stream_exports_keys_and_hands_out_its_session(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (int data = 0; data < 2; data++) {
            scene s = prepare(&kinds[k]);

            s.server_config.store = &s.store;
            s.server_config.refuse_resumption = !kinds[k].resumed;
            if (kinds[k].resumed)
                authenticate_once(&s, &(kind){.resumed = false}, false);
            authenticate_once(&s, &kinds[k], data == 1);
            brine_config_free(s.config);
            peer_store_clear(&s.store);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_goodbye_with_finished_is_told_like_a_later_one),
        cmocka_unit_test(an_alert_of_the_applications_choice_is_sent_at_once),
        cmocka_unit_test(once_authenticated_a_stream_exports_keys_and_hands_out_its_session),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
