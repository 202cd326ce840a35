/*
 * Two functions of the block kernel for processors with BMI2 and ADX; montgomery_block.h says what
 * they do. Defined where BRN_X86_64_ASSEMBLY is, for limbs of 64 bits.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_SQUARE_ADX_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_SQUARE_ADX_H

#include "crypto/bignum/limbs.h"

void brn_block_products_adx(brn_limb *out, const brn_limb *x);
void brn_block_double_and_square_adx(brn_limb *out, const brn_limb *a, size_t blocks);

#endif
