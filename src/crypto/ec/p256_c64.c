/*
 * The field of secp256r1 in C with 64-bit limbs. p256_adx.c tells how it reduces and why the
 * bounds hold: Montgomery's factor for a lowest limb x is x itself, and x p takes two shifts and
 * one product with the top limb of p.
 */
#include "crypto/ec/c64.h"

#if BRN_LIMB_BITS == 64

/* p, the lowest limb first. */
#define P0 UINT64_C(0xffffffffffffffff)
#define P1 UINT64_C(0x00000000ffffffff)
#define P2 UINT64_C(0x0000000000000000)
#define P3 UINT64_C(0xffffffff00000001)

/* out = t - p or t, whichever is in [0, p - 1], for t with its carry below 2 p. */
static inline void finish(brn_limb *out, const brn_limb *t, brn_limb carry)
{
    brn_limb u[4], borrow = 0, mask;

    u[0] = c64_subtract(t[0], P0, &borrow);
    u[1] = c64_subtract(t[1], P1, &borrow);
    u[2] = c64_subtract(t[2], P2, &borrow);
    u[3] = c64_subtract(t[3], P3, &borrow);
    mask = c64_mask(borrow & (carry ^ 1)); /* t < p */
    out[0] = c64_select(mask, t[0], u[0]);
    out[1] = c64_select(mask, t[1], u[1]);
    out[2] = c64_select(mask, t[2], u[2]);
    out[3] = c64_select(mask, t[3], u[3]);
}

/* t = (t + x p) / 2^64 with x = t[0]. It is at most p + 2^160, so four limbs hold it. */
static inline void reduce(brn_limb t[4])
{
    brn_limb x = t[0], carry = 0;

    t[0] = c64_add(t[1], x << 32, &carry);
    t[1] = c64_add(t[2], x >> 32, &carry);
    t[2] = c64_multiply_add(x, P3, t[3], &carry);
    t[3] = carry;
}

/*
 * t = (t + a y + x p) / 2^64, with t below 2 p, in five limbs, before and after. Five hold the
 * sum, too: t + a y < 2 p + p (2^64 - 1) = p (2^64 + 1) < 2^320.
 */
static inline void row(brn_limb t[5], const brn_limb *a, brn_limb y)
{
    brn_limb carry = 0;

    t[0] = c64_multiply_add(a[0], y, t[0], &carry);
    t[1] = c64_multiply_add(a[1], y, t[1], &carry);
    t[2] = c64_multiply_add(a[2], y, t[2], &carry);
    t[3] = c64_multiply_add(a[3], y, t[3], &carry);
    t[4] += carry;
    reduce(t);
    carry = 0;
    t[3] = c64_add(t[3], t[4], &carry);
    t[4] = carry;
}

void brn_p256_c64_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb t[5] = {0};

    (void)m;
    row(t, a, b[0]);
    row(t, a, b[1]);
    row(t, a, b[2]);
    row(t, a, b[3]);
    finish(out, t, t[4]);
}

/* The products of different limbs, doubled, and the squares. */
static inline void square_wide(brn_limb wide[8], const brn_limb *a)
{
    brn_limb carry = 0;

    wide[1] = c64_multiply_add(a[0], a[1], 0, &carry);
    wide[2] = c64_multiply_add(a[0], a[2], 0, &carry);
    wide[3] = c64_multiply_add(a[0], a[3], 0, &carry);
    wide[4] = carry;
    carry = 0;
    wide[3] = c64_multiply_add(a[1], a[2], wide[3], &carry);
    wide[4] = c64_multiply_add(a[1], a[3], wide[4], &carry);
    wide[5] = carry;
    carry = 0;
    wide[5] = c64_multiply_add(a[2], a[3], wide[5], &carry);
    wide[6] = carry;
    wide[7] = wide[6] >> 63;
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
}

/* The lower half, reduced four times, is at most p; the upper half is below p. */
void brn_p256_c64_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb wide[8], carry = 0;

    (void)m;
    square_wide(wide, a);
    reduce(wide);
    reduce(wide);
    reduce(wide);
    reduce(wide);
    wide[0] = c64_add(wide[0], wide[4], &carry);
    wide[1] = c64_add(wide[1], wide[5], &carry);
    wide[2] = c64_add(wide[2], wide[6], &carry);
    wide[3] = c64_add(wide[3], wide[7], &carry);
    finish(out, wide, carry);
}

void brn_p256_c64_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb t[4], carry = 0;

    (void)m;
    t[0] = c64_add(a[0], b[0], &carry);
    t[1] = c64_add(a[1], b[1], &carry);
    t[2] = c64_add(a[2], b[2], &carry);
    t[3] = c64_add(a[3], b[3], &carry);
    finish(out, t, carry);
}

/* out = a + p or a, as the mask says; returns the carry. */
static inline brn_limb add_p(brn_limb *out, const brn_limb *a, brn_limb mask)
{
    brn_limb carry = 0;

    out[0] = c64_add(a[0], mask, &carry);
    out[1] = c64_add(a[1], P1 & mask, &carry);
    out[2] = c64_add(a[2], 0, &carry);
    out[3] = c64_add(a[3], P3 & mask, &carry);
    return carry;
}

void brn_p256_c64_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb t[4], borrow = 0;

    (void)m;
    t[0] = c64_subtract(a[0], b[0], &borrow);
    t[1] = c64_subtract(a[1], b[1], &borrow);
    t[2] = c64_subtract(a[2], b[2], &borrow);
    t[3] = c64_subtract(a[3], b[3], &borrow);
    (void)add_p(out, t, c64_mask(borrow));
}

/* An odd number gets p added; the carry is the top bit of what is shifted down. */
void brn_p256_c64_halve(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb t[4], carry = add_p(t, a, c64_mask(a[0] & 1));

    (void)m;
    out[0] = t[0] >> 1 | t[1] << 63;
    out[1] = t[1] >> 1 | t[2] << 63;
    out[2] = t[2] >> 1 | t[3] << 63;
    out[3] = t[3] >> 1 | carry << 63;
}

#else

/* ISO C wants a declaration in every file. */
typedef int brn_p256_c64_is_not_for_this_machine;

#endif
