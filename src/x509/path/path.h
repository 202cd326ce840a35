/*
 * Path building: from the server's certificate to any trusted one (RFC 5280 section 6,
 * RFC 4158).
 */
#ifndef BRN_X509_PATH_PATH_H
#define BRN_X509_PATH_PATH_H

#include "x509/path/search.h"
#include "x509/path/verified.h"

/*
 * Searches until a path holds against every rule, which *out then has.
 * Otherwise search->best says why there is none.
 */
BRINE_MUST_USE bool brn_path_search_run(brn_path_search *search, brn_verified *out);

/* The server's certificate alone as the path: the pins must hold for it. */
BRINE_MUST_USE bool brn_path_accept_leaf_only(brn_path_search *search, brn_verified *out);

#endif
