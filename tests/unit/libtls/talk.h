/*
 * A struct tls on one end of a socketpair and the scripted server on the other, both in one
 * thread. Certificates are valid for a century around PEER_NOW, as libtls has no clock to set.
 */
#ifndef BRINE_TESTS_LIBTLS_TALK_H
#define BRINE_TESTS_LIBTLS_TALK_H

#include "support/peer/peer.h"

#include <tls.h>

typedef struct talk {
    struct tls *ctx;
    peer *server;
    int client_socket;
    int server_socket; /* -1 once it is closed */
} talk;

/* Made by talk_begin, freed by talk_end: a root, and a leaf for PEER_SERVER_NAME under it. */
extern peer_pki *talk_pki;
extern peer_certificate *talk_root;
extern peer_identity talk_leaf;
void talk_begin(void);
void talk_end(void);

/* A certificate under the root that is valid as long; names as peer_certificate_plan has them. */
peer_certificate *talk_issue(const char *subject, const char *names);

/* A config that trusts the root. */
struct tls_config *talk_config(void);

/* Connects on a non-blocking socket; server NULL = one with talk_leaf. */
talk talk_open(struct tls_config *config, const peer_config *server, const char *servername);
/* Feeds the server what the client sent, and sends what the server has to say. */
void talk_serve(talk *t);
/* tls_handshake until it is over; returns 0 or -1. */
int talk_handshake(talk *t);
/* The server closes its socket. */
void talk_hang_up(talk *t);
void talk_close(talk *t);

#endif
