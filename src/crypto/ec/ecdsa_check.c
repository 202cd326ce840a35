/*
 * The check of an ECDSA signature by its signer, before it leaves: that the public key, Q, verifies
 * it, which is that the x-coordinate of e / s G + r / s Q is r (FIPS 186-4 section 6.4.2).
 *
 * In constant time, for r and s that a fault made wrong tell of the key. And in a third of the
 * time: that point is k G where Q is d G and s k is e + r d. So what is to be shown is
 *     s k = e + r d,  k G = R,  d G = Q,  the x-coordinate of R is r,
 * R being the point that r was made of. Key and digest are read once more, for what was made of
 * them may be wrong, too.
 *
 * One multiplication shows that both points are right:
 *     (k + d + d^3) G = R + Q + T
 * where T is d^3 G, as it was when the key was loaded. By k + d alone, a bit that flips in d would
 * pass where the same bit had flipped in the k that R was made of. This way R would have to be
 * wrong by d' + d'^3 - d - d^3 times G, and one must know the key to know that number.
 */
#include <sodium.h>

#include "crypto/ec/ecdsa.h"
#include "crypto/ec/jacobian.h"

void brn_ecdsa_x(const brn_curve *c, brn_limb *out, const brn_affine *point)
{
    brn_mont_leave(out, point->x, &c->field->mont);
    /* p < 2 n on these curves, so that one subtraction reduces. */
    brn_scalar_reduce_once(c, out);
}

void brn_ecdsa_multiply_add(const brn_field *n, brn_limb *out, const brn_limb *a, const brn_limb *b,
                            const brn_limb *e)
{
    brn_limb product[BRN_EC_LIMBS];

    brn_mont_enter(product, a, &n->mont);
    fe_mul(n, product, product, b); /* one factor in Montgomery form, so the product is plain */
    fe_add(n, out, product, e);
    sodium_memzero(product, sizeof product);
}

/* out = d^3 mod n */
static void cube(const brn_field *n, brn_limb *out, const brn_limb *d)
{
    brn_limb inside[BRN_EC_LIMBS];

    brn_mont_enter(inside, d, &n->mont);
    fe_mul(n, out, inside, d);
    fe_mul(n, out, inside, out);
    sodium_memzero(inside, sizeof inside);
}

void brn_ecdsa_make_cube(brn_ecdsa_key *key, const brn_limb *d)
{
    const brn_curve *c = key->curve;
    brn_limb u[BRN_EC_LIMBS];
    brn_point product;

    cube(c->scalar, u, d);
    brn_point_multiply_base(c, &product, u);
    brn_point_to_affine(c, &key->cube, &product);
    sodium_memzero(u, sizeof u);
    sodium_memzero(&product, sizeof product);
}

/* All ones for points that are the same and not infinity. */
static brn_limb is_same(const brn_field *f, const brn_point *p, const brn_point *q)
{
    brn_limb left[BRN_EC_LIMBS], right[BRN_EC_LIMBS], same;

    fe_mul(f, left, p->x, q->z);
    fe_mul(f, right, q->x, p->z);
    same = fe_is_equal(f, left, right);
    fe_mul(f, left, p->y, q->z);
    fe_mul(f, right, q->y, p->z);
    same &= fe_is_equal(f, left, right);
    sodium_memzero(left, sizeof left);
    sodium_memzero(right, sizeof right);
    return same & ~fe_is_zero(f, p->z) & ~fe_is_zero(f, q->z);
}

/* All ones when (k + d + d^3) G = R + Q + T. */
static brn_limb has_points(const brn_ecdsa_key *key, const brn_ecdsa_signing *made,
                           const brn_affine *q, const brn_limb *d)
{
    const brn_curve *c = key->curve;
    brn_limb u[BRN_EC_LIMBS], right;
    brn_point product, sum;

    cube(c->scalar, u, d);
    fe_add(c->scalar, u, u, d);
    fe_add(c->scalar, u, u, made->k);
    brn_point_multiply_base(c, &product, u);
    brn_jacobian_from_affine(c->field, &sum, &made->point); /* with Z = 1, homogeneous as well */
    brn_point_add_affine(c, &sum, &sum, q);
    brn_point_add_affine(c, &sum, &sum, &key->cube);
    right = is_same(c->field, &product, &sum);

    sodium_memzero(u, sizeof u);
    sodium_memzero(&product, sizeof product);
    sodium_memzero(&sum, sizeof sum);
    return right;
}

/* All ones when s k = e + r d and r is the x-coordinate of R. */
static brn_limb has_numbers(const brn_ecdsa_key *key, const brn_ecdsa_signing *made,
                            const brn_limb *d, const uint8_t *digest, size_t digest_len)
{
    const brn_curve *c = key->curve;
    const brn_field *n = c->scalar;
    static const brn_limb zero[BRN_EC_LIMBS];
    brn_limb expected[BRN_EC_LIMBS], found[BRN_EC_LIMBS], right;

    brn_ecdsa_x(c, found, &made->point);
    right = fe_is_equal(n, found, made->r);
    brn_scalar_from_digest(c, expected, digest, digest_len);
    brn_ecdsa_multiply_add(n, expected, d, made->r, expected);
    brn_ecdsa_multiply_add(n, found, made->s, made->k, zero);
    right &= fe_is_equal(n, found, expected);
    sodium_memzero(expected, sizeof expected);
    sodium_memzero(found, sizeof found);
    return right & ~fe_is_zero(n, made->r) & ~fe_is_zero(n, made->s);
}

brn_limb brn_ecdsa_check(const brn_ecdsa_key *key, const brn_ecdsa_signing *made,
                         const uint8_t *digest, size_t digest_len)
{
    const brn_curve *c = key->curve;
    brn_limb d[BRN_EC_LIMBS], right;
    brn_affine q;

    if (!brn_point_read(c, &q, (brine_bytes){key->point, brn_curve_point_size(c)}))
        return 0; /* it was one when it was loaded */
    (void)brn_scalar_read(c, d, key->scalar);
    right = has_points(key, made, &q, d);
    right &= has_numbers(key, made, d, digest, digest_len);
    sodium_memzero(d, sizeof d);
    return right;
}
