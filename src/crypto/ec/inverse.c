/*
 * Inverses by division steps: Bernstein and Yang, "Fast constant-time gcd computation and
 * modular inversion" (CHES 2019), in the variant that starts with delta = 1/2.
 *
 * The idea. Start with f = p, g = a, and repeat a step that keeps f odd and halves g:
 *     delta > 0 and g odd:  delta, f, g = 1 - delta, g, (g - f) / 2
 *     otherwise:            delta, f, g = 1 + delta, f, (g + (g mod 2) f) / 2
 * Nothing but odd common divisors of f and g survives, so g ends as 0 and f as 1 or -1.
 * Alongside, d and e are kept with f = d a and g = e a (mod p); at the end d is the inverse
 * but for f's sign.
 *
 * Batches. What BATCH steps do depends only on delta and on the lowest BATCH bits of f and
 * g, and it is linear: the steps are done on single words, and their matrix
 *     2^BATCH (f', g') = (u f + v g, q f + r g),   |u| + |v| and |q| + |r| at most 2^BATCH
 * is applied to the long numbers f, g, d, e once a batch. d and e are divided by 2^BATCH
 * modulo p, as Montgomery does: a multiple of p is added that clears the low bits.
 *
 * Numbers are arrays of digits in base 2^BATCH, two bits less than a word has; all digits
 * but the top one are in [0, 2^BATCH), and the top one carries the sign. A product of two
 * digits and the sum of a few such products then fit a signed double word. (Shifting a
 * negative number right keeps its sign with every compiler that we know of.)
 *
 * Bounds. |f|, |g| never exceed p. d and e stay in (-2p, p): a negative one gets p added,
 * which makes both lie in (-p, p), the matrix makes that (-2^BATCH p, 2^BATCH p), and the
 * multiple of p that is subtracted is less than 2^BATCH p.
 *
 * Time. brn_field_invert does a fixed number of steps, all with masks in place of branches;
 * for numbers of n bits (45907 n + 26313) / 19929 half-delta steps are enough (Wuille and
 * Maxwell, "Bounds on divsteps iterations in safegcd": computed by convex hulls, and verified
 * there for moduli far longer than 521 bits). brn_field_invert_public stops when g is 0 and
 * takes runs of zero bits at once: for public numbers only.
 */
#include <sodium.h>
#include <stdbool.h>

#include "crypto/ec/field.h"

#if BRN_LIMB_BITS == 64
typedef int64_t digit;
__extension__ typedef __int128 digit2;
#else
typedef int32_t digit;
typedef int64_t digit2;
#endif

#define BATCH      (BRN_LIMB_BITS - 2)
#define DIGIT_MASK (((brn_limb)1 << BATCH) - 1)

/* Digits that hold a signed number of so many bits, and of secp521r1's. */
#define DIGITS(bits) (((bits) + 2 + BATCH - 1) / BATCH)
#define DIGITS_MAX   DIGITS(521)

typedef struct matrix {
    digit u, v, q, r;
} matrix;

