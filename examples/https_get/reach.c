#include "reach.h"

#include "detour.h"
#include "failure.h"
#include "lookup_guard.h"
#include "moment.h"
#include "proxy.h"
#include "proxy_tls.h"
#include "say.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ADDRESS_SIZE 1024 /* of several addresses */

/* What is connected to. */
struct endpoint {
    const char *host;
    bool ipv6; /* host is an IPv6 address, without brackets */
    uint16_t port;
    const char *zone; /* of that address; "" = none */
};

/* As brine wants addresses; nothing if there is no room for all. */
static void copy_without_brackets(char out[ADDRESS_SIZE], const char *given)
{
    size_t length = 0;

    for (; *given != '\0' && length < ADDRESS_SIZE; given++)
        if (*given != '[' && *given != ']')
            out[length++] = *given;
    out[length < ADDRESS_SIZE ? length : 0] = '\0';
}

/*
 * The addresses that --resolve gives for a host, if it does: "HOST:PORT:ADDR,ADDR...", each in
 * brackets or not. The last one that fits counts.
 */
static bool find_resolve(const struct options *options, struct endpoint to,
                         char address[ADDRESS_SIZE])
{
    char server[URL_HOST_SIZE + 16];
    bool found = false;

    snprintf(server, sizeof server, "%s%s%s:%u:", to.ipv6 ? "[" : "", to.host, to.ipv6 ? "]" : "",
             (unsigned)to.port);
    for (size_t i = 0; i < options->resolves.count; i++) {
        const char *given = options->resolves.at[i];
        size_t length = strlen(server);

        if (strncasecmp(given, server, length) != 0)
            continue;
        copy_without_brackets(address, given + length);
        found = true;
    }
    return found;
}

/* Connects, without a handshake; error has the reason if that fails. */
static brine_result dial(const struct reach *reach, const brine_config *config, struct endpoint to,
                         brine_session *session, brine_stream **out, brine_error *error)
{
    brine_dial_options dial = {.size = sizeof dial, .family = reach->options->family};
    uint32_t left = moment_left(reach->connect_moment);
    char address[ADDRESS_SIZE];
    brine_result result;

    if (find_resolve(reach->options, to, address))
        dial.address = address;
    else if (to.zone[0] != '\0') {
        snprintf(address, sizeof address, "%s%%%s", to.host, to.zone);
        dial.address = address;
    }
    dial.connect_only = true;
    dial.connect_timeout = left;
    dial.session = session;
    if (left > 0)
        lookup_guard_begin(reach->options, to.host, left);
    result = brine_stream_dial(config, to.host, to.port, &dial, out, error);
    lookup_guard_end();
    return result;
}

/* How it is told that the proxy could not be reached. */
static exit_code say_unreached(const struct reach *reach, const struct proxy *proxy,
                               const brine_error *error)
{
    exit_code code = failure_code(error, true);

    if (error->code == BRINE_ERROR_TIMED_OUT)
        return failure_say_time(reach->options, reach->total_moment, error->step, proxy->host);
    return say_failure(reach->options, code == EXIT_LOOKUP ? EXIT_PROXY_LOOKUP : code,
                       "the proxy that %s names can't be reached: %s", proxy->source, error->text);
}

static exit_code reach_through(const struct reach *reach, const struct proxy *proxy,
                               const struct url *url, struct route *out)
{
    const struct endpoint to = {proxy->host, proxy->ipv6, proxy->port, ""};
    const brine_config *config = reach->config; /* an http:// proxy gets no handshake */
    brine_error error = {.code = BRINE_OK};
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
    const struct endpoint server = {url->host, url->ipv6, url->port, url->zone};
    brine_error error = {.code = BRINE_OK};

    if (dial(reach, reach->config, server, reach->session, &out->stream, &error) != BRINE_OK)
        return failure_say(reach->options, reach->total_moment, url->host, &error, true);
    if (reach->options->verbose)
        say_note("connected to %s port %u at %s", url->host, (unsigned)url->port,
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
