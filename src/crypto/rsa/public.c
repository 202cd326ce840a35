#include "crypto/rsa/rsa.h"

static size_t bits_of(brine_bytes number)
{
    size_t bits = number.len * 8;

    for (unsigned top = 0x80; top > number.data[0]; top >>= 1)
        bits--;
    return bits;
}

brine_result brn_rsa_public_load(brn_rsa_public *key, brine_bytes modulus, brine_bytes exponent)
{
    uint64_t e = 0;

    if (modulus.len < BRINE_RSA_BITS_MIN / 8 || modulus.len > BRN_RSA_SIZE_MAX ||
        modulus.data[0] == 0 || (modulus.data[modulus.len - 1] & 1) == 0)
        return BRINE_ERROR_BAD_KEY;
    if (exponent.len == 0 || exponent.len > sizeof e || exponent.data[0] == 0)
        return BRINE_ERROR_BAD_KEY;
    for (size_t i = 0; i < exponent.len; i++)
        e = e << 8 | exponent.data[i];
    if (e < 3 || (e & 1) == 0)
        return BRINE_ERROR_BAD_KEY;

    key->bits = bits_of(modulus);
    if (key->bits < BRINE_RSA_BITS_MIN)
        return BRINE_ERROR_BAD_KEY;
    key->bytes = modulus.len;
    key->count = brn_wide_count(key->bits);
    key->exponent = e;
    brn_limbs_from_bytes(key->n, key->count, modulus.data, modulus.len);
    return BRINE_OK;
}

bool brn_rsa_verification(const brn_rsa_public *key, const uint8_t *s, uint8_t *out)
{
    brn_mont m = {key->n, NULL, key->count, brn_mont_inverse_limb(key->n[0])};
    brn_limb x[BRN_LIMBS_MAX];

    brn_limbs_from_bytes(x, key->count, s, key->bytes);
    if (brn_limbs_mask_less(x, key->n, key->count) == 0)
        return false;
    brn_wide_power_public(x, x, key->exponent, &m);
    brn_limbs_to_bytes(out, key->bytes, x, key->count);
    return true;
}

void brn_rsa_encryption(const brn_rsa_public *key, const brn_limb *m, brn_limb *c)
{
    brn_limb rr[BRN_LIMBS_MAX];
    brn_mont n = brn_wide_init(key->n, rr, key->count, key->bits - 1);

    brn_wide_enter(c, m, &n);
    brn_wide_power_word(c, c, key->exponent, &n);
    brn_wide_leave(c, c, &n);
}
