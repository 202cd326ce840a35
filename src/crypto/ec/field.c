#include "crypto/ec/field.h"

/* a or a + p, whichever is even, shifted. */
void brn_field_halve(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb odd = (brn_limb)brn_ct_mask_nonzero(a[0] & 1), even[BRN_EC_LIMBS + 1], carry = 0;

    for (size_t i = 0; i < m->count; i++) {
        brn_limb2 sum = (brn_limb2)a[i] + (m->n[i] & odd) + carry;

        even[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    even[m->count] = carry;
    for (size_t i = 0; i < m->count; i++)
        out[i] = even[i] >> 1 | even[i + 1] << (BRN_LIMB_BITS - 1);
}

void brn_field_negate_if(const brn_field *f, brn_limb mask, brn_limb *a)
{
    static const brn_limb zero[BRN_EC_LIMBS] = {0};
    brn_limb negative[BRN_EC_LIMBS];

    fe_sub(f, negative, zero, a);
    brn_limbs_select(a, mask, negative, a, f->mont.count);
}

/* From the inverse of a in Montgomery form, a R, to that of 1/a: (a R)^-1 R^2. */
static void enter_twice(const brn_field *f, brn_limb *a)
{
    brn_mont_enter(a, a, &f->mont);
    brn_mont_enter(a, a, &f->mont);
}

void brn_field_invert(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    brn_limb scratch[BRN_MONT_INVERSE_SCRATCH(BRN_FIELD_BITS_MAX)];

    brn_mont_inverse(out, a, &f->mont, f->bits, scratch);
    enter_twice(f, out);
}

void brn_field_invert_public(const brn_field *f, brn_limb *out, const brn_limb *a)
{
    brn_limb scratch[BRN_MONT_INVERSE_SCRATCH(BRN_FIELD_BITS_MAX)];

    brn_mont_inverse_public(out, a, &f->mont, f->bits, scratch);
    enter_twice(f, out);
}

brn_limb brn_field_read(const brn_field *f, brn_limb *out, const uint8_t *bytes)
{
    brn_limbs_from_bytes(out, f->mont.count, bytes, brn_field_size(f));
    return brn_limbs_mask_less(out, f->mont.n, f->mont.count);
}

void brn_field_write(const brn_field *f, uint8_t *bytes, const brn_limb *a)
{
    brn_limbs_to_bytes(bytes, brn_field_size(f), a, f->mont.count);
}
