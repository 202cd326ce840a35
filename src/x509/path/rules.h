/*
 * What a certificate must be to stand where it stands: RFC 5280 with the profile of the
 * Web PKI (CA/Browser Forum Baseline Requirements). One rule, one function, one table
 * for each place in rules.c. What concerns several certificates at once, path length,
 * name constraints and signatures, is in x509/path/path.c.
 */
#ifndef BRN_X509_PATH_RULES_H
#define BRN_X509_PATH_RULES_H

#include "x509/path/rule.h"

/* Each false when refused: *refusal then holds code and facts, but no certificate and place. */

/* The server's own certificate. `is_anchor`: it is itself in the trust store. */
BRINE_MUST_USE bool brn_check_server(const brn_profile *profile, const brn_certificate *c,
                                     bool is_anchor, brn_refusal *refusal);

/* Only whether time lies within its validity, at whatever place it stands. */
BRINE_MUST_USE bool brn_check_dates(int64_t time, const brn_certificate *c, brn_refusal *refusal);

/* Only its validity and its name: what is left when no chain is wanted. */
BRINE_MUST_USE bool brn_check_server_identity(const brn_profile *profile, const brn_certificate *c,
                                              brn_refusal *refusal);

/* A CA between the server's certificate and an anchor. */
BRINE_MUST_USE bool brn_check_intermediate(const brn_profile *profile, const brn_certificate *c,
                                           brn_refusal *refusal);

/*
 * A trusted certificate that ends a path. It is checked for what makes it unsafe; how it
 * should have been issued matters in the strict profile only, since roots in every
 * system's bundle were issued before those rules were made.
 */
BRINE_MUST_USE bool brn_check_anchor(const brn_profile *profile, const brn_certificate *c,
                                     brn_refusal *refusal);

#endif
