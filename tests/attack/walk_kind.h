/*
 * The connections on which attack_walk walks: what client and server agree on.
 */
#ifndef BRINE_TESTS_ATTACK_WALK_KIND_H
#define BRINE_TESTS_ATTACK_WALK_KIND_H

#include "attack/order.h"
#include "support/peer/peer.h"

#include <brine/conn.h>

#define WALK_KINDS 6u

typedef struct walk_kind {
    const char *name;
    order_terms terms;
    bool requests_certificate, rsa, session_id, staple, false_start;
    /* Made by walk_kind_open: */
    brine_config *config;
    brine_session *session; /* NULL = a full handshake */
    peer_session known;     /* the server's side of it */
} walk_kind;

extern walk_kind walk_kinds[WALK_KINDS];

/* pki must live as long as the kind. Ends the process when brine refuses the kind. */
void walk_kind_open(walk_kind *kind, peer_pki *pki);
void walk_kind_close(walk_kind *kind);

/* The server's choices; store begins with the session that is resumed, if any. */
peer_config walk_kind_server(const walk_kind *kind, peer_pki *pki, peer_store *store);
brine_conn *walk_kind_connect(const walk_kind *kind);

#endif
