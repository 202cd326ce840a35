#include "crypto/bignum/product.h"

#include <string.h>

#include "crypto/bignum/montgomery_block.h"

void brn_limbs_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();

    memset(out, 0, count * sizeof *out);
    for (size_t i = 0; i < count; i += BRN_BLOCK_LIMBS)
        kernel->multiply(out + i, a + i, b, count / BRN_BLOCK_LIMBS);
}

/*
 * The products of different limbs, within the blocks and of different blocks, each once; then
 * all of it is doubled, and the squares of the limbs are added.
 */
void brn_limbs_square(brn_limb *out, const brn_limb *a, size_t count)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();
    brn_limb carry = 0;

    for (size_t i = 0; i < count; i += BRN_BLOCK_LIMBS)
        kernel->products(out + 2 * i, a + i);
    for (size_t above = BRN_BLOCK_LIMBS; above < count; above += BRN_BLOCK_LIMBS) {
        size_t i = above - BRN_BLOCK_LIMBS;

        carry = kernel->add(out + i + above, a + i, a + above, (count - above) / BRN_BLOCK_LIMBS,
                            carry);
    }
    (void)kernel->add(out + 2 * count - BRN_BLOCK_LIMBS, a, a, 0, carry);
    kernel->double_and_square(out, a, count / BRN_BLOCK_LIMBS);
}
