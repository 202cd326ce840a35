/*
 * Constant-time helpers. A mask is all ones or all zeros; the barrier keeps a compiler
 * from finding out that it has only two values and turning it into a branch.
 */
#ifndef BRN_BASE_CT_H
#define BRN_BASE_CT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline uint64_t brn_ct_barrier(uint64_t value)
{
#if defined(__GNUC__) && !defined(BRN_NO_INLINE_ASM)
    __asm__("" : "+r"(value));
    return value;
#else
    volatile uint64_t hidden = value;
    return hidden;
#endif
}

/* All ones when value is not 0. */
static inline uint64_t brn_ct_mask_nonzero(uint64_t value)
{
    return brn_ct_barrier((uint64_t)0 - ((value | ((uint64_t)0 - value)) >> 63));
}

static inline uint64_t brn_ct_mask_zero(uint64_t value)
{
    return ~brn_ct_mask_nonzero(value);
}

static inline uint64_t brn_ct_mask_equal(uint64_t a, uint64_t b)
{
    return brn_ct_mask_zero(a ^ b);
}

/* All ones when a < b. */
static inline uint64_t brn_ct_mask_less(uint64_t a, uint64_t b)
{
    uint64_t borrow = ((~a & b) | (~(a ^ b) & (a - b))) >> 63;

    return brn_ct_barrier((uint64_t)0 - borrow);
}

/* mask ? a : b */
static inline uint64_t brn_ct_select(uint64_t mask, uint64_t a, uint64_t b)
{
    return b ^ (mask & (a ^ b));
}

/*
 * Whether len bytes are the same. Inline, and so no call of another library's function, for which
 * the dynamic linker might save registers that hold secrets at that moment.
 */
static inline bool brn_ct_equal(const uint8_t *a, const uint8_t *b, size_t len)
{
    uint64_t difference = 0;

    /*@ loop invariant 0 <= i <= len;
        loop assigns i, difference;
        loop variant len - i; */
    for (size_t i = 0; i < len; i++)
        difference |= (uint64_t)(a[i] ^ b[i]);
    return (brn_ct_mask_zero(difference) & 1) != 0;
}

#endif
