/* NULL for each pointer of stream.h's calls, the others with a stream that waits for a server. */
#include "null.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOST "127.0.0.1"

static brine_config *config;
static brine_stream *stream;
static int listener = -1;
static uint16_t port;

/* A connected socket, to a server that never says anything. */
static int connected(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

static void listen_on_loopback(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t size = sizeof at;

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &size), 0);
    port = ntohs(at.sin_port);
}

static int open_stream(void **state)
{
    const brine_dial_options options = {
        .size = sizeof options, .non_blocking = true, .connect_only = true};

    (void)state;
    listen_on_loopback();
    if (brine_config_new(NULL, &config, NULL) != BRINE_OK ||
        brine_config_insecure_skip_chain(config) != BRINE_OK ||
        brine_config_freeze(config, NULL) != BRINE_OK)
        return 1;
    return (int)brine_stream_open(config, connected(), HOST, port, &options, &stream, NULL);
}

static int close_stream(void **state)
{
    (void)state;
    brine_stream_free(stream);
    brine_config_free(config);
    close(listener);
    return 0;
}

/* Without options a call would wait for the server, so that only a failure is tried. */
static void opening(void **state)
{
    const brine_dial_options options = {.size = sizeof options, .connect_only = true};
    brine_error error;
    brine_stream *made;

    (void)state;
    REFUSED(brine_stream_dial, config, (NULL, HOST, port, &options, &made, &error));
    REFUSED(brine_stream_dial, out, (config, HOST, port, &options, NULL, &error));
    OPTIONAL(brine_stream_dial, host, (config, NULL, port, &options, &made, &error),
             BRINE_ERROR_SERVER_NAME_MISSING);
    OPTIONAL(brine_stream_dial, options, (config, "-", port, NULL, &made, &error),
             BRINE_ERROR_SERVER_NAME_INVALID);
    OPTIONAL(brine_stream_dial, error, (config, HOST, port, &options, &made, NULL), BRINE_OK);
    brine_stream_free(made);
    REFUSED(brine_stream_open, config, (NULL, connected(), HOST, port, &options, &made, &error));
    REFUSED(brine_stream_open, out, (config, connected(), HOST, port, &options, NULL, &error));
    OPTIONAL(brine_stream_open, server_name,
             (config, connected(), NULL, port, &options, &made, &error),
             BRINE_ERROR_SERVER_NAME_MISSING);
    OPTIONAL(brine_stream_open, options, (config, connected(), "-", port, NULL, &made, &error),
             BRINE_ERROR_SERVER_NAME_INVALID);
    OPTIONAL(brine_stream_open, error, (config, connected(), HOST, port, &options, &made, NULL),
             BRINE_OK);
    brine_stream_free(made);
}

static brine_result read_nothing(void *context, void *buf, size_t cap, size_t *got)
{
    (void)context;
    (void)buf;
    (void)cap;
    (void)got;
    return BRINE_WANT_READ;
}

static brine_result write_nothing(void *context, const void *data, size_t n, size_t *taken)
{
    (void)context;
    (void)data;
    (void)n;
    (void)taken;
    return BRINE_WANT_WRITE;
}

static void opening_on_a_transport(void **state)
{
    const brine_dial_options options = {
        .size = sizeof options, .non_blocking = true, .connect_only = true};
    const brine_transport wire = {
        .size = sizeof wire, .read = read_nothing, .write = write_nothing};
    brine_error error;
    brine_stream *made;

    (void)state;
    REFUSED(brine_stream_open_transport, config,
            (NULL, &wire, HOST, port, &options, &made, &error));
    REFUSED(brine_stream_open_transport, transport,
            (config, NULL, HOST, port, &options, &made, &error));
    REFUSED(brine_stream_open_transport, out, (config, &wire, HOST, port, &options, NULL, &error));
    OPTIONAL(brine_stream_open_transport, server_name,
             (config, &wire, NULL, port, &options, &made, &error), BRINE_ERROR_SERVER_NAME_MISSING);
    OPTIONAL(brine_stream_open_transport, options, (config, &wire, "-", port, NULL, &made, &error),
             BRINE_ERROR_SERVER_NAME_INVALID);
    OPTIONAL(brine_stream_open_transport, error, (config, &wire, HOST, port, &options, &made, NULL),
             BRINE_OK);
    brine_stream_free(made);
}

