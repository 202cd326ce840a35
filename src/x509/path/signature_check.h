/*
 * Whether a certificate is signed with a key: through the provider, and never twice for
 * the same certificate and key, however many paths lead over them.
 */
#ifndef BRN_X509_PATH_SIGNATURE_CHECK_H
#define BRN_X509_PATH_SIGNATURE_CHECK_H

#include "x509/certificate/certificate.h"
#include "x509/path/links.h"

typedef enum brn_signature_verdict {
    BRN_SIGNATURE_VALID,
    BRN_SIGNATURE_INVALID,   /* verified: another key made it */
    BRN_SIGNATURE_UNFIT,     /* not verified: no such key makes signatures of this algorithm */
    BRN_SIGNATURE_UNSERVED,  /* not verified: the provider has no verifier of this key and hash */
    BRN_SIGNATURE_BAD_KEY,   /* not verified: the provider's verifier does not take this key */
    BRN_SIGNATURE_EXHAUSTED, /* not verified: the work or BRINE_PATH_SIGNATURES_MAX is used up */
} brn_signature_verdict;

/* What was verified before. Zero it, set the first two; no clean-up. */
typedef struct brn_signature_memo {
    const brine_provider *provider;
    brn_known_links known; /* what held in other searches */
    size_t count;          /* signatures that were verified */
    struct {
        const uint8_t *child; /* where its DER begins */
        const uint8_t *spki;  /* of the issuer */
        uint32_t spki_len;
        uint8_t verdict; /* brn_signature_verdict */
        bool was_known;  /* from links: it was not computed here */
    } entries[BRINE_PATH_SIGNATURES_MAX];
} brn_signature_memo;

/* What is known without work: the verdict, or VALID while nothing speaks against it. */
brn_signature_verdict brn_signature_foresee(const brn_signature_memo *memo,
                                            const brn_certificate *child,
                                            const brn_certificate *issuer);

/*
 * Whether child's signature is made with issuer's key. What a verification costs
 * (x509/path/signature_cost.h) is taken from *work_left first. A link between CAs that held
 * before costs the same, so that no verdict depends on what is remembered: `is_ca` says that
 * child is not the server's own certificate.
 */
brn_signature_verdict brn_signature_check(brn_signature_memo *memo, const brn_certificate *child,
                                          bool is_ca, const brn_certificate *issuer,
                                          size_t *work_left);

/* Remembers for other searches that child, a CA's certificate, is signed with issuer's key. */
void brn_signature_remember(const brn_signature_memo *memo, const brn_certificate *child,
                            const brn_certificate *issuer);

#endif
