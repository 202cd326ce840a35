#include "detour.h"

#include "connect_to.h"
#include "failure.h"
#include "moment.h"
#include "say.h"
#include "tunnel.h"
#include "waiting.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static exit_code say_time(const struct reach *reach, const struct proxy *proxy, const char *step)
{
    return failure_say_time(reach->options, reach->total_moment, step, proxy->host);
}

/* CONNECT through the channel; whatever fails is said. */
static exit_code open_tunnel(const struct reach *reach, const struct channel *channel,
                             const struct url *url)
{
    exit_code code = tunnel_open(channel, url);

    return code == EXIT_TIME ? say_time(reach, channel->proxy, "CONNECT") : code;
}

/*
 * The socket of a stream on which no handshake has begun, taken out of it: brine connects, with
 * its families and deadlines, and CONNECT needs the connection before TLS does. -1 = failed.
 */
static int take_socket(brine_stream *stream)
{
    int number = fcntl(brine_stream_socket(stream), F_DUPFD_CLOEXEC, 0);

    brine_stream_free(stream);
    return number;
}

/* The port that the session is kept under: as without a proxy, the one of --connect-to. */
static uint16_t server_port(const struct reach *reach, const struct url *url)
{
    char host[URL_HOST_SIZE];
    uint16_t port;

    connect_to_find(&reach->options->connect_to, url, host, &port);
    return port;
}

static exit_code through_http(const struct reach *reach, const struct proxy *proxy,
                              const struct url *url, brine_stream *connected, struct route *out)
{
    brine_dial_options options = {.size = sizeof options, .connect_only = true};
    struct channel channel = {.options = reach->options,
                              .proxy = proxy,
                              .progress = reach->progress,
                              .moment = reach->connect_moment};
    brine_error error = BRINE_NO_ERROR;
    exit_code code;

    channel.socket = take_socket(connected);
    if (channel.socket < 0)
        return say_failure(reach->options, EXIT_CONNECT, "no descriptor is left: %s",
                           strerror(errno));
    code = open_tunnel(reach, &channel, url);
    if (code != EXIT_OK) {
        close(channel.socket);
        return code;
    }
    options.session = reach->session;
    if (brine_stream_open(reach->config, channel.socket, url->host, server_port(reach, url),
                          &options, &out->stream, &error) != BRINE_OK)
        code = failure_say(reach->options, reach->total_moment, url->host, &error, true);
    return code;
}

static void report_proxy(const struct proxy *proxy, brine_stream *stream)
{
    char name[PROXY_NAME_SIZE];
    brine_facts facts;

    brine_conn_facts(brine_stream_conn(stream), &facts, sizeof facts);
    say_note("TLS with the proxy %s: %s, %s%s", proxy_name(proxy, name), facts.version, facts.suite,
             facts.resumed ? ", resumed" : "");
}

/* TLS with the proxy itself. */
static exit_code shake_hands(const struct reach *reach, const struct proxy *proxy,
                             brine_stream *stream)
{
    const struct waiting waiting = {.options = reach->options,
                                    .progress = reach->progress,
                                    .step = "handshake",
                                    .with = " with the proxy ",
                                    .host = proxy->host};
    brine_dial_options times = {.size = sizeof times};
    brine_result result;
    brine_error error;

    times.handshake_timeout = moment_left(reach->connect_moment);
    brine_stream_set_timeouts(stream, &times);
    waiting_begin(&waiting);
    result = brine_stream_handshake(stream);
    waiting_end();
    if (result == BRINE_OK) {
        if (reach->options->verbose)
            report_proxy(proxy, stream);
        return EXIT_OK;
    }
    brine_stream_error(stream, &error);
    if (error.code == BRINE_ERROR_TIMED_OUT)
        return say_time(reach, proxy, "the handshake");
    return failure_say_proxy(reach->options, proxy->source, &error);
}

static exit_code through_https(const struct reach *reach, const struct proxy *proxy,
                               const struct url *url, brine_stream *connected, struct route *out)
{
    brine_dial_options options = {.size = sizeof options, .connect_only = true};
    const struct channel channel = {.options = reach->options,
                                    .proxy = proxy,
                                    .progress = reach->progress,
                                    .moment = reach->connect_moment,
                                    .stream = connected};
    brine_error error = BRINE_NO_ERROR;
    exit_code code = shake_hands(reach, proxy, connected);

    if (code == EXIT_OK)
        code = open_tunnel(reach, &channel, url);
    if (code == EXIT_OK) {
        options.session = reach->session;
        if (brine_stream_open_over(reach->config, connected, url->host, server_port(reach, url),
                                   &options, &out->stream, &error) != BRINE_OK)
            code = failure_say(reach->options, reach->total_moment, url->host, &error, true);
    }
    if (code == EXIT_OK)
        out->below = connected;
    else
        brine_stream_free(connected);
    return code;
}

exit_code detour(const struct reach *reach, const struct proxy *proxy, const struct url *url,
                 brine_stream *connected, struct route *out)
{
    if (proxy->kind == PROXY_HTTPS)
        return through_https(reach, proxy, url, connected, out);
    return through_http(reach, proxy, url, connected, out);
}
