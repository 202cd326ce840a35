/* What libcrypto signs brine verifies, and the other way round, also where one bit is wrong. */
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"
#include "unit/crypto/ec_support.h"

static const size_t digest_lengths[] = {32, 48, 64};
static const uint16_t schemes[] = {0x0403, 0x0503, 0x0603};

#define VERIFIERS_OF(curve, suffix)                                                                \
    {                                                                                              \
        &brine_verifier_ecdsa_##curve##_sha256##suffix,                                            \
            &brine_verifier_ecdsa_##curve##_sha384##suffix,                                        \
            &brine_verifier_ecdsa_##curve##_sha512##suffix                                         \
    }

/* In the order of test_curves. */
static const brine_verifier *const verifiers[TEST_CURVES][3] = {
    VERIFIERS_OF(p256, ),     VERIFIERS_OF(p384, ),     VERIFIERS_OF(p521, ),
    VERIFIERS_OF(p256, _adx), VERIFIERS_OF(p384, _adx),
};

typedef struct key {
    EVP_PKEY *pkey;
    EVP_PKEY_CTX *signing, *verifying;
    uint8_t point[1 + 2 * BRN_FIELD_SIZE_MAX], scalar[BRN_FIELD_SIZE_MAX];
    brine_public_key public_key;
    brine_private_key private_key;
} key;

static void key_make(key *k, const test_curve *t)
{
    size_t len = brn_field_size(t->curve->scalar), point_len;
    BIGNUM *d = NULL;

    memset(k, 0, sizeof *k);
    k->pkey = EVP_EC_gen(OBJ_nid2sn(t->nid));
    assert_non_null(k->pkey);
    assert_int_equal(EVP_PKEY_get_bn_param(k->pkey, OSSL_PKEY_PARAM_PRIV_KEY, &d), 1);
    assert_int_equal(BN_bn2binpad(d, k->scalar, (int)len), (int)len);
    BN_free(d);
    assert_int_equal(EVP_PKEY_get_octet_string_param(k->pkey, OSSL_PKEY_PARAM_PUB_KEY, k->point,
                                                     sizeof k->point, &point_len),
                     1);
    k->signing = EVP_PKEY_CTX_new(k->pkey, NULL);
    k->verifying = EVP_PKEY_CTX_new(k->pkey, NULL);
    assert_int_equal(EVP_PKEY_sign_init(k->signing), 1);
    assert_int_equal(EVP_PKEY_verify_init(k->verifying), 1);
    k->public_key = (brine_public_key){
        .kind = BRINE_KEY_EC, .curve = t->curve->id, .point = {k->point, point_len}};
    k->private_key = (brine_private_key){
        .kind = BRINE_KEY_EC, .curve = t->curve->id, .scalar = {k->scalar, len}};
}

static void key_free(key *k)
{
    EVP_PKEY_CTX_free(k->signing);
    EVP_PKEY_CTX_free(k->verifying);
    EVP_PKEY_free(k->pkey);
}

static brine_result verify(const brine_verifier *v, const key *k, const uint8_t *digest,
                           size_t digest_len, const uint8_t *signature, size_t len)
{
    return v->verify(NULL, &k->public_key, digest, digest_len, (brine_bytes){NULL, 0},
                     (brine_bytes){signature, len});
}

static void flip_a_bit(differential *d, uint8_t *bytes, size_t len)
{
    size_t bit = differential_below(d, 8 * len);

    bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
}

