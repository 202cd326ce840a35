/*
 * The way to a server: directly, or through a proxy.
 */
#ifndef HTTPS_GET_REACH_H
#define HTTPS_GET_REACH_H

#include "facts.h"
#include "options.h"
#include "progress.h"
#include "url.h"

struct reach {
    const struct options *options;
    struct facts *facts;         /* for the time of the look-up */
    struct progress *progress;   /* to show what is waited for */
    const brine_config *config;  /* for the server */
    brine_session *session;      /* to resume with the server; NULL = none */
    brine_config **proxy_config; /* for https:// proxies; made when it is needed, the caller's */
    int64_t connect_moment;      /* when time is up for connecting, -m included (moment.h) */
    int64_t total_moment;        /* when -m is up */
};

/* The caller's: stream is to be freed first. */
struct route {
    brine_stream *stream; /* to the server */
    brine_stream *below;  /* to an https:// proxy, which carries it; NULL = none */
};

/*
 * Connects to the URL's server, through the proxy that -x or the environment names for it.
 * EXIT_OK with a stream whose handshake with the server is still to be made; or the exit code
 * after a sentence.
 */
exit_code reach_server(const struct reach *reach, const struct url *url, struct route *out);

#endif
