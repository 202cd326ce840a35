/*
 * u1 G + u2 Q for ECDSA verification, in VARIABLE TIME: everything here is public, the
 * key, the signature and the digest alike, so digits that are zero cost nothing and the
 * cases of an addition are told apart by branches.
 *
 * Jacobian coordinates: (X : Y : Z) is (X / Z^2, Y / Z^3), infinity has Z = 0. A doubling
 * takes 8 multiplications against the complete law's 14, and there are as many of them as
 * the curve has bits.
 *
 * u2 goes through a non-adjacent form of width 5 with the odd multiples Q, 3Q, ..., 15Q
 * made on the spot; u1 through the generator's comb, whose few doublings are the last of
 * u2's anyway.
 */
#include "crypto/ec/curve.h"

enum {
    WIDTH = 5,                       /* of the non-adjacent form */
    ODD_MULTIPLES = 1 << (WIDTH - 2) /* 1, 3, ..., 15 */
};

#define BITS_MAX 521

static bool is_infinity(const brn_field *f, const brn_point *p)
{
    return fe_is_zero(f, p->z) != 0;
}

/*
 * The tangent's formulas with all of (X3, Y3, Z3) scaled by (1/4, 1/8, 1/2): half as many
 * additions, and one division by 2.
 *     slope = 3/2 (X - Z^2) (X + Z^2)
 *     X3 = slope^2 - 2 X Y^2,  Y3 = slope (X Y^2 - X3) - Y^4,  Z3 = Y Z
 */
static void double_point(const brn_field *f, brn_point *r, const brn_point *p)
{
    brn_limb zz[BRN_EC_LIMBS], yy[BRN_EC_LIMBS], xyy[BRN_EC_LIMBS], slope[BRN_EC_LIMBS];
    brn_limb t[BRN_EC_LIMBS];

    fe_sqr(f, zz, p->z);
    fe_sqr(f, yy, p->y);
    fe_sub(f, t, p->x, zz);
    fe_add(f, zz, p->x, zz);
    fe_mul(f, t, t, zz);
    fe_mul(f, xyy, p->x, yy);
    fe_mul(f, r->z, p->y, p->z);
    fe_halve(f, slope, t);
    fe_add(f, slope, slope, t);
    fe_sqr(f, yy, yy);
    fe_sqr(f, r->x, slope);
    fe_sub(f, r->x, r->x, xyy);
    fe_sub(f, r->x, r->x, xyy);
    fe_sub(f, t, xyy, r->x);
    fe_mul(f, t, t, slope);
    fe_sub(f, r->y, t, yy);
}

/* What both additions share, once both points are over one denominator: U and S are their
 * x and y there, and z the product of their Z. */
static void add_common(const brn_field *f, brn_point *r, const brn_limb *u1, const brn_limb *s1,
                       const brn_limb *h, const brn_limb *slope, const brn_limb *z)
{
    brn_limb hh[BRN_EC_LIMBS], hhh[BRN_EC_LIMBS], v[BRN_EC_LIMBS], t[BRN_EC_LIMBS];

    fe_sqr(f, hh, h);
    fe_mul(f, hhh, hh, h);
    fe_mul(f, v, u1, hh);
    fe_mul(f, t, s1, hhh);
    fe_mul(f, r->z, z, h);
    fe_sqr(f, r->x, slope);
    fe_sub(f, r->x, r->x, hhh);
    fe_sub(f, r->x, r->x, v);
    fe_sub(f, r->x, r->x, v);
    fe_sub(f, v, v, r->x);
    fe_mul(f, v, v, slope);
    fe_sub(f, r->y, v, t);
}

/* The cases in which two points share their x: h = 0. */
static void add_same_x(const brn_field *f, brn_point *r, const brn_point *p, const brn_limb *slope)
{
    if (fe_is_zero(f, slope))
        double_point(f, r, p);
    else
        *r = (brn_point){{0}, {0}, {0}};
}

static void add_point(const brn_field *f, brn_point *r, const brn_point *p, const brn_point *q)
{
    brn_limb zz1[BRN_EC_LIMBS], zz2[BRN_EC_LIMBS], u1[BRN_EC_LIMBS], s1[BRN_EC_LIMBS];
    brn_limb h[BRN_EC_LIMBS], slope[BRN_EC_LIMBS], z[BRN_EC_LIMBS];

    if (is_infinity(f, p)) {
        *r = *q;
        return;
    }
    if (is_infinity(f, q)) {
        *r = *p;
        return;
    }
    fe_sqr(f, zz1, p->z);
    fe_sqr(f, zz2, q->z);
    fe_mul(f, u1, p->x, zz2);
    fe_mul(f, h, q->x, zz1);
    fe_mul(f, zz1, zz1, p->z);
    fe_mul(f, zz2, zz2, q->z);
    fe_mul(f, s1, p->y, zz2);
    fe_mul(f, slope, q->y, zz1);
    fe_mul(f, z, p->z, q->z);
    fe_sub(f, h, h, u1);
    fe_sub(f, slope, slope, s1);
    if (fe_is_zero(f, h))
        add_same_x(f, r, p, slope);
    else
        add_common(f, r, u1, s1, h, slope, z);
}

