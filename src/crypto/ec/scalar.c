/*
 * Scalars and the digits they are taken apart into. What is done here depends on the
 * length of a scalar, never on its value.
 */
#include "crypto/ec/curve.h"

#include <sodium.h>

brn_limb brn_scalar_read(const brn_curve *c, brn_limb *k, const uint8_t *bytes)
{
    brn_limb below = brn_field_read(c->scalar, k, bytes);

    return below & ~fe_is_zero(c->scalar, k);
}

void brn_scalar_reduce_once(const brn_curve *c, brn_limb *a)
{
    const brn_mont *n = &c->scalar->mont;
    brn_limb less = brn_limbs_mask_less(a, n->n, n->count), reduced[BRN_EC_LIMBS];

    (void)brn_limbs_subtract(reduced, a, n->n, n->count);
    brn_limbs_select(a, less, a, reduced, n->count);
    sodium_memzero(reduced, sizeof reduced);
}

void brn_scalar_from_digest(const brn_curve *c, brn_limb *e, const uint8_t *digest, size_t len)
{
    size_t size = brn_field_size(c->scalar);

    /* Orders are either whole bytes or, secp521r1's, longer than any hash: no bits to cut off. */
    brn_limbs_from_bytes(e, c->scalar->mont.count, digest, len < size ? len : size);
    brn_scalar_reduce_once(c, e);
}

brn_limb brn_scalar_make_odd(const brn_curve *c, brn_limb *out, const brn_limb *k)
{
    const brn_mont *n = &c->scalar->mont;
    brn_limb even = (brn_limb)brn_ct_mask_zero(k[0] & 1), negative[BRN_EC_LIMBS];

    (void)brn_limbs_subtract(negative, n->n, k, n->count);
    brn_limbs_select(out, even, negative, k, n->count);
    sodium_memzero(negative, sizeof negative);
    return even;
}

brn_limb brn_scalar_bits(const brn_curve *c, const brn_limb *k, size_t at, size_t count)
{
    size_t i = at / BRN_LIMB_BITS, shift = at % BRN_LIMB_BITS;
    brn_limb bits = i < c->scalar->mont.count ? k[i] >> shift : 0;

    if (shift + count > BRN_LIMB_BITS && i + 1 < c->scalar->mont.count)
        bits |= k[i + 1] << (BRN_LIMB_BITS - shift);
    return bits & (((brn_limb)1 << count) - 1);
}

brn_limb brn_comb_column(const brn_curve *c, const brn_limb *k, size_t j, brn_limb *index)
{
    const brn_comb *comb = &c->comb;
    size_t last = comb->teeth - 1, next = j + last * comb->spacing + 1;
    brn_limb signs = 0, positive = ~(brn_limb)0;

    for (size_t t = 0; t < last; t++)
        signs |= brn_scalar_bits(c, k, j + t * comb->spacing + 1, 1) << t;
    if (next < comb->teeth * comb->spacing)
        positive = (brn_limb)brn_ct_mask_nonzero(brn_scalar_bits(c, k, next, 1));
    *index = (signs ^ ~positive) & (((brn_limb)1 << last) - 1);
    return positive;
}
