#include "parts.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>

/* ---- x25519 ---- */

static brine_result x25519_keygen(void *context, brine_random_function random, uint8_t *private_key,
                                  uint8_t *public_key)
{
    brine_result result =
        random(context, private_key, 32) == BRINE_OK ? BRINE_OK : BRINE_ERROR_RANDOM;
    EVP_PKEY *key = NULL;
    size_t len = 32;

    if (result == BRINE_OK) {
        key = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, private_key, 32);
        if (key == NULL || EVP_PKEY_get_raw_public_key(key, public_key, &len) != 1)
            result = BRINE_ERROR_CRYPTO;
    }
    EVP_PKEY_free(key);
    if (result != BRINE_OK)
        OPENSSL_cleanse(private_key, 32);
    return result;
}

static brine_result x25519_agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                                 size_t peer_len, uint8_t *shared)
{
    EVP_PKEY *ours = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, private_key, 32);
    EVP_PKEY *theirs = EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, peer, peer_len);
    EVP_PKEY_CTX *c = ours == NULL ? NULL : EVP_PKEY_CTX_new(ours, NULL);
    size_t len = 32;
    bool good;

    (void)context;
    good = c != NULL && theirs != NULL && EVP_PKEY_derive_init(c) == 1 &&
           EVP_PKEY_derive_set_peer(c, theirs) == 1 && EVP_PKEY_derive(c, shared, &len) == 1;
    EVP_PKEY_CTX_free(c);
    EVP_PKEY_free(ours);
    EVP_PKEY_free(theirs);
    if (!good)
        OPENSSL_cleanse(shared, 32);
    return good ? BRINE_OK : BRINE_ERROR_BAD_POINT;
}

/* ---- the prime curves ---- */

/* A private key of `size` bytes in [1, n-1] by trying: n is close to 2^(8 size). */
static brine_result draw_scalar(void *context, brine_random_function random, const EC_GROUP *group,
                                uint8_t *out, size_t size, BIGNUM *scalar)
{
    for (;;) {
        if (random(context, out, size) != BRINE_OK)
            return BRINE_ERROR_RANDOM;
        if (BN_bin2bn(out, (int)size, scalar) == NULL)
            return BRINE_ERROR_CRYPTO;
        if (!BN_is_zero(scalar) && BN_cmp(scalar, EC_GROUP_get0_order(group)) < 0)
            return BRINE_OK;
    }
}

static brine_result prime_keygen(void *context, brine_random_function random, int nid, size_t size,
                                 uint8_t *private_key, uint8_t *public_key)
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(nid);
    EC_POINT *point = EC_POINT_new(group);
    BIGNUM *scalar = BN_new();
    brine_result result = draw_scalar(context, random, group, private_key, size, scalar);

    if (result == BRINE_OK && (EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) != 1 ||
                               EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED,
                                                  public_key, 1 + 2 * size, NULL) != 1 + 2 * size))
        result = BRINE_ERROR_CRYPTO;
    if (result != BRINE_OK)
        OPENSSL_cleanse(private_key, size);
    BN_clear_free(scalar);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return result;
}

static brine_result prime_agree(int nid, size_t size, const uint8_t *private_key,
                                const uint8_t *peer, size_t peer_len, uint8_t *shared)
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(nid);
    EC_POINT *point = EC_POINT_new(group);
    BIGNUM *scalar = BN_bin2bn(private_key, (int)size, NULL);
    BIGNUM *x = BN_new();
    bool good = peer_len == 1 + 2 * size && peer[0] == 4 &&
                EC_POINT_oct2point(group, point, peer, peer_len, NULL) == 1 &&
                EC_POINT_mul(group, point, NULL, point, scalar, NULL) == 1 &&
                EC_POINT_get_affine_coordinates(group, point, x, NULL, NULL) == 1 &&
                BN_bn2binpad(x, shared, (int)size) == (int)size;

    BN_clear_free(scalar);
    BN_clear_free(x);
    EC_POINT_clear_free(point);
    EC_GROUP_free(group);
    return good ? BRINE_OK : BRINE_ERROR_BAD_POINT;
}

static brine_result p256_keygen(void *context, brine_random_function random, uint8_t *private_key,
                                uint8_t *public_key)
{
    return prime_keygen(context, random, NID_X9_62_prime256v1, 32, private_key, public_key);
}

static brine_result p256_agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                               size_t peer_len, uint8_t *shared)
{
    (void)context;
    return prime_agree(NID_X9_62_prime256v1, 32, private_key, peer, peer_len, shared);
}

static brine_result p384_keygen(void *context, brine_random_function random, uint8_t *private_key,
                                uint8_t *public_key)
{
    return prime_keygen(context, random, NID_secp384r1, 48, private_key, public_key);
}

static brine_result p384_agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                               size_t peer_len, uint8_t *shared)
{
    (void)context;
    return prime_agree(NID_secp384r1, 48, private_key, peer, peer_len, shared);
}

static const brine_group x25519 = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_X25519,
    .name = "x25519",
    .implementation = "libcrypto",
    .private_length = 32,
    .public_length = 32,
    .shared_length = 32,
    .keygen = x25519_keygen,
    .agree = x25519_agree,
};

static const brine_group secp256r1 = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_SECP256R1,
    .name = "secp256r1",
    .implementation = "libcrypto",
    .private_length = 32,
    .public_length = 65,
    .shared_length = 32,
    .keygen = p256_keygen,
    .agree = p256_agree,
};

static const brine_group secp384r1 = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_SECP384R1,
    .name = "secp384r1",
    .implementation = "libcrypto",
    .private_length = 48,
    .public_length = 97,
    .shared_length = 48,
    .keygen = p384_keygen,
    .agree = p384_agree,
};

const brine_group *const libcrypto_groups[] = {&x25519, &secp256r1, &secp384r1, NULL};
