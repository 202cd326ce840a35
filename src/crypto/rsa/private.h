/*
 * A loaded private key, shared by what loads it and what signs with it.
 */
#ifndef BRN_CRYPTO_RSA_PRIVATE_H
#define BRN_CRYPTO_RSA_PRIVATE_H

#include "crypto/rsa/rsa.h"

/*
 * Both primes get as many limbs as the longer one needs. That is about half of n with nearly all
 * generators; some make primes of different lengths, and of up to half of the longest n there
 * is room for those as well.
 */
#define BRN_RSA_PRIME_SIZE_MAX (BRINE_RSA_PRIME_BITS_MAX / 8)
#define BRN_RSA_PRIME_LIMBS_MAX                                                                    \
    ((BRN_LIMBS(BRN_RSA_PRIME_SIZE_MAX * 8) + BRN_BLOCK_LIMBS - 1) / BRN_BLOCK_LIMBS *             \
     BRN_BLOCK_LIMBS)

/* The numbers of a loaded key that belong to its primes, each prime_count limbs long. */
typedef enum brn_rsa_number {
    BRN_RSA_P,
    BRN_RSA_RR_P, /* R^2 mod p */
    BRN_RSA_Q,
    BRN_RSA_RR_Q,
    BRN_RSA_DP,
    BRN_RSA_DQ,
    BRN_RSA_Q_INVERSE,
    BRN_RSA_NUMBERS
} brn_rsa_number;

/* A loaded key: state of the signer. */
typedef struct brn_rsa_private {
    brn_rsa_public public_key;
    size_t prime_bits;  /* public bound of the primes' length, a multiple of 8 */
    size_t prime_count; /* limbs of each number modulo a prime */
    brn_limb numbers[]; /* R^2 mod n, as long as n; then those of the primes, in their order */
} brn_rsa_private;

/* Index of a number in `numbers`. */
static inline size_t brn_rsa_at(const brn_rsa_private *key, brn_rsa_number which)
{
    return key->public_key.count + which * key->prime_count;
}

#endif
