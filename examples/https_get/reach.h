/*
 * The way to a server: directly, or through a proxy.
 */
#ifndef HTTPS_GET_REACH_H
#define HTTPS_GET_REACH_H

#include "options.h"
#include "url.h"

struct reach {
    const struct options *options;
    const brine_config *config; /* for the server */
    brine_session *session;     /* to resume with the server; NULL = none */
    int64_t connect_moment;     /* when time is up for connecting, -m included (moment.h) */
    int64_t total_moment;       /* when -m is up */
};

/*
 * Connects to the URL's server, through the proxy that -x or the environment names for it.
 * EXIT_OK with a stream whose handshake with the server is still to be made; or the exit code
 * after a sentence.
 */
exit_code reach_server(const struct reach *reach, const struct url *url, brine_stream **out);

#endif
