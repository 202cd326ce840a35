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
 * loaded and one stored.
 *
 * The plain C of montgomery_block.c runs everywhere and defines what is right; a faster
 * twin, where the machine has one, is tested against it.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_BLOCK_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_BLOCK_H

#include "crypto/bignum/limbs.h"

typedef struct brn_block {
    brn_limb x[BRN_BLOCK_LIMBS];
    brn_limb window[BRN_BLOCK_LIMBS];
} brn_block;

typedef struct brn_block_kernel {
    /* For each of the 8 * blocks limbs of y, lowest first: one step with addend and result *t. */
    void (*accumulate)(brn_limb *t, const brn_limb *y, size_t blocks, brn_block *block);
    /*
     * Eight steps of Montgomery's reduction. The window comes in as eight limbs of the
     * number to reduce. Finds the x with window + x * n[0..7] = 0 mod B^8 and leaves the
     * window as (window + x * n[0..7]) / B^8. inverse = -1/n[0] mod B.
     */
    void (*reduce)(const brn_limb *n, brn_limb inverse, brn_block *block);
    /* The square of eight limbs, sixteen; out is not x. */
    void (*square)(brn_limb *out, const brn_limb *x);
} brn_block_kernel;

/*
 * Adds a finished window, and the carry of the window before it, to the limbs above a row;
 * returns the carry, which is 0 or 1 unless the one that came in was greater.
 */
static inline brn_limb brn_block_add_window(brn_limb *high, const brn_block *block, brn_limb carry)
{
    for (size_t i = 0; i < BRN_BLOCK_LIMBS; i++) {
        brn_limb2 sum = (brn_limb2)high[i] + block->window[i] + carry;

        high[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    return carry;
}

/* Plain C. */
extern const brn_block_kernel brn_block_kernel_c;

/* The fastest that this machine can run. */
const brn_block_kernel *brn_block_kernel_here(void);

#endif
