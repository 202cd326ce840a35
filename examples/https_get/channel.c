#include "channel.h"

#include "failure.h"
#include "moment.h"
#include "say.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/* Waits until the socket can be read or written. */
static exit_code wait_for(const struct channel *channel, short events)
{
    struct pollfd wait = {.fd = channel->socket, .events = events};
    int ready;

    do {
        uint32_t left = moment_left(channel->moment);
        int limit = left < INT_MAX ? (int)left : INT_MAX;

        if (channel->moment <= moment_now())
            return EXIT_TIME;
        ready = poll(&wait, 1, channel->moment == MOMENT_NEVER ? -1 : limit);
    } while (ready == 0 || (ready < 0 && errno == EINTR));
    return EXIT_OK;
}

/* After a call on the socket that failed: waits if it has to be tried again. */
static exit_code after_error(const struct channel *channel, short events, exit_code otherwise)
{
    char name[PROXY_NAME_SIZE];

    if (errno == EINTR)
        return EXIT_OK;
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return wait_for(channel, events);
    return say_failure(channel->options, otherwise, "can't %s the proxy %s: %s",
                       events == POLLIN ? "receive from" : "send to",
                       proxy_name(channel->proxy, name), strerror(errno));
}

static exit_code socket_send(const struct channel *channel, const char *text)
{
    size_t left = strlen(text);

    while (left > 0) {
        ssize_t sent = send(channel->socket, text, left, MSG_DONTWAIT);

        if (sent < 0) {
            exit_code code = after_error(channel, POLLOUT, EXIT_SEND);

            if (code != EXIT_OK)
                return code;
            continue;
        }
        text += sent;
        left -= (size_t)sent;
    }
    return EXIT_OK;
}

static exit_code socket_receive(const struct channel *channel, char *out, size_t size, size_t *got)
{
    for (;;) {
        ssize_t n = recv(channel->socket, out, size, MSG_DONTWAIT);
        exit_code code;

        if (n >= 0) {
            *got = (size_t)n;
            return EXIT_OK;
        }
        code = after_error(channel, POLLIN, EXIT_RECEIVE);
        if (code != EXIT_OK)
            return code;
    }
}

/* With False Start the handshake may still fail when CONNECT has been sent. */
static exit_code say_stream(const struct channel *channel, exit_code otherwise)
{
    brine_error error;
    brine_facts facts;

    brine_stream_error(channel->stream, &error);
    brine_conn_facts(brine_stream_conn(channel->stream), &facts, sizeof facts);
    if (facts.finished_verified)
        return say_failure(channel->options, otherwise, "%s", error.text);
    return failure_say_proxy(channel->options, channel->proxy->source, &error);
}

/* How a call on the stream ended. */
static exit_code stream_code(const struct channel *channel, brine_result result,
                             exit_code otherwise)
{
    if (result == BRINE_OK || result == BRINE_CLOSED || result == BRINE_ERROR_TRUNCATED)
        return EXIT_OK;
    if (result == BRINE_ERROR_TIMED_OUT)
        return EXIT_TIME;
    return say_stream(channel, otherwise);
}

static void set_time(const struct channel *channel)
{
    brine_dial_options times = {.size = sizeof times};

    times.total_timeout = moment_left(channel->moment);
    brine_stream_set_timeouts(channel->stream, &times);
}

exit_code channel_send(const struct channel *channel, const char *text)
{
    size_t taken;

    if (channel->stream == NULL)
        return socket_send(channel, text);
    set_time(channel);
    return stream_code(channel, brine_stream_write(channel->stream, text, strlen(text), &taken),
                       EXIT_SEND);
}

exit_code channel_receive(const struct channel *channel, char *out, size_t size, size_t *got)
{
    *got = 0;
    if (channel->stream == NULL)
        return socket_receive(channel, out, size, got);
    set_time(channel);
    return stream_code(channel, brine_stream_read(channel->stream, out, size, got), EXIT_RECEIVE);
}
