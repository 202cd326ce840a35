/*
 * Multiplication of a point by a secret scalar.
 *
 * Both methods make the scalar odd first (k or n - k, chosen by a mask) and write it in
 * digits that are odd too, so that each step adds exactly one table entry or its
 * negative. The entry is picked by reading the whole table under masks: the sequence of
 * instructions and addresses is the same for every scalar.
 */
#include "crypto/ec/curve.h"

#include "base/stack.h"

#include <sodium.h>

enum {
    WINDOW = 5,                       /* bits a step */
    WINDOW_POINTS = 1 << (WINDOW - 1) /* odd multiples 1, 3, ..., 31 */
};

static void set_infinity(const brn_field *f, brn_point *p)
{
    *p = (brn_point){{0}, {0}, {0}};
    fe_copy(f, p->y, f->one);
}

/* Tables hold entries one after the other, x, y and z of `count` limbs each. */
static void put_entry(const brn_field *f, brn_limb *table, size_t i, const brn_point *p)
{
    brn_limb *at = table + i * 3 * f->mont.count;

    fe_copy(f, at, p->x);
    fe_copy(f, at + f->mont.count, p->y);
    fe_copy(f, at + 2 * f->mont.count, p->z);
}

/*
 * Digit i of an odd k in base 2^WINDOW, all digits odd, between -(2^WINDOW - 1) and
 * 2^WINDOW - 1: bits i * WINDOW and up, one more than a window has, the lowest forced to
 * 1, minus 2^WINDOW. What a digit takes too much its lower neighbour gives back, and the
 * top one, above which there are only zeros, counts as it stands.
 */
static void pick_window(const brn_curve *c, brn_point *r, const brn_limb *table, const brn_limb *k,
                        size_t i, bool top)
{
    const brn_field *f = c->field;
    brn_limb bits = brn_scalar_bits(c, k, i * WINDOW, WINDOW + 1) | 1;
    brn_limb positive = top ? ~(brn_limb)0 : (brn_limb)brn_ct_mask_nonzero(bits >> WINDOW);
    brn_limb index = ((bits >> 1) ^ ~positive) & (WINDOW_POINTS - 1);
    brn_limb entry[3 * BRN_EC_LIMBS];

    brn_limbs_look_up(entry, table, WINDOW_POINTS, index, 3 * f->mont.count);
    fe_copy(f, r->x, entry);
    fe_copy(f, r->y, entry + f->mont.count);
    fe_copy(f, r->z, entry + 2 * f->mont.count);
    brn_field_negate_if(f, ~positive, r->y);
}

void brn_point_multiply(const brn_curve *c, brn_point *r, const brn_affine *point,
                        const brn_limb *k)
{
    const brn_field *f = c->field;
    size_t windows = (c->scalar->bits + WINDOW - 1) / WINDOW;
    brn_limb table[WINDOW_POINTS * 3 * BRN_EC_LIMBS];
    brn_point sum, twice, entry;
    brn_limb odd[BRN_EC_LIMBS], negated = brn_scalar_make_odd(c, odd, k);

    fe_copy(f, sum.x, point->x);
    fe_copy(f, sum.y, point->y);
    fe_copy(f, sum.z, f->one);
    brn_point_double(c, &twice, &sum);
    put_entry(f, table, 0, &sum);
    for (size_t j = 1; j < WINDOW_POINTS; j++) {
        brn_point_add(c, &sum, &sum, &twice);
        put_entry(f, table, j, &sum);
    }

    pick_window(c, &sum, table, odd, windows - 1, true);
    for (size_t i = windows - 1; i-- > 0;) {
        for (size_t doublings = 0; doublings < WINDOW; doublings++)
            brn_point_double(c, &sum, &sum);
        pick_window(c, &entry, table, odd, i, false);
        brn_point_add(c, &sum, &sum, &entry);
    }
    brn_field_negate_if(f, negated, sum.y);
    *r = sum;

    sodium_memzero(odd, sizeof odd);
    sodium_memzero(&sum, sizeof sum);
    sodium_memzero(&entry, sizeof entry);
}

static void pick_column(const brn_curve *c, brn_affine *r, const brn_limb *k, size_t j)
{
    const brn_field *f = c->field;
    brn_limb index, positive = brn_comb_column(c, k, j, &index);
    brn_limb entry[2 * BRN_EC_LIMBS];

    brn_limbs_look_up(entry, c->comb.points, (size_t)1 << (c->comb.teeth - 1), index,
                      2 * f->mont.count);
    fe_copy(f, r->x, entry);
    fe_copy(f, r->y, entry + f->mont.count);
    brn_field_negate_if(f, ~positive, r->y);
}

/* The comb that brn_comb_column describes. */
void brn_point_multiply_base(const brn_curve *c, brn_point *r, const brn_limb *k)
{
    const brn_field *f = c->field;
    brn_point sum;
    brn_affine entry;
    brn_limb odd[BRN_EC_LIMBS], negated = brn_scalar_make_odd(c, odd, k);

    set_infinity(f, &sum);
    for (size_t j = c->comb.spacing; j-- > 0;) {
        brn_point_double(c, &sum, &sum);
        pick_column(c, &entry, odd, j);
        brn_point_add_affine(c, &sum, &sum, &entry);
    }
    brn_field_negate_if(f, negated, sum.y);
    *r = sum;

    sodium_memzero(odd, sizeof odd);
    sodium_memzero(&sum, sizeof sum);
    sodium_memzero(&entry, sizeof entry);
}

void brn_curve_public_key(const brn_curve *c, uint8_t *bytes, const brn_limb *k)
{
    brn_point product;
    brn_affine public_point;

    brn_point_multiply_base(c, &product, k);
    brn_point_to_affine(c, &public_point, &product);
    brn_point_write(c, bytes, &public_point);
    sodium_memzero(&product, sizeof product); /* Z tells of the scalar what x and y don't */
    brn_wipe_stack(BRN_EC_STACK_BASE);
}
