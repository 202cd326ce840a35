/*
 * Inverses by division steps: Bernstein and Yang, "Fast constant-time gcd computation and
 * modular inversion" (CHES 2019).
 *
 * The idea. Start with f = n, g = a, and repeat a step that keeps f odd and halves g:
 *     delta > 0 and g odd:  delta, f, g = 1 - delta, g, (g - f) / 2
 *     otherwise:            delta, f, g = 1 + delta, f, (g + (g mod 2) f) / 2
 * Nothing but odd common divisors of f and g survives, so g ends as 0 and f as 1 or -1.
 * Alongside, d and e are kept with f = d a and g = e a (mod n); at the end d is the inverse
 * but for f's sign.
 *
 * Batches. What BATCH steps do depends only on delta and on the lowest BATCH bits of f and
 * g, and it is linear: the steps are done on single words, and their matrix
 *     2^BATCH (f', g') = (u f + v g, q f + r g),   |u| + |v| and |q| + |r| at most 2^BATCH
 * is applied to the long numbers f, g, d, e once a batch. d and e are divided by 2^BATCH
 * modulo n, as Montgomery does: a multiple of n is added that clears the low bits.
 *
 * Numbers are arrays of digits in base 2^BATCH, two bits less than a word has; all digits
 * but the top one are in [0, 2^BATCH), and the top one carries the sign. A product of two
 * digits and the sum of a few such products then fit a signed double word. (Shifting a
 * negative number right keeps its sign with every compiler that we know of.)
 *
 * Bounds. |f|, |g| never exceed n. d and e stay in (-2n, n): a negative one gets n added,
 * which makes both lie in (-n, n), the matrix makes that (-2^BATCH n, 2^BATCH n), and the
 * multiple of n that is subtracted is less than 2^BATCH n.
 *
 * Time. brn_mont_inverse does a fixed number of steps, all with masks in place of branches.
 * How many depends on the length of n and on where delta starts. From delta = 1, steps of
 * (49 bits + 57) / 17 are enough for n of any length from 46 bits on (theorem 11.2 of the
 * paper). From delta = 1/2 a fifth less is: (45907 bits + 26313) / 19929 (Wuille and Maxwell,
 * "Bounds on divsteps iterations in safegcd"); but that was computed by convex hulls, not
 * proven, and for n of some thousand bits at most, so that RSA's take the longer way.
 * brn_mont_inverse_public stops when g is 0 and takes runs of zero bits at once: for public
 * numbers only.
 */
#include <sodium.h>
#include <stdbool.h>
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

#define BATCH      (BRN_LIMB_BITS - 2)
#define DIGIT_MASK (((brn_limb)1 << BATCH) - 1)

/* The longest n that starts with delta = 1/2: the curves' fields and orders are all shorter. */
#define HALF_DELTA_BITS_MAX 1024

typedef struct matrix {
    digit u, v, q, r;
} matrix;

typedef struct numbers {
    size_t digits;
    brn_limb inverse; /* 1 / n mod 2^BATCH */
    /*
     * delta in steps: zeta = -(delta + 1/2) or, with `whole` all ones, -delta. Its sign bit says
     * that delta > 0.
     */
    digit zeta;
    brn_limb whole;
    digit *n, *f, *g, *d, *e; /* that many digits each */
} numbers;

/*
 * All ones for a negative number, else 0. The barrier is needed: clang 19 makes two loops, and a
 * branch to choose, of one loop under such a mask.
 */
static digit sign_mask(digit a)
{
    return (digit)brn_ct_barrier((uint64_t)0 - ((brn_limb)a >> (BRN_LIMB_BITS - 1)));
}

static void to_digits(digit *out, size_t digits, const brn_limb *a, size_t count)
{
    for (size_t i = 0; i < digits; i++) {
        size_t limb = i * BATCH / BRN_LIMB_BITS, shift = i * BATCH % BRN_LIMB_BITS;
        brn_limb bits = limb < count ? a[limb] >> shift : 0;

        if (shift > 0 && limb + 1 < count)
            bits |= a[limb + 1] << (BRN_LIMB_BITS - shift);
        out[i] = (digit)(bits & DIGIT_MASK);
    }
}

/* For a number that is not negative. A limb begins at an even bit, so two digits cover it. */
static void from_digits(brn_limb *out, size_t count, const digit *a, size_t digits)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i * BRN_LIMB_BITS / BATCH, shift = i * BRN_LIMB_BITS % BATCH;
        brn_limb low = at < digits ? (brn_limb)a[at] >> shift : 0;
        brn_limb high = at + 1 < digits ? (brn_limb)a[at + 1] << (BATCH - shift) : 0;

        out[i] = low | high;
    }
}

