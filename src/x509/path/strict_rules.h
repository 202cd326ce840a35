/*
 * What the profile strict asks beside rules.c: what RFC 5280 section 4 and the Baseline
 * Requirements want of issuers, and a verifier need not ask. Lists that end with NULL.
 */
#ifndef BRN_X509_PATH_STRICT_RULES_H
#define BRN_X509_PATH_STRICT_RULES_H

#include "x509/path/rule.h"

extern const brn_rule brn_strict_server_rules[];
/* Unless the server's certificate is itself in the trust store. */
extern const brn_rule brn_strict_issued_server_rules[];
extern const brn_rule brn_strict_intermediate_rules[];
extern const brn_rule brn_strict_anchor_rules[];

/*
 * Whether authorityKeyIdentifier has a keyIdentifier: in the profile strict, asked of all but what
 * signed itself.
 */
BRINE_MUST_USE bool brn_check_issuer_key_named(const brn_certificate *c, brn_refusal *refusal);

#endif
