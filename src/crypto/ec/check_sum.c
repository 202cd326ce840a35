/*
 * u1 G + u2 Q for ECDSA verification, in VARIABLE TIME: everything here is public, the
 * key, the signature and the digest alike, so digits that are zero cost nothing and the
 * cases of an addition are told apart by branches.
 *
 * u2 goes through a non-adjacent form of width 5 with the odd multiples Q, 3Q, ..., 15Q
 * made on the spot; u1 through the generator's comb, whose few doublings are the last of
 * u2's anyway.
 */
#include "crypto/ec/jacobian.h"

enum {
    WIDTH = 5,                        /* of the non-adjacent form */
    ODD_MULTIPLES = 1 << (WIDTH - 2), /* 1, 3, ..., 15 */
    DIGITS_MAX = (BRN_FIELD_BITS_MAX + 1 + WIDTH - 1) / WIDTH
};
_Static_assert(BRN_CHECK_SUM_ROOM(1) == ODD_MULTIPLES * 3 * BRN_PIECES(1), "room for all of them");

/* The digits that are not 0, from the lowest, and the bits that they stand at. */
typedef struct naf {
    size_t count;
    uint16_t at[DIGITS_MAX];
    int8_t digits[DIGITS_MAX];
} naf;

static bool is_infinity(const brn_field *f, const brn_point *p)
{
    return fe_is_zero(f, p->z) != 0;
}

/* The exception that brn_jacobian_add leaves to be looked for: then p was q. */
static bool was_equal(const brn_field *f, const brn_point *sum)
{
    return is_infinity(f, sum) && fe_is_zero(f, sum->x) != 0;
}

/* r is not q. */
static void add_point(const brn_field *f, brn_point *r, const brn_point *p, const brn_point *q)
{
    if (is_infinity(f, p)) {
        *r = *q;
        return;
    }
    if (is_infinity(f, q)) {
        *r = *p;
        return;
    }
    brn_jacobian_add(f, r, p, q);
    if (was_equal(f, r))
        brn_jacobian_double(f, r, q);
}

static void add_affine(const brn_field *f, brn_point *sum, const brn_affine *q)
{
    if (is_infinity(f, sum)) {
        brn_jacobian_from_affine(f, sum, q);
        return;
    }
    brn_jacobian_add_affine(f, sum, sum, q);
    if (was_equal(f, sum)) {
        brn_jacobian_from_affine(f, sum, q);
        brn_jacobian_double(f, sum, sum);
    }
}

/*
 * The non-adjacent form of width WIDTH: k is the sum of digits[i] 2^at[i], each digit is odd and
 * below 2^(WIDTH - 1), and any WIDTH bits in a row have at most one. It may be a bit longer than k.
 */
static void recode(const brn_curve *c, naf *out, const brn_limb *k)
{
    size_t bits = c->scalar->bits;
    int carry = 0;

    out->count = 0;
    for (size_t i = 0; i <= bits;) {
        int digit;

        if ((int)brn_scalar_bits(c, k, i, 1) == carry) {
            i++;
            continue;
        }
        digit = (int)brn_scalar_bits(c, k, i, WIDTH) + carry;
        carry = digit >> (WIDTH - 1);
        out->at[out->count] = (uint16_t)i;
        out->digits[out->count++] = (int8_t)(digit - carry * (1 << WIDTH));
        i += WIDTH;
    }
}

static void add_digit(const brn_field *f, brn_point *sum, const brn_limb *odd, int digit)
{
    brn_point multiple;

    brn_jacobian_get(f, &multiple, odd, (size_t)(digit < 0 ? -digit : digit) / 2);
    if (digit < 0)
        brn_field_negate_if(f, ~(brn_limb)0, multiple.y);
    add_point(f, sum, sum, &multiple);
}

/* Column j of the comb, for an odd scalar; negated: for its negative. */
static void add_column(const brn_curve *c, brn_point *sum, const brn_limb *k, size_t j,
                       bool negated)
{
    const brn_field *f = c->field;
    brn_limb index;
    brn_affine entry;
    bool positive = brn_comb_column(c, k, j, &index) != 0;
    const brn_limb *x = c->comb.points[0] + (size_t)index * 2 * f->mont.count;

    fe_copy(f, entry.x, x);
    fe_copy(f, entry.y, x + f->mont.count);
    if (positive == negated)
        brn_field_negate_if(f, ~(brn_limb)0, entry.y);
    add_affine(f, sum, &entry);
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
                         const brn_affine *point, const brn_limb *r, brn_limb *room)
{
    const brn_field *f = c->field;
    brn_point sum = {{0}, {0}, {0}};
    brn_limb odd_u1[BRN_EC_LIMBS];
    bool negated = brn_scalar_make_odd(c, odd_u1, u1) != 0;
    bool with_base = fe_is_zero(c->scalar, u1) == 0;
    size_t at;
    naf n;

    recode(c, &n, u2);
    brn_jacobian_odd_multiples(f, room, ODD_MULTIPLES, point);
    at = n.count > 0 ? n.at[n.count - 1] + 1U : 0;
    if (at < c->comb.spacing)
        at = c->comb.spacing;
    while (at-- > 0) {
        brn_jacobian_double(f, &sum, &sum);
        if (n.count > 0 && n.at[n.count - 1] == at)
            add_digit(f, &sum, room, n.digits[--n.count]);
        if (with_base && at < c->comb.spacing)
            add_column(c, &sum, odd_u1, at, negated);
    }
    return has_x(c, &sum, r);
}