static numbers begin(const brn_limb *a, const brn_mont *m, size_t bits, brn_limb *scratch)
{
    size_t digits = BRN_MONT_INVERSE_DIGITS(bits);
    bool half = bits <= HALF_DELTA_BITS_MAX;
    digit *at = (digit *)scratch;
    numbers x = {.digits = digits,
                 .inverse = ((brn_limb)0 - m->inverse) & DIGIT_MASK,
                 .zeta = -1,
                 .whole = half ? 0 : ~(brn_limb)0,
                 .n = at,
                 .f = at + digits,
                 .g = at + 2 * digits,
                 .d = at + 3 * digits,
                 .e = at + 4 * digits};

    to_digits(x.n, digits, m->n, m->count);
    to_digits(x.f, digits, m->n, m->count);
    to_digits(x.g, digits, a, m->count);
    memset(x.d, 0, 2 * digits * sizeof *x.d); /* e, too */
    x.e[0] = 1;
    return x;
}

/*
 * BATCH steps in constant time. Arithmetic is modulo 2^BRN_LIMB_BITS; only the low bits of f and
 * g are right, one fewer after each step, and none of the others is looked at.
 */
static void take_steps(numbers *x, matrix *t)
{
    brn_limb f = (brn_limb)x->f[0], g = (brn_limb)x->g[0], z = (brn_limb)x->zeta;
    brn_limb u = 1, v = 0, q = 0, r = 1, whole = x->whole;

    for (int i = 0; i < BATCH; i++) {
        brn_limb positive = (brn_limb)brn_ct_barrier((uint64_t)0 - (z >> (BRN_LIMB_BITS - 1)));
        brn_limb odd = (brn_limb)brn_ct_barrier((uint64_t)0 - (g & 1));

        /* g - f when delta > 0, else g + f, when g is odd */
        g += ((f ^ positive) - positive) & odd;
        q += ((u ^ positive) - positive) & odd;
        r += ((v ^ positive) - positive) & odd;
        /* the old g is the new f, when delta > 0 and g was odd */
        positive &= odd;
        z = (z ^ positive) + ~(positive & whole);
        f += g & positive;
        u += q & positive;
        v += r & positive;
        g >>= 1;
        u <<= 1;
        v <<= 1;
    }
    *t = (matrix){(digit)u, (digit)v, (digit)q, (digit)r};
    x->zeta = (digit)z;
}

static int trailing_zeros(brn_limb a)
{
#if defined(__GNUC__)
    return __builtin_ctzll(a);
#else
    int zeros = 0;

    for (; (a & 1) == 0; a >>= 1)
        zeros++;
    return zeros;
#endif
}

/*
 * BATCH steps in variable time, from delta = 1/2. A run of zeros of g is one shift. Then, with
 * delta <= 0, the next steps, 1 - delta of them and more, only add f to g where it is odd,
 * whatever comes out: up to six are done at once by adding w f with w = -g / f mod 2^6. There
 * -1/f = f (f^2 - 2), since (f^2 - 1)^2 is 0 mod 2^6 for odd f.
 */
static void take_steps_public(numbers *n, matrix *t)
{
    brn_limb f = (brn_limb)n->f[0], g = (brn_limb)n->g[0];
    brn_limb u = 1, v = 0, q = 0, r = 1;
    digit zeta = n->zeta;
    int left = BATCH;

    for (;;) {
        int zeros = trailing_zeros(g | (brn_limb)1 << left), limit;
        brn_limb w, x;

        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        zeta -= zeros;
        left -= zeros;
        if (left == 0)
            break;
        if (zeta < 0) { /* delta > 0 */
            zeta = -zeta - 1;
            x = f, f = g, g = (brn_limb)0 - x;
            x = u, u = q, q = (brn_limb)0 - x;
            x = v, v = r, r = (brn_limb)0 - x;
        }
        limit = zeta + 1 < left ? (int)zeta + 1 : left;
        w = (f * g * (f * f - 2)) & 63;
        if (limit < 6)
            w &= ((brn_limb)1 << limit) - 1;
        g += f * w;
        q += u * w;
        r += v * w;
    }
    *t = (matrix){(digit)u, (digit)v, (digit)q, (digit)r};
    n->zeta = zeta;
}

/* (f, g) = t (f, g) / 2^BATCH, which is exact. */
static void apply(const matrix *t, digit *restrict f, digit *restrict g, size_t digits)
{
    digit2 sum_f = (digit2)t->u * f[0] + (digit2)t->v * g[0];
    digit2 sum_g = (digit2)t->q * f[0] + (digit2)t->r * g[0];

    for (size_t i = 1; i < digits; i++) {
        sum_f = (sum_f >> BATCH) + (digit2)t->u * f[i] + (digit2)t->v * g[i];
        sum_g = (sum_g >> BATCH) + (digit2)t->q * f[i] + (digit2)t->r * g[i];
        f[i - 1] = (digit)((brn_limb)sum_f & DIGIT_MASK);
        g[i - 1] = (digit)((brn_limb)sum_g & DIGIT_MASK);
    }
    f[digits - 1] = (digit)(sum_f >> BATCH);
    g[digits - 1] = (digit)(sum_g >> BATCH);
}

