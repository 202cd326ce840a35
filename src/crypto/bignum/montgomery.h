/*
 * The Montgomery core: arithmetic modulo odd moduli of up to BRN_SMALL_LIMBS limbs, on which the
 * curves stand; montgomery_wide.h has that of RSA. What is said of limbs, time and memory in
 * limbs.h holds here, too. Sums, differences and inverses take numbers of any count.
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

/* a + b and a - b mod n. Of m they need n only, which may be even. */
void brn_mont_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_mont_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);

/* a * b / R mod n; one of a and b may be any number that fits count limbs. */
void brn_mont_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);

/* a^2 / R mod n */
void brn_mont_square(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* Into Montgomery form, any a that fits count limbs; and out of it. */
void brn_mont_enter(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_mont_leave(brn_limb *out, const brn_limb *a, const brn_mont *m);

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

#endif
