/*
 * The Montgomery core: arithmetic modulo odd moduli. RSA and the curves stand on it. What is
 * said of limbs, counts, time and memory in limbs.h holds here, too.
 *
 * Montgomery form. With R = 2^(BRN_LIMB_BITS * count), a number x stands for itself in
 * ordinary form and as x * R mod n in Montgomery form. Multiplying two numbers in
 * Montgomery form gives a number in Montgomery form; one of each gives an ordinary one.
 *
 * Bounds. Moduli are odd and greater than 1. Results are always fully reduced, that is less
 * than n, so that equal numbers have equal limbs. Operands are less than n except where a
 * comment says more.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_H

#include "crypto/bignum/modulus.h"

/* -1/n mod 2^BRN_LIMB_BITS from the lowest limb of an odd n. */
brn_limb brn_mont_inverse_limb(brn_limb n0);

/*
 * A modulus with its R^2 mod n, which is computed into rr (count limbs). n and rr must live
 * as long as the result is used. n may be secret except that 2^bits < n.
 */
brn_mont brn_mont_init(const brn_limb *n, brn_limb *rr, size_t count, size_t bits);

/* a + b and a - b mod n. Of m they need n only, which may be even. */
void brn_mont_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_mont_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);

/* a * b / R mod n; one of a and b may be any number that fits count limbs. */
void brn_mont_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);

/* a^2 / R mod n */
void brn_mont_square(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* wide / R mod n for wide < n * R. wide has 2 * count limbs, is destroyed, and is not out. */
void brn_mont_reduce(brn_limb *out, brn_limb *wide, const brn_mont *m);

/* Into Montgomery form, any a that fits count limbs; and out of it. */
void brn_mont_enter(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_mont_leave(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* Bits of exponent that brn_mont_power takes at a time, and the limbs that it works in. */
#define BRN_MONT_WINDOW               4
#define BRN_MONT_POWER_SCRATCH(count) (((1 << BRN_MONT_WINDOW) + 3) * (count))

/*
 * base^exponent mod n, base and result in Montgomery form. base and exponent are secret,
 * the exponent's bits (at most 8192; leading zeros do no harm) are public. scratch has
 * BRN_MONT_POWER_SCRATCH(count) limbs and is wiped. The result for exponent 0 is 1.
 */
void brn_mont_power(brn_limb *out, const brn_limb *base, const brn_limb *exponent,
                    size_t exponent_bits, const brn_mont *m, brn_limb *scratch);

/*
 * base^exponent mod n, base and result in Montgomery form. base is secret; exponent >= 1 is
 * public and decides how many multiplications there are.
 */
void brn_mont_power_word(brn_limb *out, const brn_limb *base, uint64_t exponent, const brn_mont *m);

/* Limbs that an inversion works in, for n of so many bits: five numbers of so many digits. */
#define BRN_MONT_INVERSE_DIGITS(bits)  (((bits) + BRN_LIMB_BITS - 1) / (BRN_LIMB_BITS - 2))
#define BRN_MONT_INVERSE_SCRATCH(bits) (5 * BRN_MONT_INVERSE_DIGITS(bits))

/*
 * 1/a mod n for a < n < 2^bits, both in ordinary form; rr is not needed. An a without inverse
 * gives some number less than n, and 0 gives 0. scratch has BRN_MONT_INVERSE_SCRATCH(bits) limbs
 * and is wiped. The second takes public numbers only, and less time.
 */
void brn_mont_inverse(brn_limb *out, const brn_limb *a, const brn_mont *m, size_t bits,
                      brn_limb *scratch);
void brn_mont_inverse_public(brn_limb *out, const brn_limb *a, const brn_mont *m, size_t bits,
                             brn_limb *scratch);

/* How many division steps brn_mont_inverse does, whatever it inverts. */
size_t brn_mont_inverse_steps(size_t bits);

/*
 * base^exponent mod n, base and result in ordinary form, everything public. base < n,
 * exponent >= 1, count >= 2; takes about as many squarings as the exponent has bits.
 */
void brn_mont_power_public(brn_limb *out, const brn_limb *base, uint64_t exponent,
                           const brn_mont *m);

#endif