/* How often n must be added to y d + z e, whose lowest digit is low, for the division. */
static digit multiple_of_n(const numbers *x, digit y, digit z, digit2 low)
{
    digit m = (y & sign_mask(x->d[x->digits - 1])) + (z & sign_mask(x->e[x->digits - 1]));

    return m - (digit)((x->inverse * (brn_limb)low + (brn_limb)m) & DIGIT_MASK);
}

/* (d, e) = t (d, e) / 2^BATCH mod n */
static void apply_modulo(const numbers *x, const matrix *t)
{
    const digit *restrict n = x->n;
    digit *restrict d = x->d, *restrict e = x->e;
    size_t digits = x->digits;
    digit2 sum_d = (digit2)t->u * d[0] + (digit2)t->v * e[0];
    digit2 sum_e = (digit2)t->q * d[0] + (digit2)t->r * e[0];
    digit md = multiple_of_n(x, t->u, t->v, sum_d), me = multiple_of_n(x, t->q, t->r, sum_e);

    sum_d += (digit2)n[0] * md;
    sum_e += (digit2)n[0] * me;
    for (size_t i = 1; i < digits; i++) {
        sum_d = (sum_d >> BATCH) + (digit2)t->u * d[i] + (digit2)t->v * e[i] + (digit2)n[i] * md;
        sum_e = (sum_e >> BATCH) + (digit2)t->q * d[i] + (digit2)t->r * e[i] + (digit2)n[i] * me;
        d[i - 1] = (digit)((brn_limb)sum_d & DIGIT_MASK);
        e[i - 1] = (digit)((brn_limb)sum_e & DIGIT_MASK);
    }
    d[digits - 1] = (digit)(sum_d >> BATCH);
    e[digits - 1] = (digit)(sum_e >> BATCH);
}

/* If d is negative, it gets n added. Then d = negate ? -d : d, under a mask of all ones. */
static void add_n_if_negative(const numbers *x, digit negate)
{
    digit negative = sign_mask(x->d[x->digits - 1]), carry = 0;

    for (size_t i = 0; i < x->digits; i++) {
        digit sum = (((x->d[i] + (x->n[i] & negative)) ^ negate) - negate) + carry;

        x->d[i] = (digit)((brn_limb)sum & DIGIT_MASK);
        carry = sum >> BATCH;
        if (i + 1 == x->digits)
            x->d[i] = sum;
    }
}

/* d from (-2n, n), with f = 1 or -1 its sign, into [0, n). */
static void finish(const numbers *x, brn_limb *out, size_t count)
{
    add_n_if_negative(x, sign_mask(x->f[x->digits - 1]));
    add_n_if_negative(x, 0);
    from_digits(out, count, x->d, x->digits);
    sodium_memzero(x->n, 5 * x->digits * sizeof *x->n);
}

size_t brn_mont_inverse_steps(size_t bits)
{
    size_t needed =
        bits <= HALF_DELTA_BITS_MAX ? (45907 * bits + 26313) / 19929 + 1 : (49 * bits + 57) / 17;

    return (needed + BATCH - 1) / BATCH * BATCH;
}

void brn_mont_inverse(brn_limb *out, const brn_limb *a, const brn_mont *m, size_t bits,
                      brn_limb *scratch)
{
    size_t all = brn_mont_inverse_steps(bits);
    numbers x = begin(a, m, bits, scratch);
    matrix t;

    for (size_t done = 0; done < all; done += BATCH) {
        take_steps(&x, &t);
        apply(&t, x.f, x.g, x.digits);
        apply_modulo(&x, &t);
    }
    finish(&x, out, m->count);
    sodium_memzero(&t, sizeof t);
}

static bool is_zero(const digit *a, size_t digits)
{
    digit bits = 0;

    for (size_t i = 0; i < digits; i++)
        bits |= a[i];
    return bits == 0;
}

void brn_mont_inverse_public(brn_limb *out, const brn_limb *a, const brn_mont *m, size_t bits,
                             brn_limb *scratch)
{
    numbers x = begin(a, m, bits, scratch);
    matrix t;

    while (!is_zero(x.g, x.digits)) {
        take_steps_public(&x, &t);
        apply(&t, x.f, x.g, x.digits);
        apply_modulo(&x, &t);
    }
    finish(&x, out, m->count);
}
