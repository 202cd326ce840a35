/*
 * A prime-order curve y^2 = x^3 - 3x + b (FIPS 186-4 appendix D.1.2, SEC 2), as data, and
 * what can be done with its points. All three curves of TLS have cofactor 1, so every
 * point on the curve other than infinity has order n.
 *
 * Functions on a scalar or on a point made from one run in constant time unless their
 * comment says that they take public data.
 */
#ifndef BRN_CRYPTO_EC_CURVE_H
#define BRN_CRYPTO_EC_CURVE_H

#include "crypto/ec/field.h"

#include <brine/provider.h>

/* A comb may have that many tables. */
#define BRN_COMB_BLOCKS_MAX 4

/*
 * Multiples of the generator for the comb that brn_comb_column describes. points[0] are
 * 2^(teeth - 1) affine points, x then y, in Montgomery form, one for each column that there can
 * be. More tables spare doublings: the columns are worked off in blocks of so many rows, the last
 * block perhaps of fewer, and one doubling serves a row of all blocks. Column rows b + i is row i
 * of block b, and points[b] are points[0] times 2^(rows b).
 *
 * brn_point_multiply_base relies upon rows >= 2 and upon
 *     spacing (teeth - 1) + rows (blocks - 1) + 4 <= bits of the order
 * which makes all columns of one row together less than an eighth of the order.
 */
typedef struct brn_comb {
    size_t teeth;
    size_t spacing; /* bits between teeth; teeth * spacing is at least the order's bits */
    size_t blocks;
    size_t rows; /* blocks * rows is at least spacing */
    const brn_limb *points[BRN_COMB_BLOCKS_MAX];
} brn_comb;

typedef struct brn_curve {
    brine_group_id id;
    const brn_field *field;  /* modulo p: coordinates */
    const brn_field *scalar; /* modulo n, of as many limbs and bits */
    const brn_limb *b;       /* in Montgomery form */
    brn_comb comb;
    /* brn_limbs_look_up, or what does the same. */
    void (*look_up)(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                    size_t count);
} brn_curve;

/* The same curve once for each way of computing in its field. */
extern const brn_curve brn_curve_p256;
extern const brn_curve brn_curve_p384;
extern const brn_curve brn_curve_p521;
extern const brn_curve brn_curve_p256_adx;
extern const brn_curve brn_curve_p384_adx;

/* Homogeneous coordinates: (X : Y : Z) is (X / Z, Y / Z), and infinity is (0 : 1 : 0). */
typedef struct brn_point {
    brn_limb x[BRN_EC_LIMBS], y[BRN_EC_LIMBS], z[BRN_EC_LIMBS];
} brn_point;

typedef struct brn_affine {
    brn_limb x[BRN_EC_LIMBS], y[BRN_EC_LIMBS];
} brn_affine;

/*
 * What brn_point_multiply, and anything else here but brn_curve_check_sum, may leave on the stack
 * below its caller, in bytes: to be wiped by brn_wipe_stack once a secret has been at work.
 * BRN_EC_STACK_BASE is for brn_point_multiply_base and what needs no more.
 *
 * A wipe that reaches deeper than the work did overwrites what lies below a small stack, so these
 * are hardly more than is needed: 2.0 to 2.6 KB and 1.7 to 2.3 KB with gcc and clang, from -O0 to
 * -O3. tests/unit/crypto/stack_test.c measures it.
 */
#define BRN_EC_STACK      (13 * sizeof(brn_point))
#define BRN_EC_STACK_BASE (12 * sizeof(brn_point))

/* Bytes of an uncompressed point: SEC 1 section 2.3.3. */
static inline size_t brn_curve_point_size(const brn_curve *c)
{
    return 1 + 2 * brn_field_size(c->field);
}

/*
 * Takes a public point: exactly an uncompressed one, coordinates below p, on the curve
 * (RFC 8422 section 5.11, SEC 1 section 3.2.2.1; the cofactor is 1). False otherwise.
 */
BRINE_MUST_USE bool brn_point_read(const brn_curve *c, brn_affine *point, brine_bytes bytes);

/* Writes a point other than infinity, uncompressed: brn_curve_point_size bytes. */
void brn_point_write(const brn_curve *c, uint8_t *bytes, const brn_affine *point);

