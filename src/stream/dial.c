#include "stream/stream.h"

#include "base/error.h"
#include "base/memory.h"
#include "config/config.h"
#include "stream/deadline.h"
#include "stream/socket.h"
#include "system/failure.h"

#include <string.h>

/* A caller's struct may be older and shorter than ours, or newer and longer. */
static bool take_options(const brine_dial_options *given, brine_dial_options *out)
{
    memset(out, 0, sizeof *out);
    if (given == NULL)
        return true;
    if (given->size < sizeof given->size)
        return false;
    memcpy(out, given, given->size < sizeof *out ? given->size : sizeof *out);
    return true;
}

static void set_timeouts(brine_stream *stream, const brine_dial_options *options)
{
    stream->connect_timeout = options->connect_timeout;
    stream->handshake_timeout = options->handshake_timeout;
    stream->read_timeout = options->read_timeout;
    stream->write_timeout = options->write_timeout;
    stream->total_timeout = options->total_timeout;
}

static brine_result make_engine(brine_stream *stream, const brine_config *config,
                                const char *server_name, const brine_dial_options *options,
                                brine_error *error)
{
    brine_result result = brine_conn_new(config, server_name, &stream->conn);

    if (result == BRINE_ERROR_SERVER_NAME_INVALID)
        return brine_server_name_check(server_name, error);
    if (result == BRINE_OK)
        result = brine_conn_set_port(stream->conn, stream->port);
    if (result == BRINE_OK && options->session != NULL)
        result = brine_conn_set_session(stream->conn, options->session);
    return result == BRINE_OK ? BRINE_OK : brn_fail(error, result, "connection", NULL);
}

/* A stream with its engine and no socket yet. */
static brine_result make_stream(const brine_config *config, const char *server_name, uint16_t port,
                                const brine_dial_options *options, brine_stream **out,
                                brine_error *error)
{
    const brine_allocator *allocator = brn_config_allocator(config);
    const char *host = server_name != NULL ? server_name : "";
    brine_stream *stream = brn_allocate(allocator, 1, sizeof *stream);
    brine_result result;

    if (stream == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "connection", NULL);
    stream->allocator = *allocator;
    stream->socket = -1;
    stream->port = port;
    stream->non_blocking = options->non_blocking;
    set_timeouts(stream, options);
    stream->host = brn_copy_text(allocator, host, strlen(host));
    if (stream->host == NULL)
        result = brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "connection", NULL);
    else
        result = make_engine(stream, config, server_name, options, error);
    if (result == BRINE_OK)
        *out = stream;
    else
        brine_stream_free(stream);
    return result;
}

/*
 * Connects and makes the handshake, as far as the options want it. A stream that waits
 * for its caller is as good as a finished one.
 */
static brine_result go_on(brine_stream *stream, const brine_dial_options *options)
{
    brine_result result = BRINE_OK;

    if (stream->phase == BRN_STREAM_CONNECTING)
        result = brn_stream_connect(stream);
    if (result == BRINE_OK && !options->non_blocking && !options->connect_only)
        result = brine_stream_handshake(stream);
    return result == BRINE_WANT_WRITE ? BRINE_OK : result;
}

/* Hands out a stream that lives, or the reason why it does not. */
static brine_result hand_out(brine_stream *stream, brine_result result, brine_stream **out,
                             brine_error *error)
{
    if (result == BRINE_OK || result == BRINE_WANT_SIGNATURE || result == BRINE_WANT_VERDICT) {
        *out = stream;
        return result;
    }
    if (error != NULL)
        brine_stream_error(stream, error);
    brine_stream_free(stream);
    return result;
}

static brine_result look_up(brine_stream *stream, const char *host, brine_address_family family,
                            brine_error *error)
{
    stream->addresses = brn_allocate(&stream->allocator, 1, sizeof *stream->addresses);
    if (stream->addresses == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "look-up", NULL);
    return brn_addresses_look_up(host, stream->port, family, stream->addresses, error);
}

brine_result brine_stream_dial(const brine_config *config, const char *host, uint16_t port,
                               const brine_dial_options *given, brine_stream **out,
                               brine_error *error)
{
    brine_dial_options options;
    brine_stream *stream;
    brine_result result;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || config == NULL || !take_options(given, &options))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    if (host == NULL && options.address == NULL)
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_MISSING, "connection", NULL);
    result = make_stream(config, host, port, &options, &stream, error);
    if (result != BRINE_OK)
        return result;
    result =
        look_up(stream, options.address != NULL ? options.address : host, options.family, error);
    if (result != BRINE_OK) {
        brine_stream_free(stream);
        return result;
    }
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    stream->step_deadline =
        brn_deadline_earlier(brn_deadline_in(options.connect_timeout), stream->total_deadline);
    return hand_out(stream, go_on(stream, &options), out, error);
}

brine_result brine_stream_open(const brine_config *config, int socket, const char *server_name,
                               uint16_t port, const brine_dial_options *given, brine_stream **out,
                               brine_error *error)
{
    brine_dial_options options;
    brine_stream *stream;
    brine_result result;
    brn_address peer;
    int number = 0;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || config == NULL || !take_options(given, &options))
        result = brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    else
        result = make_stream(config, server_name, port, &options, &stream, error);
    if (result != BRINE_OK) {
        brn_socket_close(socket, false);
        return result;
    }
    stream->socket = socket;
    if (brn_socket_adopt(socket, &peer, &number) != BRINE_OK) {
        brine_stream_free(stream);
        return brn_fail_system(error, BRINE_ERROR_CONNECT, "connect", number,
                               "socket %d is not a connected one", socket);
    }
    brn_address_text(&peer, stream->address);
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    brn_stream_connected(stream);
    return hand_out(stream, go_on(stream, &options), out, error);
}

void brine_stream_free(brine_stream *stream)
{
    brine_allocator allocator;

    if (stream == NULL)
        return;
    allocator = stream->allocator;
    if (stream->socket >= 0)
        brn_socket_close(stream->socket, stream->failure.engine);
    brn_buffer_release(&stream->input, &allocator);
    brn_buffer_release(&stream->output, &allocator);
    brn_release(&allocator, stream->addresses, sizeof *stream->addresses);
    if (stream->host != NULL)
        brn_release(&allocator, stream->host, strlen(stream->host) + 1);
    brine_conn_free(stream->conn);
    brn_release(&allocator, stream, sizeof *stream);
}

void brine_stream_set_timeouts(brine_stream *stream, const brine_dial_options *given)
{
    brine_dial_options options;

    if (!take_options(given, &options))
        return;
    set_timeouts(stream, &options);
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    if (stream->phase == BRN_STREAM_CONNECTING)
        stream->step_deadline = brn_deadline_in(options.connect_timeout);
    else
        stream->step_deadline = brn_deadline_in(options.handshake_timeout);
    stream->step_deadline = brn_deadline_earlier(stream->step_deadline, stream->total_deadline);
}

int brine_stream_time_left(const brine_stream *stream)
{
    int64_t deadline = stream->total_deadline;

    if (stream->phase != BRN_STREAM_OPEN)
        deadline = brn_deadline_earlier(deadline, stream->step_deadline);
    if (stream->phase == BRN_STREAM_CONNECTING)
        deadline = brn_deadline_earlier(deadline, stream->attempt_deadline);
    return brn_deadline_left(deadline);
}

int brine_stream_socket(const brine_stream *stream)
{
    return stream->socket;
}

brine_conn *brine_stream_conn(brine_stream *stream)
{
    return stream->conn;
}

const char *brine_stream_address(const brine_stream *stream)
{
    return stream->address;
}
