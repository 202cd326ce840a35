#include "stream/stream.h"

/*
 * The server's alert, or a broken rule of TLS, says why sending failed. The end of the
 * connection alone says no more than the failure to send.
 */
static bool explains(const brn_stream_failure *failure)
{
    return failure->engine && failure->code != BRINE_ERROR_TRUNCATED;
}

/*
 * Takes what has arrived, up to the first plaintext, which the application may still read. A
 * transport whose callbacks block is not asked: it could wait for ever.
 */
static void drain_peer(brine_stream *stream)
{
    while (stream->plain_len == 0) {
        brine_result result = brn_stream_open_records(stream);

        if (result == BRINE_WANT_READ && !brn_transport_blocks(stream))
            result = brn_stream_receive(stream);
        if (result != BRINE_OK)
            break;
    }
}

/* What ended reading ends writing, too; if sending failed before, only when it says why. */
static void end_writing(brine_stream *stream)
{
    if (!brn_stream_failed(&stream->reading))
        return;
    if (!brn_stream_failed(&stream->writing) || explains(&stream->reading))
        stream->writing = stream->reading;
}

/* Else it is a time limit that ended neither direction: brn_stream_note_time has told it. */
static void tell(brine_stream *stream, brine_result result)
{
    if (result == stream->reading.code)
        stream->told = stream->reading;
    else if (result == stream->writing.code)
        stream->told = stream->writing;
}

brine_result brn_stream_conclude(brine_stream *stream, brine_result result)
{
    if (result == BRINE_ERROR_WRITE)
        drain_peer(stream);
    else if (stream->reading.engine) /* until writing has ended, too: the last alert */
        brn_stream_flush_engine(stream);
    end_writing(stream);
    if (result == BRINE_ERROR_WRITE)
        result = stream->writing.code;
    if (brine_result_category(result) != BRINE_CATEGORY_STATUS)
        tell(stream, result);
    brn_stream_release_input(stream);
    brn_stream_tell_interest(stream);
    return result;
}
