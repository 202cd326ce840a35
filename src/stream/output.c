#include "stream/stream.h"

#include "conn/copy.h"
#include "stream/deadline.h"

/* Room for a flight without client certificate in one step; a longer one takes several. */
#define FLIGHT_ROOM 2048

/* Data that is sealed before a write: four full records. */
#define BATCH ((size_t)4 * BRINE_RECORD_PLAINTEXT_MAX)

/*
 * After a False Start the server's Finished and its answer are two pieces that come without
 * anything of ours in between: the first must be acknowledged, or the second may be delayed.
 */
static void expect_finished(brine_stream *stream)
{
    if ((brine_conn_state(stream->conn) & BRINE_CONN_READABLE) != 0)
        return;
    brn_transport_acknowledge(stream);
    stream->acknowledges = true;
}

/* One call of the engine; what it made is behind what waits in output. */
static brine_result seal_once(brine_stream *stream, const void *data, size_t n, size_t *made,
                              size_t *taken)
{
    brn_buffer *output = &stream->output;
    brine_result result = brine_conn_send(stream->conn, output->data + output->end,
                                          brn_buffer_room(output), data, n, made, taken);

    brn_buffer_add(output, *made);
    return result;
}

/* What waits here waits there, too, and would come twice. The engine says so. */
static brine_result leave_to_the_maker(brine_stream *stream)
{
    size_t made = 0, taken = 0;

    stream->output.start = 0;
    stream->output.end = 0;
    return brn_stream_note_engine(stream, seal_once(stream, NULL, 0, &made, &taken));
}

/*
 * BRINE_OK when output is empty, BRINE_WANT_WRITE, or the failure; BRINE_ERROR_TIMED_OUT is not
 * noted yet.
 */
static brine_result push(brine_stream *stream, int64_t deadline)
{
    brn_buffer *output = &stream->output;
    bool flight = stream->flight_waits;

    if (brn_stream_failed(&stream->writing))
        return stream->writing.code;
    if (brn_stream_output_waits(stream) && brn_conn_is_a_copy(stream->conn))
        return leave_to_the_maker(stream);
    stream->flight_waits = false;
    while (brn_stream_output_waits(stream)) {
        size_t sent = 0;
        brn_transport_fault fault;
        brine_result result = brn_transport_send(stream, output->data + output->start,
                                                 brn_buffer_len(output), &sent, &fault);

        output->start += sent;
        stream->answer_due = stream->answer_due || sent > 0;
        stream->unacknowledged = stream->unacknowledged && sent == 0;
        if (result == BRINE_ERROR_WRITE)
            return brn_stream_note_write(stream, &fault);
        if (result != BRINE_OK)
            return result;
        if (brn_stream_output_waits(stream) && brn_deadline_left(deadline) == 0)
            return BRINE_ERROR_TIMED_OUT;
    }
    output->start = 0;
    output->end = 0;
    if (flight)
        expect_finished(stream);
    return BRINE_OK;
}

brine_result brn_stream_drain(brine_stream *stream, int64_t deadline)
{
    for (;;) {
        brine_result result = push(stream, deadline);
        brn_transport_fault fault;

        if (result == BRINE_OK)
            brn_buffer_release_if_empty(&stream->output, &stream->allocator);
        if (result != BRINE_WANT_WRITE || stream->non_blocking)
            return result;
        result = brn_transport_wait(stream, false, true, deadline, &fault);
        if (result == BRINE_ERROR_INTERNAL)
            return brn_stream_note_write(stream, &fault);
        if (result != BRINE_OK)
            return result;
    }
}

brine_result brn_stream_seal_flight(brine_stream *stream)
{
    brn_buffer *output = &stream->output;

    while ((brine_conn_state(stream->conn) & BRINE_CONN_OUTPUT_PENDING) != 0) {
        size_t made = 0, taken = 0;
        brine_result result;

        if (!brn_buffer_reserve(output, &stream->allocator, brn_buffer_len(output) + FLIGHT_ROOM))
            return brn_stream_note_failure(stream, BRINE_ERROR_OUT_OF_MEMORY, "write", 0);
        result = seal_once(stream, NULL, 0, &made, &taken);
        if (result != BRINE_OK && result != BRINE_CLOSED)
            return brn_stream_note_engine(stream, result);
        if (made == 0)
            break;
    }
    return BRINE_OK;
}

void brn_stream_flush_engine(brine_stream *stream)
{
    if (stream->writing.code != BRINE_OK)
        return;
    if ((brine_conn_state(stream->conn) & BRINE_CONN_OUTPUT_PENDING) == 0 &&
        !brn_stream_output_waits(stream))
        return;
    /* A flight that could not be sealed leaves the alert that says so. */
    if (brn_stream_seal_flight(stream) != BRINE_OK && brn_buffer_len(&stream->output) == 0)
        return;
    if (push(stream, BRN_NEVER) == BRINE_OK)
        brn_buffer_release(&stream->output, &stream->allocator);
}

brine_result brn_stream_seal_batch(brine_stream *stream, const uint8_t *data, size_t n,
                                   size_t *taken)
{
    brn_buffer *output = &stream->output;
    size_t made = 0, batch = n < BATCH ? n : BATCH;
    brine_result result = brn_stream_seal_flight(stream);

    if (result != BRINE_OK)
        return result;
    if (!brn_buffer_reserve(output, &stream->allocator,
                            brn_buffer_len(output) + brine_conn_sealed_size(stream->conn, batch)))
        return brn_stream_note_failure(stream, BRINE_ERROR_OUT_OF_MEMORY, "write", 0);
    result = seal_once(stream, data, batch, &made, taken);
    if (result == BRINE_OK && made == 0)
        return brn_stream_note_failure(stream, BRINE_ERROR_INTERNAL, "write", 0);
    if (result == BRINE_CLOSED) {
        stream->writing.code = BRINE_CLOSED;
        return BRINE_CLOSED;
    }
    return result == BRINE_OK ? BRINE_OK : brn_stream_note_engine(stream, result);
}
