#include "stream/stream.h"

#include "base/memory.h"
#include "stream/deadline.h"
#include "stream/socket.h"

#include <errno.h>

void brn_stream_connected(brine_stream *stream)
{
    brn_release(&stream->allocator, stream->addresses, sizeof *stream->addresses);
    stream->addresses = NULL;
    stream->phase = BRN_STREAM_HANDSHAKE;
    stream->step_deadline =
        brn_deadline_earlier(brn_deadline_in(stream->handshake_timeout), stream->total_deadline);
}

/*
 * An address that never answers must not use up the time of the others: each may use an
 * equal share of what is left.
 */
static int64_t share_of_time(const brine_stream *stream)
{
    size_t addresses_left = stream->addresses->count - stream->next_address;
    int left = brn_deadline_left(stream->step_deadline);

    if (left < 0 || addresses_left <= 1)
        return stream->step_deadline;
    return brn_deadline_in((uint32_t)((size_t)left / addresses_left) + 1);
}

static void give_up_address(brine_stream *stream, int number)
{
    if (stream->socket >= 0)
        brn_socket_close(stream->socket, false);
    stream->socket = -1;
    stream->last_number = number;
}

static brine_result try_next_address(brine_stream *stream)
{
    const brn_address *address = &stream->addresses->list[stream->next_address];
    int number = 0;
    brine_result result;

    stream->attempt_deadline = share_of_time(stream);
    stream->next_address++;
    brn_address_text(address, stream->address);
    result = brn_socket_connect(address, &stream->socket, &number);
    if (result == BRINE_ERROR_CONNECT)
        stream->last_number = number;
    return result;
}

brine_result brn_stream_connect(brine_stream *stream)
{
    for (;;) {
        int number = 0;
        brine_result result;

        if (stream->socket >= 0)
            result = brn_socket_connected(stream->socket, &number);
        else if (stream->next_address < stream->addresses->count)
            result = try_next_address(stream);
        else
            return brn_stream_note_failure(stream, BRINE_ERROR_CONNECT, "connect",
                                           stream->last_number);

        if (result == BRINE_OK) {
            brn_stream_connected(stream);
            return BRINE_OK;
        }
        if (brn_deadline_left(stream->step_deadline) == 0)
            return brn_stream_note_time(stream, "connect", stream->connect_timeout);
        if (result != BRINE_WANT_WRITE)
            give_up_address(stream, number != 0 ? number : stream->last_number);
        else if (brn_deadline_left(stream->attempt_deadline) == 0)
            give_up_address(stream, ETIMEDOUT);
        else if (stream->non_blocking)
            return BRINE_WANT_WRITE;
        else if (brn_socket_wait(stream->socket, false, true, stream->attempt_deadline) != BRINE_OK)
            continue; /* the deadlines above say what to do */
    }
}
