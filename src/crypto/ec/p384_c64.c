/*
 * The field of secp384r1 in C with 64-bit limbs. p384_adx.c tells how it reduces and why the
 * bounds hold: Montgomery's factor is x = t0 + (t0 << 32) for a lowest limb t0, and x p takes no
 * product, since it is x 2^384 - x (2^128 + 2^96 - 2^32 + 1).
 */
#include "crypto/ec/c64.h"

#if BRN_LIMB_BITS == 64

/* p, the lowest limb first. */
#define P0 UINT64_C(0x00000000ffffffff)
#define P1 UINT64_C(0xffffffff00000000)
#define P2 UINT64_C(0xfffffffffffffffe)
#define P3 UINT64_C(0xffffffffffffffff)
#define P4 UINT64_C(0xffffffffffffffff)
#define P5 UINT64_C(0xffffffffffffffff)

/* out = t - p or t, whichever is in [0, p - 1], for t with its carry below 2 p. */
static inline void finish(brn_limb *out, const brn_limb *t, brn_limb carry)
{
    brn_limb u[6], borrow = 0, mask;

    u[0] = c64_subtract(t[0], P0, &borrow);
    u[1] = c64_subtract(t[1], P1, &borrow);
    u[2] = c64_subtract(t[2], P2, &borrow);
    u[3] = c64_subtract(t[3], P3, &borrow);
    u[4] = c64_subtract(t[4], P4, &borrow);
    u[5] = c64_subtract(t[5], P5, &borrow);
    mask = c64_mask(borrow & (carry ^ 1)); /* t < p */
    out[0] = c64_select(mask, t[0], u[0]);
    out[1] = c64_select(mask, t[1], u[1]);
    out[2] = c64_select(mask, t[2], u[2]);
    out[3] = c64_select(mask, t[3], u[3]);
    out[4] = c64_select(mask, t[4], u[4]);
    out[5] = c64_select(mask, t[5], u[5]);
}

/*
 * t = (t + x p) / 2^64. It is at most p + 2^65, so six limbs hold it. What is subtracted from t1
 * and up stands in s1, s2, s3; x comes in at the top.
 */
static inline void reduce(brn_limb t[6])
{
    brn_limb low = t[0] << 32, carry = 0, borrow, x, high, s1, s2;

    x = c64_add(t[0], low, &carry);
    high = x >> 32;
    borrow = carry;
    s1 = c64_subtract(low, high, &borrow);
    carry = 0;
    s2 = c64_add(high - borrow, x, &carry); /* if high is 0 there was no borrow */
    borrow = 0;
    t[0] = c64_subtract(t[1], s1, &borrow);
    t[1] = c64_subtract(t[2], s2, &borrow);
    t[2] = c64_subtract(t[3], carry, &borrow);
    t[3] = c64_subtract(t[4], 0, &borrow);
    t[4] = c64_subtract(t[5], 0, &borrow);
    t[5] = x - borrow; /* if x is 0 there was no borrow */
}

/* t = (t + a y + x p) / 2^64, with t below 2 p, in seven limbs, before and after. */
static inline void row(brn_limb t[7], const brn_limb *a, brn_limb y)
{
    brn_limb carry = 0, top = 0;

    t[0] = c64_multiply_add(a[0], y, t[0], &carry);
    t[1] = c64_multiply_add(a[1], y, t[1], &carry);
    t[2] = c64_multiply_add(a[2], y, t[2], &carry);
    t[3] = c64_multiply_add(a[3], y, t[3], &carry);
    t[4] = c64_multiply_add(a[4], y, t[4], &carry);
    t[5] = c64_multiply_add(a[5], y, t[5], &carry);
    t[6] = c64_add(t[6], carry, &top);
    reduce(t);
    carry = 0;
    t[5] = c64_add(t[5], t[6], &carry);
    t[6] = top + carry;
}

void brn_p384_c64_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb t[7] = {0};

    (void)m;
    row(t, a, b[0]);
    row(t, a, b[1]);
    row(t, a, b[2]);
    row(t, a, b[3]);
    row(t, a, b[4]);
    row(t, a, b[5]);
    finish(out, t, t[6]);
}

