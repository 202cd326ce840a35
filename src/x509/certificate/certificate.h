/*
 * Certificate, RFC 5280 section 4.1: one parse of the whole into a plain struct of
 * slices. Parsing judges form alone: strict DER, the syntax of each field and of each
 * extension that brine knows, and which extensions may be critical. Whether a
 * certificate may stand where it stands in a path is for x509/path/rules.h to say.
 *
 * All slices point into the DER that was given, which must outlive the struct.
 */
#ifndef BRN_X509_CERTIFICATE_CERTIFICATE_H
#define BRN_X509_CERTIFICATE_CERTIFICATE_H

#include <brine/limits.h>

#include "x509/certificate/cert_extensions.h"
#include "x509/key/signature_algorithm.h"
#include "x509/key/subject_public_key.h"

typedef struct brn_certificate {
    brine_bytes der;
    brine_bytes tbs;               /* what is signed: TBSCertificate with its header */
    unsigned version;              /* 1, 2 or 3 */
    brine_bytes serial;            /* contents of the INTEGER: two's complement, big-endian */
    brine_bytes issuer, subject;   /* Names, with their headers */
    int64_t not_before, not_after; /* seconds since 1970, both inclusive */
    brine_bytes spki;              /* SubjectPublicKeyInfo with its header */
    brn_subject_public_key subject_key;
    brn_cert_extensions extensions;
    int key_usage; /* bits as RFC 5280 section 4.2.1.3 numbers them, -1 = no extension */
    brine_bytes signature_identifier;                   /* AlgorithmIdentifier, with its header */
    const brn_signature_algorithm *signature_algorithm; /* NULL when brine knows none such */
    brine_bytes signature;
    bool is_self_issued; /* subject and issuer are the same (RFC 5280 section 3.2) */
    brn_malformed lapse; /* as brn_cert_extensions.lapse, of the whole certificate */
} brn_certificate;

/*
 * Fills out. False when der is not one well-formed certificate and nothing else; what came
 * before the fault is then filled in.
 */
BRINE_MUST_USE bool brn_certificate_parse(brine_bytes der, brn_certificate *out,
                                          brn_malformed *malformed);

/* What of a certificate is judged; the key always is. */
enum {
    BRN_JUDGE_KEY = 1 << 0,
    BRN_JUDGE_DATES = 1 << 1,
    BRN_JUDGE_NAMES = 1 << 2, /* subjectAltName */
    BRN_JUDGE_ALL = BRN_JUDGE_KEY | BRN_JUDGE_DATES | BRN_JUDGE_NAMES | 1 << 3,
};

/*
 * The same for those who weaken verification: a fault in what is not in `judged` (BRN_JUDGE_)
 * changes nothing, and what is faulty is then left as if it were absent.
 */
BRINE_MUST_USE bool brn_certificate_parse_some(brine_bytes der, unsigned judged,
                                               brn_certificate *out, brn_malformed *malformed);

/* KeyUsage bits, RFC 5280 section 4.2.1.3. */
enum {
    BRN_KEY_USAGE_DIGITAL_SIGNATURE = 1 << 0,
    BRN_KEY_USAGE_KEY_ENCIPHERMENT = 1 << 2,
    BRN_KEY_USAGE_KEY_AGREEMENT = 1 << 4,
    BRN_KEY_USAGE_KEY_CERT_SIGN = 1 << 5,
};

/* Whether keyUsage allows this: one of the bits is set, or there is no such extension. */
bool brn_key_usage_allows(const brn_certificate *certificate, int bits);

#endif
