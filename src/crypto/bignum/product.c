#include "crypto/bignum/product.h"

#include <sodium.h>
#include <string.h>

#include "base/ct.h"
#include "crypto/bignum/montgomery_block.h"

static void multiply_small(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    memset(out, 0, count * sizeof *out);
    for (size_t i = 0; i < count; i++) {
        brn_limb carry = 0;

        for (size_t j = 0; j < count; j++) {
            brn_limb2 sum = (brn_limb2)a[j] * b[i] + out[i + j] + carry;

            out[i + j] = (brn_limb)sum;
            carry = (brn_limb)(sum >> BRN_LIMB_BITS);
        }
        out[i + count] = carry;
    }
}

void brn_limbs_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();
    brn_block block;

    if (count % BRN_BLOCK_LIMBS != 0) {
        multiply_small(out, a, b, count);
        return;
    }
    memset(out, 0, count * sizeof *out);
    for (size_t i = 0; i < count; i += BRN_BLOCK_LIMBS) {
        memcpy(block.x, a + i, sizeof block.x);
        memset(block.window, 0, sizeof block.window);
        kernel->accumulate(out + i, b, count / BRN_BLOCK_LIMBS, &block);
        memcpy(out + i + count, block.window, sizeof block.window);
    }
    sodium_memzero(&block, sizeof block);
}

/*
 * The squares of the blocks, and twice the products of different blocks: a block is multiplied
 * by the doubled blocks above it. Doubling moves bits up: one from the block below into the
 * lowest doubled one, where it does not belong, and one out of the number at the top, whose
 * product is the block itself.
 */
void brn_limbs_square(brn_limb *out, const brn_limb *a, size_t count)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();
    brn_limb twice[BRN_LIMBS_MAX], top, carry = 0;
    brn_block block;

    if (count % BRN_BLOCK_LIMBS != 0) {
        multiply_small(out, a, a, count);
        return;
    }
    for (size_t i = 0; i < count; i += BRN_BLOCK_LIMBS)
        kernel->square(out + 2 * i, a + i);
    top = (brn_limb)brn_ct_mask_nonzero(brn_limbs_add(twice, a, a, count));
    for (size_t i = 0; i + BRN_BLOCK_LIMBS < count; i += BRN_BLOCK_LIMBS) {
        size_t above = i + BRN_BLOCK_LIMBS;
        brn_limb *high = out + i + count;

        twice[above] &= ~(brn_limb)1;
        memcpy(block.x, a + i, sizeof block.x);
        memset(block.window, 0, sizeof block.window);
        kernel->accumulate(out + i + above, twice + above, (count - above) / BRN_BLOCK_LIMBS,
                           &block);
        carry = brn_block_add_window(high, &block, carry);
        for (size_t j = 0; j < BRN_BLOCK_LIMBS; j++)
            block.window[j] = a[i + j] & top;
        carry += brn_block_add_window(high, &block, 0);
    }
    memset(block.window, 0, sizeof block.window);
    (void)brn_block_add_window(out + 2 * count - BRN_BLOCK_LIMBS, &block, carry);
    sodium_memzero(&block, sizeof block);
    sodium_memzero(twice, count * sizeof *twice);
}
