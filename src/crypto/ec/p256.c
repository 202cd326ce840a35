/*
 * secp256r1 (NIST P-256): FIPS 186-4 appendix D.1.2.3, SEC 2 section 2.4.2.
 *     p = 2^256 - 2^224 + 2^192 + 2^96 - 1
 *     y^2 = x^3 - 3 x + b over the integers modulo p; n points, n prime
 *
 * Limbs. Four of 64 bits or eight of 32, and no spare bits: every result is reduced below p
 * at once, so that there are no bounds to keep track of from one formula to the next.
 *
 * Two tiers. brn_curve_p256 runs everywhere: it computes with p256_c64.c where limbs have 64
 * bits and with the Montgomery core elsewhere; brn_curve_p256_adx with p256_adx.c, and with a
 * larger comb. Both files know this p. Numbers modulo n are multiplied a few times a signature
 * only, and are left to the core in both.
 *
 * Time. With secrets: jacobian.c and point.c, multiply.c's masked look-ups, brn_field_invert;
 * the same instructions and addresses for every scalar. With public numbers (verification):
 * check_sum.c and brn_field_invert_public, whose time varies and may.
 */
#include "crypto/ec/adx.h"
#include "crypto/ec/c64.h"
#include "crypto/ec/combs.h"
#include "crypto/ec/curve.h"

#define LIMBS BRN_PIECES(4)

static const brn_limb p[LIMBS] = {
    BRN_PIECE(0xffffffffffffffff),
    BRN_PIECE(0x00000000ffffffff),
    BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0xffffffff00000001),
};

static const brn_limb p_one[LIMBS] = {
    BRN_PIECE(0x0000000000000001),
    BRN_PIECE(0xffffffff00000000),
    BRN_PIECE(0xffffffffffffffff),
    BRN_PIECE(0x00000000fffffffe),
};

static const brn_limb p_rr[LIMBS] = {
    BRN_PIECE(0x0000000000000003),
    BRN_PIECE(0xfffffffbffffffff),
    BRN_PIECE(0xfffffffffffffffe),
    BRN_PIECE(0x00000004fffffffd),
};

static const brn_limb n[LIMBS] = {
    BRN_PIECE(0xf3b9cac2fc632551),
    BRN_PIECE(0xbce6faada7179e84),
    BRN_PIECE(0xffffffffffffffff),
    BRN_PIECE(0xffffffff00000000),
};

static const brn_limb n_one[LIMBS] = {
    BRN_PIECE(0x0c46353d039cdaaf),
    BRN_PIECE(0x4319055258e8617b),
    BRN_PIECE(0x0000000000000000),
    BRN_PIECE(0x00000000ffffffff),
};

static const brn_limb n_rr[LIMBS] = {
    BRN_PIECE(0x83244c95be79eea2),
    BRN_PIECE(0x4699799c49bd6fa6),
    BRN_PIECE(0x2845b2392b6bec59),
    BRN_PIECE(0x66e12d94f3d95620),
};

static const brn_field field = {
    .mont = {.n = p, .rr = p_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x0000000000000001)},
    .bits = 256,
    .one = p_one,
    .multiply = brn_p256_c64_multiply,
    .square = brn_p256_c64_square,
    .add = brn_p256_c64_add,
    .subtract = brn_p256_c64_subtract,
    .halve = brn_p256_c64_halve,
};

static const brn_field field_adx = {
    .mont = {.n = p, .rr = p_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0x0000000000000001)},
    .bits = 256,
    .one = p_one,
    .multiply = brn_p256_adx_multiply,
    .square = brn_p256_adx_square,
    .add = brn_p256_adx_add,
    .subtract = brn_p256_adx_subtract,
    .halve = brn_p256_adx_halve,
};

static const brn_field scalar = {
    .mont = {.n = n, .rr = n_rr, .count = LIMBS, .inverse = (brn_limb)UINT64_C(0xccd1c8aaee00bc4f)},
    .bits = 256,
    .one = n_one,
    BRN_FIELD_CORE,
};

static const brn_limb b[LIMBS] = {
    BRN_PIECE(0xd89cdf6229c4bddf),
    BRN_PIECE(0xacf005cd78843090),
    BRN_PIECE(0xe5a220abf7212ed6),
    BRN_PIECE(0xdc30061d04874834),
};

#define ONE_BLOCK                                                                                  \
    {                                                                                              \
        .teeth = 6, .spacing = 43, .blocks = 1, .rows = 43, .points = { brn_comb_p256 }            \
    }

/* 6 KB more, where they serve. */
#if BRN_EC_ADX
#define FOUR_BLOCKS                                                                                \
    {                                                                                              \
        .teeth = 6, .spacing = 43, .blocks = 4, .rows = 11,                                        \
        .points = {brn_comb_p256, brn_comb_p256_blocks[0], brn_comb_p256_blocks[1],                \
                   brn_comb_p256_blocks[2]},                                                       \
    }
#else
#define FOUR_BLOCKS ONE_BLOCK
#endif

const brn_curve brn_curve_p256 = {
    .id = BRINE_GROUP_SECP256R1,
    .field = &field,
    .scalar = &scalar,
    .b = b,
    .comb = ONE_BLOCK,
    .look_up = brn_limbs_look_up,
};

const brn_curve brn_curve_p256_adx = {
    .id = BRINE_GROUP_SECP256R1,
    .field = &field_adx,
    .scalar = &scalar,
    .b = b,
    .comb = FOUR_BLOCKS,
    .look_up = brn_look_up_avx2,
};
