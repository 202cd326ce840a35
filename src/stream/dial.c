#include "stream/stream.h"

#include "base/error.h"
#include "base/memory.h"
#include "stream/deadline.h"
#include "stream/socket.h"
#include "system/failure.h"

/*
 * Connects and makes the handshake, as far as the options want it. A stream that waits
 * for the application's answer is handed out like a finished one.
 */
static brine_result go_on(brine_stream *stream, const brine_dial_options *options)
{
    brine_result result = BRINE_OK;

    if (stream->phase == BRN_STREAM_CONNECTING)
        result = brn_stream_connect(stream);
    if (result == BRINE_OK && !options->non_blocking && !options->connect_only)
        result = brn_stream_shake_hands(stream);
    return brn_stream_conclude(stream, result == BRINE_WANT_WRITE ? BRINE_OK : result);
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
    if (out == NULL || config == NULL || !brn_dial_options_read(given, &options))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    if (host == NULL && options.address == NULL)
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_MISSING, "connection", NULL);
    result = brn_stream_new(config, host, port, &options, &stream, error);
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
    if (out == NULL || config == NULL || !brn_dial_options_read(given, &options))
        result = brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    else
        result = brn_stream_new(config, server_name, port, &options, &stream, error);
    if (result != BRINE_OK) {
        brn_socket_close(socket, false);
        return result;
    }
    stream->socket = socket;
    if (brn_socket_adopt(socket, &peer, &number) != BRINE_OK) {
        brine_stream_free(stream);
        return brn_fail_system(error, BRINE_ERROR_CONNECT, "connect", number,
                               "socket %d is not connected", socket);
    }
    brn_address_text(&peer, stream->address);
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    brn_stream_connected(stream);
    return hand_out(stream, go_on(stream, &options), out, error);
}
