/*
 * What the server showed: its chain, a stapled OCSP response, a list of SCTs; and the path
 * in which its certificate was verified. Immutable and counted; shared by a connection and
 * the sessions that it made.
 */
#ifndef BRN_CONFIG_PEER_H
#define BRN_CONFIG_PEER_H

#include "system/refcount.h"
#include "x509/path/verified.h"

#include <brine/error.h>

/*
 * All certificates of a verified path but the trust anchor are in the chain as well, so the
 * path is kept as their places in the chain, one byte each, the server's first, and the anchor.
 */
typedef struct brn_peer_parts {
    brine_bytes chain;    /* certificate_list (RFC 5246 section 7.4.2), without its length */
    brine_bytes staple;   /* OCSPResponse (RFC 6066 section 8), empty = none */
    brine_bytes sct_list; /* SignedCertificateTimestampList (RFC 6962 section 3.3), empty = none */
    brine_bytes places;   /* of the path's certificates in the chain, each below its count */
    brine_bytes anchor;   /* in DER; empty = the path ends in the chain */
} brn_peer_parts;
_Static_assert(BRINE_CERTIFICATES_SENT_MAX <= 256, "a place in the chain fits in a byte");

typedef struct brn_peer {
    brine_allocator allocator;
    brn_refcount holders;
    size_t size;          /* of the allocation: the bytes of the parts follow the struct */
    brn_peer_parts parts; /* of its own */
} brn_peer;

/* Bytes of all parts together. */
size_t brn_peer_parts_size(const brn_peer_parts *parts);

/* Copies; NULL when there is no memory. */
BRINE_MUST_USE brn_peer *brn_peer_new(const brine_allocator *allocator,
                                      const brn_peer_parts *parts);
/* Both take NULL. */
brn_peer *brn_peer_hold(brn_peer *peer);
void brn_peer_free(brn_peer *peer);

/* The verified path; chain is what brn_read_certificate_list reads of peer's. */
void brn_peer_path(const brn_peer *peer, const brine_bytes *chain, brn_path *out);

/*
 * Whether a path, as places and anchor, is one: it begins with the server's certificate, lies
 * within a chain of chain_count certificates and is not longer than BRINE_PATH_LENGTH_MAX.
 */
BRINE_MUST_USE bool brn_peer_path_is_sound(const brn_peer_parts *parts, size_t chain_count);

#endif