/* The complete addition law: see point.c. Results and operands may be the same point. */
void brn_point_add(const brn_curve *c, brn_point *r, const brn_point *p, const brn_point *q);
void brn_point_add_affine(const brn_curve *c, brn_point *r, const brn_point *p,
                          const brn_affine *q);

/*
 * Limbs for a point's odd multiples, on a curve of so many pieces of 64 bits. They are the caller's
 * who knows the curve: as wide as the widest they would be half of a device's stack. They tell
 * nothing of a scalar.
 */
#define BRN_MULTIPLY_ROOM(pieces)  (16 * 3 * BRN_PIECES(pieces))
#define BRN_CHECK_SUM_ROOM(pieces) (8 * 3 * BRN_PIECES(pieces))

/*
 * r = k point and r = k G, for a plain integer 0 < k < n; the addition law takes k = 0, too. The
 * caller wipes the stack. room: BRN_MULTIPLY_ROOM limbs.
 */
void brn_point_multiply(const brn_curve *c, brn_point *r, const brn_affine *point,
                        const brn_limb *k, brn_limb *room);
void brn_point_multiply_base(const brn_curve *c, brn_point *r, const brn_limb *k);

/* Writes the public key k G of a private key 0 < k < n, as brn_point_write does. */
void brn_curve_public_key(const brn_curve *c, uint8_t *bytes, const brn_limb *k);

/* Affine coordinates, still in Montgomery form, of a point other than infinity. */
void brn_point_to_affine(const brn_curve *c, brn_affine *r, const brn_point *p);

/*
 * True when the x-coordinate of u1 G + u2 point, taken modulo n, is r, and the sum is not
 * infinity: the last step of ECDSA verification. Variable time, for public data. u1, u2
 * and r are plain integers below n. room: BRN_CHECK_SUM_ROOM limbs.
 */
BRINE_MUST_USE bool brn_curve_check_sum(const brn_curve *c, const brn_limb *u1, const brn_limb *u2,
                                        const brn_affine *point, const brn_limb *r, brn_limb *room);

/*
 * Reads brn_field_size(c->scalar) bytes, big-endian. Returns all ones when they are a
 * scalar that a private key or a nonce may be, in [1, n - 1], and zero otherwise.
 */
brn_limb brn_scalar_read(const brn_curve *c, brn_limb *k, const uint8_t *bytes);

/* a mod n, for an ordinary number a < 2 n. */
void brn_scalar_reduce_once(const brn_curve *c, brn_limb *a);

/*
 * The digest's leftmost bits, as many as the order has, modulo the order: FIPS 186-4
 * section 6.4. The digest may be secret.
 */
void brn_scalar_from_digest(const brn_curve *c, brn_limb *e, const uint8_t *digest, size_t len);

/*
 * The odd one of k and n - k, for recodings in which every digit is odd, so that none is
 * zero and none needs another path. Returns all ones when it is n - k: the result must then
 * be negated.
 */
brn_limb brn_scalar_make_odd(const brn_curve *c, brn_limb *out, const brn_limb *k);

/* Bits at..at+count-1 of a scalar, count at most 8; those above the top limb are 0. */
brn_limb brn_scalar_bits(const brn_curve *c, const brn_limb *k, size_t at, size_t count);

/*
 * The comb (Lim and Lee, "More flexible exponentiation with precomputation", CRYPTO '94)
 * with digits +1 and -1: an odd k < 2^L is the sum of s_i 2^i, i < L, where s_i is +1 when
 * bit i of (k >> 1) + 2^(L - 1) is set and -1 when it is not. With L = teeth * spacing,
 * tooth t holds the digits t * spacing and up, and column j stands for
 *     s_j G + s_(j + spacing) 2^spacing G + ... + s_(j + last) 2^last G,
 *     last = (teeth - 1) * spacing.
 * The table holds the points whose last sign is +, at the index whose bit t is set when the
 * sign of tooth t is +. Writes the index of column j's point and returns all ones, or that
 * of its negative and returns zero.
 */
brn_limb brn_comb_column(const brn_curve *c, const brn_limb *k, size_t j, brn_limb *index);

#endif
