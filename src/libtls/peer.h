/* What is known of a connection and its server after the handshake: copies, for any later time. */
#ifndef BRN_TLS_PEER_H
#define BRN_TLS_PEER_H

#include "libtls/bytes.h"

#include <brine/cert.h>
#include <brine/conn.h>

typedef struct brn_tls_peer {
    bool known;          /* the rest is filled */
    const char *version; /* static; so are the next two */
    const char *cipher;
    int strength; /* in bits */
    bool resumed;
    char *alpn;              /* NULL = none */
    brn_tls_bytes leaf;      /* the server's certificate in DER; none when it showed none */
    brine_cert *certificate; /* a view of it; NULL also when it can't be parsed */
    char *chain_pem;         /* NULL = none */
    size_t chain_pem_len;
    char *hash, *subject, *issuer; /* likewise */
} brn_tls_peer;

/* False, and nothing known, without memory. */
bool brn_tls_peer_learn(brn_tls_peer *peer, const brine_conn *conn);
void brn_tls_peer_clear(brn_tls_peer *peer);

#endif
