/*
 * "HOST:PORT" in the argument of an option.
 */
#ifndef HTTPS_GET_HOST_PORT_H
#define HTTPS_GET_HOST_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct host_port {
    const char *host; /* in the text, without brackets */
    size_t host_length;
    uint16_t port;
    bool has_port; /* digits, from 1 to 65535; else none stands there, and port is 0 */
};

/*
 * Takes a host, in brackets if it has colons, and what stands behind the colon after it up to the
 * next one. False when a bracket is not closed, the colon is missing, or what follows it is neither
 * a port nor empty.
 */
bool host_port_take(const char **text, struct host_port *out);

/* Whether the host is this one, in whatever case. */
bool host_port_is(const struct host_port *server, const char *host);

#endif
