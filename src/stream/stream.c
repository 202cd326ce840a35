#include "stream/stream.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/sized.h"
#include "config/config.h"
#include "stream/deadline.h"

#include <string.h>

bool brn_dial_options_read(const brine_dial_options *given, brine_dial_options *out)
{
    if (given != NULL)
        return brn_sized_read(out, sizeof *out, given);
    memset(out, 0, sizeof *out);
    return true;
}

static void set_timeouts(brine_stream *stream, const brine_dial_options *options)
{
    stream->connect_timeout = options->connect_timeout;
    stream->handshake_timeout = options->handshake_timeout;
    stream->read_timeout = options->read_timeout;
    stream->write_timeout = options->write_timeout;
    stream->total_timeout = options->total_timeout;
}

static brine_result make_engine(brine_stream *stream, const brine_config *config,
                                const char *server_name, const brine_dial_options *options,
                                brine_error *error)
{
    brine_result result = brine_conn_new(config, server_name, &stream->conn, error);

    if (result != BRINE_OK)
        return result;
    result = brine_conn_set_port(stream->conn, stream->port);
    if (result == BRINE_OK)
        result = brine_conn_set_context(stream->conn, options->connection_context);
    if (result == BRINE_OK && options->session != NULL)
        result = brine_conn_set_session(stream->conn, options->session);
    return result == BRINE_OK ? BRINE_OK : brn_fail(error, result, "connection", NULL);
}

brine_result brn_stream_new(const brine_config *config, const char *server_name, uint16_t port,
                            const brine_dial_options *options, brine_stream **out,
                            brine_error *error)
{
    const brine_allocator *allocator = brn_config_allocator(config);
    const char *host = server_name != NULL ? server_name : "";
    brine_stream *stream = brn_allocate(allocator, 1, sizeof *stream);
    brine_result result;

    if (stream == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "connection", NULL);
    stream->allocator = *allocator;
    stream->socket = -1;
    stream->port = port;
    stream->non_blocking = options->non_blocking;
    if (options->non_blocking)
        stream->watch = (brn_watch){options->watch, options->watch_context};
    set_timeouts(stream, options);
    stream->host = brn_copy_text(allocator, host, strlen(host));
    stream->place = brn_allocate(allocator, 1, sizeof *stream->place);
    if (stream->host == NULL || stream->place == NULL)
        result = brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "connection", NULL);
    else
        result = make_engine(stream, config, server_name, options, error);
    if (result == BRINE_OK)
        *out = stream;
    else
        brine_stream_free(stream);
    return result;
}

void brine_stream_free(brine_stream *stream)
{
    brine_allocator allocator;

    if (stream == NULL)
        return;
    allocator = stream->allocator;
    if (stream->race != NULL)
        brn_race_stop(stream->race);
    if (stream->told_interest != 0)
        brn_watch_tell(&stream->watch, brn_transport_socket(stream), 0);
    brn_transport_close(stream);
    brn_buffer_release(&stream->input, &allocator);
    brn_buffer_release(&stream->output, &allocator);
    brn_release(&allocator, stream->race, sizeof *stream->race);
    if (stream->host != NULL)
        brn_release(&allocator, stream->host, strlen(stream->host) + 1);
    brn_release(&allocator, stream->place, sizeof *stream->place);
    brine_conn_free(stream->conn);
    brn_release(&allocator, stream, sizeof *stream);
}

void brine_stream_set_timeouts(brine_stream *stream, const brine_dial_options *given)
{
    brine_dial_options options;

    if (stream == NULL || !brn_dial_options_read(given, &options))
        return;
    set_timeouts(stream, &options);
    stream->total_deadline = brn_deadline_in(options.total_timeout);
    if (stream->phase == BRN_STREAM_CONNECTING)
        stream->step_deadline = brn_deadline_in(options.connect_timeout);
    else
        stream->step_deadline = brn_deadline_in(options.handshake_timeout);
    stream->step_deadline = brn_deadline_earlier(stream->step_deadline, stream->total_deadline);
}

int brine_stream_time_left(const brine_stream *stream)
{
    int64_t deadline;

    if (stream == NULL)
        return 0;
    deadline = stream->total_deadline;
    if (stream->phase != BRN_STREAM_OPEN || stream->authenticating)
        deadline = brn_deadline_earlier(deadline, stream->step_deadline);
    if (stream->race != NULL)
        deadline = brn_deadline_earlier(deadline, brn_race_next_moment(stream->race));
    return brn_deadline_left(deadline);
}

int brine_stream_socket(const brine_stream *stream)
{
    return stream == NULL ? -1 : brn_transport_socket(stream);
}

brine_conn *brine_stream_conn(brine_stream *stream)
{
    return stream == NULL ? NULL : stream->conn;
}

const char *brine_stream_address(const brine_stream *stream)
{
    return stream == NULL ? "" : brn_place_text(stream->place);
}
