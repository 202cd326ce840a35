#include "stream/stream.h"

#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "conn/cause.h"
#include "system/failure.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Room for what describe_peer writes. */
#define PEER_TEXT_SIZE (BRN_SHOWN_SIZE + BRN_ADDRESS_TEXT_SIZE + 32)

/* Room for what describe_attempts writes, which is cut if there are very many reasons. */
#define ATTEMPTS_TEXT_SIZE 320

/* "a.example port 443 at 192.0.2.1", as much of it as is known. */
static void describe_peer(const brine_stream *stream, char out[PEER_TEXT_SIZE])
{
    const char *address = brn_place_text(stream->place);
    const char *name = stream->host[0] != '\0' ? stream->host : address;
    brn_text text = brn_text_in(out, PEER_TEXT_SIZE);
    char shown[BRN_SHOWN_SIZE];

    brn_text_say(&text, "%s port %u", name[0] != '\0' ? brn_shown(name, shown) : "the server at",
                 (unsigned)stream->port);
    /* What befell each of several addresses is said elsewhere. */
    if (address[0] != '\0' && strcmp(address, name) != 0 && stream->told.attempts < 2)
        brn_text_say(&text, " at %s", address);
}

/* Addresses before `end`, from `at` on, that ended as `at` did. */
static size_t count_alike(const brn_race *race, size_t at, size_t end)
{
    size_t count = 0;

    for (size_t i = at; i < end; i++)
        count += race->failures[i] == race->failures[at];
    return count;
}

static bool is_first_alike(const brn_race *race, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (race->failures[i] == race->failures[at])
            return false;
    return true;
}

/* "192.0.2.1 and 2 more: Connection refused, 2001:db8::1: no answer": each reason once. */
static void describe_attempts(const brine_stream *stream, char out[ATTEMPTS_TEXT_SIZE])
{
    const brn_race *race = stream->race;
    size_t tried = stream->told.attempts;
    brn_text text = brn_text_in(out, ATTEMPTS_TEXT_SIZE);
    char address[BRN_ADDRESS_TEXT_SIZE], words[BRN_SYSTEM_WORDS_SIZE];

    for (size_t i = 0; i < tried; i++) {
        size_t alike = count_alike(race, i, tried);
        int number = race->failures[i];

        if (!is_first_alike(race, i))
            continue;
        brn_address_text(&race->addresses.list[i], address);
        brn_text_say(&text, "%s%s", i > 0 ? ", " : "", address);
        if (alike > 1)
            brn_text_say(&text, " and %lu more", (unsigned long)alike - 1);
        brn_text_say(&text, ": %s", number != 0 ? brn_system_words(number, words) : "no answer");
    }
    if (tried < race->addresses.count)
        brn_text_say(&text, ", %lu more: not tried",
                     (unsigned long)(race->addresses.count - tried));
}

/* What the engine knows of the reason, where there has been a connection. */
static void add_cause(const brine_stream *stream, brn_ending ending, brine_error *out)
{
    brn_cause cause;

    if (BRN_TEXTS && brn_conn_cause(stream->conn, ending, &cause))
        brn_error_advise(out, cause.words, cause.advice);
}

static void explain_connect(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->told;
    char attempts[ATTEMPTS_TEXT_SIZE];

    if (failure->attempts < 2) {
        brn_fail_system(out, failure->code, failure->step, failure->fault.system,
                        "can't connect to %s", peer);
        return;
    }
    describe_attempts(stream, attempts);
    brn_fail(out, failure->code, failure->step, "can't connect to %s at any of %lu addresses (%s)",
             peer, (unsigned long)failure->attempts, attempts);
    out->system = failure->fault.system;
    if (brn_system_advice(out->system) != NULL)
        brn_error_advise(out, "", brn_system_advice(out->system));
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
    char attempts[ATTEMPTS_TEXT_SIZE + 3] = "";

    if (failure->attempts > 1) {
        char list[ATTEMPTS_TEXT_SIZE];

        describe_attempts(stream, list);
        snprintf(attempts, sizeof attempts, " (%s)", list);
    }
    if (failure->total)
        brn_fail(out, failure->code, failure->step,
                 "everything together took longer than %lu ms, the last part being %s %s%s", limit,
                 step, peer, attempts);
    else if (limit > 0)
        brn_fail(out, failure->code, failure->step, "%s %s took longer than %lu ms%s", step, peer,
                 limit, attempts);
    else
        brn_fail(out, failure->code, failure->step, "%s %s took longer than its transport allows",
                 step, peer);
    add_cause(stream, BRN_ENDING_SILENCE, out);
}

static void explain_system(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->told;
    const char *what = failure->code == BRINE_ERROR_WRITE ? "can't send to" : "can't receive from";

    brn_fail_system(out, failure->code, failure->step, failure->fault.system, "%s %s", what, peer);
    if (failure->fault.system == ECONNRESET || failure->fault.system == EPIPE)
        add_cause(stream, BRN_ENDING_CLOSED, out);
}

/* What the application's callback did, and what it should have done. */
static void explain_callback(const brine_stream *stream, const char *peer, brine_error *out)
{
    const brn_stream_failure *failure = &stream->told;
    const brn_transport_fault *fault = &failure->fault;
    const char *what = failure->code == BRINE_ERROR_WRITE ? "can't send to" : "can't receive from";

    if (fault->returned == BRINE_OK)
        brn_fail(out, failure->code, failure->step,
                 "%s %s: the transport's %s callback returned BRINE_OK with %lu bytes, expected 1 "
                 "to %lu",
                 what, peer, fault->callback, (unsigned long)fault->bytes,
                 (unsigned long)fault->most);
    else
        brn_fail(out, failure->code, failure->step,
                 "%s %s: the transport's %s callback returned %s (%s)", what, peer, fault->callback,
                 brine_result_name(fault->returned), brine_result_text(fault->returned));
}

void brine_stream_error(const brine_stream *stream, brine_error *out)
{
    char peer[PEER_TEXT_SIZE];

    brn_error_clear(out);
    if (stream == NULL || out == NULL || stream->told.code == BRINE_OK)
        return;
    if (stream->told.engine) {
        brine_conn_error(stream->conn, out);
        return;
    }
    describe_peer(stream, peer);
    if (stream->told.code == BRINE_ERROR_CONNECT)
        explain_connect(stream, peer, out);
    else if (stream->told.code == BRINE_ERROR_TIMED_OUT)
        explain_time(stream, peer, out);
    else if (stream->told.fault.callback != NULL)
        explain_callback(stream, peer, out);
    else if (stream->told.fault.system != 0)
        explain_system(stream, peer, out);
    else
        brn_fail(out, stream->told.code, stream->told.step, NULL);
}
