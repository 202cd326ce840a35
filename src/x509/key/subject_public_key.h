/*
 * SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) to a brine_public_key.
 */
#ifndef BRN_X509_KEY_SUBJECT_PUBLIC_KEY_H
#define BRN_X509_KEY_SUBJECT_PUBLIC_KEY_H

#include <brine/provider.h>

#include "x509/asn1/der.h"

typedef struct brn_subject_public_key {
    brine_public_key key;     /* kind 0 when brine does not know the kind or the curve */
    brine_bytes algorithm;    /* OID of the algorithm */
    brine_bytes curve;        /* OID of the curve of an EC key, if it names one */
    bool explicit_parameters; /* an EC key that spells its curve out instead of naming it */
    brine_hash_id pss_hash;   /* an RSA-PSS key that is tied to one hash; 0 = to none */
    const char *lapse;        /* what its issuer owed in its form; NULL = nothing. Static */
} brn_subject_public_key;

/*
 * Parses spki (whole, with its header). False when it is malformed, or when a key of a
 * known kind is: *rule then says what is wrong ("is an RSA key without ..."). Whether
 * the key is strong enough is brn_key_is_strong's to say.
 */
BRINE_MUST_USE bool brn_parse_subject_public_key(brine_bytes spki, brn_subject_public_key *out,
                                                 const char **rule);

/* The bits of a big-endian number without leading zero bytes. */
size_t brn_bit_length(brine_bytes magnitude);

/*
 * Whether a key may sign or serve: of a known kind, RSA of BRINE_RSA_BITS_MIN to _MAX
 * bits, odd, with an odd exponent of at least 3 (CA/Browser Forum Baseline
 * Requirements section 6.1.5 and 6.1.6) and at most BRINE_RSA_EXPONENT_BITS_MAX bits, a curve
 * of RFC 5480's that is at least P-256.
 */
bool brn_key_is_strong(const brine_public_key *key);

/*
 * Why brn_key_is_strong said no: true when the key may be as strong as any, but is of a kind,
 * size or exponent that brine lacks.
 */
bool brn_key_is_unsupported(const brine_public_key *key);

/*
 * "RSA-2048", "RSA-2048 with an exponent of 72 bits", "P-256", "Ed25519", "DSA", "EC 1.2.3.4", ...
 * with NUL; the whole length.
 */
size_t brn_key_text(const brn_subject_public_key *key, char *out, size_t cap);

#endif
