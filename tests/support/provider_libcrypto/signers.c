/*
 * The state is the private key in DER, behind its length: libcrypto's own key objects
 * live on a heap, where the provider's rules don't want a state.
 */
#include "parts.h"

#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#define EC_DER_MAX 256 /* a P-384 key with its point takes 167 bytes */

typedef struct signer_state {
    size_t len;
    uint8_t der[];
} signer_state;

static size_t state_size(void *context, const brine_private_key *key)
{
    (void)context;
    /* RSA: version, n, e, d and five numbers of half the length, each with its header */
    return sizeof(signer_state) + EC_DER_MAX + key->modulus.len * 5 + key->exponent.len;
}

static brine_result load_kind(void *state, const brine_private_key *key, brine_key_kind kind,
                              brine_group_id curve)
{
    signer_state *s = state;
    EVP_PKEY *made;
    uint8_t *der = NULL;
    int len;
    brine_result result = BRINE_ERROR_BAD_KEY;

    if (key->kind != kind || key->curve != curve)
        return BRINE_ERROR_BAD_KEY;
    made = libcrypto_private_key(key);
    len = made == NULL ? -1 : i2d_PrivateKey(made, &der);
    if (len > 0 && sizeof *s + (size_t)len <= state_size(NULL, key)) {
        s->len = (size_t)len;
        memcpy(s->der, der, s->len);
        result = BRINE_OK;
    }
    if (len > 0)
        OPENSSL_clear_free(der, (size_t)len);
    EVP_PKEY_free(made);
    return result;
}

static EVP_PKEY *key_of(const signer_state *s)
{
    const uint8_t *at = s->der;

    return s->len > LONG_MAX ? NULL : d2i_AutoPrivateKey(NULL, &at, (long)s->len);
}

static brine_result rsa_public_key(void *context, const void *state, uint8_t *out, size_t *out_len)
{
    EVP_PKEY *key = key_of(state);
    BIGNUM *n = NULL;
    brine_result result = BRINE_ERROR_CRYPTO;

    (void)context;
    if (key != NULL && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) == 1) {
        result = BRINE_ERROR_BUFFER_TOO_SMALL;
        if ((size_t)BN_num_bytes(n) <= *out_len) {
            *out_len = (size_t)BN_bn2bin(n, out);
            result = BRINE_OK;
        }
    }
    BN_free(n);
    EVP_PKEY_free(key);
    return result;
}

static brine_result ec_public_key(void *context, const void *state, uint8_t *out, size_t *out_len)
{
    EVP_PKEY *key = key_of(state);
    bool good = key != NULL && EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, out,
                                                               *out_len, out_len) == 1;

    (void)context;
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

static brine_result ed25519_public_key(void *context, const void *state, uint8_t *out,
                                       size_t *out_len)
{
    EVP_PKEY *key = key_of(state);
    bool good = key != NULL && EVP_PKEY_get_raw_public_key(key, out, out_len) == 1;

    (void)context;
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

typedef struct scheme_row {
    uint16_t scheme; /* SignatureScheme, RFC 8446 section 4.2.3 */
    brine_key_kind key;
    brine_hash_id hash;
    int padding;
} scheme_row;

static const scheme_row schemes[] = {
    {0x0401, BRINE_KEY_RSA, BRINE_HASH_SHA256, RSA_PKCS1_PADDING},
    {0x0501, BRINE_KEY_RSA, BRINE_HASH_SHA384, RSA_PKCS1_PADDING},
    {0x0601, BRINE_KEY_RSA, BRINE_HASH_SHA512, RSA_PKCS1_PADDING},
    {0x0804, BRINE_KEY_RSA, BRINE_HASH_SHA256, RSA_PKCS1_PSS_PADDING},
    {0x0805, BRINE_KEY_RSA, BRINE_HASH_SHA384, RSA_PKCS1_PSS_PADDING},
    {0x0806, BRINE_KEY_RSA, BRINE_HASH_SHA512, RSA_PKCS1_PSS_PADDING},
    {0x0809, BRINE_KEY_RSA_PSS, BRINE_HASH_SHA256, RSA_PKCS1_PSS_PADDING},
    {0x080a, BRINE_KEY_RSA_PSS, BRINE_HASH_SHA384, RSA_PKCS1_PSS_PADDING},
    {0x080b, BRINE_KEY_RSA_PSS, BRINE_HASH_SHA512, RSA_PKCS1_PSS_PADDING},
    {0x0403, BRINE_KEY_EC, BRINE_HASH_SHA256, 0},
    {0x0503, BRINE_KEY_EC, BRINE_HASH_SHA384, 0},
    {0x0603, BRINE_KEY_EC, BRINE_HASH_SHA512, 0},
};

static const scheme_row *find_scheme(uint16_t scheme, brine_key_kind key)
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].scheme == scheme && schemes[i].key == key)
            return &schemes[i];
    return NULL;
}

