#include "stream/stream.h"

#include "stream/deadline.h"

/*
 * The handshake is over for the application as soon as it may write. With False Start
 * (RFC 7918), and when a session was resumed, our last flight is then still unsent: it
 * stays in the output buffer so that the first data can ride with it in one write.
 * Whoever reads first sends it on the way (see brine_stream_read).
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

/* The caller closed it, or what it answered made the engine fail: no use in waiting. */
static brine_result ended_by_the_caller(brine_stream *stream)
{
    brine_result result = brine_conn_close(stream->conn); /* which is, or tells the error */

    return result == BRINE_OK ? BRINE_CLOSED : brn_stream_fail_engine(stream, result);
}

/*
 * The application may write; or close_notify came right behind the server's Finished, and
 * only there does the engine call that an end: what had come before it can be read.
 */
static bool is_over(const brine_stream *stream, unsigned state)
{
    return (state & BRINE_CONN_WRITABLE) != 0 || stream->read_end == BRINE_CLOSED;
}

static void open_to_the_caller(brine_stream *stream)
{
    stream->phase = BRN_STREAM_OPEN;
    stream->flight_waits = brn_buffer_length(&stream->output) > 0;
    if (stream->read_end == BRINE_CLOSED) /* no data will ride with the flight */
        brn_stream_answer(stream);
}

brine_result brine_stream_handshake(brine_stream *stream)
{
    brine_result result;
    unsigned state;

    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (stream->phase == BRN_STREAM_OPEN)
        return BRINE_OK;
    if (stream->failure.code != BRINE_OK)
        return stream->failure.code;
    if (stream->phase == BRN_STREAM_CONNECTING) {
        result = brn_stream_connect(stream);
        if (result != BRINE_OK)
            return result;
    }
    if (brn_deadline_left(stream->step_deadline) == 0)
        return brn_stream_fail_time(stream, "handshake", stream->handshake_timeout);
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
            return brn_stream_fail_time(stream, "handshake", stream->handshake_timeout);
        if (result != BRINE_OK && result != BRINE_CLOSED)
            return result;
    }
}
