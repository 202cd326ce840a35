/*
 * What the server showed: its chain, a stapled OCSP response, a list of SCTs. Immutable
 * and counted; shared by a connection and the sessions that it made.
 */
#ifndef BRN_CONFIG_PEER_H
#define BRN_CONFIG_PEER_H

#include "system/refcount.h"

#include <brine/error.h>

typedef struct brn_peer {
    brine_allocator allocator;
    brn_refcount holders;
    size_t size;          /* of the allocation: the bytes below follow the struct */
    brine_bytes chain;    /* certificate_list (RFC 5246 section 7.4.2), without its length */
    brine_bytes staple;   /* OCSPResponse (RFC 6066 section 8), empty = none */
    brine_bytes sct_list; /* SignedCertificateTimestampList (RFC 6962 section 3.3), empty = none */
} brn_peer;

/* Copies; NULL when there is no memory. */
BRINE_MUST_USE brn_peer *brn_peer_new(const brine_allocator *allocator, brine_bytes chain,
                                      brine_bytes staple, brine_bytes sct_list);
/* NULL is held and freed as nothing. */
brn_peer *brn_peer_hold(brn_peer *peer);
void brn_peer_free(brn_peer *peer);

/*
 * The certificates of a certificate_list; out receives at most cap of them. Returns how
 * many there are, or SIZE_MAX when the list is malformed.
 */
size_t brn_read_certificate_list(brine_bytes list, brine_bytes *out, size_t cap);

#endif
