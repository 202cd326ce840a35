/* A struct tls: one connection, before, while and after it exists. */
#ifndef BRN_TLS_CONTEXT_H
#define BRN_TLS_CONTEXT_H

#include "libtls/carrier.h"
#include "libtls/config.h"
#include "libtls/peer.h"

#include <brine/stream.h>

/* What each call for a server says. */
#define BRN_TLS_ONLY_CLIENT "brine is a TLS client: servers are not implemented"

struct tls {
    bool is_server;
    struct tls_config *config; /* a hold of its own; NULL until it is configured or connects */
    char *message;

    /* The connection; stream NULL = not connected. */
    brine_stream *stream;
    const brine_config *settings; /* the stream's, and lives as long */
    brn_tls_carrier carrier;      /* unless the stream has a socket of its own */
    bool owns_socket;             /* made by tls_connect */
    int session_fd;               /* as the config had it when the connection began */
    bool offered_session;
    bool begun;       /* the handshake */
    bool shaken;      /* the handshake is complete */
    bool ended;       /* by tls_close, and no handshake was tried since */
    bool truncated;   /* the connection ended without close_notify */
    size_t owed;      /* bytes that the stream took and tls_write has not counted yet */
    char *servername; /* that was asked for */
    brn_tls_peer peer;
};

/* Notes the sentence and returns -1. */
int brn_tls_fail(struct tls *ctx, const char *format, ...) BRINE_PRINTF(2, 3);

/* Ends the connection, if there is one, without a goodbye, and forgets what is known of it. */
void brn_tls_disconnect(struct tls *ctx);

#endif
