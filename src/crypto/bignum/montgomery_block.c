#include "crypto/bignum/montgomery_block.h"

#include <sodium.h>
#include <string.h>

#include "crypto/bignum/modulus.h"

/*
 * The steps of a row: the window is what it was, and what is left. Two limbs of y in one pass, so
 * that the window is read and written once for both.
 */
static void slide(brn_limb *window, brn_limb *t, const brn_limb *x, const brn_limb *y,
                  size_t blocks)
{
    for (size_t j = 0; j < blocks * BRN_BLOCK_LIMBS; j += 2) {
        brn_limb y0 = y[j], y1 = y[j + 1];
        brn_limb2 even = (brn_limb2)x[0] * y0 + window[0] + t[j], odd;

        t[j] = (brn_limb)even;
        even = (brn_limb2)x[1] * y0 + window[1] + (brn_limb)(even >> BRN_LIMB_BITS);
        odd = (brn_limb2)x[0] * y1 + (brn_limb)even + t[j + 1];
        t[j + 1] = (brn_limb)odd;
        for (size_t k = 2; k < BRN_BLOCK_LIMBS; k++) {
            even = (brn_limb2)x[k] * y0 + window[k] + (brn_limb)(even >> BRN_LIMB_BITS);
            odd = (brn_limb2)x[k - 1] * y1 + (brn_limb)even + (brn_limb)(odd >> BRN_LIMB_BITS);
            window[k - 2] = (brn_limb)odd;
        }
        odd = (brn_limb2)x[BRN_BLOCK_LIMBS - 1] * y1 + (brn_limb)(even >> BRN_LIMB_BITS) +
              (brn_limb)(odd >> BRN_LIMB_BITS);
        window[BRN_BLOCK_LIMBS - 2] = (brn_limb)odd;
        window[BRN_BLOCK_LIMBS - 1] = (brn_limb)(odd >> BRN_LIMB_BITS);
    }
}

static brn_limb add_window(brn_limb *high, const brn_limb *window, brn_limb carry)
{
    for (size_t i = 0; i < BRN_BLOCK_LIMBS; i++) {
        brn_limb2 sum = (brn_limb2)high[i] + window[i] + carry;

        high[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    return carry;
}

static void multiply(brn_limb *t, const brn_limb *x, const brn_limb *y, size_t blocks)
{
    brn_limb *window = t + blocks * BRN_BLOCK_LIMBS;

    memset(window, 0, BRN_BLOCK_LIMBS * sizeof *window);
    slide(window, t, x, y, blocks);
}

static brn_limb add(brn_limb *t, const brn_limb *x, const brn_limb *y, size_t blocks,
                    brn_limb carry)
{
    brn_limb window[BRN_BLOCK_LIMBS] = {0};

    slide(window, t, x, y, blocks);
    carry = add_window(t + blocks * BRN_BLOCK_LIMBS, window, carry);
    sodium_memzero(window, sizeof window);
    return carry;
}

/* The steps that make the lowest block zero, and find the multipliers for it. */
static void find(brn_limb *window, brn_limb *found, const brn_limb *n, brn_limb inverse)
{
    for (size_t j = 0; j < BRN_BLOCK_LIMBS; j++) {
        brn_limb x = window[0] * inverse;
        brn_limb2 sum = (brn_limb2)x * n[0] + window[0]; /* its low limb is 0 */

        found[j] = x;
        for (size_t k = 1; k < BRN_BLOCK_LIMBS; k++) {
            sum = (brn_limb2)x * n[k] + window[k] + (brn_limb)(sum >> BRN_LIMB_BITS);
            window[k - 1] = (brn_limb)sum;
        }
        window[BRN_BLOCK_LIMBS - 1] = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
}

static brn_limb reduce(brn_limb *t, const brn_limb *n, brn_limb inverse, size_t blocks,
                       brn_limb carry)
{
    brn_limb window[BRN_BLOCK_LIMBS];

    memcpy(window, t, sizeof window);
    find(window, t, n, inverse);
    slide(window, t + BRN_BLOCK_LIMBS, t, n + BRN_BLOCK_LIMBS, blocks - 1);
    carry = add_window(t + blocks * BRN_BLOCK_LIMBS, window, carry);
    sodium_memzero(window, sizeof window);
    return carry;
}

static void products(brn_limb *out, const brn_limb *x)
{
    memset(out, 0, 2 * BRN_BLOCK_LIMBS * sizeof *out);
    for (size_t i = 0; i < BRN_BLOCK_LIMBS; i++) {
        brn_limb carry = 0;

        for (size_t j = i + 1; j < BRN_BLOCK_LIMBS; j++) {
            brn_limb2 sum = (brn_limb2)x[i] * x[j] + out[i + j] + carry;

            out[i + j] = (brn_limb)sum;
            carry = (brn_limb)(sum >> BRN_LIMB_BITS);
        }
        out[i + BRN_BLOCK_LIMBS] = carry;
    }
}

/* The carry is 2 at most: three numbers below B are added up. */
static void double_and_square(brn_limb *out, const brn_limb *a, size_t blocks)
{
    brn_limb carry = 0;

    for (size_t i = 0; i < 2 * blocks * BRN_BLOCK_LIMBS; i++) {
        brn_limb2 square = (brn_limb2)a[i / 2] * a[i / 2];
        brn_limb2 sum = (brn_limb2)out[i] + out[i] + carry;

        sum += (brn_limb)(i % 2 == 0 ? square : square >> BRN_LIMB_BITS);
        out[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
}

static void subtract_once(brn_limb *out, brn_limb carry, const brn_limb *a, const brn_limb *n,
                          size_t blocks)
{
    brn_mont_subtract_once(out, carry, a, n, blocks * BRN_BLOCK_LIMBS);
}

const brn_block_kernel brn_block_kernel_c = {multiply,          add,          reduce, products,
                                             double_and_square, subtract_once};
