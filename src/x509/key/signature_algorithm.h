/*
 * The algorithms with which certificates are signed: AlgorithmIdentifier (RFC 5280
 * section 4.1.1.2) to what the provider verifies.
 */
#ifndef BRN_X509_KEY_SIGNATURE_ALGORITHM_H
#define BRN_X509_KEY_SIGNATURE_ALGORITHM_H

#include <brine/provider.h>

#include "x509/asn1/der.h"

typedef struct brn_signature_algorithm {
    const char *name; /* "RSA-SHA256", "ECDSA-SHA384", "RSA-PSS-SHA512", "Ed25519", ... */
    bool accepted;    /* false: too weak, or of a kind that no key of ours has */
    bool any_rsa_key; /* RSA-PSS: made with rsaEncryption and with id-RSASSA-PSS keys */
    brine_key_kind key;
    brine_hash_id hash;
    brine_padding padding;
    brine_hash_id end_point; /* of tls-server-end-point; BRN_NO_END_POINT = there is none */
} brn_signature_algorithm;

/* Of a signature without one hash function, or with one that brine does not compute. */
#define BRN_NO_END_POINT BRINE_HASH_INTRINSIC

/*
 * The algorithm that an AlgorithmIdentifier (whole, with its header) names; NULL when brine knows
 * none such. *is_exact (may be NULL) tells whether its parameters are encoded as its RFC wants:
 * NULL may also be left out or added, and a default spelled out, since that says the same.
 */
const brn_signature_algorithm *brn_find_signature_algorithm(brine_bytes identifier, bool *is_exact);

/* Its name, or the dotted OID of one that has none here, with NUL; the whole length. */
size_t brn_signature_algorithm_text(brine_bytes identifier, char *out, size_t cap);

/*
 * RSASSA-PSS-params (RFC 4055 section 3.1) as TLS and the Web PKI use them: SHA-256, 384
 * or 512, MGF1 with the same hash, salt as long as the hash, the default trailer. *is_exact (may
 * be NULL): the trailer is left out, as DER wants it.
 */
BRINE_MUST_USE bool brn_read_pss_parameters(brn_reader *r, brine_hash_id *hash, bool *is_exact);

#endif