static brine_result sign_digest(const void *state, const scheme_row *row, const uint8_t *digest,
                                size_t digest_len, uint8_t *signature, size_t *signature_len)
{
    EVP_PKEY *key;
    EVP_PKEY_CTX *c;
    bool good;

    if (row == NULL)
        return BRINE_ERROR_UNSUPPORTED;
    key = key_of(state);
    c = key == NULL ? NULL : EVP_PKEY_CTX_new(key, NULL);
    *signature_len = BRINE_SIGNATURE_MAX;
    good = c != NULL && EVP_PKEY_sign_init(c) == 1 &&
           (row->padding == 0 || EVP_PKEY_CTX_set_rsa_padding(c, row->padding) == 1) &&
           EVP_PKEY_CTX_set_signature_md(c, libcrypto_digest(row->hash)) == 1 &&
           (row->padding != RSA_PKCS1_PSS_PADDING ||
            EVP_PKEY_CTX_set_rsa_pss_saltlen(c, RSA_PSS_SALTLEN_DIGEST) == 1) &&
           EVP_PKEY_sign(c, signature, signature_len, digest, digest_len) == 1;
    EVP_PKEY_CTX_free(c);
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

static brine_result ed25519_sign(void *context, brine_random_function random, const void *state,
                                 uint16_t scheme, const uint8_t *digest, size_t digest_len,
                                 brine_bytes message, uint8_t *signature, size_t *signature_len)
{
    EVP_PKEY *key;
    EVP_MD_CTX *c;
    bool good;

    (void)context;
    (void)random;
    (void)digest;
    (void)digest_len;
    if (scheme != 0x0807)
        return BRINE_ERROR_UNSUPPORTED;
    key = key_of(state);
    c = EVP_MD_CTX_new();
    *signature_len = BRINE_SIGNATURE_MAX;
    good = key != NULL && c != NULL && EVP_DigestSignInit(c, NULL, NULL, NULL, key) == 1 &&
           EVP_DigestSign(c, signature, signature_len, message.data, message.len) == 1;
    EVP_MD_CTX_free(c);
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

static void clear(void *context, void *state, size_t size)
{
    (void)context;
    OPENSSL_cleanse(state, size);
}

/* libcrypto draws its random numbers itself: `random` is not asked. */
#define LOAD(prefix, kind, on_curve)                                                               \
    static brine_result prefix##_load(void *context, void *state, const brine_private_key *key)    \
    {                                                                                              \
        (void)context;                                                                             \
        return load_kind(state, key, BRINE_KEY_##kind, BRINE_GROUP_##on_curve);                    \
    }
#define SIGN(prefix, kind)                                                                         \
    static brine_result prefix##_sign(void *context, brine_random_function random,                 \
                                      const void *state, uint16_t scheme, const uint8_t *digest,   \
                                      size_t digest_len, brine_bytes message, uint8_t *signature,  \
                                      size_t *signature_len)                                       \
    {                                                                                              \
        (void)context;                                                                             \
        (void)random;                                                                              \
        (void)message;                                                                             \
        return sign_digest(state, find_scheme(scheme, BRINE_KEY_##kind), digest, digest_len,       \
                           signature, signature_len);                                              \
    }
#define SIGNER(prefix, title, kind, on_curve, public, by)                                          \
    LOAD(prefix, kind, on_curve)                                                                   \
    static const brine_signer prefix = {                                                           \
        .size = sizeof(brine_signer),                                                              \
        .name = title,                                                                             \
        .implementation = "libcrypto",                                                             \
        .key = BRINE_KEY_##kind,                                                                   \
        .curve = BRINE_GROUP_##on_curve,                                                           \
        .state_size = state_size,                                                                  \
        .state_align = _Alignof(signer_state),                                                     \
        .load = prefix##_load,                                                                     \
        .public_key = public,                                                                      \
        .sign = by,                                                                                \
        .clear = clear,                                                                            \
    };

SIGN(rsa, RSA)
SIGN(rsa_pss, RSA_PSS)
SIGN(ec, EC)
SIGNER(rsa, "RSA", RSA, NONE, rsa_public_key, rsa_sign)
SIGNER(rsa_pss, "RSASSA-PSS", RSA_PSS, NONE, rsa_public_key, rsa_pss_sign)
SIGNER(p256, "ECDSA P-256", EC, SECP256R1, ec_public_key, ec_sign)
SIGNER(p384, "ECDSA P-384", EC, SECP384R1, ec_public_key, ec_sign)
SIGNER(ed25519, "Ed25519", ED25519, NONE, ed25519_public_key, ed25519_sign)

const brine_signer *const libcrypto_signers[] = {&rsa, &rsa_pss, &p256, &p384, &ed25519, NULL};
