#include "stream/stream.h"

#include "stream/deadline.h"

/*
 * How much is asked of the socket at once. A handshake flight of the web has 3 to 5 KB;
 * any record fits into BRINE_RECORD_MAX; and once a whole buffer came at once, four
 * records at a time halve the system calls again. Further growth gains nothing that
 * could be measured and costs cache.
 */
#define HANDSHAKE_ROOM 8192
#define FIRST_ROOM     BRINE_RECORD_MAX
#define FLOWING_ROOM   ((size_t)4 * BRINE_RECORD_MAX)

brine_result brn_stream_open_records(brine_stream *stream)
{
    brn_buffer *input = &stream->input;

    while (stream->reading.code == BRINE_OK && brn_buffer_len(input) > 0) {
        brine_received received = {0};
        brine_result result = brine_conn_receive(stream->conn, input->data + input->start,
                                                 brn_buffer_len(input), &received);

        input->start += received.consumed;
        stream->missing = received.missing;
        stream->plain = received.data;
        stream->plain_len = received.data_len;
        if (stream->plain_len > 0) {
            stream->answer_due = false;
            return BRINE_OK;
        }
        if (result == BRINE_CLOSED)
            stream->reading.code = BRINE_CLOSED;
        else if (result == BRINE_WANT_SIGNATURE || result == BRINE_WANT_VERDICT)
            return result;
        else if (result != BRINE_OK)
            return brn_stream_note_engine(stream, result);
        else if (received.consumed == 0)
            break;
    }
    return stream->reading.code != BRINE_OK ? stream->reading.code : BRINE_WANT_READ;
}

static bool make_room(brine_stream *stream)
{
    size_t room = HANDSHAKE_ROOM;
    size_t needed = brn_buffer_len(&stream->input) + stream->missing;

    if (stream->phase == BRN_STREAM_OPEN)
        room = stream->flowing ? FLOWING_ROOM : FIRST_ROOM;
    return brn_buffer_reserve(&stream->input, &stream->allocator, room > needed ? room : needed);
}

/* The transport ended; the engine knows whether it was allowed to. */
static brine_result end_of_input(brine_stream *stream)
{
    brine_result result = brine_conn_receive_end(stream->conn);

    if (result != BRINE_OK)
        return brn_stream_note_engine(stream, result);
    stream->reading.code = BRINE_CLOSED;
    return BRINE_CLOSED;
}

static brine_result receive(brine_stream *stream, bool wait)
{
    brn_buffer *input = &stream->input;
    brn_transport_fault fault;
    size_t got = 0, room;
    brine_result result;

    if (!make_room(stream))
        return brn_stream_note_failure(stream, BRINE_ERROR_OUT_OF_MEMORY, "read", 0);
    room = brn_buffer_room(input);
    if (room == 0)
        return brn_stream_note_failure(stream, BRINE_ERROR_INTERNAL, "read", 0);
    result = brn_transport_receive(stream, wait, input->data + input->end, room, &got, &fault);
    brn_buffer_add(input, got);
    stream->flowing = got == room;
    stream->in_plenty = got >= BRINE_RECORD_PLAINTEXT_MAX;
    if (got > 0) {
        stream->unacknowledged = !stream->acknowledges && !stream->in_plenty;
        stream->acknowledges = false;
    }
    stream->must_poll = stream->must_poll || (wait && result == BRINE_WANT_READ);
    if (result == BRINE_CLOSED)
        return end_of_input(stream);
    if (result == BRINE_ERROR_READ)
        return brn_stream_note_read(stream, &fault);
    return result;
}

brine_result brn_stream_receive(brine_stream *stream)
{
    return receive(stream, false);
}

void brn_stream_release_input(brine_stream *stream)
{
    if (stream->plain_len > 0)
        return;
    if (stream->reading.code != BRINE_OK) /* what follows the end is not wanted */
        brn_buffer_release(&stream->input, &stream->allocator);
    else
        brn_buffer_release_if_empty(&stream->input, &stream->allocator);
}

/* Waits; a transport whose wait failed can't be read either. */
static brine_result wait_until(brine_stream *stream, bool output, int64_t deadline)
{
    brn_transport_fault fault;
    brine_result result = brn_transport_wait(stream, true, output, deadline, &fault);

    return result == BRINE_ERROR_INTERNAL ? brn_stream_note_read(stream, &fault) : result;
}

static bool has_unsent(const brine_stream *stream)
{
    return brn_stream_output_waits(stream) && stream->writing.code == BRINE_OK;
}

/* Only where nothing was sent since: that carries the acknowledgement. */
static void acknowledge(brine_stream *stream)
{
    if (stream->unacknowledged)
        brn_transport_acknowledge(stream);
}

/* While it waits, the stream holds a buffer only if the beginning of a record is in it. */
static brine_result wait_for_input(brine_stream *stream, int64_t deadline)
{
    bool unsent = has_unsent(stream);
    bool output = unsent || stream->transport_stuck;
    brine_result result;

    brn_stream_release_input(stream);
    acknowledge(stream);
    if (stream->non_blocking) {
        stream->awaits = BRINE_WATCH_READ;
        return output ? BRINE_WANT_WRITE : BRINE_WANT_READ;
    }
    result = wait_until(stream, output, deadline);
    if (result == BRINE_OK && unsent)
        brn_stream_flush_engine(stream);
    return result;
}

/*
 * Without a deadline a receive can wait by itself, which saves a poll. The buffer then exists while
 * it waits: so only where there is one anyway, or an answer is on its way.
 */
static bool waits_in_receive(const brine_stream *stream, int64_t deadline)
{
    if (stream->non_blocking || stream->transport.read != NULL || stream->must_poll)
        return false;
    if (deadline != BRN_NEVER || has_unsent(stream))
        return false;
    return stream->answer_due || stream->phase != BRN_STREAM_OPEN ||
           brn_buffer_len(&stream->input) > 0;
}

/*
 * The server's answer takes at least a round trip, so that a socket is waited for before it is
 * read, unless there is more of what has begun to come. A transport may have received more than it
 * gave, which no wait would tell.
 */
static brine_result before_the_first_read(const brine_stream *stream, int64_t deadline)
{
    if (stream->transport.read != NULL)
        return brn_deadline_left(deadline) == 0 ? BRINE_ERROR_TIMED_OUT : BRINE_OK;
    if (stream->non_blocking || stream->flowing || brn_buffer_len(&stream->input) > 0)
        return BRINE_OK;
    return BRINE_WANT_READ;
}

brine_result brn_stream_fill(brine_stream *stream, int64_t deadline)
{
    bool wait = waits_in_receive(stream, deadline);
    brine_result result = wait ? BRINE_OK : before_the_first_read(stream, deadline);

    if (wait)
        acknowledge(stream);
    for (;;) {
        if (result == BRINE_WANT_READ)
            result = wait_for_input(stream, deadline);
        if (result != BRINE_OK)
            return result;
        if (stream->reading.code != BRINE_OK)
            return stream->reading.code;
        result = receive(stream, wait);
        if (result != BRINE_WANT_READ)
            return result;
    }
}
