/*
 * Verification of a chain, for a caller that holds a policy: a config. brine_cert_verify is the
 * same for those that have options.
 */
#ifndef BRN_X509_PATH_VERIFY_H
#define BRN_X509_PATH_VERIFY_H

#include "x509/path/links.h"
#include "x509/path/policy.h"
#include "x509/path/server_name.h"
#include "x509/path/verified.h"

/* All pointers are borrowed for the call. */
typedef struct brn_verify_input {
    const brine_allocator *allocator;
    const brine_provider *provider;
    brn_known_links known;              /* what held before */
    const brn_verify_policy *policy;    /* its trust store is frozen */
    const brn_server_name *server_name; /* not looked at with insecure_skip_name */
    int64_t time;                       /* seconds since 1970 */
} brn_verify_input;

/* As brine_cert_verify (see there), for 1 to BRINE_CERTIFICATES_SENT_MAX certificates. */
BRINE_MUST_USE brine_result brn_verify_chain(const brn_verify_input *input,
                                             const brine_bytes *chain, size_t count,
                                             brn_verified *out, brine_error *error);

#endif
