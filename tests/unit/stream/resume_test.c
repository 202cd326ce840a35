/*
 * Sessions from one stream to the next: the data connection of FTP over TLS (RFC 4217) resumes
 * the session of its control connection, as session.h says.
 */
#include "support/peer/peer.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <brine/stream.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONTROL_PORT 21
#define DATA_PORT    40000

static peer_pki *pki;
static peer_store store;

typedef struct channel {
    brine_stream *stream;
    peer *server;
    int socket; /* the server's end */
} channel;

static void serve(channel *c)
{
    uint8_t bytes[8192];
    ssize_t n;
    size_t made;

    while ((n = recv(c->socket, bytes, sizeof bytes, 0)) > 0)
        peer_feed(c->server, bytes, (size_t)n);
    made = peer_take(c->server, bytes, sizeof bytes);
    assert_true(made < sizeof bytes);
    if (made > 0)
        assert_int_equal(send(c->socket, bytes, made, MSG_NOSIGNAL), made);
}

/* A connected socket of the application's, and the handshake on it. */
static channel open_channel(const brine_config *config, uint16_t port, brine_session *session)
{
    const brine_dial_options options = {
        .size = sizeof options,
        .non_blocking = true,
        .session = session,
        .connection_context = &store,
    };
    const peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256), .store = &store};
    channel c = {.server = peer_new(&server)};
    brine_result result;
    int sockets[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    c.socket = sockets[1];
    assert_int_equal(fcntl(c.socket, F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(
        brine_stream_open(config, sockets[0], PEER_SERVER_NAME, port, &options, &c.stream, NULL),
        BRINE_OK);
    assert_ptr_equal(brine_conn_context(brine_stream_conn(c.stream)), &store);
    while ((result = brine_stream_handshake(c.stream)) == BRINE_WANT_READ)
        serve(&c);
    assert_int_equal(result, BRINE_OK);
    assert_int_equal(brine_stream_flush(c.stream), BRINE_OK);
    serve(&c);
    return c;
}

static void close_channel(channel *c)
{
    assert_null(c->server->fault);
    brine_stream_free(c->stream);
    peer_free(c->server);
    close(c->socket);
}

static bool is_resumed(const channel *c)
{
    brine_facts facts;

    brine_conn_facts(brine_stream_conn(c->stream), &facts, sizeof facts);
    assert_int_equal(facts.resumed, c->server->resumed);
    return facts.resumed;
}

/* The session is asked for while the control connection is open, and used while it stays so. */
static void a_data_connection_resumes_its_control_connection(void **state)
{
    brine_config *config = test_config(pki);
    brine_session *session = NULL;
    channel control, data;
    uint8_t byte;
    size_t n;

    (void)state;
    assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
    test_freeze(config);
    control = open_channel(config, CONTROL_PORT, NULL);
    assert_int_equal(brine_stream_read(control.stream, &byte, 1, &n), BRINE_WANT_READ);
    assert_int_equal(brine_conn_session(brine_stream_conn(control.stream), &session, NULL),
                     BRINE_OK);
    for (int i = 0; i < 2; i++) {
        data = open_channel(config, CONTROL_PORT, session);
        assert_true(is_resumed(&data));
        close_channel(&data);
    }
    /* The port of its own socket would say that it is another server. */
    data = open_channel(config, DATA_PORT, session);
    assert_false(is_resumed(&data));
    close_channel(&data);
    brine_session_free(session);
    close_channel(&control);
    brine_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_data_connection_resumes_its_control_connection),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_store_clear(&store);
    peer_pki_free(pki);
    return failed;
}
