/*
 * A server by libssl over memory BIOs, in the client's own process.
 *
 * It answers a client's payload with its own and with close_notify, but only once it has all of
 * it: when that comes, a libssl that is no friend of brine's vouches for the connection.
 */
#ifndef BRINE_TESTS_ATTACK_LIBSSL_SERVER_H
#define BRINE_TESTS_ATTACK_LIBSSL_SERVER_H

#include "attack/scenario.h"

#include <openssl/ssl.h>

/* What its connections share. */
typedef struct libssl_server {
    SSL_CTX *context;
    size_t payload;     /* bytes each way */
    peer_bytes session; /* the one that is resumed by its ID, as i2d_SSL_SESSION has it */
} libssl_server;

/* Ends the process when libssl refuses the scenario. */
libssl_server libssl_server_make(const scenario *s, peer_pki *pki, size_t payload);
void libssl_server_free(libssl_server *server);

/* One connection. */
typedef struct libssl_side {
    SSL *ssl;
    size_t payload;
    size_t received; /* bytes of the client's payload */
    bool handshaken;
    bool answered;      /* all was right, and the answer is given */
    bool failed;        /* libssl says so; it reads and writes no more */
    bool wrong;         /* plaintext that the client never said came out of libssl */
    int alert_sent;     /* the last fatal one, -1 = none */
    int alert_received; /* likewise */
} libssl_side;

void libssl_side_open(libssl_side *side, const libssl_server *server);
/* Hears len bytes from the client and appends what the server says then. */
void libssl_side_hear(libssl_side *side, const uint8_t *in, size_t len, peer_bytes *out);
void libssl_side_close(libssl_side *side);

/* Keeps this connection's session for those that come with its ID. */
void libssl_server_remember(libssl_server *server, const libssl_side *side);

#endif
