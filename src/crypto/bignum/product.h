/*
 * Products of fixed-width numbers (limbs.h), twice as wide as these, which are whole blocks of
 * limbs.
 */
#ifndef BRN_CRYPTO_BIGNUM_PRODUCT_H
#define BRN_CRYPTO_BIGNUM_PRODUCT_H

#include "crypto/bignum/limbs.h"

/* a * b, all of it: out has 2 * count limbs and is neither a nor b. */
void brn_limbs_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count);
void brn_limbs_square(brn_limb *out, const brn_limb *a, size_t count);

#endif