/* The products of different limbs, doubled, and the squares. */
static inline void square_wide(brn_limb wide[12], const brn_limb *a)
{
    brn_limb carry = 0;

    wide[1] = c64_multiply_add(a[0], a[1], 0, &carry);
    wide[2] = c64_multiply_add(a[0], a[2], 0, &carry);
    wide[3] = c64_multiply_add(a[0], a[3], 0, &carry);
    wide[4] = c64_multiply_add(a[0], a[4], 0, &carry);
    wide[5] = c64_multiply_add(a[0], a[5], 0, &carry);
    wide[6] = carry;
    carry = 0;
    wide[3] = c64_multiply_add(a[1], a[2], wide[3], &carry);
    wide[4] = c64_multiply_add(a[1], a[3], wide[4], &carry);
    wide[5] = c64_multiply_add(a[1], a[4], wide[5], &carry);
    wide[6] = c64_multiply_add(a[1], a[5], wide[6], &carry);
    wide[7] = carry;
    carry = 0;
    wide[5] = c64_multiply_add(a[2], a[3], wide[5], &carry);
    wide[6] = c64_multiply_add(a[2], a[4], wide[6], &carry);
    wide[7] = c64_multiply_add(a[2], a[5], wide[7], &carry);
    wide[8] = carry;
    carry = 0;
    wide[7] = c64_multiply_add(a[3], a[4], wide[7], &carry);
    wide[8] = c64_multiply_add(a[3], a[5], wide[8], &carry);
    wide[9] = carry;
    carry = 0;
    wide[9] = c64_multiply_add(a[4], a[5], wide[9], &carry);
    wide[10] = carry;
    wide[11] = wide[10] >> 63;
    wide[10] = wide[10] << 1 | wide[9] >> 63;
    wide[9] = wide[9] << 1 | wide[8] >> 63;
    wide[8] = wide[8] << 1 | wide[7] >> 63;
    wide[7] = wide[7] << 1 | wide[6] >> 63;
    wide[6] = wide[6] << 1 | wide[5] >> 63;
    wide[5] = wide[5] << 1 | wide[4] >> 63;
    wide[4] = wide[4] << 1 | wide[3] >> 63;
    wide[3] = wide[3] << 1 | wide[2] >> 63;
    wide[2] = wide[2] << 1 | wide[1] >> 63;
    wide[1] <<= 1;
    carry = 0;
    wide[0] = c64_multiply_add(a[0], a[0], 0, &carry);
    wide[1] = c64_add(wide[1], 0, &carry);
    wide[2] = c64_multiply_add(a[1], a[1], wide[2], &carry);
    wide[3] = c64_add(wide[3], 0, &carry);
    wide[4] = c64_multiply_add(a[2], a[2], wide[4], &carry);
    wide[5] = c64_add(wide[5], 0, &carry);
    wide[6] = c64_multiply_add(a[3], a[3], wide[6], &carry);
    wide[7] = c64_add(wide[7], 0, &carry);
    wide[8] = c64_multiply_add(a[4], a[4], wide[8], &carry);
    wide[9] = c64_add(wide[9], 0, &carry);
    wide[10] = c64_multiply_add(a[5], a[5], wide[10], &carry);
    wide[11] = c64_add(wide[11], 0, &carry);
}

/* The lower half, reduced six times, is at most p; the upper half is below p. */
void brn_p384_c64_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb wide[12], carry = 0;

    (void)m;
    square_wide(wide, a);
    reduce(wide);
    reduce(wide);
    reduce(wide);
    reduce(wide);
    reduce(wide);
    reduce(wide);
    wide[0] = c64_add(wide[0], wide[6], &carry);
    wide[1] = c64_add(wide[1], wide[7], &carry);
    wide[2] = c64_add(wide[2], wide[8], &carry);
    wide[3] = c64_add(wide[3], wide[9], &carry);
    wide[4] = c64_add(wide[4], wide[10], &carry);
    wide[5] = c64_add(wide[5], wide[11], &carry);
    finish(out, wide, carry);
}

void brn_p384_c64_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb t[6], carry = 0;

    (void)m;
    t[0] = c64_add(a[0], b[0], &carry);
    t[1] = c64_add(a[1], b[1], &carry);
    t[2] = c64_add(a[2], b[2], &carry);
    t[3] = c64_add(a[3], b[3], &carry);
    t[4] = c64_add(a[4], b[4], &carry);
    t[5] = c64_add(a[5], b[5], &carry);
    finish(out, t, carry);
}

/* out = a + p or a, as the mask says; returns the carry. */
static inline brn_limb add_p(brn_limb *out, const brn_limb *a, brn_limb mask)
{
    brn_limb carry = 0;

    out[0] = c64_add(a[0], P0 & mask, &carry);
    out[1] = c64_add(a[1], P1 & mask, &carry);
    out[2] = c64_add(a[2], P2 & mask, &carry);
    out[3] = c64_add(a[3], mask, &carry);
    out[4] = c64_add(a[4], mask, &carry);
    out[5] = c64_add(a[5], mask, &carry);
    return carry;
}

void brn_p384_c64_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb t[6], borrow = 0;

    (void)m;
    t[0] = c64_subtract(a[0], b[0], &borrow);
    t[1] = c64_subtract(a[1], b[1], &borrow);
    t[2] = c64_subtract(a[2], b[2], &borrow);
    t[3] = c64_subtract(a[3], b[3], &borrow);
    t[4] = c64_subtract(a[4], b[4], &borrow);
    t[5] = c64_subtract(a[5], b[5], &borrow);
    (void)add_p(out, t, c64_mask(borrow));
}

/* An odd number gets p added; the carry is the top bit of what is shifted down. */
void brn_p384_c64_halve(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb t[6], carry = add_p(t, a, c64_mask(a[0] & 1));

    (void)m;
    out[0] = t[0] >> 1 | t[1] << 63;
    out[1] = t[1] >> 1 | t[2] << 63;
    out[2] = t[2] >> 1 | t[3] << 63;
    out[3] = t[3] >> 1 | t[4] << 63;
    out[4] = t[4] >> 1 | t[5] << 63;
    out[5] = t[5] >> 1 | carry << 63;
}

#else

/* ISO C wants a declaration in every file. */
typedef int brn_p384_c64_is_not_for_this_machine;

#endif