/* q is affine: x then y. */
static void add_affine(const brn_field *f, brn_point *r, const brn_point *p, const brn_limb *qx,
                       const brn_limb *qy)
{
    brn_limb zz[BRN_EC_LIMBS], h[BRN_EC_LIMBS], slope[BRN_EC_LIMBS];

    if (is_infinity(f, p)) {
        fe_copy(f, r->x, qx);
        fe_copy(f, r->y, qy);
        fe_copy(f, r->z, f->one);
        return;
    }
    fe_sqr(f, zz, p->z);
    fe_mul(f, h, qx, zz);
    fe_mul(f, zz, zz, p->z);
    fe_mul(f, slope, qy, zz);
    fe_sub(f, h, h, p->x);
    fe_sub(f, slope, slope, p->y);
    if (fe_is_zero(f, h))
        add_same_x(f, r, p, slope);
    else
        add_common(f, r, p->x, p->y, h, slope, p->z);
}

/*
 * The non-adjacent form of width WIDTH: k is the sum of digits[i] 2^i, each digit is 0 or
 * odd and below 2^(WIDTH - 1), and any WIDTH in a row hold at most one that is not 0. Room
 * for one digit more than k has bits. Returns how many digits there are.
 */
static size_t recode(const brn_curve *c, int8_t *digits, const brn_limb *k)
{
    size_t bits = c->scalar->bits, length = 0;
    int carry = 0;

    for (size_t i = 0; i <= bits; i++)
        digits[i] = 0;
    for (size_t i = 0; i <= bits;) {
        int digit;

        if ((int)brn_scalar_bits(c, k, i, 1) == carry) {
            i++;
            continue;
        }
        digit = (int)brn_scalar_bits(c, k, i, WIDTH) + carry;
        carry = digit >> (WIDTH - 1);
        digits[i] = (int8_t)(digit - carry * (1 << WIDTH));
        length = i + 1;
        i += WIDTH;
    }
    return length;
}

static void add_digit(const brn_field *f, brn_point *sum, const brn_point *odd, int digit)
{
    brn_point negative;

    if (digit > 0)
        add_point(f, sum, sum, &odd[digit / 2]);
    if (digit < 0) {
        negative = odd[-digit / 2];
        brn_field_negate_if(f, ~(brn_limb)0, negative.y);
        add_point(f, sum, sum, &negative);
    }
}

/* Column j of the comb, for an odd scalar; negated: for its negative. */
static void add_column(const brn_curve *c, brn_point *sum, const brn_limb *k, size_t j,
                       bool negated)
{
    const brn_field *f = c->field;
    brn_limb index, y[BRN_EC_LIMBS];
    bool positive = brn_comb_column(c, k, j, &index) != 0;
    const brn_limb *x = c->comb.points + (size_t)index * 2 * f->mont.count;

    fe_copy(f, y, x + f->mont.count);
    if (positive == negated)
        brn_field_negate_if(f, ~(brn_limb)0, y);
    add_affine(f, sum, sum, x, y);
}

/* x = X / Z^2 is r or r + n, where that is still below p. */
static bool has_x(const brn_curve *c, const brn_point *p, const brn_limb *r)
{
    const brn_field *f = c->field;
    brn_limb zz[BRN_EC_LIMBS], x[BRN_EC_LIMBS], candidate[BRN_EC_LIMBS];
    size_t count = f->mont.count;

    if (is_infinity(f, p))
        return false;
    fe_sqr(f, zz, p->z);
    brn_mont_enter(x, r, &f->mont);
    fe_mul(f, x, x, zz);
    if (fe_is_equal(f, x, p->x))
        return true;
    if (brn_limbs_add(candidate, r, c->scalar->mont.n, count) ||
        !brn_limbs_mask_less(candidate, f->mont.n, count))
        return false;
    brn_mont_enter(x, candidate, &f->mont);
    fe_mul(f, x, x, zz);
    return fe_is_equal(f, x, p->x) != 0;
}

bool brn_curve_check_sum(const brn_curve *c, const brn_limb *u1, const brn_limb *u2,
                         const brn_affine *point, const brn_limb *r)
{
    const brn_field *f = c->field;
    brn_point odd[ODD_MULTIPLES], twice, sum = {{0}, {0}, {0}};
    int8_t digits[BITS_MAX + 1];
    brn_limb odd_u1[BRN_EC_LIMBS];
    bool negated = brn_scalar_make_odd(c, odd_u1, u1) != 0;
    bool with_base = fe_is_zero(c->scalar, u1) == 0;
    size_t at = recode(c, digits, u2);

    fe_copy(f, odd[0].x, point->x);
    fe_copy(f, odd[0].y, point->y);
    fe_copy(f, odd[0].z, f->one);
    double_point(f, &twice, &odd[0]);
    for (size_t i = 1; i < ODD_MULTIPLES; i++)
        add_point(f, &odd[i], &odd[i - 1], &twice);

    if (at < c->comb.spacing)
        at = c->comb.spacing;
    while (at-- > 0) {
        double_point(f, &sum, &sum);
        add_digit(f, &sum, odd, digits[at]);
        if (with_base && at < c->comb.spacing)
            add_column(c, &sum, odd_u1, at, negated);
    }
    return has_x(c, &sum, r);
}
