/*
 * Points, by the complete addition law of Renes, Costello and Batina ("Complete addition
 * formulas for prime order elliptic curves", EUROCRYPT 2016) for a = -3.
 *
 * On a curve of odd order this law has no exceptions: it is right for equal points,
 * opposite points and infinity alike. So whatever a secret scalar makes of its
 * intermediate points, the same multiplications are done in the same order, and nothing
 * needs proving about which cases can occur.
 *
 * With  xx = X1 X2, yy = Y1 Y2, zz = Z1 Z2,
 *       xy = X1 Y2 + X2 Y1, yz = Y1 Z2 + Y2 Z1, xz = X1 Z2 + X2 Z1
 * the sum is
 *       X3 = xy (yy + m) - yz e         m = 3 (xz - b zz)
 *       Y3 = (yy + m) (yy - m) + f e    e = 3 (b xz - 3 zz - xx)
 *       Z3 = yz (yy - m) + xy f         f = 3 (xx - zz)
 * and the two functions differ only in how cheaply they get the six products.
 */
#include <sodium.h>

#include "crypto/ec/curve.h"

#define UNCOMPRESSED 4 /* SEC 1 section 2.3.3 */

typedef struct products {
    brn_limb xx[BRN_EC_LIMBS], yy[BRN_EC_LIMBS], zz[BRN_EC_LIMBS];
    brn_limb xy[BRN_EC_LIMBS], yz[BRN_EC_LIMBS], xz[BRN_EC_LIMBS];
} products;

static void triple(const brn_field *f, brn_limb *r, const brn_limb *a)
{
    brn_limb twice[BRN_EC_LIMBS];

    fe_add(f, twice, a, a);
    fe_add(f, r, twice, a);
}

static void sum_of_products(const brn_curve *c, brn_point *r, const products *v)
{
    const brn_field *f = c->field;
    brn_limb plus[BRN_EC_LIMBS], minus[BRN_EC_LIMBS]; /* yy + m, yy - m */
    brn_limb e[BRN_EC_LIMBS], d[BRN_EC_LIMBS], t[BRN_EC_LIMBS];

    fe_mul(f, t, c->b, v->zz);
    fe_sub(f, t, v->xz, t);
    triple(f, t, t);
    fe_add(f, plus, v->yy, t);
    fe_sub(f, minus, v->yy, t);

    triple(f, t, v->zz);
    fe_mul(f, e, c->b, v->xz);
    fe_sub(f, e, e, t);
    fe_sub(f, e, e, v->xx);
    triple(f, e, e);

    fe_sub(f, d, v->xx, v->zz); /* the f of the formulas */
    triple(f, d, d);

    fe_mul(f, r->x, v->xy, plus);
    fe_mul(f, t, v->yz, e);
    fe_sub(f, r->x, r->x, t);
    fe_mul(f, r->y, plus, minus);
    fe_mul(f, t, d, e);
    fe_add(f, r->y, r->y, t);
    fe_mul(f, r->z, v->yz, minus);
    fe_mul(f, t, v->xy, d);
    fe_add(f, r->z, r->z, t);
}

/* r = a1 b2 + a2 b1, given aa = a1 a2 and bb = b1 b2: one product instead of two. */
static void cross(const brn_field *f, brn_limb *r, const brn_limb *a1, const brn_limb *b1,
                  const brn_limb *a2, const brn_limb *b2, const brn_limb *aa, const brn_limb *bb)
{
    brn_limb s[BRN_EC_LIMBS], t[BRN_EC_LIMBS];

    fe_add(f, s, a1, b1);
    fe_add(f, t, a2, b2);
    fe_mul(f, s, s, t);
    fe_add(f, t, aa, bb);
    fe_sub(f, r, s, t);
}

void brn_point_add(const brn_curve *c, brn_point *r, const brn_point *p, const brn_point *q)
{
    const brn_field *f = c->field;
    products v;

    fe_mul(f, v.xx, p->x, q->x);
    fe_mul(f, v.yy, p->y, q->y);
    fe_mul(f, v.zz, p->z, q->z);
    cross(f, v.xy, p->x, p->y, q->x, q->y, v.xx, v.yy);
    cross(f, v.yz, p->y, p->z, q->y, q->z, v.yy, v.zz);
    cross(f, v.xz, p->x, p->z, q->x, q->z, v.xx, v.zz);
    sum_of_products(c, r, &v);
}

/* Z2 = 1. */
void brn_point_add_affine(const brn_curve *c, brn_point *r, const brn_point *p, const brn_affine *q)
{
    const brn_field *f = c->field;
    products v;

    fe_mul(f, v.xx, p->x, q->x);
    fe_mul(f, v.yy, p->y, q->y);
    fe_copy(f, v.zz, p->z);
    cross(f, v.xy, p->x, p->y, q->x, q->y, v.xx, v.yy);
    fe_mul(f, v.yz, q->y, p->z);
    fe_add(f, v.yz, v.yz, p->y);
    fe_mul(f, v.xz, q->x, p->z);
    fe_add(f, v.xz, v.xz, p->x);
    sum_of_products(c, r, &v);
}

void brn_point_to_affine(const brn_curve *c, brn_affine *r, const brn_point *p)
{
    const brn_field *f = c->field;
    brn_limb inverse[BRN_EC_LIMBS];

    brn_field_invert(f, inverse, p->z);
    fe_mul(f, r->x, p->x, inverse);
    fe_mul(f, r->y, p->y, inverse);
    sodium_memzero(inverse, sizeof inverse); /* tells of the scalar what x and y don't */
}

/* y^2 = x^3 - 3 x + b, for public points. */
static bool is_on_curve(const brn_curve *c, const brn_affine *point)
{
    const brn_field *f = c->field;
    brn_limb left[BRN_EC_LIMBS], right[BRN_EC_LIMBS], t[BRN_EC_LIMBS];

    fe_sqr(f, left, point->y);
    fe_sqr(f, right, point->x);
    fe_mul(f, right, right, point->x);
    triple(f, t, point->x);
    fe_sub(f, right, right, t);
    fe_add(f, right, right, c->b);
    return fe_is_equal(f, left, right) != 0;
}

bool brn_point_read(const brn_curve *c, brn_affine *point, brine_bytes bytes)
{
    const brn_field *f = c->field;
    size_t size = brn_field_size(f);

    if (bytes.len != brn_curve_point_size(c) || bytes.data[0] != UNCOMPRESSED)
        return false;
    if (!brn_field_read(f, point->x, bytes.data + 1) ||
        !brn_field_read(f, point->y, bytes.data + 1 + size))
        return false;
    brn_mont_enter(point->x, point->x, &f->mont);
    brn_mont_enter(point->y, point->y, &f->mont);
    return is_on_curve(c, point);
}

void brn_point_write(const brn_curve *c, uint8_t *bytes, const brn_affine *point)
{
    const brn_field *f = c->field;
    brn_limb coordinate[BRN_EC_LIMBS];

    bytes[0] = UNCOMPRESSED;
    brn_mont_leave(coordinate, point->x, &f->mont);
    brn_field_write(f, bytes + 1, coordinate);
    brn_mont_leave(coordinate, point->y, &f->mont);
    brn_field_write(f, bytes + 1 + brn_field_size(f), coordinate);
}
