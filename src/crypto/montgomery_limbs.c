#include "crypto/montgomery.h"

#include <sodium.h>
#include <string.h>

#include "base/ct.h"
#include "crypto/montgomery_block.h"

size_t brn_limbs_for_bits(size_t bits)
{
    size_t count = BRN_LIMBS(bits);

    if (count <= BRN_SMALL_LIMBS)
        return count;
    return (count + BRN_BLOCK_LIMBS - 1) / BRN_BLOCK_LIMBS * BRN_BLOCK_LIMBS;
}

void brn_limbs_from_bytes(brn_limb *out, size_t count, const uint8_t *bytes, size_t len)
{
    memset(out, 0, count * sizeof *out);
    for (size_t i = 0; i < len; i++)
        out[i / BRN_LIMB_BYTES] |= (brn_limb)bytes[len - 1 - i] << (i % BRN_LIMB_BYTES * 8);
}

void brn_limbs_to_bytes(uint8_t *bytes, size_t len, const brn_limb *a, size_t count)
{
    for (size_t i = 0; i < len; i++) {
        size_t limb = i / BRN_LIMB_BYTES;

        bytes[len - 1 - i] = limb < count ? (uint8_t)(a[limb] >> (i % BRN_LIMB_BYTES * 8)) : 0;
    }
}

brn_limb brn_limbs_add(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb carry = 0;

    for (size_t i = 0; i < count; i++) {
        brn_limb2 sum = (brn_limb2)a[i] + b[i] + carry;

        out[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    return carry;
}

brn_limb brn_limbs_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb borrow = 0;

    for (size_t i = 0; i < count; i++) {
        brn_limb2 difference = (brn_limb2)a[i] - b[i] - borrow;

        out[i] = (brn_limb)difference;
        borrow = (brn_limb)(difference >> BRN_LIMB_BITS) & 1;
    }
    return borrow;
}

brn_limb brn_limbs_mask_zero(const brn_limb *a, size_t count)
{
    brn_limb any = 0;

    for (size_t i = 0; i < count; i++)
        any |= a[i];
    return (brn_limb)brn_ct_mask_zero(any);
}

brn_limb brn_limbs_mask_equal(const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb any = 0;

    for (size_t i = 0; i < count; i++)
        any |= a[i] ^ b[i];
    return (brn_limb)brn_ct_mask_zero(any);
}

brn_limb brn_limbs_mask_less(const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb borrow = 0;

    for (size_t i = 0; i < count; i++)
        borrow = (brn_limb)(((brn_limb2)a[i] - b[i] - borrow) >> BRN_LIMB_BITS) & 1;
    return (brn_limb)brn_ct_mask_nonzero(borrow);
}

void brn_limbs_select(brn_limb *out, brn_limb mask, const brn_limb *a, const brn_limb *b,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = b[i] ^ (mask & (a[i] ^ b[i]));
}

void brn_limbs_look_up(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                       size_t count)
{
    memset(out, 0, count * sizeof *out);
    for (size_t entry = 0; entry < entries; entry++) {
        brn_limb mask = (brn_limb)brn_ct_mask_equal(entry, index);

        for (size_t i = 0; i < count; i++)
            out[i] |= mask & table[entry * count + i];
    }
}

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

/* The blocks left and right of the diagonal are the same: one side, doubled, and the diagonal. */
void brn_limbs_square(brn_limb *out, const brn_limb *a, size_t count)
{
    const brn_block_kernel *kernel = brn_block_kernel_here();
    brn_block block;

    if (count % BRN_BLOCK_LIMBS != 0) {
        multiply_small(out, a, a, count);
        return;
    }
    memset(out, 0, 2 * count * sizeof *out);
    for (size_t i = 0; i + BRN_BLOCK_LIMBS < count; i += BRN_BLOCK_LIMBS) {
        size_t right = i + BRN_BLOCK_LIMBS;

        memcpy(block.x, a + i, sizeof block.x);
        memset(block.window, 0, sizeof block.window);
        kernel->accumulate(out + i + right, a + right, (count - right) / BRN_BLOCK_LIMBS, &block);
        memcpy(out + i + count, block.window, sizeof block.window);
    }
    (void)brn_limbs_add(out, out, out, 2 * count); /* less than a^2: no carry */
    memset(block.window, 0, sizeof block.window);
    for (size_t i = 0; i < count; i += BRN_BLOCK_LIMBS) {
        brn_limb *high = out + 2 * i + BRN_BLOCK_LIMBS;
        brn_limb carry;

        memcpy(block.x, a + i, sizeof block.x);
        kernel->accumulate(out + 2 * i, a + i, 1, &block);
        carry = brn_limbs_add(high, high, block.window, BRN_BLOCK_LIMBS);
        memset(block.window, 0, sizeof block.window);
        block.window[0] = carry;
    }
    sodium_memzero(&block, sizeof block);
}
