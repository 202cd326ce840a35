/*
 * Tables of the generators' multiples, in the order that curve.h describes.
 */
#ifndef BRN_CRYPTO_EC_COMBS_H
#define BRN_CRYPTO_EC_COMBS_H

#include "crypto/ec/adx.h"
#include "crypto/ec/field.h"

extern const brn_limb brn_comb_p256[32 * 2 * BRN_PIECES(4)];
#if BRN_EC_ADX
extern const brn_limb brn_comb_p256_blocks[3][32 * 2 * BRN_PIECES(4)];
#endif
extern const brn_limb brn_comb_p384[32 * 2 * BRN_PIECES(6)];
extern const brn_limb brn_comb_p521[8 * 2 * BRN_PIECES(9)];

#endif
