/* libssl's client on memory BIOs, for the self-test of the scripted server. */
#ifndef BRN_PEER_OPENSSL_CLIENT_H
#define BRN_PEER_OPENSSL_CLIENT_H

#include "support/peer/peer.h"

#include <openssl/ssl.h>

/* A context for TLS 1.2 only that trusts the PKI's root at PEER_NOW. */
SSL_CTX *openssl_client_context(const peer_pki *pki);

/* A connection to PEER_SERVER_NAME. */
SSL *openssl_client_new(SSL_CTX *context);

/* Lets both talk until neither has anything to say; true when the client is connected. */
bool openssl_client_handshake(SSL *ssl, peer *p);

/* Carries one text each way; false when it did not arrive. */
bool openssl_client_echo(SSL *ssl, peer *p);

/* Carries what either has to say, once. */
void openssl_client_carry(SSL *ssl, peer *p);

#endif
