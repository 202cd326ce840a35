#include "stream/stream.h"

#include "stream/deadline.h"
#include "stream/socket.h"

/* Room for a flight without client certificate in one step; a longer one takes several. */
#define FLIGHT_ROOM 2048

/* Data that is sealed before a write: four full records. */
#define BATCH ((size_t)4 * BRINE_RECORD_PLAINTEXT_MAX)

brine_result brn_stream_push(brine_stream *stream)
{
    brn_buffer *output = &stream->output;

    if (stream->write_end != BRINE_OK && stream->write_end != BRINE_CLOSED)
        return stream->write_end;
    stream->flight_waits = false;
    while (brn_buffer_length(output) > 0) {
        size_t sent = 0;
        int number = 0;
        brine_result result = brn_socket_send(stream->socket, output->data + output->start,
                                              brn_buffer_length(output), &sent, &number);

        output->start += sent;
        if (result == BRINE_WANT_WRITE)
            return result;
        if (result != BRINE_OK)
            return brn_stream_fail_write(stream, number);
    }
    output->start = 0;
    output->end = 0;
    return BRINE_OK;
}

brine_result brn_stream_drain(brine_stream *stream, int64_t deadline)
{
    for (;;) {
        brine_result result = brn_stream_push(stream);

        if (result == BRINE_OK)
            brn_buffer_release_if_empty(&stream->output, &stream->allocator);
        if (result != BRINE_WANT_WRITE || stream->non_blocking)
            return result;
        result = brn_socket_wait(stream->socket, false, true, deadline);
        if (result != BRINE_OK)
            return result;
    }
}

/* One call of the engine; what it made is behind what waits in output. */
static brine_result seal_once(brine_stream *stream, const void *data, size_t n, size_t *made,
                              size_t *taken)
{
    brn_buffer *output = &stream->output;
    brine_result result = brine_conn_send(stream->conn, output->data + output->end,
                                          brn_buffer_room(output), data, n, made, taken);

    brn_buffer_add(output, *made);
    return result;
}

brine_result brn_stream_seal_flight(brine_stream *stream)
{
    brn_buffer *output = &stream->output;

    while ((brine_conn_state(stream->conn) & BRINE_CONN_OUTPUT_PENDING) != 0) {
        size_t made = 0, taken = 0;
        brine_result result;

        if (!brn_buffer_reserve(output, &stream->allocator,
                                brn_buffer_length(output) + FLIGHT_ROOM))
            return brn_stream_fail(stream, BRINE_ERROR_OUT_OF_MEMORY, "write", 0);
        result = seal_once(stream, NULL, 0, &made, &taken);
        if (result != BRINE_OK && result != BRINE_CLOSED)
            return stream->failure.code != BRINE_OK ? result
                                                    : brn_stream_fail_engine(stream, result);
        if (made == 0)
            break;
    }
    return BRINE_OK;
}

void brn_stream_answer(brine_stream *stream)
{
    if (stream->write_end != BRINE_OK)
        return;
    if ((brine_conn_state(stream->conn) & BRINE_CONN_OUTPUT_PENDING) == 0 &&
        brn_buffer_length(&stream->output) == 0)
        return;
    /* A flight that could not be sealed leaves the alert that says so. */
    if (brn_stream_seal_flight(stream) != BRINE_OK && brn_buffer_length(&stream->output) == 0)
        return;
    if (brn_stream_push(stream) == BRINE_OK)
        brn_buffer_release(&stream->output, &stream->allocator);
}

/* Seals the next batch of data, behind our last handshake flight if that still waits. */
static brine_result seal_batch(brine_stream *stream, const uint8_t *data, size_t n, size_t *taken)
{
    brn_buffer *output = &stream->output;
    size_t made = 0, batch = n < BATCH ? n : BATCH;
    brine_result result = brn_stream_seal_flight(stream);

    if (result != BRINE_OK)
        return result;
    if (!brn_buffer_reserve(output, &stream->allocator,
                            brn_buffer_length(output) +
                                brine_conn_sealed_size(stream->conn, batch)))
        return brn_stream_fail(stream, BRINE_ERROR_OUT_OF_MEMORY, "write", 0);
    result = seal_once(stream, data, batch, &made, taken);
    if (result == BRINE_OK && made == 0)
        return brn_stream_fail(stream, BRINE_ERROR_INTERNAL, "write", 0);
    if (result == BRINE_CLOSED) {
        stream->write_end = BRINE_CLOSED;
        return BRINE_CLOSED;
    }
    return result == BRINE_OK ? BRINE_OK : brn_stream_fail_engine(stream, result);
}

static int64_t write_deadline(const brine_stream *stream)
{
    return brn_deadline_earlier(stream->total_deadline, brn_deadline_in(stream->write_timeout));
}

/* What has been sealed waits for the socket, and that is all right, unless it blocks. */
static brine_result finish_write(brine_stream *stream, brine_result result, size_t taken)
{
    if (result == BRINE_ERROR_TIMED_OUT)
        return brn_stream_fail_time(stream, "write", stream->write_timeout);
    if (result == BRINE_WANT_WRITE && taken > 0)
        return BRINE_OK;
    return result;
}

brine_result brine_stream_write(brine_stream *stream, const void *data, size_t n, size_t *taken)
{
    const uint8_t *bytes = data;
    int64_t deadline;
    brine_result result;

    if (taken != NULL)
        *taken = 0;
    if (stream == NULL || taken == NULL || (data == NULL && n > 0))
        return BRINE_ERROR_INVALID_ARGUMENT;
    deadline = write_deadline(stream);
    result = brine_stream_handshake(stream);
    if (result != BRINE_OK)
        return result;
    result = stream->write_end;
    if (result == BRINE_OK && brn_deadline_left(stream->total_deadline) == 0)
        result = BRINE_ERROR_TIMED_OUT;
    /* What an earlier call left unsent goes first. */
    if (result == BRINE_OK && !stream->flight_waits)
        result = brn_stream_drain(stream, deadline);
    while (result == BRINE_OK && *taken < n) {
        size_t more = 0;

        result = seal_batch(stream, bytes + *taken, n - *taken, &more);
        *taken += more;
        if (result == BRINE_OK)
            result = brn_stream_drain(stream, deadline);
    }
    return finish_write(stream, result, *taken);
}

brine_result brine_stream_flush(brine_stream *stream)
{
    brine_result result = brine_stream_handshake(stream);

    if (result != BRINE_OK)
        return result;
    result = brn_stream_seal_flight(stream);
    if (result == BRINE_OK)
        result = brn_stream_drain(stream, write_deadline(stream));
    return finish_write(stream, result, 0);
}

brine_result brine_stream_close(brine_stream *stream)
{
    brine_result result;

    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (stream->phase == BRN_STREAM_CONNECTING)
        return BRINE_OK;
    if (stream->write_end != BRINE_OK && stream->write_end != BRINE_CLOSED)
        return stream->write_end;
    result = brine_conn_close(stream->conn);
    if (result == BRINE_OK)
        result = brn_stream_seal_flight(stream);
    if (result == BRINE_OK)
        result = brn_stream_drain(stream, write_deadline(stream));
    return finish_write(stream, result, 0);
}
