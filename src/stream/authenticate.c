#include "stream/stream.h"

#include "stream/deadline.h"

/*
 * The part of a handshake that an application need not wait for: with False Start (RFC 7918) it
 * may write before the server's Finished is verified.
 */

/* BRINE_CLOSED and TRUNCATED imply a finished handshake: see brine_conn_receive. */
static bool is_authenticated(const brine_stream *stream)
{
    return (brine_conn_state(stream->conn) & BRINE_CONN_READABLE) != 0 ||
           stream->reading.code == BRINE_CLOSED || stream->reading.code == BRINE_ERROR_TRUNCATED;
}

/* Plaintext that came with Finished ends it, and stays in input for the next read. */
static brine_result step(brine_stream *stream)
{
    brine_result result = brn_stream_seal_flight(stream);

    if (result == BRINE_OK)
        result = brn_stream_drain(stream, stream->step_deadline);
    if (result == BRINE_OK)
        result = brn_stream_open_records(stream);
    if (result != BRINE_WANT_READ || is_authenticated(stream))
        return result;
    return brn_stream_fill(stream, stream->step_deadline);
}

/* The handshake's time begins anew: the application may have done something else meanwhile. */
static void begin(brine_stream *stream)
{
    stream->awaits = 0;
    if (stream->authenticating)
        return;
    stream->authenticating = true;
    stream->step_deadline =
        brn_deadline_earlier(brn_deadline_in(stream->handshake_timeout), stream->total_deadline);
}

static bool wants(brine_result result)
{
    return result == BRINE_WANT_READ || result == BRINE_WANT_WRITE;
}

static brine_result authenticate(brine_stream *stream)
{
    brine_result result = BRINE_OK;

    while (result == BRINE_OK && !is_authenticated(stream))
        result = step(stream);
    if (is_authenticated(stream))
        result = BRINE_OK;
    if (wants(result) && brn_deadline_left(stream->step_deadline) == 0)
        result = BRINE_ERROR_TIMED_OUT;
    stream->authenticating = wants(result);
    if (result == BRINE_ERROR_TIMED_OUT)
        return brn_stream_note_time(stream, "handshake", stream->handshake_timeout);
    if (result == BRINE_OK) /* what came with Finished may want an answer */
        brn_stream_flush_engine(stream);
    return result;
}

brine_result brine_stream_authenticate(brine_stream *stream)
{
    brine_result result;

    if (stream == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    result = brn_stream_shake_hands(stream);
    if (result == BRINE_OK && !is_authenticated(stream)) {
        begin(stream);
        result = authenticate(stream);
    }
    return brn_stream_conclude(stream, result);
}
