/*
 * RSASSA-PKCS1-v1_5 and RSASSA-PSS signatures with a client's key, RFC 8017 sections 8.2.1 and
 * 8.1.1.
 */
#include <sodium.h>
#include <string.h>

#include "crypto/declassify.h"
#include "crypto/provider/entries.h"
#include "crypto/provider/signature_scheme.h"
#include "crypto/rsa/rsa.h"

static const brine_hash *hash_of(brine_hash_id id)
{
    if (id == BRINE_HASH_SHA256)
        return &brine_hash_sha256_sodium;
    return id == BRINE_HASH_SHA384 ? &brine_hash_sha384_sodium : &brine_hash_sha512_sodium;
}

static size_t state_size(void *context, const brine_private_key *key)
{
    (void)context;
    return brn_rsa_private_state_size(key);
}

static brine_result load(brine_key_kind kind, void *state, const brine_private_key *key)
{
    if (key->kind != kind)
        return BRINE_ERROR_BAD_KEY;
    return brn_rsa_private_load(state, key);
}

static brine_result public_key_of(void *context, const void *state, uint8_t *out, size_t *out_len)
{
    size_t len = brn_rsa_private_modulus_size(state);

    (void)context;
    if (*out_len < len)
        return BRINE_ERROR_BUFFER_TOO_SMALL;
    brn_rsa_private_modulus(state, out);
    *out_len = len;
    return BRINE_OK;
}

static brine_result sign(brine_key_kind kind, void *context, brine_random_function random,
                         const void *state, uint16_t id, const uint8_t *digest, size_t digest_len,
                         uint8_t *signature, size_t *signature_len)
{
    const brn_signature_scheme *scheme = brn_find_signature_scheme(id);
    size_t len = brn_rsa_private_modulus_size(state);
    uint8_t encoded[BRN_RSA_SIZE_MAX], salt[BRINE_HASH_OUTPUT_MAX];
    const brine_hash *hash;
    brine_result result;

    if (scheme == NULL || scheme->key != kind)
        return BRINE_ERROR_UNSUPPORTED;
    hash = hash_of(scheme->hash);
    if (digest_len != hash->output_length)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (scheme->padding == BRINE_PADDING_PSS) {
        if (random(context, salt, digest_len) != BRINE_OK)
            return BRINE_ERROR_RANDOM;
        brn_rsa_pss_encode(hash, digest, salt, encoded, brn_rsa_private_bits(state));
    } else {
        brn_rsa_pkcs1_encode(hash, digest, encoded, len);
    }
    result = brn_rsa_signature(state, random, context, encoded, signature);
    BRN_DECLASSIFY(&result, sizeof result); /* it is what the caller gets to know */
    if (result == BRINE_OK)
        *signature_len = len;
    sodium_memzero(encoded, sizeof encoded);
    sodium_memzero(salt, sizeof salt);
    return result;
}

static void clear(void *context, void *state, size_t size)
{
    (void)context;
    sodium_memzero(state, size);
}

/* The entries differ in the kind of key only. */
#define SIGNER(entry, title, kind)                                                                 \
    static brine_result entry##_load(void *context, void *state, const brine_private_key *key)     \
    {                                                                                              \
        (void)context;                                                                             \
        return load(kind, state, key);                                                             \
    }                                                                                              \
    static brine_result entry##_sign(void *context, brine_random_function random,                  \
                                     const void *state, uint16_t scheme, const uint8_t *digest,    \
                                     size_t digest_len, brine_bytes message, uint8_t *signature,   \
                                     size_t *signature_len)                                        \
    {                                                                                              \
        (void)message;                                                                             \
        return sign(kind, context, random, state, scheme, digest, digest_len, signature,           \
                    signature_len);                                                                \
    }                                                                                              \
    const brine_signer brine_signer_##entry = {                                                    \
        .size = sizeof(brine_signer),                                                              \
        .name = title,                                                                             \
        .implementation = "brine",                                                                 \
        .key = kind,                                                                               \
        .curve = BRINE_GROUP_NONE,                                                                 \
        .state_size = state_size,                                                                  \
        .state_align = BRN_RSA_PRIVATE_ALIGN,                                                      \
        .load = entry##_load,                                                                      \
        .public_key = public_key_of,                                                               \
        .sign = entry##_sign,                                                                      \
        .clear = clear,                                                                            \
    };

SIGNER(rsa, "RSA", BRINE_KEY_RSA)
SIGNER(rsa_pss, "RSA PSS (PSS key)", BRINE_KEY_RSA_PSS)
