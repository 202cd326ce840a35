#include "crypto/bignum/montgomery_wide.h"

#include <sodium.h>
#include <string.h>

#include "crypto/bignum/montgomery_block.h"
#include "crypto/bignum/product.h"

size_t brn_wide_count(size_t bits)
{
    size_t block = (size_t)BRN_BLOCK_LIMBS * BRN_LIMB_BITS;

    return (bits + block - 1) / block * BRN_BLOCK_LIMBS;
}

void brn_wide_reduce(brn_limb *out, brn_limb *wide, const brn_mont *m)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();
    size_t blocks = m->count / BRN_BLOCK_LIMBS;
    brn_limb carry = 0;

    for (size_t i = 0; i < blocks; i++)
        carry = kernel->reduce(wide + i * BRN_BLOCK_LIMBS, m->n, m->inverse, blocks, carry);
    kernel->subtract_once(out, carry, wide + m->count, m->n, blocks);
}

void brn_wide_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb wide[2 * BRN_LIMBS_MAX];

    brn_limbs_multiply(wide, a, b, m->count);
    brn_wide_reduce(out, wide, m);
    sodium_memzero(wide, 2 * m->count * sizeof *wide);
}

void brn_wide_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb wide[2 * BRN_LIMBS_MAX];

    brn_limbs_square(wide, a, m->count);
    brn_wide_reduce(out, wide, m);
    sodium_memzero(wide, 2 * m->count * sizeof *wide);
}

void brn_wide_enter(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_wide_multiply(out, a, m->rr, m);
}

void brn_wide_leave(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb one[BRN_LIMBS_MAX];

    memset(one, 0, m->count * sizeof *one);
    one[0] = 1;
    brn_wide_multiply(out, a, one, m);
}

/*
 * 2^bits, doubled until it is 2^(bits of R) = R mod n, which is 1 in Montgomery form. Then
 * square and double along the binary digits of the number of bits of R: that is 2^(bits of R)
 * in Montgomery form, and so R^2 mod n.
 */
brn_mont brn_wide_init(const brn_limb *n, brn_limb *rr, size_t count, size_t bits)
{
    brn_mont m = {n, rr, count, brn_mont_inverse_limb(n[0])};
    size_t r_bits = count * BRN_LIMB_BITS;
    size_t digit = 1;

    memset(rr, 0, count * sizeof *rr);
    rr[bits / BRN_LIMB_BITS] = (brn_limb)1 << (bits % BRN_LIMB_BITS);
    for (size_t i = bits; i < r_bits; i++)
        brn_mont_add(rr, rr, rr, &m);
    while (digit <= r_bits / 2)
        digit *= 2;
    for (; digit != 0; digit /= 2) {
        brn_wide_square(rr, rr, &m);
        if ((r_bits & digit) != 0)
            brn_mont_add(rr, rr, rr, &m);
    }
    return m;
}
