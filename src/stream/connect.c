#include "stream/stream.h"

#include "base/memory.h"
#include "stream/deadline.h"

void brn_stream_connected(brine_stream *stream)
{
    stream->phase = BRN_STREAM_HANDSHAKE;
    stream->awaits = BRINE_WATCH_WRITE; /* which is there: the handshake begins with our message */
    stream->step_deadline =
        brn_deadline_earlier(brn_deadline_in(stream->handshake_timeout), stream->total_deadline);
}

/* The address that won or, as long as there is none, had the last turn. */
static void name_address(brine_stream *stream, brine_result result)
{
    const brn_race *race = stream->race;
    size_t address = race->next_turn > 0 ? race->turns[race->next_turn - 1] : 0;

    if (result == BRINE_OK)
        address = race->running[0].address;
    brn_place_set(stream->place, &race->addresses.list[address]);
}

static void end_race(brine_stream *stream)
{
    brn_release(&stream->allocator, stream->race, sizeof *stream->race);
    stream->race = NULL;
}

static void take_winner(brine_stream *stream)
{
    stream->socket = stream->race->running[0].socket;
    stream->told_interest = BRINE_WATCH_WRITE;
    end_race(stream);
    brn_stream_connected(stream);
}

void brn_stream_stop_connecting(brine_stream *stream)
{
    if (stream->race == NULL)
        return;
    brn_race_stop(stream->race);
    end_race(stream);
    stream->reading.code = BRINE_CLOSED;
    stream->writing.code = BRINE_CLOSED;
}

brine_result brn_stream_connect(brine_stream *stream)
{
    brn_race *race = stream->race;

    for (;;) {
        int64_t until = brn_deadline_earlier(stream->step_deadline, brn_race_next_moment(race));
        brine_result result =
            brn_race_step(race, stream->non_blocking ? 0 : until, stream->step_deadline);

        name_address(stream, result);
        if (result == BRINE_OK) {
            take_winner(stream);
            return BRINE_OK;
        }
        if (result == BRINE_ERROR_CONNECT)
            return brn_stream_note_failure(stream, result, "connect", race->last_failure);
        if (brn_deadline_left(stream->step_deadline) == 0) {
            brn_race_stop(race);
            return brn_stream_note_time(stream, "connect", stream->connect_timeout);
        }
        if (stream->non_blocking)
            return BRINE_WANT_WRITE;
    }
}
