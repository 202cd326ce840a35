/* The host and port of tls_connect. */
#ifndef BRN_TLS_PLACE_H
#define BRN_TLS_PLACE_H

#include "libtls/context.h"

typedef struct brn_tls_place {
    char *host; /* allocated, without brackets */
    uint16_t port;
} brn_tls_place;

/*
 * port: a number or a service's name; NULL = host is "host:port" or "[address]:port". 0, or -1
 * with the context's sentence and an empty place.
 */
int brn_tls_place_find(struct tls *ctx, const char *host, const char *port, brn_tls_place *out);
void brn_tls_place_clear(brn_tls_place *place);

#endif