static void libcrypto_signs_brine_verifies(void **state)
{
    differential d = differential_begin("libcrypto's signatures", 24);

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        key k;

        if (!test_curve_runs(&test_curves[i])) {
            printf("%s: not on this machine\n", test_curves[i].name);
            continue;
        }
        key_make(&k, &test_curves[i]);
        for (size_t n = 0; n < d.cases; n++) {
            const brine_verifier *v = verifiers[i][n % 3];
            uint8_t digest[64], signature[BRINE_SIGNATURE_MAX];
            size_t len = sizeof signature, digest_len = digest_lengths[n % 3], counted;

            assert_true(v->available == NULL || v->available(NULL));
            differential_number(&d, digest, digest_len);
            assert_int_equal(EVP_PKEY_sign(k.signing, signature, &len, digest, digest_len), 1);
            assert_int_equal(verify(v, &k, digest, digest_len, signature, len), BRINE_OK);
            flip_a_bit(&d, signature, len);
            assert_int_equal(verify(v, &k, digest, digest_len, signature, len),
                             BRINE_ERROR_BAD_SIGNATURE);
            len = sizeof signature;
            assert_int_equal(EVP_PKEY_sign(k.signing, signature, &len, digest, digest_len), 1);
            counted = brn_field_size(test_curves[i].curve->scalar);
            flip_a_bit(&d, digest, digest_len < counted ? digest_len : counted);
            assert_int_equal(verify(v, &k, digest, digest_len, signature, len),
                             BRINE_ERROR_BAD_SIGNATURE);
        }
        key_free(&k);
    }
}

static void brine_signs_libcrypto_verifies(void **state)
{
    differential d = differential_begin("brine's signatures", 24);

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_curve *c = test_curves[i].curve;
        const brine_signer *signer =
            c->id == BRINE_GROUP_SECP256R1 ? &brine_signer_ecdsa_p256 : &brine_signer_ecdsa_p384;
        _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t loaded[512];
        key k;

        if (!test_curve_runs(&test_curves[i]) || c->id == BRINE_GROUP_SECP521R1)
            continue;
        key_make(&k, &test_curves[i]);
        assert_int_equal(brn_ecdsa_signer_load(c, loaded, &k.private_key), BRINE_OK);
        for (size_t n = 0; n < d.cases; n++) {
            uint8_t digest[64], signature[BRINE_SIGNATURE_MAX];
            size_t len = 0, digest_len = digest_lengths[n % 3];

            differential_number(&d, digest, digest_len);
            assert_int_equal(signer->sign(NULL, brine_random_sodium, loaded, schemes[n % 3], digest,
                                          digest_len, (brine_bytes){NULL, 0}, signature, &len),
                             BRINE_OK);
            assert_int_equal(EVP_PKEY_verify(k.verifying, signature, len, digest, digest_len), 1);
            assert_int_equal(verify(verifiers[i][n % 3], &k, digest, digest_len, signature, len),
                             BRINE_OK);
        }
        signer->clear(NULL, loaded, sizeof loaded);
        key_free(&k);
    }
}

/*
 * Any r, s and digest: libcrypto and brine must say the same. Numbers near 0 and near the
 * order come often, so that sums at infinity and integers out of range do too.
 */
static void both_judge_arbitrary_integers_alike(void **state)
{
    differential d = differential_begin("arbitrary integers", 60);

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_curve *c = test_curves[i].curve;
        size_t len = brn_field_size(c->scalar);
        key k;

        if (!test_curve_runs(&test_curves[i]))
            continue;
        key_make(&k, &test_curves[i]);
        for (size_t n = 0; n < d.cases; n++) {
            uint8_t r[BRN_FIELD_SIZE_MAX], s[BRN_FIELD_SIZE_MAX], digest[64],
                der[BRINE_SIGNATURE_MAX];
            size_t der_len, digest_len = digest_lengths[n % 3];
            bool expected;

            differential_number(&d, r, len);
            differential_number(&d, s, len);
            differential_number(&d, digest, digest_len);
            der_len = brn_ecdsa_write(c, der, r, s);
            expected = EVP_PKEY_verify(k.verifying, der, der_len, digest, digest_len) == 1;
            assert_int_equal(verify(verifiers[i][n % 3], &k, digest, digest_len, der, der_len),
                             expected ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE);
        }
        key_free(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libcrypto_signs_brine_verifies),
        cmocka_unit_test(brine_signs_libcrypto_verifies),
        cmocka_unit_test(both_judge_arbitrary_integers_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
