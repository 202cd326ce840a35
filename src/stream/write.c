#include "stream/stream.h"

#include "stream/deadline.h"

static int64_t write_deadline(const brine_stream *stream)
{
    return brn_deadline_earlier(stream->total_deadline, brn_deadline_in(stream->write_timeout));
}

static brine_result note_if_late(brine_stream *stream, brine_result result)
{
    if (result == BRINE_ERROR_TIMED_OUT)
        return brn_stream_note_time(stream, "write", stream->write_timeout);
    return result;
}

/* All of the data if the stream blocks, else as much as the socket takes. */
static brine_result write_all(brine_stream *stream, const uint8_t *data, size_t n, size_t *taken,
                              int64_t deadline)
{
    brine_result result = stream->writing.code;

    if (result == BRINE_OK && brn_deadline_left(stream->total_deadline) == 0)
        result = BRINE_ERROR_TIMED_OUT;
    /* What an earlier call left unsent goes first. */
    if (result == BRINE_OK && !stream->flight_waits)
        result = brn_stream_drain(stream, deadline);
    while (result == BRINE_OK && *taken < n) {
        size_t more = 0;

        result = brn_stream_seal_batch(stream, data + *taken, n - *taken, &more);
        *taken += more;
        if (result == BRINE_OK)
            result = brn_stream_drain(stream, deadline);
    }
    /* Data that was taken is sealed and waits in output: the application need not know. */
    if (result == BRINE_WANT_WRITE && *taken > 0)
        return BRINE_OK;
    return note_if_late(stream, result);
}

brine_result brine_stream_write(brine_stream *stream, const void *data, size_t n, size_t *taken)
{
    int64_t deadline;
    brine_result result;
    size_t took = 0;

    if (taken != NULL)
        *taken = 0;
    if (stream == NULL || (data == NULL && n > 0))
        return BRINE_ERROR_INVALID_ARGUMENT;
    deadline = write_deadline(stream);
    result = brn_stream_shake_hands(stream);
    if (result == BRINE_OK)
        result = write_all(stream, data, n, &took, deadline);
    if (taken != NULL)
        *taken = took;
    return brn_stream_conclude(stream, result);
}

/* Sends what waits and what the protocol has to say. */
static brine_result send_rest(brine_stream *stream)
{
    brine_result result = brn_stream_seal_flight(stream);

    if (result == BRINE_OK)
        result = brn_stream_drain(stream, write_deadline(stream));
    return note_if_late(stream, result);
}

brine_result brine_stream_flush(brine_stream *stream)
{
    brine_result result;

    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    result = brn_stream_shake_hands(stream);
    if (result == BRINE_OK)
        result = send_rest(stream);
    return brn_stream_conclude(stream, result);
}

static brine_result say_goodbye(brine_stream *stream)
{
    brine_result result;

    if (stream->phase == BRN_STREAM_CONNECTING) {
        brn_stream_stop_connecting(stream);
        return BRINE_OK;
    }
    if (brn_stream_failed(&stream->writing))
        return stream->writing.code;
    result = brine_conn_close(stream->conn);
    if (result != BRINE_OK)
        return brn_stream_note_engine(stream, result);
    return send_rest(stream);
}

brine_result brine_stream_abort(brine_stream *stream, brine_alert alert)
{
    brine_result result;

    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (stream->reading.code != BRINE_OK && stream->reading.code != BRINE_CLOSED)
        return stream->reading.code;
    result = brine_conn_abort(stream->conn, alert);
    if (result == BRINE_ERROR_INVALID_ARGUMENT)
        return result;
    if (result == BRINE_OK)
        result = BRINE_ERROR_ABORTED;
    if (stream->phase == BRN_STREAM_CONNECTING)
        brn_stream_stop_connecting(stream);
    result = brn_stream_conclude(stream, brn_stream_note_engine(stream, result));
    return result == BRINE_ERROR_ABORTED ? BRINE_OK : result;
}

brine_result brine_stream_close(brine_stream *stream)
{
    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    stream->awaits = 0; /* an application that goes on reading says so by its next read */
    return brn_stream_conclude(stream, say_goodbye(stream));
}
