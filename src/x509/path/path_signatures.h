/*
 * The signatures of a path that keeps every other rule and ends at an anchor.
 */
#ifndef BRN_X509_PATH_PATH_SIGNATURES_H
#define BRN_X509_PATH_PATH_SIGNATURES_H

#include "x509/path/search.h"

/*
 * False when it is known, without a verification, that the top of the path is not signed with
 * issuer's key: that was found before, or the algorithm does not fit the key. *refusal then
 * holds code, facts, certificates and places.
 */
BRINE_MUST_USE bool brn_path_signature_may_hold(const brn_path_search *search,
                                                const brn_node *issuer, brn_refusal *refusal);

/*
 * Verifies from the anchor down. False when one signature does not hold: *broken is the step
 * whose certificate bears it, *refusal as above, or code BUDGET with the rule alone.
 */
BRINE_MUST_USE bool brn_path_signatures_hold(brn_path_search *search, const brn_node *anchor,
                                             size_t *broken, brn_refusal *refusal);

/* Remembers the links between the CAs of a path that was accepted and ends at search->anchor. */
void brn_path_remember_links(const brn_path_search *search);

#endif
