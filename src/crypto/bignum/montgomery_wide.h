/*
 * Montgomery arithmetic for RSA: what montgomery.h has, for numbers of whole blocks of limbs
 * (montgomery_block.h), up to BRN_LIMBS_MAX; and powers. Functions that work on numbers of any
 * count are shared: brn_mont_add, brn_mont_subtract and the inverses. What is said of form, bounds,
 * time and memory there and in limbs.h holds here, too.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_WIDE_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_WIDE_H

#include "crypto/bignum/montgomery.h"

/* Limbs of a number of so many bits, BRINE_RSA_BITS_MAX at most: whole blocks. */
size_t brn_wide_count(size_t bits);

/*
 * A modulus with its R^2 mod n, which is computed into rr (count limbs). n and rr must live
 * as long as the result is used. n may be secret except that 2^bits < n.
 */
brn_mont brn_wide_init(const brn_limb *n, brn_limb *rr, size_t count, size_t bits);

/* wide / R mod n for wide < n * R. wide has 2 * count limbs, is destroyed, and is not out. */
void brn_wide_reduce(brn_limb *out, brn_limb *wide, const brn_mont *m);

/* a * b / R mod n; one of a and b may be any number that fits count limbs. And a^2 / R mod n. */
void brn_wide_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_wide_square(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* Into Montgomery form, any a that fits count limbs; and out of it. */
void brn_wide_enter(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_wide_leave(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* Bits of exponent that brn_wide_power takes at a time, and the limbs that it works in. */
#define BRN_WIDE_WINDOW               4
#define BRN_WIDE_POWER_SCRATCH(count) (((1 << BRN_WIDE_WINDOW) + 3) * (count))

/*
 * base^exponent mod n, base and result in Montgomery form. base and exponent are secret,
 * the exponent's bits (at most 8192; leading zeros do no harm) are public. scratch has
 * BRN_WIDE_POWER_SCRATCH(count) limbs and is wiped. The result for exponent 0 is 1.
 */
void brn_wide_power(brn_limb *out, const brn_limb *base, const brn_limb *exponent,
                    size_t exponent_bits, const brn_mont *m, brn_limb *scratch);

/*
 * base^exponent mod n, base and result in Montgomery form. base is secret; exponent >= 1 is
 * public and decides how many multiplications there are.
 */
void brn_wide_power_word(brn_limb *out, const brn_limb *base, uint64_t exponent, const brn_mont *m);

/*
 * base^exponent mod n, base and result in ordinary form, everything public. base < n,
 * exponent >= 1; takes about as many squarings as the exponent has bits.
 */
void brn_wide_power_public(brn_limb *out, const brn_limb *base, uint64_t exponent,
                           const brn_mont *m);

#endif
