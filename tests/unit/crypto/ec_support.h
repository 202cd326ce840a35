/*
 * What tests of the curves share: every curve in every way of computing in its field, and
 * libcrypto's idea of the same curve.
 */
#ifndef BRINE_TESTS_CRYPTO_EC_SUPPORT_H
#define BRINE_TESTS_CRYPTO_EC_SUPPORT_H

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include "crypto/ec/adx.h"
#include "crypto/ec/curve.h"
#include "support/test.h"
#include "unit/crypto/differential.h"

typedef struct test_curve {
    const char *name;
    const brn_curve *curve;
    int nid;
    bool adx;
} test_curve;

static const test_curve test_curves[] = {
    {"P-256", &brn_curve_p256, NID_X9_62_prime256v1, false},
    {"P-384", &brn_curve_p384, NID_secp384r1, false},
    {"P-521", &brn_curve_p521, NID_secp521r1, false},
    {"P-256 ADX", &brn_curve_p256_adx, NID_X9_62_prime256v1, true},
    {"P-384 ADX", &brn_curve_p384_adx, NID_secp384r1, true},
};

#define TEST_CURVES (sizeof test_curves / sizeof *test_curves)

static inline bool test_curve_runs(const test_curve *t)
{
    return !t->adx || brn_adx_available(NULL);
}

static inline void limbs_to_bn(BIGNUM *out, const brn_limb *a, size_t count)
{
    uint8_t bytes[sizeof(brn_limb) * BRN_EC_LIMBS];

    brn_limbs_to_bytes(bytes, count * sizeof(brn_limb), a, count);
    assert_non_null(BN_bin2bn(bytes, (int)(count * sizeof(brn_limb)), out));
}

static inline void limbs_from_bn(brn_limb *out, size_t count, const BIGNUM *a)
{
    uint8_t bytes[sizeof(brn_limb) * BRN_EC_LIMBS];

    assert_true(BN_bn2binpad(a, bytes, (int)(count * sizeof(brn_limb))) >= 0);
    brn_limbs_from_bytes(out, count, bytes, count * sizeof(brn_limb));
}

/*
 * An ordinary number below the field's modulus, with a liking for edges: runs of bits, whole
 * limbs of zeros or ones or of the modulus itself, nearly 0, nearly the modulus.
 */
static inline void draw_below(differential *d, const brn_field *f, brn_limb *out)
{
    size_t count = f->mont.count, len = brn_field_size(f);
    uint8_t bytes[BRN_FIELD_SIZE_MAX];
    brn_limb small[BRN_EC_LIMBS] = {0};

    do {
        differential_number(d, bytes, len);
        bytes[0] &= (uint8_t)(0xff >> (8 * len - f->bits));
        brn_limbs_from_bytes(out, count, bytes, len);
        switch (differential_below(d, 4)) {
        case 0: /* modulus - small */
            small[0] = (brn_limb)differential_below(d, 5) + 1;
            (void)brn_limbs_subtract(out, f->mont.n, small, count);
            break;
        case 1:
            for (size_t i = 0; i < count; i++)
                if (differential_below(d, 2) == 0)
                    out[i] = f->mont.n[i];
            break;
        default:
            break;
        }
    } while (!brn_limbs_mask_less(out, f->mont.n, count));
}

#endif
