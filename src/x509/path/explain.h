/*
 * The sentence about a refused certificate.
 */
#ifndef BRN_X509_PATH_EXPLAIN_H
#define BRN_X509_PATH_EXPLAIN_H

#include "x509/path/refusal.h"

/* Writes the sentence into error (which may be NULL) and returns the code. */
brine_result brn_refusal_report(const brn_refusal *refusal, brine_error *error);

#endif
