#include "crypto/curve25519/field25519.h"

#include <string.h>

enum {
    LIMBS = BRN_F25519_LIMBS,
    FOLD = 38, /* 2^256 modulo p */
    TOP = BRN_LIMB_BITS - 1
};

/* out += a * b, for LIMBS limbs of out and a; returns the limb above them. */
static brn_limb add_product(brn_limb *out, const brn_limb *a, brn_limb b)
{
    brn_limb carry = 0;

    for (size_t i = 0; i < LIMBS; i++) {
        brn_limb2 sum = (brn_limb2)a[i] * b + out[i] + carry;

        out[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    return carry;
}

/*
 * out = addend + a * (b0 + b1 B), in LIMBS + 2 limbs, where B is 2^BRN_LIMB_BITS: for both in one
 * pass, so that each limb is read and written once. addend has LIMBS limbs and may be out.
 */
static void add_two_products(brn_limb *out, const brn_limb *addend, const brn_limb *a, brn_limb b0,
                             brn_limb b1)
{
    brn_limb2 even = (brn_limb2)a[0] * b0 + addend[0], odd = 0;

    out[0] = (brn_limb)even;
    for (size_t i = 1; i < LIMBS; i++) {
        even = (brn_limb2)a[i] * b0 + addend[i] + (brn_limb)(even >> BRN_LIMB_BITS);
        odd = (brn_limb2)a[i - 1] * b1 + (brn_limb)even + (brn_limb)(odd >> BRN_LIMB_BITS);
        out[i] = (brn_limb)odd;
    }
    odd = (brn_limb2)a[LIMBS - 1] * b1 + (brn_limb)(even >> BRN_LIMB_BITS) +
          (brn_limb)(odd >> BRN_LIMB_BITS);
    out[LIMBS] = (brn_limb)odd;
    out[LIMBS + 1] = (brn_limb)(odd >> BRN_LIMB_BITS);
}

/* a += b for one limb b; returns the carry, 0 or 1. */
static brn_limb add_limb(brn_limb *a, brn_limb b)
{
    for (size_t i = 0; i < LIMBS; i++) {
        brn_limb2 sum = (brn_limb2)a[i] + b;

        a[i] = (brn_limb)sum;
        b = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    return b;
}

/* a -= b for one limb b; returns the borrow, 0 or 1. */
static brn_limb subtract_limb(brn_limb *a, brn_limb b)
{
    for (size_t i = 0; i < LIMBS; i++) {
        brn_limb2 difference = (brn_limb2)a[i] - b;

        a[i] = (brn_limb)difference;
        b = (brn_limb)(difference >> BRN_LIMB_BITS) & 1;
    }
    return b;
}

/*
 * a += high * 2^256, for high below 2^26: 38 high fits into a limb then. Where that carries, a has
 * become less than 38 * 2^26, all of it in the lowest limb, where 38 more fit without a carry.
 */
static void fold(brn_f25519 *a, brn_limb high)
{
    a->limb[0] += FOLD * add_limb(a->limb, FOLD * high);
}

void brn_f25519_read(brn_f25519 *out, const uint8_t bytes[BRN_F25519_SIZE])
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < BRN_F25519_SIZE; i++)
        out->limb[i / BRN_LIMB_SIZE] |= (brn_limb)bytes[i] << (8 * (i % BRN_LIMB_SIZE));
}

/* Moves bit 255 down to where it counts 19. Below 2^255 + 19 comes out. */
static void fold_top_bit(brn_f25519 *a)
{
    brn_limb bit = a->limb[LIMBS - 1] >> TOP;

    a->limb[LIMBS - 1] &= ((brn_limb)1 << TOP) - 1;
    (void)add_limb(a->limb, 19 * bit);
}

/*
 * Below 2^255 + 19, and so below 2 p, a is below p exactly when a + 19 has no bit 255. With the
 * bit, a + 19 without it is a - p; without, taking 19 away again leaves a.
 */
void brn_f25519_write(uint8_t bytes[BRN_F25519_SIZE], const brn_f25519 *a)
{
    brn_f25519 reduced = *a;
    brn_limb below;

    fold_top_bit(&reduced);
    (void)add_limb(reduced.limb, 19);
    below = 1 - (reduced.limb[LIMBS - 1] >> TOP);
    reduced.limb[LIMBS - 1] &= ((brn_limb)1 << TOP) - 1;
    (void)subtract_limb(reduced.limb, 19 * below);
    for (size_t i = 0; i < BRN_F25519_SIZE; i++)
        bytes[i] = (uint8_t)(reduced.limb[i / BRN_LIMB_SIZE] >> (8 * (i % BRN_LIMB_SIZE)));
}

void brn_f25519_add(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b)
{
    brn_limb carry = brn_limbs_add(out->limb, a->limb, b->limb, LIMBS);

    fold(out, carry);
}

/*
 * A borrow stands for 2^256 too much in out, so 38 is taken away; where that borrows too, out has
 * become 2^256 - 38 or more, and its lowest limb has 38 to give.
 */
void brn_f25519_subtract(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b)
{
    brn_limb borrow = brn_limbs_subtract(out->limb, a->limb, b->limb, LIMBS);

    out->limb[0] -= FOLD * subtract_limb(out->limb, FOLD * borrow);
}

/* The halves of the product are below 2^256, so low + 38 high is below 39 * 2^256. */
void brn_f25519_multiply(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b)
{
    static const brn_limb zero[LIMBS] = {0};
    brn_limb product[2 * LIMBS], high;

    add_two_products(product, zero, a->limb, b->limb[0], b->limb[1]);
    for (size_t i = 2; i < LIMBS; i += 2)
        add_two_products(product + i, product + i, a->limb, b->limb[i], b->limb[i + 1]);
    high = add_product(product, product + LIMBS, FOLD);
    memcpy(out->limb, product, sizeof out->limb);
    fold(out, high);
}

/* The limb above a * b + c is at most b. */
void brn_f25519_multiply_small_add(brn_f25519 *out, const brn_f25519 *a, uint32_t b,
                                   const brn_f25519 *c)
{
    brn_f25519 sum = *c;
    brn_limb high = add_product(sum.limb, a->limb, b);

    fold(&sum, high);
    *out = sum;
}

void brn_f25519_choose(brn_f25519 *a, brn_limb mask, const brn_f25519 *b)
{
    brn_limbs_select(a->limb, mask, b->limb, a->limb, LIMBS);
}
