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

    while (stream->read_end == BRINE_OK && brn_buffer_length(input) > 0) {
        brine_received received = {0};
        brine_result result = brine_conn_receive(stream->conn, input->data + input->start,
                                                 brn_buffer_length(input), &received);

        input->start += received.consumed;
        stream->missing = received.missing;
        stream->plain = received.data;
        stream->plain_len = received.data_len;
        /* An answer that can't be sent hears the server out, and may find plaintext itself. */
        if (stream->phase == BRN_STREAM_OPEN)
            brn_stream_answer(stream);
        if (stream->plain_len > 0)
            return BRINE_OK;
        if (result == BRINE_CLOSED)
            stream->read_end = BRINE_CLOSED;
        else if (result == BRINE_WANT_SIGNATURE || result == BRINE_WANT_VERDICT)
            return result;
        else if (result != BRINE_OK)
            return brn_stream_fail_engine(stream, result);
        else if (received.consumed == 0)
            break;
    }
    return stream->read_end != BRINE_OK ? stream->read_end : BRINE_WANT_READ;
}

static bool make_room(brine_stream *stream)
{
    size_t room = HANDSHAKE_ROOM;
    size_t needed = brn_buffer_length(&stream->input) + stream->missing;

    if (stream->phase == BRN_STREAM_OPEN)
        room = stream->flowing ? FLOWING_ROOM : FIRST_ROOM;
    return brn_buffer_reserve(&stream->input, &stream->allocator, room > needed ? room : needed);
}

/* The transport ended; the engine knows whether it was allowed to. */
static brine_result end_of_input(brine_stream *stream)
{
    brine_result result = brine_conn_receive_end(stream->conn);

    if (result != BRINE_OK)
        return brn_stream_fail_engine(stream, result);
    stream->read_end = BRINE_CLOSED;
    return BRINE_CLOSED;
}

static brine_result receive_once(brine_stream *stream)
{
    brn_buffer *input = &stream->input;
    size_t got = 0, room;
    int number = 0;
    brine_result result;

    if (!make_room(stream))
        return brn_stream_fail(stream, BRINE_ERROR_OUT_OF_MEMORY, "read", 0);
    room = brn_buffer_room(input);
    if (room == 0)
        return brn_stream_fail(stream, BRINE_ERROR_INTERNAL, "read", 0);
    result = brn_socket_receive(stream->socket, input->data + input->end, room, &got, &number);
    brn_buffer_add(input, got);
    stream->flowing = got == room;
    if (result == BRINE_CLOSED)
        return end_of_input(stream);
    if (result == BRINE_ERROR_READ)
        return brn_stream_fail(stream, BRINE_ERROR_READ, "read", number);
    return result;
}

/* The buffer goes back unless it holds the beginning of a record or plaintext. */
static void give_input_back(brine_stream *stream)
{
    if (stream->plain_len == 0)
        brn_buffer_release_if_empty(&stream->input, &stream->allocator);
}

static brine_result wait_for_input(brine_stream *stream, int64_t deadline)
{
    bool output_waits = brn_buffer_length(&stream->output) > 0 && stream->write_end == BRINE_OK;
    brine_result result = BRINE_WANT_READ;

    if (!stream->non_blocking && stream->input.data != NULL)
        result = brn_socket_wait(stream->socket, true, output_waits,
                                 brn_deadline_earlier(deadline, brn_deadline_in(SAME_FLOW_MS)));
    if (result != BRINE_OK)
        give_input_back(stream);
    if (stream->non_blocking)
        return output_waits ? BRINE_WANT_WRITE : BRINE_WANT_READ;
    if (result != BRINE_OK)
        result = brn_socket_wait(stream->socket, true, output_waits, deadline);
    if (result == BRINE_OK && output_waits)
        brn_stream_answer(stream);
    return result;
}

brine_result brn_stream_fill(brine_stream *stream, int64_t deadline)
{
    /* An answer takes at least a round trip: no use in asking for it before it can be here. */
    brine_result result =
        stream->input.data == NULL && !stream->non_blocking ? BRINE_WANT_READ : BRINE_OK;

    for (;;) {
        if (result == BRINE_WANT_READ)
            result = wait_for_input(stream, deadline);
        /* Output that waited, too, may have failed, and the server been heard out. */
        if (result != BRINE_OK || stream->plain_len > 0)
            return result;
        if (stream->read_end != BRINE_OK)
            return stream->read_end;
        result = receive_once(stream);
        if (result != BRINE_WANT_READ)
            return result;
    }
}

void brn_stream_hear_out(brine_stream *stream)
{
    while (stream->plain_len == 0) {
        brine_result result = brn_stream_open_records(stream);

        if (result == BRINE_WANT_READ)
            result = receive_once(stream);
        if (result != BRINE_OK)
            break;
    }
    give_input_back(stream);
}

/* The one copy that received data makes. */
static size_t take_plain(brine_stream *stream, uint8_t *out, size_t cap)
{
    size_t n = stream->plain_len < cap ? stream->plain_len : cap;

    memcpy(out, stream->plain, n);
    stream->plain += n;
    stream->plain_len -= n;
    return n;
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
        /* Also when out is full: brine_stream_pending then tells the truth. */
        result = brn_stream_open_records(stream);
        if (result == BRINE_OK)
            continue;
        if (*got > 0)
            return BRINE_OK;
        if (result == BRINE_WANT_READ)
            result = brn_stream_fill(stream, deadline);
        if (result != BRINE_OK)
            return result;
    }
}

brine_result brine_stream_read(brine_stream *stream, void *buf, size_t cap, size_t *got)
{
    int64_t deadline;
    brine_result result;

    if (got != NULL)
        *got = 0;
    if (got == NULL || buf == NULL || cap == 0)
        return BRINE_ERROR_INVALID_ARGUMENT;
    result = brine_stream_handshake(stream);
    if (result != BRINE_OK)
        return result;
    deadline = stream->total_deadline;
    if (!stream->non_blocking)
        deadline = brn_deadline_earlier(deadline, brn_deadline_in(stream->read_timeout));
    else if (brn_deadline_left(deadline) == 0)
        return brn_stream_fail_time(stream, "read", stream->read_timeout);
    if (stream->plain_len == 0 && stream->read_end == BRINE_OK)
        brn_stream_answer(stream);
    result = read_some(stream, buf, cap, got, deadline);
    if (result == BRINE_ERROR_TIMED_OUT)
        return brn_stream_fail_time(stream, "read", stream->read_timeout);
    if (stream->read_end != BRINE_OK && stream->plain_len == 0)
        brn_buffer_release(&stream->input, &stream->allocator);
    return result;
}

size_t brine_stream_pending(const brine_stream *stream)
{
    return stream->plain_len;
}
