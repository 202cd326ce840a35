/*
 * The rules that concern a candidate and the path below it: path length (RFC 5280
 * section 6.1.4 (l) and (m)) and name constraints (sections 6.1.3 (b), (c) and 6.1.4 (g)).
 * Each false when refused; *refusal then holds code and facts.
 */
#ifndef BRN_X509_PATH_PATH_RULES_H
#define BRN_X509_PATH_PATH_RULES_H

#include "x509/path/search.h"

/* False when that much work (BRINE_PATH_WORK_MAX) is not left; none is left then. */
BRINE_MUST_USE bool brn_path_spend(brn_path_search *search, size_t cost);

BRINE_MUST_USE bool brn_path_length_holds(const brn_path_search *search, const brn_node *candidate,
                                          bool is_anchor, brn_refusal *refusal);

/* BRINE_ERROR_CERT_BUDGET when the work is used up. */
BRINE_MUST_USE bool brn_path_names_hold(brn_path_search *search, const brn_node *candidate,
                                        brn_refusal *refusal);

#endif
