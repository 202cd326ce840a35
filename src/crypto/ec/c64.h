/*
 * Field arithmetic for secp256r1 and secp384r1 in C with 64-bit limbs: twins of
 * brn_mont_multiply and its sisters for one prime each, whose shape makes Montgomery's reduction
 * cheap. They are for 64-bit machines that adx.h has nothing for; 32-bit ones take the core.
 *
 * Straight lines of code, written out because compilers do not unroll such loops by themselves:
 * no branch, no table, and every choice is made under a mask.
 */
#ifndef BRN_CRYPTO_EC_C64_H
#define BRN_CRYPTO_EC_C64_H

#include "base/ct.h"
#include "crypto/bignum/montgomery.h"

#if BRN_LIMB_BITS == 64

void brn_p256_c64_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p256_c64_square(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_p256_c64_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p256_c64_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p256_c64_halve(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_p384_c64_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p384_c64_square(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_p384_c64_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p384_c64_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p384_c64_halve(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* a + b + carry; the carry that comes out is 0 or 1 when that which went in was. */
static inline brn_limb c64_add(brn_limb a, brn_limb b, brn_limb *carry)
{
    brn_limb2 sum = (brn_limb2)a + b + *carry;

    *carry = (brn_limb)(sum >> 64);
    return (brn_limb)sum;
}

/* a - b - borrow, likewise. */
static inline brn_limb c64_subtract(brn_limb a, brn_limb b, brn_limb *borrow)
{
    brn_limb2 difference = (brn_limb2)a - b - *borrow;

    *borrow = (brn_limb)(difference >> 64) & 1;
    return (brn_limb)difference;
}

/* a b + t + carry, whatever they are: at most 2^128 - 1. */
static inline brn_limb c64_multiply_add(brn_limb a, brn_limb b, brn_limb t, brn_limb *carry)
{
    brn_limb2 sum = (brn_limb2)a * b + t + *carry;

    *carry = (brn_limb)(sum >> 64);
    return (brn_limb)sum;
}

/* All ones for 1, 0 for 0. */
static inline brn_limb c64_mask(brn_limb bit)
{
    return brn_ct_barrier((uint64_t)0 - bit);
}

/* mask ? a : b */
static inline brn_limb c64_select(brn_limb mask, brn_limb a, brn_limb b)
{
    return b ^ (mask & (a ^ b));
}

#else
/* The core's, in their place. */
#define brn_p256_c64_multiply brn_mont_multiply
#define brn_p256_c64_square   brn_mont_square
#define brn_p256_c64_add      brn_mont_add
#define brn_p256_c64_subtract brn_mont_subtract
#define brn_p256_c64_halve    brn_field_halve
#define brn_p384_c64_multiply brn_mont_multiply
#define brn_p384_c64_square   brn_mont_square
#define brn_p384_c64_add      brn_mont_add
#define brn_p384_c64_subtract brn_mont_subtract
#define brn_p384_c64_halve    brn_field_halve
#endif

#endif
