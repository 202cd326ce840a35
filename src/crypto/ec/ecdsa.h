/*
 * ECDSA (FIPS 186-4 section 6, SEC 1 section 4.1), the parts that signing and verification
 * share.
 */
#ifndef BRN_CRYPTO_EC_ECDSA_H
#define BRN_CRYPTO_EC_ECDSA_H

#include "crypto/ec/curve.h"

/*
 * Ecdsa-Sig-Value (RFC 3279 section 2.2.3) in DER, r and s being brn_field_size(c->scalar)
 * bytes each, big-endian.
 *
 * read is strict: minimal lengths, minimal integers, positive, nothing behind them; it
 * also refuses integers that don't fit. Whether they are below the order is the caller's
 * to check. write returns the length, at most BRINE_SIGNATURE_MAX.
 */
BRINE_MUST_USE bool brn_ecdsa_read(const brn_curve *c, uint8_t *r, uint8_t *s,
                                   brine_bytes signature);
size_t brn_ecdsa_write(const brn_curve *c, uint8_t *signature, const uint8_t *r, const uint8_t *s);

/* A private key for brn_ecdsa_sign: a signer's state, wiped with its signer. */
typedef struct brn_ecdsa_key {
    const brn_curve *curve;
    uint8_t scalar[BRN_FIELD_SIZE_MAX];        /* big-endian, in [1, n - 1] */
    uint8_t point[1 + 2 * BRN_FIELD_SIZE_MAX]; /* the public key, uncompressed */
    brn_affine cube;                           /* the scalar's cube times G: secret */
} brn_ecdsa_key;

/* Numbers of a signature that is being made: ordinary ones, and secret until it is checked. */
typedef struct brn_ecdsa_signing {
    brn_limb k[BRN_EC_LIMBS], r[BRN_EC_LIMBS], s[BRN_EC_LIMBS];
    brn_affine point; /* k G, of which r is the x-coordinate modulo n */
} brn_ecdsa_signing;

/* out = the point's x-coordinate modulo n. */
void brn_ecdsa_x(const brn_curve *c, brn_limb *out, const brn_affine *point);

/* out = a b + e mod n, for ordinary numbers. out may be e. */
void brn_ecdsa_multiply_add(const brn_field *n, brn_limb *out, const brn_limb *a, const brn_limb *b,
                            const brn_limb *e);

/* The key's `cube`, from its scalar d. The caller wipes BRN_EC_STACK_BASE of the stack. */
void brn_ecdsa_make_cube(brn_ecdsa_key *key, const brn_limb *d);

/*
 * All ones when r and s are a signature of the digest under the key's point. The caller wipes
 * BRN_EC_STACK_BASE + 5 * sizeof(brn_point) of the stack.
 */
brn_limb brn_ecdsa_check(const brn_ecdsa_key *key, const brn_ecdsa_signing *made,
                         const uint8_t *digest, size_t digest_len);

/*
 * Signs a digest: FIPS 186-4 section 6.3, with a nonce of RFC 6979. `hedge` is fresh random
 * data of at most BRN_RFC6979_ADDITIONAL_MAX bytes for the nonce; without any, the signature is
 * the one that RFC 6979 section 3.2 gives, for known answers. The signature, at most
 * BRINE_SIGNATURE_MAX bytes, leaves only when the public key verifies it: BRINE_ERROR_CRYPTO
 * when it does not. BRINE_ERROR_INVALID_ARGUMENT for what brn_rfc6979_begin refuses. After an
 * error signature and length are untouched.
 */
BRINE_MUST_USE brine_result brn_ecdsa_sign(const brn_ecdsa_key *key, brine_hash_id hash,
                                           const uint8_t *digest, size_t digest_len,
                                           brine_bytes hedge, uint8_t *signature,
                                           size_t *signature_len);

/* brine_signer's load, on a tier of the caller's choice: makes a brn_ecdsa_key. */
BRINE_MUST_USE brine_result brn_ecdsa_signer_load(const brn_curve *c, void *signer,
                                                  const brine_private_key *key);

#endif
