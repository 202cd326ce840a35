/*
 * The key of the server's own certificate, which brn_authenticate_server has accepted.
 */
#ifndef BRN_HANDSHAKE_LEAF_H
#define BRN_HANDSHAKE_LEAF_H

#include "handshake/state.h"

/* Slices live until the transcript grows, so ask for it where it is used. */
BRINE_MUST_USE bool brn_leaf_key(const brn_handshake *hs, brine_public_key *out);

#endif
