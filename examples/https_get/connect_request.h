/*
 * CONNECT (RFC 9110 section 9.3.6), as text.
 */
#ifndef HTTPS_GET_CONNECT_REQUEST_H
#define HTTPS_GET_CONNECT_REQUEST_H

#include "options.h"
#include "proxy.h"

/*
 * The request for a way to server ("host:443"), with the fields of --proxy-header, in memory of its
 * own (free it); NULL when there is none. masked: as people may see it, without what proves who
 * we are.
 */
char *connect_request(const struct options *options, const struct proxy *proxy, const char *server,
                      bool masked);

#endif
