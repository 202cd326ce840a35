#include "crypto/ec/field.h"

#include <sodium.h>

void brn_field_negate_if(const brn_field *f, brn_limb mask, brn_limb *a)
{
    static const brn_limb zero[BRN_EC_LIMBS] = {0};
    brn_limb negative[BRN_EC_LIMBS];

    fe_sub(f, negative, zero, a);
    brn_limbs_select(a, mask, negative, a, f->mont.count);
}

/* Fermat: a^(p - 2). The exponent is public, so that its bits may decide what is done. */
void brn_field_invert(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    static const brn_limb two[BRN_EC_LIMBS] = {2};
    brn_limb exponent[BRN_EC_LIMBS], power[BRN_EC_LIMBS];

    (void)brn_limbs_subtract(exponent, f->mont.n, two, f->mont.count);
    fe_copy(f, power, f->one);
    for (size_t i = f->bits; i-- > 0;) {
        fe_sqr(f, power, power);
        if ((exponent[i / BRN_LIMB_BITS] >> (i % BRN_LIMB_BITS)) & 1)
            fe_mul(f, power, power, a);
    }
    fe_copy(f, out, power);
    sodium_memzero(power, sizeof power);
}

brn_limb brn_field_read(const brn_field *f, brn_limb *out, const uint8_t *bytes)
{
    brn_limbs_from_bytes(out, f->mont.count, bytes, brn_field_bytes(f));
    return brn_limbs_mask_less(out, f->mont.n, f->mont.count);
}

void brn_field_write(const brn_field *f, uint8_t *bytes, const brn_limb *a)
{
    brn_limbs_to_bytes(bytes, brn_field_bytes(f), a, f->mont.count);
}
