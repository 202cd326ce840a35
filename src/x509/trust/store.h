/*
 * What path building and configs ask of a frozen trust store. Any thread may ask; slices
 * live as long as the store.
 */
#ifndef BRN_X509_TRUST_STORE_H
#define BRN_X509_TRUST_STORE_H

#include <brine/trust.h>

/* One more holder, who gives the store back with brine_trust_free. Returns the store. */
brine_trust *brn_trust_hold(brine_trust *trust);

bool brn_trust_is_frozen(const brine_trust *trust);

/*
 * Iterates over the anchors with a subject (a Name in DER, with its tag): *cursor starts at
 * 0, *anchor_der receives one certificate a call. False when there is no other. Subjects
 * are compared as names are everywhere else (RFC 5280 section 7.1). The order depends on
 * nothing but the set of anchors. An anchor is known to have a subject and a key; its
 * caller parses it and may find more to object to.
 */
BRINE_MUST_USE bool brn_trust_next(const brine_trust *trust, brine_bytes subject_der,
                                   size_t *cursor, brine_bytes *anchor_der);

/*
 * False when no anchor's subject has this brn_name_hash; true says little, since names that
 * differ may have one hash.
 */
BRINE_MUST_USE bool brn_trust_may_have(const brine_trust *trust, uint64_t subject_hash);

/* Whether this very certificate is an anchor. */
BRINE_MUST_USE bool brn_trust_contains(const brine_trust *trust, brine_bytes der);

/*
 * A digest of the set of anchors: the same for equal sets, however they were loaded.
 * Computed when first asked for (a fraction of a millisecond for a system's bundle).
 */
void brn_trust_fingerprint(const brine_trust *trust, uint8_t out[32]);

#endif
