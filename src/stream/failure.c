#include "stream/stream.h"

#include "base/error.h"
#include "base/escape.h"
#include "stream/deadline.h"
#include "system/failure.h"

#include <string.h>

static void end_both(brine_stream *stream, brine_result code)
{
    stream->read_end = code;
    stream->write_end = code;
}

brine_result brn_stream_fail(brine_stream *stream, brine_result code, const char *step, int number)
{
    stream->failure = (brn_stream_failure){.code = code, .step = step, .system = number};
    stream->failure.attempts = stream->next_address;
    end_both(stream, code);
    return code;
}

brine_result brn_stream_fail_engine(brine_stream *stream, brine_result code)
{
    stream->failure = (brn_stream_failure){.code = code, .engine = true};
    stream->read_end = code;
    brn_stream_answer(stream);
    stream->write_end = code;
    return code;
}

brine_result brn_stream_fail_write(brine_stream *stream, int number)
{
    const brn_stream_failure failure = {
        .code = BRINE_ERROR_WRITE, .step = "write", .system = number};

    stream->write_end = BRINE_ERROR_WRITE;
    /* Unless reading failed before: that is then the reason. */
    if (stream->read_end == BRINE_OK || stream->read_end == BRINE_CLOSED) {
        stream->failure = failure;
        brn_stream_hear_out(stream);
        /* An alert explains a broken pipe; that the connection ended does not. */
        if (!stream->failure.engine || stream->failure.code == BRINE_ERROR_TRUNCATED)
            stream->failure = failure;
    }
    stream->write_end = stream->failure.code;
    return stream->failure.code;
}

brine_result brn_stream_fail_time(brine_stream *stream, const char *step, uint32_t limit)
{
    bool total = brn_deadline_left(stream->total_deadline) == 0;

    stream->failure = (brn_stream_failure){
        .code = BRINE_ERROR_TIMED_OUT,
        .step = step,
        .total = total,
        .limit = total ? stream->total_timeout : limit,
        .attempts = stream->next_address,
    };
    if (total || stream->phase != BRN_STREAM_OPEN)
        end_both(stream, BRINE_ERROR_TIMED_OUT);
    return BRINE_ERROR_TIMED_OUT;
}

/* "a.example port 443 at 192.0.2.1", as much of it as is known. */
static void describe_peer(const brine_stream *stream, char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);
    char shown[BRN_SHOWN_SIZE];

    brn_text_add(&text, "%s port %u",
                 stream->host[0] != '\0' ? brn_shown(stream->host, shown) : "the server",
                 (unsigned)stream->port);
    if (stream->address[0] != '\0' && strcmp(stream->address, stream->host) != 0)
        brn_text_add(&text, " at %s", stream->address);
}

static void tell_connect(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->failure;

    if (failure->attempts > 1)
        brn_fail_system(out, failure->code, failure->step, failure->system,
                        "can't connect to any of %lu addresses, the last being %s",
                        (unsigned long)failure->attempts, peer);
    else
        brn_fail_system(out, failure->code, failure->step, failure->system, "can't connect to %s",
                        peer);
}

void brine_stream_error(const brine_stream *stream, brine_error *out)
{
    const brn_stream_failure *failure = &stream->failure;
    char peer[BRINE_HOST_NAME_MAX + BRN_ADDRESS_TEXT_SIZE + 32];

    brn_error_clear(out);
    describe_peer(stream, peer, sizeof peer);
    if (failure->code == BRINE_OK)
        return;
    if (failure->engine)
        brine_conn_error(stream->conn, out);
    else if (failure->code == BRINE_ERROR_CONNECT)
        tell_connect(stream, peer, out);
    else if (failure->code == BRINE_ERROR_TIMED_OUT)
        brn_fail(out, failure->code, failure->step, "%s took longer than %lu ms (%s, with %s)",
                 failure->total ? "everything together" : failure->step,
                 (unsigned long)failure->limit, failure->step, peer);
    else if (failure->system != 0)
        brn_fail_system(out, failure->code, failure->step, failure->system,
                        failure->code == BRINE_ERROR_WRITE ? "can't send to %s"
                                                           : "can't receive from %s",
                        peer);
    else
        brn_fail(out, failure->code, failure->step, NULL);
}
