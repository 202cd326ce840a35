#include "parts.h"

#include <brine/limits.h>
#include <limits.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>

const char *libcrypto_curve_name(brine_group_id curve)
{
    switch (curve) {
    case BRINE_GROUP_SECP256R1:
        return "P-256";
    case BRINE_GROUP_SECP384R1:
        return "P-384";
    case BRINE_GROUP_SECP521R1:
        return "P-521";
    case BRINE_GROUP_NONE:
    case BRINE_GROUP_X25519:
    case BRINE_GROUP_HIGHEST:
        break;
    }
    return NULL;
}

const EVP_MD *libcrypto_digest(brine_hash_id hash)
{
    switch (hash) {
    case BRINE_HASH_SHA256:
        return EVP_sha256();
    case BRINE_HASH_SHA384:
        return EVP_sha384();
    case BRINE_HASH_SHA512:
        return EVP_sha512();
    case BRINE_HASH_INTRINSIC:
        break;
    }
    return NULL;
}

static BIGNUM *number(brine_bytes bytes)
{
    return bytes.len > INT_MAX ? NULL : BN_bin2bn(bytes.data, (int)bytes.len, NULL);
}

/* Takes what the builder holds. */
static EVP_PKEY *make(const char *type, int selection, OSSL_PARAM_BLD *builder)
{
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;

    if (parameters == NULL || c == NULL || EVP_PKEY_fromdata_init(c) != 1 ||
        EVP_PKEY_fromdata(c, &key, selection, parameters) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(c);
    OSSL_PARAM_free(parameters);
    return key;
}

static EVP_PKEY *make_ec(brine_group_id curve, brine_bytes point, const BIGNUM *scalar)
{
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    const char *name = libcrypto_curve_name(curve);
    EVP_PKEY *key = NULL;

    if (builder != NULL && name != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, name, 0) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.data, point.len) ==
            1 &&
        (scalar == NULL || OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1))
        key = make("EC", scalar == NULL ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, builder);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

/* What a private key adds to n and e; all NULL for a public one. */
typedef struct rsa_secrets {
    BIGNUM *d, *p, *q, *dp, *dq, *qinv;
} rsa_secrets;

static bool push_secrets(OSSL_PARAM_BLD *builder, const rsa_secrets *s)
{
    return OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_D, s->d) == 1 &&
           OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_FACTOR1, s->p) == 1 &&
           OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_FACTOR2, s->q) == 1 &&
           OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_EXPONENT1, s->dp) == 1 &&
           OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_EXPONENT2, s->dq) == 1 &&
           OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, s->qinv) == 1;
}

static EVP_PKEY *make_rsa(const BIGNUM *n, const BIGNUM *e, const rsa_secrets *secrets)
{
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    EVP_PKEY *key = NULL;

    if (builder != NULL && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1 &&
        (secrets == NULL || push_secrets(builder, secrets)))
        key = make("RSA", secrets == NULL ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, builder);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

static bool usable_rsa(const BIGNUM *n, const BIGNUM *e)
{
    return n != NULL && e != NULL && BN_num_bits(n) >= BRINE_RSA_BITS_MIN &&
           BN_num_bits(n) <= BRINE_RSA_BITS_MAX && BN_is_odd(n) && BN_is_odd(e) && !BN_is_one(e) &&
           BN_cmp(e, n) < 0;
}

EVP_PKEY *libcrypto_public_key(const brine_public_key *key)
{
    BIGNUM *n, *e;
    EVP_PKEY *made = NULL;

    if (key->kind == BRINE_KEY_ED25519)
        return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->point.data, key->point.len);
    if (key->kind == BRINE_KEY_EC) /* uncompressed points only: libcrypto takes more */
        return key->point.len > 0 && key->point.data[0] == 4 ? make_ec(key->curve, key->point, NULL)
                                                             : NULL;
    n = number(key->modulus);
    e = number(key->exponent);
    if (usable_rsa(n, e))
        made = make_rsa(n, e, NULL);
    BN_free(n);
    BN_free(e);
    return made;
}

/* The public point is not among the numbers: computed. */
static EVP_PKEY *private_ec(const brine_private_key *key)
{
    const char *name = libcrypto_curve_name(key->curve);
    EC_GROUP *group = name == NULL ? NULL : EC_GROUP_new_by_curve_name(EC_curve_nist2nid(name));
    EC_POINT *point = group == NULL ? NULL : EC_POINT_new(group);
    BIGNUM *scalar = number(key->scalar);
    uint8_t encoded[133];
    size_t len;
    EVP_PKEY *made = NULL;

    if (point != NULL && scalar != NULL && !BN_is_zero(scalar) &&
        BN_cmp(scalar, EC_GROUP_get0_order(group)) < 0 &&
        EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) == 1) {
        len = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, encoded,
                                 sizeof encoded, NULL);
        made = make_ec(key->curve, (brine_bytes){encoded, len}, scalar);
    }
    BN_clear_free(scalar);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return made;
}

/* d = e^-1 mod (p-1)(q-1), which the numbers at hand lack; NULL when n is not p*q. */
static BIGNUM *private_exponent(const BIGNUM *n, const BIGNUM *e, const BIGNUM *p, const BIGNUM *q)
{
    BN_CTX *c = BN_CTX_new();
    BIGNUM *product = BN_new(), *phi = BN_new(), *d = NULL;

    if (c != NULL && product != NULL && phi != NULL && BN_mul(product, p, q, c) == 1 &&
        BN_cmp(product, n) == 0 && BN_sub(phi, n, p) == 1 && BN_sub(phi, phi, q) == 1 &&
        BN_add_word(phi, 1) == 1)
        d = BN_mod_inverse(NULL, e, phi, c);
    BN_clear_free(phi);
    BN_clear_free(product);
    BN_CTX_free(c);
    return d;
}

static EVP_PKEY *private_rsa(const brine_private_key *key)
{
    BIGNUM *n = number(key->modulus), *e = number(key->exponent);
    rsa_secrets s = {NULL,
                     number(key->prime1),
                     number(key->prime2),
                     number(key->exponent1),
                     number(key->exponent2),
                     number(key->coefficient)};
    EVP_PKEY *made = NULL;

    if (usable_rsa(n, e) && s.p != NULL && s.q != NULL && s.dp != NULL && s.dq != NULL &&
        s.qinv != NULL) {
        s.d = private_exponent(n, e, s.p, s.q);
        if (s.d != NULL)
            made = make_rsa(n, e, &s);
    }
    BN_free(n);
    BN_free(e);
    BN_clear_free(s.d);
    BN_clear_free(s.p);
    BN_clear_free(s.q);
    BN_clear_free(s.dp);
    BN_clear_free(s.dq);
    BN_clear_free(s.qinv);
    return made;
}

EVP_PKEY *libcrypto_private_key(const brine_private_key *key)
{
    if (key->kind == BRINE_KEY_ED25519)
        return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key->scalar.data,
                                            key->scalar.len);
    return key->kind == BRINE_KEY_EC ? private_ec(key) : private_rsa(key);
}
