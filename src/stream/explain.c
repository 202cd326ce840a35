#include "stream/stream.h"

#include "base/error.h"
#include "base/escape.h"
#include "system/failure.h"

#include <string.h>

/* Room for what describe_peer writes. */
#define PEER_TEXT_SIZE (BRN_SHOWN_SIZE + BRN_ADDRESS_TEXT_SIZE + 32)

/* "a.example port 443 at 192.0.2.1", as much of it as is known. */
static void describe_peer(const brine_stream *stream, char out[PEER_TEXT_SIZE])
{
    const char *address = stream->address;
    const char *name = stream->host[0] != '\0' ? stream->host : address;
    brn_text text = brn_text_in(out, PEER_TEXT_SIZE);
    char shown[BRN_SHOWN_SIZE];

    brn_text_add(&text, "%s port %u", name[0] != '\0' ? brn_shown(name, shown) : "the server at",
                 (unsigned)stream->port);
    if (address[0] != '\0' && strcmp(address, name) != 0)
        brn_text_add(&text, " at %s", address);
}

static void explain_connect(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->told;

    if (failure->attempts > 1)
        brn_fail_system(out, failure->code, failure->step, failure->system,
                        "can't connect to any of %lu addresses, the last being %s",
                        (unsigned long)failure->attempts, peer);
    else
        brn_fail_system(out, failure->code, failure->step, failure->system, "can't connect to %s",
                        peer);
}

/* The step that took too long, to be followed by the peer's name. */
static const char *describe_step(const char *step)
{
    if (strcmp(step, "connect") == 0)
        return "connecting to";
    if (strcmp(step, "read") == 0)
        return "receiving from";
    return strcmp(step, "write") == 0 ? "sending to" : "the handshake with";
}

static void explain_time(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->told;

    const char *step = describe_step(failure->step);
    unsigned long limit = failure->limit;

    if (failure->total)
        brn_fail(out, failure->code, failure->step,
                 "everything together took longer than %lu ms, the last part being %s %s", limit,
                 step, peer);
    else
        brn_fail(out, failure->code, failure->step, "%s %s took longer than %lu ms", step, peer,
                 limit);
}

static void explain_system(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->told;
    const char *what = failure->code == BRINE_ERROR_WRITE ? "can't send to" : "can't receive from";

    brn_fail_system(out, failure->code, failure->step, failure->system, "%s %s", what, peer);
}

void brine_stream_error(const brine_stream *stream, brine_error *out)
{
    char peer[PEER_TEXT_SIZE];

    brn_error_clear(out);
    if (stream == NULL || out == NULL || stream->told.code == BRINE_OK)
        return;
    describe_peer(stream, peer);
    if (stream->told.engine)
        brine_conn_error(stream->conn, out);
    else if (stream->told.code == BRINE_ERROR_CONNECT)
        explain_connect(stream, peer, out);
    else if (stream->told.code == BRINE_ERROR_TIMED_OUT)
        explain_time(stream, peer, out);
    else if (stream->told.system != 0)
        explain_system(stream, peer, out);
    else
        brn_fail(out, stream->told.code, stream->told.step, NULL);
}
