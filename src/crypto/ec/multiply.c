/*
 * Multiplication of a point by a secret scalar.
 *
 * Both methods make the scalar odd first (k or n - k, chosen by a mask) and write it in
 * digits that are odd too, so that each step adds exactly one table entry or its
 * negative. The entry is picked by reading the whole table under masks: the sequence of
 * instructions and addresses is the same for every scalar.
 *
 * Points are Jacobian until shortly before the end. Jacobian additions have exceptions, infinity
 * and points that are equal or opposite, and the comment of each method shows that none but the
 * last additions can meet one, whatever the scalar. Those follow point.c's complete law.
 */
#include "base/stack.h"
#include "crypto/ec/jacobian.h"

#include <sodium.h>

enum {
    WINDOW = 5,                       /* bits a step */
    WINDOW_POINTS = 1 << (WINDOW - 1) /* odd multiples 1, 3, ..., 31 */
};
_Static_assert(BRN_MULTIPLY_ROOM(1) == WINDOW_POINTS * 3 * BRN_PIECES(1), "room for all of them");

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

    c->look_up(entry, table, WINDOW_POINTS, index, 3 * f->mont.count);
    brn_jacobian_get(f, r, entry, 0);
    brn_field_negate_if(f, ~positive, r->y);
}

/*
 * With what came before standing for a, in multiples of the point, a step adds d to 2^WINDOW a.
 * Before the last step there is no exception. The digits so far make an odd number, so that a is
 * not 0 and 2^WINDOW |a| > |d|; and 2^WINDOW a + d, which is k without its lowest windows, is
 * nearly n / 2^WINDOW at most, so that 2^WINDOW a is neither d nor -d modulo n. In the last step
 * it can be d: for k = n - 38 on secp384r1 it is.
 *
 * Nor is there one in the table, where (2 j - 1) + 2 is added up to 31 for an order far above.
 */
void brn_point_multiply(const brn_curve *c, brn_point *r, const brn_affine *point,
                        const brn_limb *k, brn_limb *room)
{
    const brn_field *f = c->field;
    size_t windows = (c->scalar->bits + WINDOW - 1) / WINDOW;
    brn_point sum, entry;
    brn_limb odd[BRN_EC_LIMBS], negated = brn_scalar_make_odd(c, odd, k);

    brn_jacobian_odd_multiples(f, room, WINDOW_POINTS, point);

    pick_window(c, &sum, room, odd, windows - 1, true);
    for (size_t i = windows - 1; i-- > 0;) {
        for (size_t doublings = 0; doublings < WINDOW; doublings++)
            brn_jacobian_double(f, &sum, &sum);
        pick_window(c, &entry, room, odd, i, false);
        if (i > 0)
            brn_jacobian_add(f, &sum, &sum, &entry);
    }
    brn_jacobian_to_homogeneous(f, &sum, &sum);
    brn_jacobian_to_homogeneous(f, &entry, &entry);
    brn_point_add(c, &sum, &sum, &entry);
    brn_field_negate_if(f, negated, sum.y);
    *r = sum;

    sodium_memzero(odd, sizeof odd);
    sodium_memzero(&sum, sizeof sum);
    sodium_memzero(&entry, sizeof entry);
}

static void pick_column(const brn_curve *c, brn_affine *r, const brn_limb *k, size_t block,
                        size_t row)
{
    const brn_field *f = c->field;
    brn_limb index, positive = brn_comb_column(c, k, block * c->comb.rows + row, &index);
    brn_limb entry[2 * BRN_EC_LIMBS];

    c->look_up(entry, c->comb.points[block], (size_t)1 << (c->comb.teeth - 1), index,
               2 * f->mont.count);
    fe_copy(f, r->x, entry);
    fe_copy(f, r->y, entry + f->mont.count);
    brn_field_negate_if(f, ~positive, r->y);
}

/* sum += the columns of one row. The first of all is just taken, the last follows another law. */
static void add_row(const brn_curve *c, brn_point *sum, const brn_limb *k, size_t row)
{
    const brn_comb *comb = &c->comb;
    bool empty = row + 1 == comb->rows;
    brn_affine entry;

    for (size_t block = comb->blocks; block-- > 0;) {
        if (block * comb->rows + row >= comb->spacing)
            continue;
        pick_column(c, &entry, k, block, row);
        if (empty)
            brn_jacobian_from_affine(c->field, sum, &entry);
        else if (row > 0 || block > 0)
            brn_jacobian_add_affine(c->field, sum, sum, &entry);
        else {
            brn_jacobian_to_homogeneous(c->field, sum, sum);
            brn_point_add_affine(c, sum, sum, &entry);
        }
        empty = false;
    }
    sodium_memzero(&entry, sizeof entry);
}

/*
 * The comb of curve.h, row by row from the highest, and in a row block by block from the highest:
 * with what came before standing for a, in multiples of the generator, each addition adds or
 * subtracts 2^(rows b) t, t being a column of block 0.
 *
 * But for the last addition there is no exception. Neither is 0, and they are neither equal nor
 * opposite as integers: tooth 0 alone makes t odd, and a the double of an odd number or, in the
 * highest row, a multiple of 2^(rows (b + 1)); the other teeth add multiples of 2^spacing to both.
 * And as k is 2^row a together with the rows below, |a| is at most n / 2^row and a little more, so
 * that both together stay below n: curve.h names the bound. In row 0 they stay below 2 n, so that
 * it is n itself that their sum or difference would have to be; but it is odd, and both are even
 * until column 0, the last one, comes. That one may meet what came before: on secp384r1 it does for
 * one k.
 */
void brn_point_multiply_base(const brn_curve *c, brn_point *r, const brn_limb *k)
{
    const brn_field *f = c->field;
    brn_point sum;
    brn_limb odd[BRN_EC_LIMBS], negated = brn_scalar_make_odd(c, odd, k);
    size_t row = c->comb.rows - 1;

    add_row(c, &sum, odd, row);
    while (row-- > 0) {
        brn_jacobian_double(f, &sum, &sum);
        add_row(c, &sum, odd, row);
    }
    brn_field_negate_if(f, negated, sum.y);
    *r = sum;

    sodium_memzero(odd, sizeof odd);
    sodium_memzero(&sum, sizeof sum);
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
