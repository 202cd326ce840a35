#include "crypto/bignum/montgomery_wide.h"

#include <sodium.h>
#include <string.h>

#include "crypto/bignum/montgomery_block.h"
#include "crypto/bignum/product.h"

void brn_mont_reduce_blocks(brn_limb *out, brn_limb *wide, const brn_mont *m)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();
    size_t blocks = m->count / BRN_BLOCK_LIMBS;
    brn_limb carry = 0;

    for (size_t i = 0; i < blocks; i++)
        carry = kernel->reduce(wide + i * BRN_BLOCK_LIMBS, m->n, m->inverse, blocks, carry);
    kernel->subtract_once(out, carry, wide + m->count, m->n, blocks);
}

void brn_mont_multiply_blocks(brn_limb *out, const brn_limb *a, const brn_limb *b,
                              const brn_mont *m)
{
    brn_limb wide[2 * BRN_LIMBS_MAX];

    brn_limbs_multiply(wide, a, b, m->count);
    brn_mont_reduce_blocks(out, wide, m);
    sodium_memzero(wide, 2 * m->count * sizeof *wide);
}

void brn_mont_square_blocks(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb wide[2 * BRN_LIMBS_MAX];

    brn_limbs_square(wide, a, m->count);
    brn_mont_reduce_blocks(out, wide, m);
    sodium_memzero(wide, 2 * m->count * sizeof *wide);
}

void brn_mont_leave_blocks(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb one[BRN_LIMBS_MAX];

    memset(one, 0, m->count * sizeof *one);
    one[0] = 1;
    brn_mont_multiply_blocks(out, a, one, m);
}
