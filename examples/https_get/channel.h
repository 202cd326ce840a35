/*
 * Bytes to and from a proxy before the tunnel is there: on a socket, or over TLS with the proxy.
 */
#ifndef HTTPS_GET_CHANNEL_H
#define HTTPS_GET_CHANNEL_H

#include "options.h"
#include "progress.h"
#include "proxy.h"

struct channel {
    const struct options *options;
    const struct proxy *proxy;
    struct progress *progress; /* to show that its answer is waited for */
    int64_t moment;            /* when time is up (moment.h) */
    int socket;                /* connected to an http:// proxy; stays the caller's */
    brine_stream *stream; /* its handshake with an https:// proxy is over, likewise; else NULL */
};

/*
 * Sends all of it. EXIT_OK, EXIT_TIME without a sentence, or EXIT_SEND after one. With False Start
 * the proxy's handshake may still fail: its code after a sentence.
 */
exit_code channel_send(const struct channel *channel, const char *text);

/*
 * Receives up to size bytes (not 0); *got is 0 at the end of the connection. EXIT_OK,
 * EXIT_TIME without a sentence, or EXIT_RECEIVE or the handshake's after one.
 */
exit_code channel_receive(const struct channel *channel, char *out, size_t size, size_t *got);

#endif
