/*
 * RSA (RFC 8017) for a TLS client: verifies PKCS#1 v1.5 and PSS signatures, makes them with
 * a client's key, and encrypts a premaster secret.
 *
 *   public.c    a public key's numbers, checked; s^e mod n
 *   private_load.c                         a private key's numbers, checked
 *   private.c                              m^d mod n by CRT, blinded and verified
 *   pkcs1.c     EMSA-PKCS1-v1_5            pss.c      EMSA-PSS and MGF1
 *   verify.c, sign.c, encrypt.c            the provider's entries
 *
 * Verification sees public data only and may branch on it. Signing and encryption are
 * constant-time: lengths, the public key and whether they succeeded are public, all else is
 * secret.
 */
#ifndef BRN_CRYPTO_RSA_RSA_H
#define BRN_CRYPTO_RSA_RSA_H

#include <brine/limits.h>
#include <brine/provider.h>

#include "crypto/bignum/montgomery_wide.h"

#define BRN_RSA_SIZE_MAX (BRINE_RSA_BITS_MAX / 8)

/* ---- Public keys ---- */

/* A checked public key. It holds no pointers and may be copied. */
typedef struct brn_rsa_public {
    size_t bits;  /* of n */
    size_t bytes; /* k of RFC 8017: of n, of a signature, of a ciphertext */
    size_t count; /* limbs of n */
    uint64_t exponent;
    brn_limb n[BRN_LIMBS_MAX];
} brn_rsa_public;

/*
 * Takes big-endian numbers without leading zeros. BRINE_ERROR_BAD_KEY unless n is odd and
 * has BRINE_RSA_BITS_MIN to BRINE_RSA_BITS_MAX bits, and e is odd, at least 3 and at most 64
 * bits long. Longer exponents are legal (RFC 8017 section 3.1) but not in use, and the
 * work for a signature grows with them: an attacker who picks the key would pick our cost.
 */
BRINE_MUST_USE brine_result brn_rsa_public_load(brn_rsa_public *key, brine_bytes modulus,
                                                brine_bytes exponent);

/*
 * RSAVP1, RFC 8017 section 5.2.2: out = s^e mod n; both have key->bytes bytes. Public data,
 * variable time. False when s >= n.
 */
BRINE_MUST_USE bool brn_rsa_verification(const brn_rsa_public *key, const uint8_t *s, uint8_t *out);

/*
 * RSAEP, RFC 8017 section 5.1.1: c = m^e mod n for secret m < n, both of key->count limbs,
 * in constant time. m and c may be the same array.
 */
void brn_rsa_encryption(const brn_rsa_public *key, const brn_limb *m, brn_limb *c);

/* ---- Private keys ---- */

/* Bytes of state for this key, and their alignment; see brine_signer. */
#define BRN_RSA_PRIVATE_ALIGN _Alignof(brn_rsa_public)
size_t brn_rsa_private_state_size(const brine_private_key *key);

/*
 * Copies the key's numbers into state. BRINE_ERROR_BAD_KEY unless it is a two-prime key
 * (RFC 8017 section 3.2, second form) whose numbers fit each other; then the state is wiped.
 * Which of the checks failed does not show in the time taken, except by lengths, n and e.
 */
BRINE_MUST_USE brine_result brn_rsa_private_load(void *state, const brine_private_key *key);

/* Bits and bytes of n. */
size_t brn_rsa_private_bits(const void *state);
size_t brn_rsa_private_modulus_size(const void *state);

/* Writes n as brn_rsa_private_modulus_size big-endian bytes. */
void brn_rsa_private_modulus(const void *state, uint8_t *out);

/*
 * RSASP1, RFC 8017 section 5.2.1: s = m^d mod n, both brn_rsa_private_modulus_size long and m < n;
 * they may be the same array. Blinded with a number from random, computed by CRT and, since
 * one wrong half would give the factors away (Boneh, DeMillo, Lipton 1997), checked with the
 * public key. BRINE_ERROR_RANDOM, or BRINE_ERROR_CRYPTO when the check fails; then s is zero.
 */
BRINE_MUST_USE brine_result brn_rsa_signature(const void *state, brine_random_function random,
                                              void *context, const uint8_t *m, uint8_t *s);

/* ---- Encodings ---- */

/*
 * EMSA-PKCS1-v1_5, RFC 8017 section 9.2, into len bytes, the modulus' length. digest has
 * hash->output_length bytes.
 */
void brn_rsa_pkcs1_encode(const brine_hash *hash, const uint8_t *digest, uint8_t *out, size_t len);

/*
 * EMSA-PSS, RFC 8017 section 9.1, with MGF1 and a salt as long as the hash (RFC 8446 section
 * 4.2.3), in as many bytes as a modulus of modulus_bits has. salt has hash->output_length
 * bytes. A modulus that brn_rsa_public_load accepts has room for every hash.
 */
void brn_rsa_pss_encode(const brine_hash *hash, const uint8_t *digest, const uint8_t *salt,
                        uint8_t *out, size_t modulus_bits);

/* Whether encoded is such an encoding of digest; encoded is changed. Public data. */
BRINE_MUST_USE bool brn_rsa_pss_matches(const brine_hash *hash, const uint8_t *digest,
                                        uint8_t *encoded, size_t modulus_bits);

#endif
