/*
 * Powers of public numbers with small public exponents: RSA verification. Everything here
 * is public, so branches may look at it.
 *
 * A certificate's modulus is used once, so nothing is precomputed for it. Montgomery form
 * is entered by a long division instead of a multiplication by R^2, which would have to be
 * computed first; and it is left at no cost, because the last multiplication takes the
 * base in ordinary form.
 */
#include <stdbool.h>
#include <string.h>

#include "crypto/bignum/montgomery_wide.h"
#include "crypto/bignum/product.h"

static size_t bit_length(const brn_limb *a, size_t count)
{
    size_t bits = count * BRN_LIMB_BITS;

    while (bits > 0 && (a[(bits - 1) / BRN_LIMB_BITS] >> ((bits - 1) % BRN_LIMB_BITS) & 1) == 0)
        bits--;
    return bits;
}

/* a * 2^bits, without what falls out at the top; out is not a. */
static void shift_left(brn_limb *out, const brn_limb *a, size_t bits, size_t count)
{
    size_t limbs = bits / BRN_LIMB_BITS, rest = bits % BRN_LIMB_BITS;

    for (size_t i = 0; i < count; i++) {
        brn_limb high = i >= limbs ? a[i - limbs] : 0;
        brn_limb low = i > limbs ? a[i - limbs - 1] : 0;

        out[i] = rest == 0 ? high : high << rest | low >> (BRN_LIMB_BITS - rest);
    }
}

/* a / 2^bits; out is not a. */
static void shift_right(brn_limb *out, const brn_limb *a, size_t bits, size_t count)
{
    size_t limbs = bits / BRN_LIMB_BITS, rest = bits % BRN_LIMB_BITS;

    for (size_t i = 0; i < count; i++) {
        brn_limb low = i + limbs < count ? a[i + limbs] : 0;
        brn_limb high = i + limbs + 1 < count ? a[i + limbs + 1] : 0;

        out[i] = rest == 0 ? low : low >> rest | high << (BRN_LIMB_BITS - rest);
    }
}

/*
 * Division of two limbs by one is slow and, for double limbs, a library call. So a limb n1 with
 * its top bit set gets a reciprocal v = (B^2 - 1) / n1 - B, with which it takes two
 * multiplications (Moeller and Granlund, "Improved division by invariant integers", 2011).
 */
static brn_limb reciprocal(brn_limb n1)
{
    return (brn_limb)(((brn_limb2)~n1 << BRN_LIMB_BITS | (brn_limb)-1) / n1);
}

/* head / n1 for head / B < n1; the rest goes to *rest. */
static brn_limb divide(brn_limb2 head, brn_limb n1, brn_limb v, brn_limb *rest)
{
    brn_limb2 estimate = (brn_limb2)v * (brn_limb)(head >> BRN_LIMB_BITS) + head;
    brn_limb q = (brn_limb)(estimate >> BRN_LIMB_BITS) + 1;
    brn_limb r = (brn_limb)head - q * n1;

    if (r > (brn_limb)estimate) {
        q--;
        r += n1;
    }
    if (r >= n1) {
        q++;
        r -= n1;
    }
    *rest = r;
    return q;
}

/*
 * The quotient of a * B by n, at most one too large (Knuth, volume 2, 4.3.1, algorithm D,
 * step D3), for a < n, and n with its top bit set.
 */
static brn_limb quotient(const brn_limb *a, const brn_limb *n, brn_limb v, size_t count)
{
    brn_limb n1 = n[count - 1], n2 = n[count - 2], a1 = a[count - 1], a2 = a[count - 2];
    brn_limb a3 = a[count - 3], q = (brn_limb)-1, rest = a2 + n1;

    if (a1 != n1)
        q = divide((brn_limb2)a1 << BRN_LIMB_BITS | a2, n1, v, &rest);
    else if (rest < n1) /* it is B or more */
        return q;
    while ((brn_limb2)q * n2 > ((brn_limb2)rest << BRN_LIMB_BITS | a3)) {
        q--;
        rest += n1;
        if (rest < n1)
            break;
    }
    return q;
}

/*
 * a = a * B mod n, for such n and a. Instead of q * n, q * negative is added and q * R taken
 * away, where negative = R - n: sums of products and limbs are what compilers do well. In a frame
 * of its own, lest processors with few registers keep the loop's on the stack.
 */
__attribute__((noinline)) static void shift_limb(brn_limb *a, const brn_limb *n,
                                                 const brn_limb *negative, brn_limb v, size_t count)
{
    brn_limb q = quotient(a, n, v, count), top = a[count - 1];
    brn_limb carry = 0, below = 0;

    for (size_t i = 0; i < count; i++) {
        brn_limb2 sum = (brn_limb2)q * negative[i] + below + carry;

        below = a[i];
        a[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    if (top + carry != q) /* it was one too large */
        (void)brn_limbs_add(a, a, n, count);
}

/* a * R mod n. Shifted up until its top bit is set, n is ready for long division. */
static void enter(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    size_t count = m->count;
    size_t shift = count * BRN_LIMB_BITS - bit_length(m->n, count);
    brn_limb n[BRN_LIMBS_MAX] = {0}, negative[BRN_LIMBS_MAX] = {0}, x[BRN_LIMBS_MAX], v;

    shift_left(n, m->n, shift, count);
    shift_left(x, a, shift, count);
    (void)brn_limbs_subtract(negative, negative, n, count);
    v = reciprocal(n[count - 1]);
    for (size_t i = 0; i < count; i++)
        shift_limb(x, n, negative, v, count);
    shift_right(out, x, shift, count);
}

void brn_wide_power_public(brn_limb *out, const brn_limb *base, uint64_t exponent,
                           const brn_mont *m)
{
    brn_limb inside[BRN_LIMBS_MAX], x[BRN_LIMBS_MAX], wide[2 * BRN_LIMBS_MAX];
    unsigned bit = 63;

    while (bit > 0 && (exponent >> bit & 1) == 0)
        bit--;
    enter(inside, base, m);
    memcpy(x, inside, m->count * sizeof *x);
    while (bit-- > 0) {
        bool last = bit == 0;

        brn_limbs_square(wide, x, m->count);
        brn_wide_reduce(x, wide, m);
        if ((exponent >> bit & 1) != 0) {
            brn_limbs_multiply(wide, x, last ? base : inside, m->count);
            brn_wide_reduce(x, wide, m);
        }
    }
    if ((exponent & 1) == 0 || exponent == 1)
        brn_wide_leave(x, x, m);
    memcpy(out, x, m->count * sizeof *x);
}
