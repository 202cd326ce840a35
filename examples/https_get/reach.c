#include "reach.h"

#include "connect_to.h"
#include "detour.h"
#include "failure.h"
#include "lookup.h"
#include "moment.h"
#include "proxy.h"
#include "proxy_tls.h"
#include "resolve.h"
#include "say.h"
#include "waiting.h"

#include <stdio.h>
#include <string.h>

/* What is connected to. */
struct endpoint {
    const char *name; /* the server's, as its certificate has it */
    const char *host; /* whose address is looked up; the same but for --connect-to */
    uint16_t port;
    const char *zone; /* of an IPv6 address; "" = none */
    bool is_proxy;
};

/* What to connect to instead of to.name, which brine would look up; NULL = that. */
static const char *choose_address(const struct options *options, struct endpoint to,
                                  char address[RESOLVE_ADDRESSES_SIZE])
{
    if (resolve_find(&options->resolves, to.host, to.port, address))
        return address;
    if (to.zone[0] != '\0') {
        snprintf(address, RESOLVE_ADDRESSES_SIZE, "%s%%%s", to.host, to.zone);
        return address;
    }
    if (options->write_out != NULL &&
        lookup_addresses(to.host, options->family, address, RESOLVE_ADDRESSES_SIZE))
        return address;
    return to.host != to.name ? to.host : NULL;
}

/* Connects, without a handshake; error has the reason if that fails. */
static brine_result dial(const struct reach *reach, const brine_config *config, struct endpoint to,
                         brine_session *session, brine_stream **out, brine_error *error)
{
    brine_dial_options dial = {.size = sizeof dial, .family = reach->options->family};
    struct waiting waiting = {.options = reach->options,
                              .progress = reach->progress,
                              .step = "connecting",
                              .with = to.is_proxy ? " to the proxy " : " to ",
                              .host = to.host};
    uint32_t left = moment_left(reach->connect_moment);
    char address[RESOLVE_ADDRESSES_SIZE];
    brine_result result;

    waiting.limit = left;
    waiting_begin(&waiting);
    dial.address = choose_address(reach->options, to, address);
    facts_mark(reach->facts, &reach->facts->looked_up);
    dial.connect_only = true;
    dial.connect_timeout = left;
    dial.session = session;
    result = brine_stream_dial(config, to.name, to.port, &dial, out, error);
    waiting_end();
    return result;
}

/* How it is told that the proxy could not be reached. */
static exit_code say_unreached(const struct reach *reach, const struct proxy *proxy,
                               const brine_error *error)
{
    exit_code code = failure_code(error, true);
    char limit[FAILURE_LIMIT_SIZE];

    if (error->code == BRINE_ERROR_TIMED_OUT)
        return say_failure(reach->options, code,
                           "the proxy that %s names can't be reached: %s (%s)", proxy->source,
                           error->text, failure_limit(reach->options, reach->total_moment, limit));
    return say_failure(reach->options, code == EXIT_LOOKUP ? EXIT_PROXY_LOOKUP : code,
                       "the proxy that %s names can't be reached: %s", proxy->source, error->text);
}

static exit_code reach_through(const struct reach *reach, const struct proxy *proxy,
                               const struct url *url, struct route *out)
{
    const struct endpoint to = {proxy->host, proxy->host, proxy->port, proxy->zone, true};
    const brine_config *config = reach->config; /* an http:// proxy gets no handshake */
    brine_error error = BRINE_NO_ERROR;
    brine_stream *stream;

    if (proxy->kind == PROXY_HTTPS) {
        exit_code code = EXIT_OK;

        if (*reach->proxy_config == NULL)
            code = proxy_tls_config(reach->options, reach->proxy_config);
        if (code != EXIT_OK)
            return code;
        config = *reach->proxy_config;
    }
    if (dial(reach, config, to, NULL, &stream, &error) != BRINE_OK)
        return say_unreached(reach, proxy, &error);
    if (reach->options->verbose)
        say_note("connected to the proxy %s port %u at %s (%s)", proxy->host, (unsigned)proxy->port,
                 brine_stream_address(stream), proxy->source);
    return detour(reach, proxy, url, stream, out);
}

static exit_code reach_directly(const struct reach *reach, const struct url *url, struct route *out)
{
    struct endpoint server = {url->host, url->host, url->port, url->zone, false};
    char host[URL_HOST_SIZE];
    brine_error error = BRINE_NO_ERROR;

    connect_to_find(&reach->options->connect_to, url, host, &server.port);
    if (strcmp(host, url->host) != 0) {
        server.host = host;
        server.zone = "";
    }

    if (dial(reach, reach->config, server, reach->session, &out->stream, &error) != BRINE_OK)
        return failure_say(reach->options, reach->total_moment, url->host, &error, true);
    if (reach->options->verbose)
        say_note("connected to %s port %u at %s", url->host, (unsigned)server.port,
                 brine_stream_address(out->stream));
    return EXIT_OK;
}

exit_code reach_server(const struct reach *reach, const struct url *url, struct route *out)
{
    char why[PROXY_WHY_SIZE];
    struct proxy proxy;
    exit_code code;

    memset(out, 0, sizeof *out);
    code = proxy_choose(reach->options, url->host, url->ipv6, &proxy, why);

    if (code != EXIT_OK)
        return say_failure(reach->options, code, "%s", why);
    if (proxy.kind == PROXY_NONE)
        return reach_directly(reach, url, out);
    return reach_through(reach, &proxy, url, out);
}
