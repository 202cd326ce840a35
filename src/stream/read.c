#include "stream/stream.h"

#include "stream/deadline.h"

#include <string.h>

/* The one copy that received data makes. */
static size_t take_plain(brine_stream *stream, uint8_t *out, size_t cap)
{
    size_t n = stream->plain_len < cap ? stream->plain_len : cap;

    memcpy(out, stream->plain, n);
    stream->plain += n;
    stream->plain_len -= n;
    return n;
}

/*
 * All that has come is read, and the last of it came in plenty. If there is more, it is received
 * into the buffer now rather than by the next read: to wipe the buffer and give it back for each
 * record of a long page costs a tenth of its speed. If there is not, the flow is over.
 */
static bool flows_on(brine_stream *stream, brine_result result)
{
    if (result != BRINE_WANT_READ || !stream->in_plenty || brn_buffer_len(&stream->input) > 0)
        return false;
    return !brn_transport_blocks(stream) && brn_stream_receive(stream) == BRINE_OK;
}

static brine_result read_some(brine_stream *stream, uint8_t *out, size_t cap, size_t *got,
                              int64_t deadline)
{
    for (;;) {
        brine_result result;

        if (stream->plain_len > 0)
            *got += take_plain(stream, out + *got, cap - *got);
        if (stream->plain_len > 0)
            return BRINE_OK;
        /* Also when out is full, so that brine_stream_pending counts all that has come. */
        result = brn_stream_open_records(stream);
        /* A HelloRequest or close_notify wants an answer; a handshake flight may wait for data. */
        brn_stream_flush_engine(stream);
        if (result == BRINE_OK)
            continue;
        if (*got > 0) {
            if (!flows_on(stream, result))
                return BRINE_OK;
            continue;
        }
        if (result == BRINE_WANT_READ)
            result = brn_stream_fill(stream, deadline);
        if (result != BRINE_OK)
            return result;
    }
}

/* One read of a stream whose handshake is done. */
static brine_result read_once(brine_stream *stream, uint8_t *out, size_t cap, size_t *got)
{
    int64_t deadline = stream->total_deadline;
    brine_result result;

    stream->awaits = 0;
    if (!stream->non_blocking)
        deadline = brn_deadline_earlier(deadline, brn_deadline_in(stream->read_timeout));
    else if (brn_deadline_left(deadline) == 0)
        return brn_stream_note_time(stream, "read", stream->read_timeout);
    result = read_some(stream, out, cap, got, deadline);
    if (result == BRINE_ERROR_TIMED_OUT)
        return brn_stream_note_time(stream, "read", stream->read_timeout);
    return result;
}

brine_result brine_stream_read(brine_stream *stream, void *buf, size_t cap, size_t *got)
{
    brine_result result;

    if (got != NULL)
        *got = 0;
    if (stream == NULL || got == NULL || buf == NULL || cap == 0)
        return BRINE_ERROR_INVALID_ARGUMENT;
    result = brn_stream_shake_hands(stream);
    if (result == BRINE_OK)
        result = read_once(stream, buf, cap, got);
    return brn_stream_conclude(stream, result);
}

size_t brine_stream_pending(const brine_stream *stream)
{
    return stream == NULL ? 0 : stream->plain_len;
}
