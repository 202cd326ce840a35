#include "stream/stream.h"

#include "stream/deadline.h"

/*
 * The handshake is over for the application as soon as it may write. With False Start
 * (RFC 7918), and when a session was resumed, our last flight is then still unsent: it
 * stays in the output buffer so that the first data can ride with it in one write.
 * A read sends it before it waits (see brine_stream_read).
 */

static brine_result step(brine_stream *stream)
{
    unsigned state;
    brine_result result = brn_stream_drain(stream, stream->step_deadline);

    if (result != BRINE_OK)
        return result;
    result = brn_stream_open_records(stream);
    if (result != BRINE_WANT_READ)
        return result;
    state = brine_conn_state(stream->conn);
    if ((state & BRINE_CONN_WAIT_SIGNATURE) != 0)
        return BRINE_WANT_SIGNATURE;
    if ((state & BRINE_CONN_WAIT_VERDICT) != 0)
        return BRINE_WANT_VERDICT;
    if ((state & (BRINE_CONN_OUTPUT_PENDING | BRINE_CONN_WRITABLE)) != 0)
        return BRINE_OK;
    return brn_stream_fill(stream, stream->step_deadline);
}

/* The caller closed the stream, or gave an answer that made the engine fail: no use in waiting. */
static brine_result ended_by_the_caller(brine_stream *stream)
{
    brine_result result = brine_conn_close(stream->conn); /* BRINE_OK again, or the error */

    return result == BRINE_OK ? BRINE_CLOSED : brn_stream_note_engine(stream, result);
}

/*
 * The application may write; or close_notify came together with the server's Finished. (One
 * that comes earlier makes the engine fail.)
 */
static bool is_over(const brine_stream *stream, unsigned state)
{
    return (state & BRINE_CONN_WRITABLE) != 0 || stream->reading.code == BRINE_CLOSED;
}

static void open_to_the_caller(brine_stream *stream)
{
    stream->phase = BRN_STREAM_OPEN;
    stream->flight_waits = brn_buffer_len(&stream->output) > 0;
    if (stream->reading.code == BRINE_CLOSED) /* no data will ride with the flight */
        brn_stream_flush_engine(stream);
}

brine_result brn_stream_shake_hands(brine_stream *stream)
{
    brine_result result;
    unsigned state;

    if (stream->phase == BRN_STREAM_OPEN)
        return BRINE_OK;
    stream->awaits = 0;
    if (stream->told.code != BRINE_OK) /* what failed before the stream opened is final */
        return stream->told.code;
    if (stream->phase == BRN_STREAM_CONNECTING) {
        if (stream->writing.code == BRINE_CLOSED)
            return BRINE_CLOSED;
        result = brn_stream_connect(stream);
        if (result != BRINE_OK)
            return result;
    }
    if (brn_deadline_left(stream->step_deadline) == 0)
        return brn_stream_note_time(stream, "handshake", stream->handshake_timeout);
    for (;;) {
        result = brn_stream_seal_flight(stream);
        if (result != BRINE_OK)
            return result;
        state = brine_conn_state(stream->conn);
        if (is_over(stream, state)) {
            open_to_the_caller(stream);
            return BRINE_OK;
        }
        if ((state & BRINE_CONN_CLOSED) != 0)
            return ended_by_the_caller(stream);
        result = step(stream);
        if (result == BRINE_ERROR_TIMED_OUT)
            return brn_stream_note_time(stream, "handshake", stream->handshake_timeout);
        if (result != BRINE_OK && result != BRINE_CLOSED)
            return result;
    }
}

brine_result brine_stream_handshake(brine_stream *stream)
{
    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    return brn_stream_conclude(stream, brn_stream_shake_hands(stream));
}
