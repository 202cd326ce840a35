#include "stream/stream.h"

#include "stream/deadline.h"
#include "stream/socket.h"

/*
 * The seam between a stream and what carries its records. The application's callbacks are
 * foreign code: what they return is checked before it is believed.
 */

bool brn_transport_blocks(const brine_stream *stream)
{
    return stream->transport.read != NULL && stream->transport.wait == NULL &&
           !stream->non_blocking;
}

/* The transport's own time limit has passed. */
static brine_result late(brine_stream *stream)
{
    stream->transport_late = true;
    return BRINE_ERROR_TIMED_OUT;
}

static brine_result receive_by_callback(brine_stream *stream, uint8_t *out, size_t cap, size_t *got,
                                        brn_transport_fault *fault)
{
    const brine_transport *transport = &stream->transport;
    brine_result result = transport->read(transport->context, out, cap, got);
    bool would_block = result == BRINE_WANT_READ || result == BRINE_WANT_WRITE;

    *fault =
        (brn_transport_fault){.callback = "read", .returned = result, .bytes = *got, .most = cap};
    stream->transport_stuck = result == BRINE_WANT_WRITE;
    if (result == BRINE_OK && *got > 0 && *got <= cap)
        return BRINE_OK;
    *got = 0;
    if (result == BRINE_CLOSED)
        return BRINE_CLOSED;
    if (result == BRINE_ERROR_TIMED_OUT)
        return late(stream);
    return would_block && !brn_transport_blocks(stream) ? BRINE_WANT_READ : BRINE_ERROR_READ;
}

brine_result brn_transport_receive(brine_stream *stream, bool wait, uint8_t *out, size_t cap,
                                   size_t *got, brn_transport_fault *fault)
{
    *got = 0;
    *fault = (brn_transport_fault){0};
    if (stream->transport.read != NULL)
        return receive_by_callback(stream, out, cap, got, fault);
    return brn_socket_receive(stream->socket, wait, out, cap, got, &fault->system);
}

static brine_result send_by_callback(brine_stream *stream, const uint8_t *data, size_t len,
                                     size_t *sent, brn_transport_fault *fault)
{
    const brine_transport *transport = &stream->transport;
    brine_result result = transport->write(transport->context, data, len, sent);

    *fault =
        (brn_transport_fault){.callback = "write", .returned = result, .bytes = *sent, .most = len};
    stream->transport_holds = result == BRINE_WANT_WRITE;
    if (*sent > len || (result == BRINE_OK && *sent == 0 && len > 0)) {
        fault->returned = BRINE_OK;
        *sent = 0;
        return BRINE_ERROR_WRITE;
    }
    if (result == BRINE_ERROR_TIMED_OUT)
        return late(stream);
    if (result == BRINE_WANT_WRITE && !brn_transport_blocks(stream))
        return BRINE_WANT_WRITE;
    return result == BRINE_OK ? BRINE_OK : BRINE_ERROR_WRITE;
}

brine_result brn_transport_send(brine_stream *stream, const uint8_t *data, size_t len, size_t *sent,
                                brn_transport_fault *fault)
{
    *sent = 0;
    *fault = (brn_transport_fault){0};
    if (stream->transport.read != NULL)
        return send_by_callback(stream, data, len, sent, fault);
    return brn_socket_send(stream->socket, data, len, sent, &fault->system);
}

static brine_result wait_by_callback(brine_stream *stream, bool input, bool output,
                                     int64_t deadline, brn_transport_fault *fault)
{
    const brine_transport *transport = &stream->transport;
    int left = brn_deadline_left(deadline);
    brine_result result;

    if (left == 0)
        return BRINE_ERROR_TIMED_OUT;
    if (transport->wait == NULL)
        return BRINE_OK;
    result = transport->wait(transport->context, input, output, left);
    *fault = (brn_transport_fault){.callback = "wait", .returned = result};
    if (result == BRINE_ERROR_TIMED_OUT && brn_deadline_left(deadline) != 0)
        return late(stream);
    if (result == BRINE_OK || result == BRINE_ERROR_TIMED_OUT)
        return result;
    return BRINE_ERROR_INTERNAL;
}

brine_result brn_transport_wait(brine_stream *stream, bool input, bool output, int64_t deadline,
                                brn_transport_fault *fault)
{
    *fault = (brn_transport_fault){0};
    if (stream->transport.read != NULL)
        return wait_by_callback(stream, input, output, deadline, fault);
    return brn_socket_wait(stream->socket, input, output, deadline);
}

int brn_transport_socket(const brine_stream *stream)
{
    const brine_transport *transport = &stream->transport;

    return transport->socket != NULL ? transport->socket(transport->context) : stream->socket;
}

void brn_transport_acknowledge(brine_stream *stream)
{
    stream->unacknowledged = false;
    if (stream->transport.read == NULL)
        brn_socket_acknowledge(stream->socket);
}

void brn_transport_close(brine_stream *stream)
{
    const brine_transport *transport = &stream->transport;

    if (transport->close != NULL)
        transport->close(transport->context);
    /* After a fork the connection is the other process's, whose end it would be. */
    if (stream->socket >= 0)
        brn_socket_close(stream->socket,
                         stream->reading.engine && stream->reading.code != BRINE_ERROR_WRONG_STATE);
}
