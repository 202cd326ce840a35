/*
 * Montgomery arithmetic of whole blocks, as RSA needs it: brn_mont_reduce, _multiply, _square
 * and _leave for counts that are multiples of BRN_BLOCK_LIMBS. They keep kilobytes on their
 * stack, and stand apart so that the curves, which call the same four of montgomery.h, don't.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_WIDE_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_WIDE_H

#include "crypto/bignum/modulus.h"

void brn_mont_reduce_blocks(brn_limb *out, brn_limb *wide, const brn_mont *m);
void brn_mont_multiply_blocks(brn_limb *out, const brn_limb *a, const brn_limb *b,
                              const brn_mont *m);
void brn_mont_square_blocks(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_mont_leave_blocks(brn_limb *out, const brn_limb *a, const brn_mont *m);

#endif
