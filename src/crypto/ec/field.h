/*
 * Arithmetic modulo a prime of 256 to 521 bits: a curve's field, or the order of its group.
 *
 * A field is a modulus of the Montgomery core (crypto/bignum/montgomery.h) with the functions that
 * serve it. The core's own serve every modulus, in C and for both limb sizes, and are the
 * reference; a curve may bring faster ones with the same meaning, and the same tests run on
 * both. Elements are arrays of `mont.count` limbs in Montgomery form, always less than the
 * modulus. Nothing here branches on, or indexes by, the value of an element.
 */
#ifndef BRN_CRYPTO_EC_FIELD_H
#define BRN_CRYPTO_EC_FIELD_H

#include "base/ct.h"
#include "crypto/bignum/montgomery.h"

/*
 * Constants are written in 64-bit pieces, least significant first, for either limb size:
 * R = 2^(64 pieces) is then the same, and so is the Montgomery form.
 */
#if BRN_LIMB_BITS == 64
#define BRN_PIECE(x) UINT64_C(x)
#else
#define BRN_PIECE(x) (uint32_t)(UINT64_C(x) & 0xffffffff), (uint32_t)(UINT64_C(x) >> 32)
#endif
#define BRN_PIECES(count) ((count)*64 / BRN_LIMB_BITS)

/* Limbs of the largest curve, secp521r1, and bits and bytes of its elements and scalars. */
#define BRN_EC_LIMBS       BRN_PIECES(9)
#define BRN_FIELD_BITS_MAX 521
#define BRN_FIELD_SIZE_MAX 66

typedef struct brn_field {
    brn_mont mont;
    size_t bits;         /* of the modulus */
    const brn_limb *one; /* in Montgomery form: R mod p */
    void (*multiply)(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
    void (*square)(brn_limb *out, const brn_limb *a, const brn_mont *m);
    void (*add)(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
    void (*subtract)(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
    void (*halve)(brn_limb *out, const brn_limb *a, const brn_mont *m);
} brn_field;

/* out = a / 2 mod p, for any modulus: what the core lacks. */
void brn_field_halve(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* The core's own, for any modulus. */
#define BRN_FIELD_CORE                                                                             \
    .multiply = brn_mont_multiply, .square = brn_mont_square, .add = brn_mont_add,                 \
    .subtract = brn_mont_subtract, .halve = brn_field_halve

/* How a formula writes them. Out and operands may be the same. */
static inline void fe_mul(const brn_field *f, brn_limb *out, const brn_limb *a, const brn_limb *b)
{
    f->multiply(out, a, b, &f->mont);
}

static inline void fe_sqr(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    f->square(out, a, &f->mont);
}

static inline void fe_add(const brn_field *f, brn_limb *out, const brn_limb *a, const brn_limb *b)
{
    f->add(out, a, b, &f->mont);
}

static inline void fe_sub(const brn_field *f, brn_limb *out, const brn_limb *a, const brn_limb *b)
{
    f->subtract(out, a, b, &f->mont);
}

static inline void fe_halve(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    f->halve(out, a, &f->mont);
}

static inline void fe_copy(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    for (size_t i = 0; i < f->mont.count; i++)
        out[i] = a[i];
}

static inline brn_limb fe_is_zero(const brn_field *f, const brn_limb *a)
{
    return brn_limbs_mask_zero(a, f->mont.count);
}

static inline brn_limb fe_is_equal(const brn_field *f, const brn_limb *a, const brn_limb *b)
{
    return brn_limbs_mask_equal(a, b, f->mont.count);
}

/* a = -a under a mask of all ones, a under none. */
void brn_field_negate_if(const brn_field *f, brn_limb mask, brn_limb *a);

/* out = 1 / a, and 0 for 0. The second takes public numbers only, and less time. */
void brn_field_invert(const brn_field *f, brn_limb *out, const brn_limb *a);
void brn_field_invert_public(const brn_field *f, brn_limb *out, const brn_limb *a);

/* Bytes of an element on the wire: SEC 1 section 2.3.5. */
static inline size_t brn_field_size(const brn_field *f)
{
    return (f->bits + 7) / 8;
}

/*
 * An ordinary number of brn_field_size bytes, big-endian. Returns all ones when it is less
 * than the modulus; out is the number in any case.
 */
brn_limb brn_field_read(const brn_field *f, brn_limb *out, const uint8_t *bytes);
void brn_field_write(const brn_field *f, uint8_t *bytes, const brn_limb *a);

#endif
