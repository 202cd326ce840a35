/*
 * Numbers modulo p = 2^255 - 19, for X25519: RFC 7748 section 4.1.
 *
 * An element is any number of 256 bits: one residue has two or three of them, and what comes in
 * need not be reduced, nor is what comes out. brn_f25519_write alone makes the one number below p.
 * 2^256 is 38 modulo p, so what does not fit into 256 bits comes back in at the bottom, 38 times.
 *
 * Time and addresses depend on nothing (limbs.h). out may be an operand. No function fails,
 * allocates or has state: any thread may call any of them.
 */
#ifndef BRN_CRYPTO_CURVE25519_FIELD25519_H
#define BRN_CRYPTO_CURVE25519_FIELD25519_H

#include "crypto/bignum/limbs.h"

#define BRN_F25519_SIZE  32 /* bytes of a number in RFC 7748's encoding */
#define BRN_F25519_LIMBS BRN_LIMBS(256)

typedef struct brn_f25519 {
    brn_limb limb[BRN_F25519_LIMBS];
} brn_f25519;

/* 32 bytes, least significant first, all bits of them: RFC 7748 section 5 clears the highest. */
void brn_f25519_read(brn_f25519 *out, const uint8_t bytes[BRN_F25519_SIZE]);
/* The number from 0 to p - 1. */
void brn_f25519_write(uint8_t bytes[BRN_F25519_SIZE], const brn_f25519 *a);

void brn_f25519_add(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);
void brn_f25519_subtract(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);
void brn_f25519_multiply(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);
/* a * b + c, for a number b below 2^26. */
void brn_f25519_multiply_small_add(brn_f25519 *out, const brn_f25519 *a, uint32_t b,
                                   const brn_f25519 *c);
/* mask ? b : a, into a, for a mask of all ones or all zeros. */
void brn_f25519_choose(brn_f25519 *a, brn_limb mask, const brn_f25519 *b);

#endif
