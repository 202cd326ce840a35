#include <sodium.h>
#include <string.h>

#include "crypto/bignum/montgomery_wide.h"
#include "crypto/bignum/product.h"

void brn_wide_power_word(brn_limb *out, const brn_limb *base, uint64_t exponent, const brn_mont *m)
{
    brn_limb x[BRN_LIMBS_MAX];
    unsigned bit = 63;

    while (bit > 0 && (exponent >> bit & 1) == 0)
        bit--;
    memcpy(x, base, m->count * sizeof *x);
    while (bit-- > 0) {
        brn_wide_square(x, x, m);
        if ((exponent >> bit & 1) != 0)
            brn_wide_multiply(x, x, base, m);
    }
    memcpy(out, x, m->count * sizeof *x);
    sodium_memzero(x, m->count * sizeof *x);
}

/* Digit number i, counted from the low end, of BRN_WIDE_WINDOW bits. */
static size_t digit(const brn_limb *exponent, size_t exponent_bits, size_t i)
{
    size_t value = 0;

    for (size_t bit = (i + 1) * BRN_WIDE_WINDOW; bit-- > i * BRN_WIDE_WINDOW;) {
        brn_limb limb = bit < exponent_bits ? exponent[bit / BRN_LIMB_BITS] : 0;

        value = value << 1 | (size_t)(limb >> (bit % BRN_LIMB_BITS) & 1);
    }
    return value;
}

/* As brn_wide_multiply and brn_wide_square, whose own working memory is wiped each time. */
static void multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m,
                     brn_limb *wide)
{
    brn_limbs_multiply(wide, a, b, m->count);
    brn_wide_reduce(out, wide, m);
}

static void square(brn_limb *out, const brn_limb *a, const brn_mont *m, brn_limb *wide)
{
    brn_limbs_square(wide, a, m->count);
    brn_wide_reduce(out, wide, m);
}

/*
 * Fixed windows: for every digit of the exponent four squarings and one multiplication by
 * a table entry that is looked up by mask. Digit 0 multiplies by one like any other.
 */
void brn_wide_power(brn_limb *out, const brn_limb *base, const brn_limb *exponent,
                    size_t exponent_bits, const brn_mont *m, brn_limb *scratch)
{
    const size_t entries = (size_t)1 << BRN_WIDE_WINDOW;
    size_t count = m->count;
    brn_limb *table = scratch, *factor = scratch + entries * count, *wide = factor + count;
    size_t digits = (exponent_bits + BRN_WIDE_WINDOW - 1) / BRN_WIDE_WINDOW;

    brn_wide_leave(table, m->rr, m); /* R^2 / R = R: one in Montgomery form */
    memcpy(table + count, base, count * sizeof *table);
    for (size_t i = 2; i < entries; i++)
        multiply(table + i * count, table + (i - 1) * count, table + count, m, wide);

    memcpy(out, table, count * sizeof *out);
    for (size_t i = digits; i-- > 0;) {
        for (unsigned squaring = 0; squaring < BRN_WIDE_WINDOW; squaring++)
            square(out, out, m, wide);
        brn_limbs_look_up(factor, table, entries, digit(exponent, exponent_bits, i), count);
        multiply(out, out, factor, m, wide);
    }
    sodium_memzero(scratch, BRN_WIDE_POWER_SCRATCH(count) * sizeof *scratch);
}
