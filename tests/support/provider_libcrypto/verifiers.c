#include "parts.h"

#include <openssl/rsa.h>

static bool verify_digest(EVP_PKEY *key, brine_hash_id hash, brine_padding padding,
                          const uint8_t *digest, size_t digest_len, brine_bytes signature)
{
    EVP_PKEY_CTX *c = EVP_PKEY_CTX_new(key, NULL);
    bool good = c != NULL && EVP_PKEY_verify_init(c) == 1 &&
                EVP_PKEY_CTX_set_signature_md(c, libcrypto_digest(hash)) == 1;

    if (padding == BRINE_PADDING_PKCS1)
        good = good && EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PADDING) == 1;
    if (padding == BRINE_PADDING_PSS)
        good = good && EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(c, RSA_PSS_SALTLEN_DIGEST) == 1;
    good = good && EVP_PKEY_verify(c, signature.data, signature.len, digest, digest_len) == 1;
    EVP_PKEY_CTX_free(c);
    return good;
}

static brine_result verify_with(const brine_verifier *by, const brine_public_key *public_key,
                                const uint8_t *digest, size_t digest_len, brine_bytes signature)
{
    EVP_PKEY *key;
    bool good;

    if (public_key->kind != by->key || public_key->curve != by->curve)
        return BRINE_ERROR_BAD_KEY;
    key = libcrypto_public_key(public_key);
    if (key == NULL)
        return BRINE_ERROR_BAD_KEY;
    good = verify_digest(key, by->hash, by->padding, digest, digest_len, signature);
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

#define VERIFIER(prefix, title, kind, on_curve, hashed, padded)                                    \
    static const brine_verifier prefix;                                                            \
    static brine_result prefix##_verify(void *context, const brine_public_key *key,                \
                                        const uint8_t *digest, size_t digest_len,                  \
                                        brine_bytes message, brine_bytes signature)                \
    {                                                                                              \
        (void)context;                                                                             \
        (void)message;                                                                             \
        return verify_with(&prefix, key, digest, digest_len, signature);                           \
    }                                                                                              \
    static const brine_verifier prefix = {                                                         \
        .size = sizeof(brine_verifier),                                                            \
        .name = title,                                                                             \
        .implementation = "libcrypto",                                                             \
        .key = BRINE_KEY_##kind,                                                                   \
        .curve = BRINE_GROUP_##on_curve,                                                           \
        .hash = BRINE_HASH_##hashed,                                                               \
        .padding = BRINE_PADDING_##padded,                                                         \
        .verify = prefix##_verify,                                                                 \
    };

VERIFIER(pkcs1_256, "RSA PKCS#1 SHA-256", RSA, NONE, SHA256, PKCS1)
VERIFIER(pkcs1_384, "RSA PKCS#1 SHA-384", RSA, NONE, SHA384, PKCS1)
VERIFIER(pkcs1_512, "RSA PKCS#1 SHA-512", RSA, NONE, SHA512, PKCS1)
VERIFIER(pss_256, "RSA PSS SHA-256", RSA, NONE, SHA256, PSS)
VERIFIER(pss_384, "RSA PSS SHA-384", RSA, NONE, SHA384, PSS)
VERIFIER(pss_512, "RSA PSS SHA-512", RSA, NONE, SHA512, PSS)
VERIFIER(pss_key_256, "RSASSA-PSS SHA-256", RSA_PSS, NONE, SHA256, PSS)
VERIFIER(pss_key_384, "RSASSA-PSS SHA-384", RSA_PSS, NONE, SHA384, PSS)
VERIFIER(pss_key_512, "RSASSA-PSS SHA-512", RSA_PSS, NONE, SHA512, PSS)
VERIFIER(p256_256, "ECDSA P-256 SHA-256", EC, SECP256R1, SHA256, NONE)
VERIFIER(p256_384, "ECDSA P-256 SHA-384", EC, SECP256R1, SHA384, NONE)
VERIFIER(p256_512, "ECDSA P-256 SHA-512", EC, SECP256R1, SHA512, NONE)
VERIFIER(p384_256, "ECDSA P-384 SHA-256", EC, SECP384R1, SHA256, NONE)
VERIFIER(p384_384, "ECDSA P-384 SHA-384", EC, SECP384R1, SHA384, NONE)
VERIFIER(p384_512, "ECDSA P-384 SHA-512", EC, SECP384R1, SHA512, NONE)
VERIFIER(p521_256, "ECDSA P-521 SHA-256", EC, SECP521R1, SHA256, NONE)
VERIFIER(p521_384, "ECDSA P-521 SHA-384", EC, SECP521R1, SHA384, NONE)
VERIFIER(p521_512, "ECDSA P-521 SHA-512", EC, SECP521R1, SHA512, NONE)

static brine_result ed25519_verify(void *context, const brine_public_key *public_key,
                                   const uint8_t *digest, size_t digest_len, brine_bytes message,
                                   brine_bytes signature)
{
    EVP_PKEY *key;
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    bool good;

    (void)context;
    (void)digest;
    (void)digest_len;
    key = public_key->kind == BRINE_KEY_ED25519 ? libcrypto_public_key(public_key) : NULL;
    if (key == NULL || c == NULL) {
        EVP_MD_CTX_free(c);
        return BRINE_ERROR_BAD_KEY;
    }
    good = EVP_DigestVerifyInit(c, NULL, NULL, NULL, key) == 1 &&
           EVP_DigestVerify(c, signature.data, signature.len, message.data, message.len) == 1;
    EVP_MD_CTX_free(c);
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

static const brine_verifier ed25519 = {
    .size = sizeof(brine_verifier),
    .name = "Ed25519",
    .implementation = "libcrypto",
    .key = BRINE_KEY_ED25519,
    .curve = BRINE_GROUP_NONE,
    .hash = BRINE_HASH_INTRINSIC,
    .padding = BRINE_PADDING_NONE,
    .verify = ed25519_verify,
};

const brine_verifier *const libcrypto_verifiers[] = {
    &p256_256,  &p384_384,  &ed25519,     &pss_256,     &pss_384,     &pss_512,  &pkcs1_256,
    &pkcs1_384, &pkcs1_512, &pss_key_256, &pss_key_384, &pss_key_512, &p256_384, &p256_512,
    &p384_256,  &p384_512,  &p521_256,    &p521_384,    &p521_512,    NULL,
};
