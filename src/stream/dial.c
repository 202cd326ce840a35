#include "stream/stream.h"

#include "base/error.h"
#include "base/memory.h"
#include "stream/deadline.h"
#include "stream/looked_up.h"

static brine_result look_up(brine_stream *stream, const char *host,
                            const brine_dial_options *options, brine_error *error)
{
    brine_result result;

    stream->race = brn_allocate(&stream->allocator, 1, sizeof *stream->race);
    if (stream->race == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "look-up", NULL);
    result =
        brn_addresses_look_up(host, stream->port, options->family, &stream->race->addresses, error);
    if (result == BRINE_OK && options->looked_up != NULL)
        result = brn_addresses_judge(host, stream->port, options, &stream->race->addresses, error);
    if (result == BRINE_OK)
        brn_race_begin(stream->race, stream->watch, !stream->non_blocking);
    return result;
}

brine_result brine_stream_dial(const brine_config *config, const char *host, uint16_t port,
                               const brine_dial_options *given, brine_stream **out,
                               brine_error *error)
{
    brine_dial_options options;
    brine_stream *stream;
    brine_result result;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || config == NULL || !brn_dial_options_read(given, &options))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    if (host == NULL && options.address == NULL)
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_MISSING, "connection", NULL);
    result = brn_stream_new(config, host, port, &options, &stream, error);
    if (result != BRINE_OK)
        return result;
    result = look_up(stream, options.address != NULL ? options.address : host, &options, error);
    if (result != BRINE_OK) {
        brine_stream_free(stream);
        return result;
    }
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    stream->step_deadline =
        brn_deadline_earlier(brn_deadline_in(options.connect_timeout), stream->total_deadline);
    return brn_stream_begin(stream, &options, out, error);
}