typedef struct numbers {
    size_t digits;
    brn_limb inverse; /* 1 / p mod 2^BATCH */
    digit p[DIGITS_MAX], f[DIGITS_MAX], g[DIGITS_MAX], d[DIGITS_MAX], e[DIGITS_MAX];
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

static void begin(numbers *n, const brn_field *f, const brn_limb *a)
{
    *n = (numbers){.digits = DIGITS(f->bits)};
    n->inverse = ((brn_limb)0 - f->mont.inverse) & DIGIT_MASK;
    to_digits(n->p, n->digits, f->mont.n, f->mont.count);
    to_digits(n->f, n->digits, f->mont.n, f->mont.count);
    to_digits(n->g, n->digits, a, f->mont.count);
    n->e[0] = 1;
}

/*
 * BATCH steps in constant time. zeta is -(delta + 1/2), so that its sign bit says that
 * delta > 0. Arithmetic is modulo 2^BRN_LIMB_BITS; only the low bits of f and g are right,
 * one fewer after each step, and none of the others is looked at.
 */
static digit steps(digit zeta, brn_limb f, brn_limb g, matrix *t)
{
    brn_limb u = 1, v = 0, q = 0, r = 1, z = (brn_limb)zeta;

    for (int i = 0; i < BATCH; i++) {
        brn_limb positive = (brn_limb)brn_ct_barrier((uint64_t)0 - (z >> (BRN_LIMB_BITS - 1)));
        brn_limb odd = (brn_limb)brn_ct_barrier((uint64_t)0 - (g & 1));

        /* g - f when delta > 0, else g + f, when g is odd */
        g += ((f ^ positive) - positive) & odd;
        q += ((u ^ positive) - positive) & odd;
        r += ((v ^ positive) - positive) & odd;
        /* the old g is the new f, when delta > 0 and g was odd */
        positive &= odd;
        z = (z ^ positive) - 1;
        f += g & positive;
        u += q & positive;
        v += r & positive;
        g >>= 1;
        u <<= 1;
        v <<= 1;
    }
    *t = (matrix){(digit)u, (digit)v, (digit)q, (digit)r};
    return (digit)z;
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
 * BATCH steps in variable time. A run of zeros of g is one shift. Then, with delta <= 0,
 * the next steps, 1 - delta of them and more, only add f to g where it is odd, whatever
 * comes out: up to six are done at once by adding w f with w = -g / f mod 2^6. There
 * -1/f = f (f^2 - 2), since (f^2 - 1)^2 is 0 mod 2^6 for odd f.
 */
static digit steps_public(digit zeta, brn_limb f, brn_limb g, matrix *t)
{
    brn_limb u = 1, v = 0, q = 0, r = 1;
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
    return zeta;
}

/* (f, g) = t (f, g) / 2^BATCH, which is exact. */
static void apply(numbers *n, const matrix *t)
{
    digit2 f = (digit2)t->u * n->f[0] + (digit2)t->v * n->g[0];
    digit2 g = (digit2)t->q * n->f[0] + (digit2)t->r * n->g[0];

    for (size_t i = 1; i < n->digits; i++) {
        f = (f >> BATCH) + (digit2)t->u * n->f[i] + (digit2)t->v * n->g[i];
        g = (g >> BATCH) + (digit2)t->q * n->f[i] + (digit2)t->r * n->g[i];
        n->f[i - 1] = (digit)((brn_limb)f & DIGIT_MASK);
        n->g[i - 1] = (digit)((brn_limb)g & DIGIT_MASK);
    }
    n->f[n->digits - 1] = (digit)(f >> BATCH);
    n->g[n->digits - 1] = (digit)(g >> BATCH);
}

/* How often p must be added to x d + y e, whose lowest digit is low, for the division. */
static digit multiple_of_p(const numbers *n, digit x, digit y, digit2 low)
{
    digit m = (x & sign_mask(n->d[n->digits - 1])) + (y & sign_mask(n->e[n->digits - 1]));

    return m - (digit)((n->inverse * (brn_limb)low + (brn_limb)m) & DIGIT_MASK);
}

/* (d, e) = t (d, e) / 2^BATCH mod p */
static void apply_modulo(numbers *n, const matrix *t)
{
    digit2 d = (digit2)t->u * n->d[0] + (digit2)t->v * n->e[0];
    digit2 e = (digit2)t->q * n->d[0] + (digit2)t->r * n->e[0];
    digit md = multiple_of_p(n, t->u, t->v, d), me = multiple_of_p(n, t->q, t->r, e);

    d += (digit2)n->p[0] * md;
    e += (digit2)n->p[0] * me;
    for (size_t i = 1; i < n->digits; i++) {
        d = (d >> BATCH) + (digit2)t->u * n->d[i] + (digit2)t->v * n->e[i] + (digit2)n->p[i] * md;
        e = (e >> BATCH) + (digit2)t->q * n->d[i] + (digit2)t->r * n->e[i] + (digit2)n->p[i] * me;
        n->d[i - 1] = (digit)((brn_limb)d & DIGIT_MASK);
        n->e[i - 1] = (digit)((brn_limb)e & DIGIT_MASK);
    }
    n->d[n->digits - 1] = (digit)(d >> BATCH);
    n->e[n->digits - 1] = (digit)(e >> BATCH);
}

/* d = (negate ? -d : d) + (d < 0 before or after that ? p : 0), under masks of all ones. */
static void add_p_if_negative(numbers *n, digit negate)
{
    digit negative = sign_mask(n->d[n->digits - 1]), carry = 0;

    for (size_t i = 0; i < n->digits; i++) {
        digit sum = (((n->d[i] + (n->p[i] & negative)) ^ negate) - negate) + carry;

        n->d[i] = (digit)((brn_limb)sum & DIGIT_MASK);
        carry = sum >> BATCH;
        if (i + 1 == n->digits)
            n->d[i] = sum;
    }
}

/*
 * d from (-2p, p), with f = 1 or -1 its sign, into [0, p), and from the inverse of a in
 * Montgomery form, a R, to that of 1/a: (a R)^-1 R^2.
 */
static void finish(numbers *n, const brn_field *f, brn_limb *out)
{
    add_p_if_negative(n, sign_mask(n->f[n->digits - 1]));
    add_p_if_negative(n, 0);
    from_digits(out, f->mont.count, n->d, n->digits);
    brn_mont_enter(out, out, &f->mont);
    brn_mont_enter(out, out, &f->mont);
    sodium_memzero(n, sizeof *n);
}

/* The bound, rounded up to whole batches. */
size_t brn_field_invert_steps(const brn_field *f)
{
    size_t needed = (45907 * f->bits + 26313) / 19929 + 1;

    return (needed + BATCH - 1) / BATCH * BATCH;
}

void brn_field_invert(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    size_t all = brn_field_invert_steps(f);
    digit zeta = -1; /* delta = 1/2 */
    numbers n;
    matrix t;

    begin(&n, f, a);
    for (size_t done = 0; done < all; done += BATCH) {
        zeta = steps(zeta, (brn_limb)n.f[0], (brn_limb)n.g[0], &t);
        apply(&n, &t);
        apply_modulo(&n, &t);
    }
    finish(&n, f, out);
    sodium_memzero(&t, sizeof t);
}

static bool is_zero(const digit *a, size_t digits)
{
    digit bits = 0;

    for (size_t i = 0; i < digits; i++)
        bits |= a[i];
    return bits == 0;
}

void brn_field_invert_public(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    digit zeta = -1;
    numbers n;
    matrix t;

    begin(&n, f, a);
    while (!is_zero(n.g, n.digits)) {
        zeta = steps_public(zeta, (brn_limb)n.f[0], (brn_limb)n.g[0], &t);
        apply(&n, &t);
        apply_modulo(&n, &t);
    }
    finish(&n, f, out);
}
