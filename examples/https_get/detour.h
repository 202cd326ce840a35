/*
 * The way to a server from a proxy on: TLS with the proxy if that is an https:// one, then CONNECT.
 */
#ifndef HTTPS_GET_DETOUR_H
#define HTTPS_GET_DETOUR_H

#include "proxy.h"
#include "reach.h"

/*
 * Takes over a stream that is connected to the proxy, its handshake not begun. EXIT_OK with a
 * stream for the URL's server, whose handshake is still to be made; or the exit code after a
 * sentence.
 */
exit_code detour(const struct reach *reach, const struct proxy *proxy, const struct url *url,
                 brine_stream *connected, struct route *out);

#endif
