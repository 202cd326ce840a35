/*
 * Whether a certificate is signed with a key: through the provider, and never twice for
 * the same certificate and key, however many paths lead over them.
 */
#ifndef BRN_X509_SIGNATURE_CHECK_H
#define BRN_X509_SIGNATURE_CHECK_H

#include "x509/certificate.h"

typedef enum brn_signature_verdict {
    BRN_SIGNATURE_VALID,
    BRN_SIGNATURE_INVALID,
    BRN_SIGNATURE_UNSERVED, /* the provider has no verifier for this kind of key and hash */
    BRN_SIGNATURE_SPENT,    /* BRINE_PATH_SIGNATURES_MAX are verified */
} brn_signature_verdict;

/* What was verified before. Zero it, set the provider; no clean-up. */
typedef struct brn_signature_memo {
    const brine_provider *provider;
    size_t count; /* signatures that were verified */
    struct {
        const uint8_t *child; /* where its DER begins */
        brine_bytes spki;     /* of the issuer */
        bool valid;
    } entries[BRINE_PATH_SIGNATURES_MAX];
} brn_signature_memo;

/* Whether child's signature is made with issuer's key. */
brn_signature_verdict brn_signature_check(brn_signature_memo *memo, const brn_certificate *child,
                                          const brn_certificate *issuer);

#endif
