#include "stream/stream.h"

/*
 * The one place that knows what a non-blocking stream waits for. The race tells of its sockets by
 * itself, as it opens and closes them; a connected stream tells at the end of each public call.
 */

/* Bits of BRINE_WATCH_... for what carries the connected stream. */
static unsigned interest(const brine_stream *stream)
{
    unsigned events = stream->awaits;

    if (!stream->non_blocking || stream->carries_another || brn_transport_socket(stream) < 0)
        return 0;
    if (brn_stream_output_waits(stream) && !stream->flight_waits &&
        stream->writing.code == BRINE_OK)
        events |= BRINE_WATCH_WRITE;
    if ((events & BRINE_WATCH_READ) != 0 && stream->transport_stuck)
        events |= BRINE_WATCH_WRITE;
    return events;
}

void brn_stream_tell_interest(brine_stream *stream)
{
    unsigned events = interest(stream);

    if (events == stream->told_interest)
        return;
    stream->told_interest = events;
    brn_watch_tell(&stream->watch, brn_transport_socket(stream), events);
}

size_t brine_stream_waits(const brine_stream *stream, brine_wait *out, size_t cap)
{
    size_t count = 0;
    unsigned events;

    if (stream == NULL || !stream->non_blocking || (out == NULL && cap > 0))
        return 0;
    if (stream->race != NULL) {
        for (; count < stream->race->running_count; count++)
            if (count < cap)
                out[count] = (brine_wait){stream->race->running[count].socket, BRINE_WATCH_WRITE};
        return count;
    }
    events = interest(stream);
    if (events != 0 && cap > 0)
        out[0] = (brine_wait){brn_transport_socket(stream), events};
    return events != 0;
}
