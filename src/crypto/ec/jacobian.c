#include "crypto/ec/jacobian.h"

/*
 * The tangent's formulas with all of (X3, Y3, Z3) scaled by (1/4, 1/8, 1/2): half as many
 * additions, and one division by 2.
 *     slope = 3/2 (X - Z^2) (X + Z^2)
 *     X3 = slope^2 - 2 X Y^2,  Y3 = slope (X Y^2 - X3) - Y^4,  Z3 = Y Z
 */
void brn_jacobian_double(const brn_field *f, brn_point *r, const brn_point *p)
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

/*
 * What both additions share, once both points are over one denominator: u1 and s1 are the first
 * one's x and y there, h and slope the differences to the second one's, and z is the product of
 * their Z.
 *     X3 = slope^2 - h^3 - 2 u1 h^2,  Y3 = slope (u1 h^2 - X3) - s1 h^3,  Z3 = z h
 */
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

void brn_jacobian_add(const brn_field *f, brn_point *r, const brn_point *p, const brn_point *q)
{
    brn_limb zz1[BRN_EC_LIMBS], zz2[BRN_EC_LIMBS], u1[BRN_EC_LIMBS];
    brn_limb h[BRN_EC_LIMBS], slope[BRN_EC_LIMBS];
    brn_limb *s1 = zz2, *z = zz1; /* in their place, when they have served */

    fe_sqr(f, zz1, p->z);
    fe_sqr(f, zz2, q->z);
    fe_mul(f, u1, p->x, zz2);
    fe_mul(f, h, q->x, zz1);
    fe_mul(f, zz1, zz1, p->z);
    fe_mul(f, zz2, zz2, q->z);
    fe_mul(f, slope, q->y, zz1);
    fe_mul(f, s1, p->y, zz2);
    fe_mul(f, z, p->z, q->z);
    fe_sub(f, h, h, u1);
    fe_sub(f, slope, slope, s1);
    add_common(f, r, u1, s1, h, slope, z);
}

void brn_jacobian_add_affine(const brn_field *f, brn_point *r, const brn_point *p,
                             const brn_affine *q)
{
    brn_limb zz[BRN_EC_LIMBS], h[BRN_EC_LIMBS], slope[BRN_EC_LIMBS];

    fe_sqr(f, zz, p->z);
    fe_mul(f, h, q->x, zz);
    fe_mul(f, zz, zz, p->z);
    fe_mul(f, slope, q->y, zz);
    fe_sub(f, h, h, p->x);
    fe_sub(f, slope, slope, p->y);
    add_common(f, r, p->x, p->y, h, slope, p->z);
}

/*
 * p += q and q = q for points with the same Z, which neither are infinity nor share their x; q
 * comes out with the Z of the sum. 7 multiplications: Meloni, "New Point Addition Formulae for ECC
 * Applications" (WAIFI 2007).
 *     h = Xq - Xp,  Xq' = Xq h^2,  Yq' = Yq h^3,  X3 = (Yq - Yp)^2 - Xq' - Xp h^2,
 *     Y3 = (Yq - Yp) (Xq' - X3) - Yq',  Z3 = Z h
 */
static void add_with_same_z(const brn_field *f, brn_point *p, brn_point *q)
{
    brn_limb h[BRN_EC_LIMBS], hh[BRN_EC_LIMBS], slope[BRN_EC_LIMBS];

    fe_sub(f, h, q->x, p->x);
    fe_sub(f, slope, q->y, p->y);
    fe_sqr(f, hh, h);
    fe_mul(f, p->z, p->z, h);
    fe_copy(f, q->z, p->z);
    fe_mul(f, q->x, q->x, hh);
    fe_mul(f, p->x, p->x, hh);
    fe_sub(f, h, q->x, p->x); /* now h^3 */
    fe_mul(f, q->y, q->y, h);
    fe_sqr(f, hh, slope);
    fe_sub(f, hh, hh, q->x);
    fe_sub(f, p->x, hh, p->x);
    fe_sub(f, hh, q->x, p->x);
    fe_mul(f, slope, slope, hh);
    fe_sub(f, p->y, slope, q->y);
}

/* Doubling (x, y, 1) makes a Z of y, over which the point itself is (x y^2, y y^3, y). */
void brn_jacobian_odd_multiples(const brn_field *f, brn_limb *table, size_t count,
                                const brn_affine *point)
{
    brn_point multiple, twice;

    brn_jacobian_from_affine(f, &multiple, point);
    brn_jacobian_put(f, table, 0, &multiple);
    brn_jacobian_double(f, &twice, &multiple);
    fe_sqr(f, multiple.z, point->y);
    fe_mul(f, multiple.x, point->x, multiple.z);
    fe_sqr(f, multiple.y, multiple.z);
    fe_copy(f, multiple.z, point->y);
    for (size_t i = 1; i < count; i++) {
        add_with_same_z(f, &multiple, &twice);
        brn_jacobian_put(f, table, i, &multiple);
    }
}

void brn_jacobian_from_affine(const brn_field *f, brn_point *r, const brn_affine *p)
{
    fe_copy(f, r->x, p->x);
    fe_copy(f, r->y, p->y);
    fe_copy(f, r->z, f->one);
}

/* (X / Z^2, Y / Z^3) = (X Z / Z^3, Y / Z^3) */
void brn_jacobian_to_homogeneous(const brn_field *f, brn_point *r, const brn_point *p)
{
    brn_limb zz[BRN_EC_LIMBS];

    fe_mul(f, r->x, p->x, p->z);
    fe_sqr(f, zz, p->z);
    fe_copy(f, r->y, p->y);
    fe_mul(f, r->z, p->z, zz);
}

void brn_jacobian_put(const brn_field *f, brn_limb *table, size_t i, const brn_point *p)
{
    brn_limb *at = table + i * 3 * f->mont.count;

    fe_copy(f, at, p->x);
    fe_copy(f, at + f->mont.count, p->y);
    fe_copy(f, at + 2 * f->mont.count, p->z);
}

void brn_jacobian_get(const brn_field *f, brn_point *p, const brn_limb *table, size_t i)
{
    const brn_limb *at = table + i * 3 * f->mont.count;

    fe_copy(f, p->x, at);
    fe_copy(f, p->y, at + f->mont.count);
    fe_copy(f, p->z, at + 2 * f->mont.count);
}
