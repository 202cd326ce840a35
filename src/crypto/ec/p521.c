/*
 * secp521r1 (NIST P-521): FIPS 186-4 appendix D.1.2.5, SEC 2 section 2.6.1.
 *     p = 2^521 - 1
 *     y^2 = x^3 - 3 x + b over the integers modulo p; n points, n prime
 *
 * Verification only: a few certificates have such keys, and nothing here is secret. So this
 * curve gets the core's arithmetic, a small comb, and no tier of its own.
 *
 * Limbs. Nine of 64 bits or eighteen of 32, 55 bits to spare and not made use of: results
 * are reduced below p as for the other curves. R is 2^576 for both sizes of limbs.
 */
#include "crypto/ec/combs.h"
#include "crypto/ec/curve.h"

#define LIMBS BRN_PIECES(9)

static const brn_limb p[LIMBS] = {
    BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff),
    BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff),
    BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0x00000000000001ff),
};

static const brn_limb p_one[LIMBS] = {
    BRN_PIECE(0x0080000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
};

static const brn_limb p_rr[LIMBS] = {
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000400000000000), BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
};

static const brn_limb n[LIMBS] = {
    BRN_PIECE(0xbb6fb71e91386409), BRN_PIECE(0x3bb5c9b8899c47ae), BRN_PIECE(0x7fcc0148f709a5d0),
    BRN_PIECE(0x51868783bf2f966b), BRN_PIECE(0xfffffffffffffffa), BRN_PIECE(0xffffffffffffffff),
    BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0xffffffffffffffff), BRN_PIECE(0x00000000000001ff),
};

static const brn_limb n_one[LIMBS] = {
    BRN_PIECE(0xfb80000000000000), BRN_PIECE(0x28a2482470b763cd), BRN_PIECE(0x17e2251b23bb31dc),
    BRN_PIECE(0xca4019ff5b847b2d), BRN_PIECE(0x02d73cbc3e206834), BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000), BRN_PIECE(0x0000000000000000),
};

static const brn_limb n_rr[LIMBS] = {
    BRN_PIECE(0x137cd04dcf15dd04), BRN_PIECE(0xf707badce5547ea3), BRN_PIECE(0x12a78d38794573ff),
    BRN_PIECE(0xd3721ef557f75e06), BRN_PIECE(0xdd6e23d82e49c7db), BRN_PIECE(0xcff3d142b7756e3e),
    BRN_PIECE(0x5bcc6d61a8e567bc), BRN_PIECE(0x2d8e03d1492d0d45), BRN_PIECE(0x000000000000003d),
};

static const brn_field field = {
    .mont = {.n = p, .rr = p_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x0000000000000001)},
    .bits = 521,
    .one = p_one,
    BRN_FIELD_CORE,
};

static const brn_field scalar = {
    .mont = {.n = n, .rr = n_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x1d2f5ccd79a995c7)},
    .bits = 521,
    .one = n_one,
    BRN_FIELD_CORE,
};

static const brn_limb b[LIMBS] = {
    BRN_PIECE(0x8014654fae586387), BRN_PIECE(0x78f7a28fea35a81f), BRN_PIECE(0x839ab9efc41e961a),
    BRN_PIECE(0xbd8b29605e9dd8df), BRN_PIECE(0xf0ab0c9ca8f63f49), BRN_PIECE(0xf9dc5a44c8c77884),
    BRN_PIECE(0x77516d392dccd98a), BRN_PIECE(0x0fc94d10d05b42a0), BRN_PIECE(0x000000000000004d),
};

const brn_curve brn_curve_p521 = {
    .id = BRINE_GROUP_SECP521R1,
    .field = &field,
    .scalar = &scalar,
    .b = b,
    .comb = {.teeth = 4, .spacing = 131, .blocks = 1, .rows = 131, .points = {brn_comb_p521}},
    .look_up = brn_limbs_look_up,
};
