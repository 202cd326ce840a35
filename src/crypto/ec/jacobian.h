/*
 * Points in Jacobian coordinates: (X : Y : Z) is (X / Z^2, Y / Z^3), and infinity has Z = 0. Both
 * multiplications with secrets and verification compute in them, for a doubling takes 8
 * multiplications and an addition 11 or 16, where the complete law of point.c takes 14 and 13 or
 * 14: most of a multiplication is doublings, or additions of affine points.
 *
 * An addition here has exceptions, which its caller must rule out, or look for afterwards.
 * Constant time all the same. Results and operands may be the same point.
 */
#ifndef BRN_CRYPTO_EC_JACOBIAN_H
#define BRN_CRYPTO_EC_JACOBIAN_H

#include "crypto/ec/curve.h"

/* r = 2 p, for any p. */
void brn_jacobian_double(const brn_field *f, brn_point *r, const brn_point *p);

/*
 * r = p + q for points that are neither infinity nor equal. Of opposite points the sum is
 * infinity, and of equal ones X and Z are 0, which no other sum has.
 */
void brn_jacobian_add(const brn_field *f, brn_point *r, const brn_point *p, const brn_point *q);
void brn_jacobian_add_affine(const brn_field *f, brn_point *r, const brn_point *p,
                             const brn_affine *q);

/*
 * The odd multiples 1, 3, 5, ... of a point whose order is above twice their number, each as
 * brn_jacobian_put puts it, in as many entries of a table. count is 2 at least.
 */
void brn_jacobian_odd_multiples(const brn_field *f, brn_limb *table, size_t count,
                                const brn_affine *point);

/* The affine point, with Z = 1. */
void brn_jacobian_from_affine(const brn_field *f, brn_point *r, const brn_affine *p);

/* The same point in point.c's homogeneous coordinates, unless it is infinity. */
void brn_jacobian_to_homogeneous(const brn_field *f, brn_point *r, const brn_point *p);

/* Entry i of a table: x, y and z one after the other, each as wide as the field. */
void brn_jacobian_put(const brn_field *f, brn_limb *table, size_t i, const brn_point *p);
void brn_jacobian_get(const brn_field *f, brn_point *p, const brn_limb *table, size_t i);

#endif
