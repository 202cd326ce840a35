/* Changing a ServerKeyExchange and signing it anew, for rows that edit it as a whole. */
#ifndef BRN_STRICTNESS_RESIGN_H
#define BRN_STRICTNESS_RESIGN_H

#include "support/peer/peer.h"

/* Where parts of the message are that edits reach for: header, curve type, group, then these. */
enum { POINT_LENGTH_AT = 7, POINT_AT = 8 };

/* Appends what is to be signed (RFC 8422 section 5.4) to `what`. */
void put_signed_bytes(const peer *p, const peer_bytes *message, peer_bytes *what);
/* Replaces scheme and signature, as given. */
void set_signature(const peer *p, peer_bytes *message, peer_slice signature);
/* Replaces them with what `key` signs: other bytes, or what stands in the message by now. */
void sign_bytes(const peer *p, peer_bytes *message, peer_slice what, EVP_PKEY *key);
void resign(const peer *p, peer_bytes *message, EVP_PKEY *key);

#endif
