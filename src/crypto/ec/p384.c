/*
 * secp384r1 (NIST P-384): FIPS 186-4 appendix D.1.2.4, SEC 2 section 2.5.1.
 *     p = 2^384 - 2^128 - 2^96 + 2^32 - 1
 *     y^2 = x^3 - 3 x + b over the integers modulo p; n points, n prime
 *
 * Limbs, bounds, tiers and time are as p256.c says of its curve: six limbs of 64 bits or
 * twelve of 32, none to spare, always fully reduced.
 */
#include "crypto/ec/adx.h"
#include "crypto/ec/c64.h"
#include "crypto/ec/combs.h"
#include "crypto/ec/curve.h"

#define LIMBS BRN_PIECES(6)

static const brn_limb p[LIMBS] = {
    BRN_PIECE(0x00000000ffffffff), BRN_PIECE(0xffffffff00000000), BRN_PIECE(0xfffffffffffffffe),
    BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff),
};

static const brn_limb p_one[LIMBS] = {
    BRN_PIECE(0xffffffff00000001), BRN_PIECE(0x00000000ffffffff), BRN_PIECE(0x0000000000000001),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
};

static const brn_limb p_rr[LIMBS] = {
    BRN_PIECE(0xfffffffe00000001), BRN_PIECE(0x0000000200000000), BRN_PIECE(0xfffffffe00000000),
    BRN_PIECE(0x0000000200000000), BRN_PIECE(0x0000000000000001), BRN_PIECE(0x0000000000000000),
};

static const brn_limb n[LIMBS] = {
    BRN_PIECE(0xecec196accc52973), BRN_PIECE(0x581a0db248b0a77a), BRN_PIECE(0xc7634d81f4372ddf),
    BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff),
};

static const brn_limb n_one[LIMBS] = {
    BRN_PIECE(0x1313e695333ad68d), BRN_PIECE(0xa7e5f24db74f5885), BRN_PIECE(0x389cb27e0bc8d220),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
};

static const brn_limb n_rr[LIMBS] = {
    BRN_PIECE(0x2d319b2419b409a9), BRN_PIECE(0xff3d81e5df1aa419), BRN_PIECE(0xbc3e483afcb82947),
    BRN_PIECE(0xd40d49174aab1cc5), BRN_PIECE(0x3fb05b7a28266895), BRN_PIECE(0x0c84ee012b39bf21),
};

static const brn_field field = {
    .mont = {.n = p, .rr = p_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x0000000100000001)},
    .bits = 384,
    .one = p_one,
    .multiply = brn_p384_c64_multiply,
    .square = brn_p384_c64_square,
    .add = brn_p384_c64_add,
    .subtract = brn_p384_c64_subtract,
    .halve = brn_p384_c64_halve,
};

static const brn_field field_adx = {
    .mont = {.n = p, .rr = p_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x0000000100000001)},
    .bits = 384,
    .one = p_one,
    .multiply = brn_p384_adx_multiply,
    .square = brn_p384_adx_square,
    .add = brn_p384_adx_add,
    .subtract = brn_p384_adx_subtract,
    .halve = brn_p384_adx_halve,
};

static const brn_field scalar = {
    .mont = {.n = n, .rr = n_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x6ed46089e88fdc45)},
    .bits = 384,
    .one = n_one,
    BRN_FIELD_CORE,
};

static const brn_limb b[LIMBS] = {
    BRN_PIECE(0x081188719d412dcc), BRN_PIECE(0xf729add87a4c32ec), BRN_PIECE(0x77f2209b1920022e),
    BRN_PIECE(0xe3374bee94938ae2), BRN_PIECE(0xb62b21f41f022094), BRN_PIECE(0xcd08114b604fbff9),
};

const brn_curve brn_curve_p384 = {
    .id = BRINE_GROUP_SECP384R1,
    .field = &field,
    .scalar = &scalar,
    .b = b,
    .comb = {.teeth = 6, .spacing = 64, .blocks = 1, .rows = 64, .points = {brn_comb_p384}},
    .look_up = brn_limbs_look_up,
};

const brn_curve brn_curve_p384_adx = {
    .id = BRINE_GROUP_SECP384R1,
    .field = &field_adx,
    .scalar = &scalar,
    .b = b,
    .comb = {.teeth = 6, .spacing = 64, .blocks = 1, .rows = 64, .points = {brn_comb_p384}},
    .look_up = brn_look_up_avx2,
};
