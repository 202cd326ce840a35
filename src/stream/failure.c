#include "stream/stream.h"

#include "stream/deadline.h"

/*
 * Facts alone: what follows from a failure is done in conclude.c, when the public call at
 * hand ends.
 */

/* If sending failed before, it keeps its own reason. */
static void end_both(brine_stream *stream, const brn_stream_failure *failure)
{
    stream->reading = *failure;
    if (!brn_stream_failed(&stream->writing))
        stream->writing = *failure;
}

brine_result brn_stream_note_failure(brine_stream *stream, brine_result code, const char *step,
                                     int number)
{
    const brn_stream_failure failure = {
        .code = code,
        .step = step,
        .fault = {.system = number},
        .attempts = brn_stream_attempts(stream),
    };

    end_both(stream, &failure);
    return code;
}

/* Writing ends in conclude.c, after the alert was sent. */
brine_result brn_stream_note_engine(brine_stream *stream, brine_result code)
{
    stream->reading = (brn_stream_failure){.code = code, .engine = true};
    return code;
}

brine_result brn_stream_note_read(brine_stream *stream, const brn_transport_fault *fault)
{
    const brn_stream_failure failure = {.code = BRINE_ERROR_READ, .step = "read", .fault = *fault};

    end_both(stream, &failure);
    return BRINE_ERROR_READ;
}

brine_result brn_stream_note_write(brine_stream *stream, const brn_transport_fault *fault)
{
    stream->writing =
        (brn_stream_failure){.code = BRINE_ERROR_WRITE, .step = "write", .fault = *fault};
    return BRINE_ERROR_WRITE;
}

brine_result brn_stream_note_time(brine_stream *stream, const char *step, uint32_t limit)
{
    bool total = brn_deadline_left(stream->total_deadline) == 0;

    if (stream->transport_late && !total)
        limit = 0;
    stream->transport_late = false;
    stream->told = (brn_stream_failure){
        .code = BRINE_ERROR_TIMED_OUT,
        .step = step,
        .total = total,
        .limit = total ? stream->total_timeout : limit,
        .attempts = brn_stream_attempts(stream),
    };
    if (total || stream->phase != BRN_STREAM_OPEN)
        end_both(stream, &stream->told);
    return BRINE_ERROR_TIMED_OUT;
}
