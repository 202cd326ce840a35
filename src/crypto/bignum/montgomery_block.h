/*
 * The inner loops of large Montgomery arithmetic, in blocks of eight limbs.
 *
 * Products and reduction slide a window of eight limbs over a row of limbs. One step multiplies the
 * eight multipliers x[0..7] by one limb y of the row and adds the window and one addend:
 *
 *     window * 2^0 + x * y + t  <=  (B^8 - 1) + (B^8 - 1)(B - 1) + (B - 1)  =  B^9 - 1
 *
 * with B = 2^BRN_LIMB_BITS, so nine limbs always hold the sum: the lowest one is the
 * finished result limb, the other eight are the next step's window. The window fits the
 * registers of a 64-bit machine, so that per eight multiplications only one limb of t is
 * loaded and one stored. What is in the window after the row belongs to the eight limbs above it.
 *
 * The plain C of montgomery_block.c runs everywhere and defines what is right; a faster
 * twin, where the machine has one, is tested against it.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_BLOCK_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_BLOCK_H

#include "crypto/bignum/limbs.h"

/* Rows have `blocks` times eight limbs; t has eight more. A carry is 0 or 1. */
typedef struct brn_block_kernel {
    /* t = the row in t + x * y, for eight limbs x and a row y. What was above the row counts not.
     */
    void (*multiply)(brn_limb *t, const brn_limb *x, const brn_limb *y, size_t blocks);
    /* t += x * y + the carry, which belongs to the eight limbs above the row; returns theirs. */
    brn_limb (*add)(brn_limb *t, const brn_limb *x, const brn_limb *y, size_t blocks,
                    brn_limb carry);
    /*
     * Eight steps of Montgomery's reduction, for a row n of one block or more: finds the x with
     * t + x * n = 0 mod B^8, and adds x * n and the carry as `add` does. In the lowest eight limbs
     * of t, which would be 0, it leaves x. inverse = -1/n[0] mod B.
     */
    brn_limb (*reduce)(brn_limb *t, const brn_limb *n, brn_limb inverse, size_t blocks,
                       brn_limb carry);
    /* The products of two different limbs of x[0..7], each once, added up: sixteen limbs. */
    void (*products)(brn_limb *out, const brn_limb *x);
    /* out = 2 out + the squares of the limbs of a row a, which are two limbs each. */
    void (*double_and_square)(brn_limb *out, const brn_limb *a, size_t blocks);
    /* As brn_mont_subtract_once, for a row. */
    void (*subtract_once)(brn_limb *out, brn_limb carry, const brn_limb *a, const brn_limb *n,
                          size_t blocks);
} brn_block_kernel;

/* Plain C. */
extern const brn_block_kernel brn_block_kernel_c;

/* The fastest that this machine can run. */
const brn_block_kernel *brn_block_kernel_here(void);

#endif
