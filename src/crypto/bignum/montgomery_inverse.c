/*
 * Modular inversion in constant time: the division steps of Bernstein and Yang, "Fast
 * constant-time gcd computation and modular inversion" (2019).
 *
 * One step takes (delta, f, g), f odd, to
 *     (1 - delta, g, (g - f) / 2)              when delta > 0 and g is odd,
 *     (1 + delta, f, (g + (g mod 2) f) / 2)    otherwise.
 * Starting from (1, n, a), after (49 bits + 57) / 17 steps (theorem 11.2 there; bits >= 46)
 * g is 0 and f is the greatest common divisor, up to its sign. The number of steps depends
 * on the size of n only.
 *
 * What DIGIT_BITS steps do to f and g depends on their low DIGIT_BITS bits only, and is a
 * matrix of four small numbers over 2^DIGIT_BITS. So a batch of steps is done on single
 * words, and its matrix is then applied to the long f and g, and modulo n to d and e, which
 * start as 0 and 1 and keep to d * a = f and e * a = g. At the end d * a = +-1.
 *
 * Long numbers are here arrays of signed digits of DIGIT_BITS bits, two less than a word
 * has: all digits but the last are in [0, 2^DIGIT_BITS), the last carries the sign, and a
 * sum of three products of a word and a digit still fits a double word.
 */
#include <sodium.h>
#include <string.h>

#include "base/ct.h"
#include "crypto/bignum/montgomery.h"

#if BRN_LIMB_BITS == 64
typedef int64_t digit;
__extension__ typedef __int128 digit2;
#else
typedef int32_t digit;
typedef int64_t digit2;
#endif

#define DIGIT_BITS (BRN_LIMB_BITS - 2)
#define DIGIT_MASK (((brn_limb)1 << DIGIT_BITS) - 1)
/* d and e lie between -2n and n: two bits more than n. */
#define DIGITS(count) (((count)*BRN_LIMB_BITS + 2 + DIGIT_BITS - 1) / DIGIT_BITS)
#define DIGITS_MAX    DIGITS(BRN_LIMBS_MAX)

/* |u| + |v| <= 2^DIGIT_BITS, and likewise |q| + |r|. */
typedef struct matrix {
    digit u, v, q, r;
} matrix;

typedef struct numbers {
    digit n[DIGITS_MAX], f[DIGITS_MAX], g[DIGITS_MAX], d[DIGITS_MAX], e[DIGITS_MAX];
} numbers;

static void to_digits(digit *out, size_t digits, const brn_limb *a, size_t count)
{
    for (size_t i = 0; i < digits; i++) {
        size_t limb = i * DIGIT_BITS / BRN_LIMB_BITS, shift = i * DIGIT_BITS % BRN_LIMB_BITS;
        brn_limb value = limb < count ? a[limb] >> shift : 0;

        if (shift > BRN_LIMB_BITS - DIGIT_BITS && limb + 1 < count)
            value |= a[limb + 1] << (BRN_LIMB_BITS - shift);
        out[i] = (digit)(value & DIGIT_MASK);
    }
}

/* For a number that is not negative and fits count limbs. */
static void from_digits(brn_limb *out, size_t count, const digit *a, size_t digits)
{
    for (size_t i = 0; i < count; i++) {
        size_t first = i * BRN_LIMB_BITS / DIGIT_BITS, shift = i * BRN_LIMB_BITS % DIGIT_BITS;
        size_t have = DIGIT_BITS - shift;
        brn_limb value = (brn_limb)a[first] >> shift;

        for (size_t j = first + 1; have < BRN_LIMB_BITS && j < digits; j++) {
            value |= (brn_limb)a[j] << have;
            have += DIGIT_BITS;
        }
        out[i] = value;
    }
}

/*
 * All ones for a negative number, else 0. The barrier is needed: clang 19 makes two loops, and a
 * branch to choose, of one loop under such a mask.
 */
static brn_limb sign_mask(digit a)
{
    return (brn_limb)brn_ct_barrier((uint64_t)0 - ((brn_limb)a >> (BRN_LIMB_BITS - 1)));
}

/* *a, *b = mask ? *b, -*a : *a, *b */
static void rotate(brn_limb mask, brn_limb *a, brn_limb *b)
{
    brn_limb change = (*a ^ *b) & mask;

    *a ^= change;
    *b ^= change;
    *b = (*b ^ mask) - mask;
}

/*
 * DIGIT_BITS steps on the low words of f and g; returns the new delta. Step i needs, and
 * leaves, the low DIGIT_BITS - i bits of g right. All numbers are taken modulo 2^BRN_LIMB_BITS,
 * which is enough for the matrix, whose entries fit a digit.
 */
static digit batch(digit delta, brn_limb f, brn_limb g, matrix *out)
{
    brn_limb u = 1, v = 0, q = 0, r = 1;

    for (unsigned i = 0; i < DIGIT_BITS; i++) {
        brn_limb odd = (brn_limb)brn_ct_barrier((uint64_t)0 - (g & 1));
        brn_limb turn = odd & sign_mask(-delta);

        rotate(turn, &f, &g);
        rotate(turn, &u, &q);
        rotate(turn, &v, &r);
        delta = (digit)(((brn_limb)delta ^ turn) - turn) + 1;
        g = (g + (f & odd)) >> 1;
        q += u & odd;
        r += v & odd;
        u <<= 1;
        v <<= 1;
    }
    *out = (matrix){(digit)u, (digit)v, (digit)q, (digit)r};
    return delta;
}

