#include "stream/stream.h"

#include "base/error.h"
#include "base/sized.h"
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

brine_result brn_stream_begin(brine_stream *stream, const brine_dial_options *options,
                              brine_stream **out, brine_error *error)
{
    brine_result result = go_on(stream, options);

    if (result == BRINE_OK || result == BRINE_WANT_SIGNATURE || result == BRINE_WANT_VERDICT) {
        *out = stream;
        return result;
    }
    if (error != NULL)
        brine_stream_error(stream, error);
    brine_stream_free(stream);
    return result;
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
    brn_place_set(stream->place, &peer);
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    brn_stream_connected(stream);
    return brn_stream_begin(stream, &options, out, error);
}

/* The callbacks as this version knows them. False when what must be there is not. */
static bool read_transport(const brine_transport *given, brine_transport *out)
{
    return given != NULL && brn_sized_read(out, sizeof *out, given) && out->read != NULL &&
           out->write != NULL;
}

brine_result brine_stream_open_transport(const brine_config *config,
                                         const brine_transport *given_transport,
                                         const char *server_name, uint16_t port,
                                         const brine_dial_options *given, brine_stream **out,
                                         brine_error *error)
{
    brine_dial_options options;
    brine_transport transport;
    brine_stream *stream;
    brine_result result;

    if (out != NULL)
        *out = NULL;
    if (!read_transport(given_transport, &transport))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    if (out == NULL || config == NULL || !brn_dial_options_read(given, &options))
        result = brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    else
        result = brn_stream_new(config, server_name, port, &options, &stream, error);
    if (result != BRINE_OK) {
        if (transport.close != NULL)
            transport.close(transport.context);
        return result;
    }
    stream->transport = transport;
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    brn_stream_connected(stream);
    return brn_stream_begin(stream, &options, out, error);
}