/* The stream below has not finished its handshake, which is the first thing that is looked at. */
static void opening_over_a_stream(void **state)
{
    const brine_dial_options options = {
        .size = sizeof options, .non_blocking = true, .connect_only = true};
    brine_error error;
    brine_stream *made;

    (void)state;
    REFUSED(brine_stream_open_over, config, (NULL, stream, HOST, port, &options, &made, &error));
    REFUSED(brine_stream_open_over, below, (config, NULL, HOST, port, &options, &made, &error));
    REFUSED(brine_stream_open_over, out, (config, stream, HOST, port, &options, NULL, &error));
    OPTIONAL(brine_stream_open_over, server_name,
             (config, stream, NULL, port, &options, &made, &error), BRINE_ERROR_WRONG_STATE);
    OPTIONAL(brine_stream_open_over, options, (config, stream, HOST, port, NULL, &made, &error),
             BRINE_ERROR_WRONG_STATE);
    OPTIONAL(brine_stream_open_over, error, (config, stream, HOST, port, &options, &made, NULL),
             BRINE_ERROR_WRONG_STATE);
}

static void reading_and_writing(void **state)
{
    uint8_t byte = 0;
    size_t n;

    (void)state;
    REFUSED(brine_stream_handshake, stream, (NULL));
    REFUSED(brine_stream_authenticate, stream, (NULL));
    REFUSED(brine_stream_read, stream, (NULL, &byte, 1, &n));
    REFUSED(brine_stream_read, buf, (stream, NULL, 1, &n));
    REFUSED(brine_stream_read, got, (stream, &byte, 1, NULL));
    REFUSED(brine_stream_write, stream, (NULL, &byte, 1, &n));
    REFUSED(brine_stream_write, data, (stream, NULL, 1, &n));
    OPTIONAL(brine_stream_write, taken, (stream, &byte, 1, NULL), BRINE_WANT_READ);
    OPTIONAL(brine_stream_write, data, (stream, NULL, 0, &n), BRINE_WANT_READ);
    REFUSED(brine_stream_flush, stream, (NULL));
    REFUSED(brine_stream_close, stream, (NULL));
    REFUSED(brine_stream_abort, stream, (NULL, BRINE_ALERT_internal_error));
    RETURNS(brine_stream_free, stream, (NULL));
}

static void times(void **state)
{
    const brine_dial_options options = {.size = sizeof options};

    (void)state;
    RETURNS(brine_stream_set_timeouts, stream, (NULL, &options));
    RETURNS(brine_stream_set_timeouts, options, (stream, NULL));
    assert_int_equal(brine_stream_time_left(stream), -1);
    ZERO(brine_stream_time_left, stream, (NULL));
}

static void facts(void **state)
{
    brine_error error;
    brine_wait wait;

    (void)state;
    ZERO(brine_stream_pending, stream, (NULL));
    OPTIONAL(brine_stream_socket, stream, (NULL), -1);
    assert_int_equal(brine_stream_waits(stream, &wait, 1), 1);
    ZERO(brine_stream_waits, stream, (NULL, &wait, 1));
    ZERO(brine_stream_waits, out, (stream, NULL, 1));
    assert_non_null(brine_stream_conn(stream));
    NOTHING_AT(brine_stream_conn, stream, (NULL));
    assert_string_not_equal(brine_stream_address(stream), "");
    EMPTY(brine_stream_address, stream, (NULL));
    memset(&error, 0xff, sizeof error);
    RETURNS(brine_stream_error, stream, (NULL, &error));
    assert_int_equal(error.code, BRINE_OK);
    assert_string_equal(error.text, "");
    RETURNS(brine_stream_error, out, (stream, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening),
        cmocka_unit_test(opening_on_a_transport),
        cmocka_unit_test(opening_over_a_stream),
        cmocka_unit_test(reading_and_writing),
        cmocka_unit_test(times),
        cmocka_unit_test(facts),
    };
    return cmocka_run_group_tests(tests, open_stream, close_stream);
}