/* f, g = (u f + v g, q f + r g) / 2^DIGIT_BITS, which is exact. */
static void apply(const matrix *m, digit *f, digit *g, size_t digits)
{
    digit2 sum_f = 0, sum_g = 0;

    for (size_t i = 0; i < digits; i++) {
        digit fi = f[i], gi = g[i];

        sum_f += (digit2)m->u * fi + (digit2)m->v * gi;
        sum_g += (digit2)m->q * fi + (digit2)m->r * gi;
        if (i > 0) {
            f[i - 1] = (digit)((brn_limb)sum_f & DIGIT_MASK);
            g[i - 1] = (digit)((brn_limb)sum_g & DIGIT_MASK);
        }
        sum_f >>= DIGIT_BITS;
        sum_g >>= DIGIT_BITS;
    }
    f[digits - 1] = (digit)sum_f;
    g[digits - 1] = (digit)sum_g;
}

/*
 * The multiple of n that makes u d + v e divisible by 2^DIGIT_BITS and keeps the quotient
 * between -2n and n. If d or e is negative, it first gets n added, so that both are between
 * -n and n; then from 0 to 2^DIGIT_BITS - 1 times n are subtracted. `inverse` = 1/n.
 */
static digit multiple(digit u, digit v, digit d0, digit e0, brn_limb sign_d, brn_limb sign_e,
                      brn_limb inverse)
{
    brn_limb k = ((brn_limb)u & sign_d) + ((brn_limb)v & sign_e);
    brn_limb low = (brn_limb)u * (brn_limb)d0 + (brn_limb)v * (brn_limb)e0;

    return (digit)(k - ((low * inverse + k) & DIGIT_MASK));
}

/* d, e = (u d + v e, q d + r e) / 2^DIGIT_BITS mod n, between -2n and n as before. */
static void apply_modulo(const matrix *m, digit *d, digit *e, const digit *n, brn_limb inverse,
                         size_t digits)
{
    brn_limb sign_d = sign_mask(d[digits - 1]), sign_e = sign_mask(e[digits - 1]);
    digit nd = multiple(m->u, m->v, d[0], e[0], sign_d, sign_e, inverse);
    digit ne = multiple(m->q, m->r, d[0], e[0], sign_d, sign_e, inverse);
    digit2 sum_d = 0, sum_e = 0;

    for (size_t i = 0; i < digits; i++) {
        digit di = d[i], ei = e[i];

        sum_d += (digit2)m->u * di + (digit2)m->v * ei + (digit2)nd * n[i];
        sum_e += (digit2)m->q * di + (digit2)m->r * ei + (digit2)ne * n[i];
        if (i > 0) {
            d[i - 1] = (digit)((brn_limb)sum_d & DIGIT_MASK);
            e[i - 1] = (digit)((brn_limb)sum_e & DIGIT_MASK);
        }
        sum_d >>= DIGIT_BITS;
        sum_e >>= DIGIT_BITS;
    }
    d[digits - 1] = (digit)sum_d;
    e[digits - 1] = (digit)sum_e;
}

/* d = (negate ? -d : d) + (add ? n : 0); both are masks. */
static void adjust(digit *d, brn_limb negate, brn_limb add, const digit *n, size_t digits)
{
    digit2 sum = 0;

    for (size_t i = 0; i < digits; i++) {
        sum += (digit)(((brn_limb)d[i] ^ negate) - negate);
        sum += (digit)((brn_limb)n[i] & add);
        d[i] = (digit)((brn_limb)sum & DIGIT_MASK);
        sum >>= DIGIT_BITS;
    }
    /* The last digit keeps its sign. */
    d[digits - 1] = (digit)((brn_limb)d[digits - 1] | (brn_limb)sum << DIGIT_BITS);
}

void brn_mont_inverse(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    size_t digits = DIGITS(m->count);
    size_t steps = (49 * m->count * BRN_LIMB_BITS + 57) / 17;
    brn_limb inverse = (brn_limb)0 - m->inverse;
    digit delta = 1;
    numbers x;

    to_digits(x.n, digits, m->n, m->count);
    to_digits(x.g, digits, a, m->count);
    memcpy(x.f, x.n, digits * sizeof *x.f);
    memset(x.d, 0, digits * sizeof *x.d);
    memset(x.e, 0, digits * sizeof *x.e);
    x.e[0] = 1;
    for (size_t done = 0; done < steps; done += DIGIT_BITS) {
        matrix step;

        delta = batch(delta, (brn_limb)x.f[0] | (brn_limb)x.f[1] << DIGIT_BITS,
                      (brn_limb)x.g[0] | (brn_limb)x.g[1] << DIGIT_BITS, &step);
        apply(&step, x.f, x.g, digits);
        apply_modulo(&step, x.d, x.e, x.n, inverse, digits);
    }
    /* Between -2n and n, then -n and n, then with f's sign, then 0 and n. */
    adjust(x.d, 0, sign_mask(x.d[digits - 1]), x.n, digits);
    adjust(x.d, sign_mask(x.f[digits - 1]), 0, x.n, digits);
    adjust(x.d, 0, sign_mask(x.d[digits - 1]), x.n, digits);
    from_digits(out, m->count, x.d, digits);
    sodium_memzero(&x, sizeof x);
}
