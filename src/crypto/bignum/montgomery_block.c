#include "crypto/bignum/montgomery_block.h"

#include <sodium.h>

static void accumulate(brn_limb *t, const brn_limb *y, size_t blocks, brn_block *block)
{
    const brn_limb *x = block->x;
    brn_limb *window = block->window;

    for (size_t j = 0; j < blocks * BRN_BLOCK_LIMBS; j++) {
        brn_limb2 sum = (brn_limb2)x[0] * y[j] + window[0] + t[j];

        t[j] = (brn_limb)sum;
        for (size_t k = 1; k < BRN_BLOCK_LIMBS; k++) {
            sum = (brn_limb2)x[k] * y[j] + window[k] + (brn_limb)(sum >> BRN_LIMB_BITS);
            window[k - 1] = (brn_limb)sum;
        }
        window[BRN_BLOCK_LIMBS - 1] = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
}

static void reduce(const brn_limb *n, brn_limb inverse, brn_block *block)
{
    brn_limb *window = block->window;

    for (size_t j = 0; j < BRN_BLOCK_LIMBS; j++) {
        brn_limb x = window[0] * inverse;
        brn_limb2 sum = (brn_limb2)x * n[0] + window[0]; /* its low limb is 0 */

        block->x[j] = x;
        for (size_t k = 1; k < BRN_BLOCK_LIMBS; k++) {
            sum = (brn_limb2)x * n[k] + window[k] + (brn_limb)(sum >> BRN_LIMB_BITS);
            window[k - 1] = (brn_limb)sum;
        }
        window[BRN_BLOCK_LIMBS - 1] = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
}

static void square(brn_limb *out, const brn_limb *x)
{
    brn_block block = {{0}, {0}};

    for (size_t i = 0; i < BRN_BLOCK_LIMBS; i++) {
        block.x[i] = x[i];
        out[i] = 0;
    }
    accumulate(out, x, 1, &block);
    for (size_t i = 0; i < BRN_BLOCK_LIMBS; i++)
        out[BRN_BLOCK_LIMBS + i] = block.window[i];
    sodium_memzero(&block, sizeof block);
}

const brn_block_kernel brn_block_kernel_c = {accumulate, reduce, square};
