#include "stream/stream.h"

#include "base/error.h"
#include "stream/deadline.h"

/*
 * A stream as the transport of another. Each call of these is made without blocking, whatever the
 * stream below was opened for, so that the deadlines of the one above hold.
 */

static brine_result read_below(void *context, void *buf, size_t cap, size_t *got)
{
    brine_stream *below = context;
    bool non_blocking = below->non_blocking;
    brine_result result;

    below->non_blocking = true;
    result = brine_stream_read(below, buf, cap, got);
    below->non_blocking = non_blocking;
    /* Whether data is missing, the records inside tell better. */
    return result == BRINE_ERROR_TRUNCATED ? BRINE_CLOSED : result;
}

static brine_result write_below(void *context, const void *data, size_t n, size_t *taken)
{
    brine_stream *below = context;
    bool non_blocking = below->non_blocking;
    brine_result result;

    below->non_blocking = true;
    result = brine_stream_write(below, data, n, taken);
    if (result == BRINE_OK) /* what was taken may still wait in there */
        result = brine_stream_flush(below);
    below->non_blocking = non_blocking;
    return result;
}

static brine_result wait_below(void *context, bool input, bool output, int milliseconds)
{
    brn_transport_fault fault;
    int64_t deadline = milliseconds < 0 ? BRN_NEVER : brn_deadline_in((uint32_t)milliseconds);

    return brn_transport_wait(context, input, output, deadline, &fault);
}

static int socket_below(void *context)
{
    return brn_transport_socket(context);
}

/* From now on the stream below waits for itself again. */
static void close_below(void *context)
{
    brine_stream *below = context;

    below->carries_another = false;
}

brine_result brine_stream_open_over(const brine_config *config, brine_stream *below,
                                    const char *server_name, uint16_t port,
                                    const brine_dial_options *options, brine_stream **out,
                                    brine_error *error)
{
    const brine_transport transport = {.size = sizeof transport,
                                       .context = below,
                                       .read = read_below,
                                       .write = write_below,
                                       .wait = wait_below,
                                       .close = close_below,
                                       .socket = socket_below};

    if (out != NULL)
        *out = NULL;
    if (config == NULL || below == NULL || out == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "connection", NULL);
    if (below->phase != BRN_STREAM_OPEN)
        return brn_fail(error, BRINE_ERROR_WRONG_STATE, "connection",
                        "the stream below has not finished its handshake");
    if (below->carries_another)
        return brn_fail(error, BRINE_ERROR_WRONG_STATE, "connection",
                        "the stream below carries another one already");
    below->carries_another = true;
    brn_stream_tell_interest(below);
    return brine_stream_open_transport(config, &transport, server_name, port, options, out, error);
}
