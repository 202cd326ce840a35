#include "crypto/bignum/montgomery.h"

#include "base/ct.h"

/*
 * Newton: if x = 1/n mod 2^k then x * (2 - n * x) = 1/n mod 2^2k. n itself is right
 * modulo 2^3, since the square of an odd number is 1 modulo 8.
 */
brn_limb brn_mont_inverse_limb(brn_limb n0)
{
    brn_limb x = n0;

    for (unsigned bits = 3; bits < BRN_LIMB_BITS; bits *= 2)
        x *= 2 - n0 * x;
    return (brn_limb)0 - x;
}

void brn_mont_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb carry = brn_limbs_add(out, a, b, m->count);
    brn_limb less = brn_limbs_mask_less(out, m->n, m->count) & (carry - 1);
    brn_limb borrow = 0;

    for (size_t i = 0; i < m->count; i++) {
        brn_limb2 difference = (brn_limb2)out[i] - (m->n[i] & ~less) - borrow;

        out[i] = (brn_limb)difference;
        borrow = (brn_limb)(difference >> BRN_LIMB_BITS) & 1;
    }
}

void brn_mont_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_limb borrow = brn_limbs_subtract(out, a, b, m->count);
    brn_limb mask = (brn_limb)brn_ct_mask_nonzero(borrow);
    brn_limb carry = 0;

    for (size_t i = 0; i < m->count; i++) {
        brn_limb2 sum = (brn_limb2)out[i] + (m->n[i] & mask) + carry;

        out[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
}

/*
 * For each limb of b, product and reduction in one pass, so that t is read and written once. Before
 * and after each t < 2n, so count + 1 limbs hold it.
 */
static inline void multiply_count(brn_limb *out, const brn_limb *a, const brn_limb *b,
                                  const brn_mont *m, size_t count)
{
    brn_limb t[BRN_SMALL_LIMBS + 1];
    const brn_limb *n = m->n;

    for (size_t i = 0; i <= count; i++)
        t[i] = 0;
    for (size_t i = 0; i < count; i++) {
        brn_limb2 product = (brn_limb2)a[0] * b[i] + t[0], sum;
        brn_limb x = (brn_limb)product * m->inverse;

        sum = (brn_limb2)x * n[0] + (brn_limb)product; /* its low limb is 0 */
        for (size_t j = 1; j < count; j++) {
            product = (brn_limb2)a[j] * b[i] + t[j] + (brn_limb)(product >> BRN_LIMB_BITS);
            sum = (brn_limb2)x * n[j] + (brn_limb)product + (brn_limb)(sum >> BRN_LIMB_BITS);
            t[j - 1] = (brn_limb)sum;
        }
        sum = (sum >> BRN_LIMB_BITS) + (product >> BRN_LIMB_BITS) + t[count];
        t[count - 1] = (brn_limb)sum;
        t[count] = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    brn_mont_subtract_once(out, t[count], t, n, count);
}

/* The curves' counts are written out, so that the compiler can unroll the loops. */
void brn_mont_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    switch (m->count) {
    case BRN_LIMBS(256):
        multiply_count(out, a, b, m, BRN_LIMBS(256));
        break;
    case BRN_LIMBS(384):
        multiply_count(out, a, b, m, BRN_LIMBS(384));
        break;
    case BRN_LIMBS(521):
        multiply_count(out, a, b, m, BRN_LIMBS(521));
        break;
    default:
        multiply_count(out, a, b, m, m->count);
        break;
    }
}

void brn_mont_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_mont_multiply(out, a, a, m);
}

void brn_mont_enter(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_mont_multiply(out, a, m->rr, m);
}

void brn_mont_leave(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    const brn_limb one[BRN_SMALL_LIMBS] = {1};

    brn_mont_multiply(out, a, one, m);
}
