#include "reach.h"

#include "failure.h"
#include "lookup_guard.h"
#include "moment.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ADDRESS_SIZE 256

/* What is connected to. */
struct endpoint {
    const char *host;
    bool ipv6; /* host is an IPv6 address, without brackets */
    uint16_t port;
};

/*
 * The address that --resolve gives for a host, if it does: "HOST:PORT:ADDR", ADDR in
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
        given += length;
        length = strlen(given);
        if (length > 2 && given[0] == '[' && given[length - 1] == ']') {
            given++;
            length -= 2;
        }
        snprintf(address, ADDRESS_SIZE, "%.*s", (int)(length < ADDRESS_SIZE ? length : 0), given);
        found = true;
    }
    return found;
}

/* Connects, without a handshake; error has the reason if that fails. */
static brine_result dial(const struct reach *reach, struct endpoint to, brine_stream **out,
                         brine_error *error)
{
    brine_dial_options dial = {.size = sizeof dial, .family = reach->options->family};
    uint32_t left = moment_left(reach->connect_moment);
    char address[ADDRESS_SIZE];
    brine_result result;

    if (find_resolve(reach->options, to, address))
        dial.address = address;
    dial.connect_only = true;
    dial.connect_timeout = left;
    dial.session = reach->session;
    if (left > 0)
        lookup_guard_begin(reach->options, to.host, left);
    result = brine_stream_dial(reach->config, to.host, to.port, &dial, out, error);
    lookup_guard_end();
    return result;
}

exit_code reach_server(const struct reach *reach, const struct url *url, brine_stream **out)
{
    const struct endpoint server = {url->host, url->ipv6, url->port};
    brine_error error = {.code = BRINE_OK};

    if (dial(reach, server, out, &error) == BRINE_OK)
        return EXIT_OK;
    return failure_say(reach->options, reach->total_moment, url->host, &error, true);
}
