#include "stream/stream.h"

#include "stream/deadline.h"
#include "stream/socket.h"

#include <string.h>

/*
 * How much is asked of the socket at once. A handshake flight of the web has 3 to 5 KB;
 * any record fits into BRINE_RECORD_MAX; and once a whole buffer came at once, four
 * records at a time halve the system calls again. Further growth gains nothing that
 * could be measured and costs cache.
 */
#define HANDSHAKE_ROOM 8192
#define FIRST_ROOM     BRINE_RECORD_MAX
#define FLOWING_ROOM   ((size_t)4 * BRINE_RECORD_MAX)

/* What comes within this time belongs to the same flow: the buffer is kept for it. */
#define SAME_FLOW_MS 20

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
        if (stream->plain_len > 0)
            return BRINE_OK;
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

brine_result brn_stream_receive(brine_stream *stream)
{
    brn_buffer *input = &stream->input;
    size_t got = 0, room;
    int number = 0;
    brine_result result;

    if (!make_room(stream))
        return brn_stream_note_failure(stream, BRINE_ERROR_OUT_OF_MEMORY, "read", 0);
    room = brn_buffer_room(input);
    if (room == 0)
        return brn_stream_note_failure(stream, BRINE_ERROR_INTERNAL, "read", 0);
    result = brn_socket_receive(stream->socket, input->data + input->end, room, &got, &number);
    brn_buffer_add(input, got);
    stream->flowing = got == room;
    if (result == BRINE_CLOSED)
        return end_of_input(stream);
    if (result == BRINE_ERROR_READ)
        return brn_stream_note_failure(stream, BRINE_ERROR_READ, "read", number);
    return result;
}

void brn_stream_release_input(brine_stream *stream)
{
    if (stream->plain_len == 0)
        brn_buffer_release_if_empty(&stream->input, &stream->allocator);
}

static brine_result wait_for_input(brine_stream *stream, int64_t deadline)
{
    bool output_waits = brn_buffer_len(&stream->output) > 0 && stream->writing.code == BRINE_OK;
    brine_result result = BRINE_WANT_READ;

    if (!stream->non_blocking && stream->input.data != NULL)
        result = brn_socket_wait(stream->socket, true, output_waits,
                                 brn_deadline_earlier(deadline, brn_deadline_in(SAME_FLOW_MS)));
    if (result != BRINE_OK)
        brn_stream_release_input(stream);
    if (stream->non_blocking) {
        stream->awaits = BRINE_WATCH_READ;
        return output_waits ? BRINE_WANT_WRITE : BRINE_WANT_READ;
    }
    if (result != BRINE_OK)
        result = brn_socket_wait(stream->socket, true, output_waits, deadline);
    if (result == BRINE_OK && output_waits)
        brn_stream_flush_engine(stream);
    return result;
}

brine_result brn_stream_fill(brine_stream *stream, int64_t deadline)
{
    /* The server's answer takes at least a round trip: no use in receiving before that. */
    brine_result result =
        stream->input.data == NULL && !stream->non_blocking ? BRINE_WANT_READ : BRINE_OK;

    for (;;) {
        if (result == BRINE_WANT_READ)
            result = wait_for_input(stream, deadline);
        if (result != BRINE_OK)
            return result;
        if (stream->reading.code != BRINE_OK)
            return stream->reading.code;
        result = brn_stream_receive(stream);
        if (result != BRINE_WANT_READ)
            return result;
    }
}
