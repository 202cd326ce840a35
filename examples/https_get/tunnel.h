/*
 * CONNECT: a way through a proxy to the server of a URL, before TLS with that server begins.
 */
#ifndef HTTPS_GET_TUNNEL_H
#define HTTPS_GET_TUNNEL_H

#include "channel.h"
#include "url.h"

/* An answer to CONNECT has a head of at most so many bytes. */
#define TUNNEL_HEAD_MAX ((size_t)32 * 1024)

/*
 * Asks the proxy for a tunnel to the URL's server. EXIT_OK when all that goes through the channel
 * from now on is the server's; EXIT_TIME without a sentence; else the exit code after a sentence.
 * The answer is shown with -v and never output.
 */
exit_code tunnel_open(const struct channel *channel, const struct url *url);

#endif
