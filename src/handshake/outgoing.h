/*
 * What waits to be sent. Messages are made at the end of the block, so what waits is spans of it.
 */
#ifndef BRN_HANDSHAKE_OUTGOING_H
#define BRN_HANDSHAKE_OUTGOING_H

#include "handshake/state.h"

struct brn_flow_row;

/* Makes the message of a row whose actor is BRN_CLIENT_SENDS. */
BRINE_MUST_USE brine_result brn_outgoing_make(brn_handshake *hs, const struct brn_flow_row *row);

/*
 * Adds len bytes at the end of the block to what waits. A ChangeCipherSpec has no bytes there:
 * it waits for its place between two messages.
 */
BRINE_MUST_USE brine_result brn_outgoing_add(brn_handshake *hs, brn_content_type type, size_t len);

#endif
