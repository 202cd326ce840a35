/*
 * RSASSA-PKCS1-v1_5 and RSASSA-PSS verification, RFC 8017 sections 8.2.2 and 8.1.2.
 */
#include <string.h>

#include "crypto/provider/entries.h"
#include "crypto/rsa/rsa.h"

/* The encoded message that the signature holds, into as many bytes as the modulus has. */
static brine_result open_signature(const brine_public_key *key, brine_key_kind kind,
                                   brine_bytes signature, brn_rsa_public *loaded, uint8_t *encoded)
{
    brine_result result = BRINE_ERROR_BAD_KEY;

    if (key->kind == kind)
        result = brn_rsa_public_load(loaded, key->modulus, key->exponent);
    if (result != BRINE_OK)
        return result;
    if (signature.len != loaded->bytes || !brn_rsa_verification(loaded, signature.data, encoded))
        return BRINE_ERROR_BAD_SIGNATURE;
    return BRINE_OK;
}

/*
 * The expected encoding is built and compared as a whole: a parser that skips what it does
 * not understand is how such signatures were forged (Bleichenbacher 2006).
 */
static brine_result verify_pkcs1(const brine_hash *hash, const brine_public_key *key,
                                 const uint8_t *digest, size_t digest_len, brine_bytes signature)
{
    uint8_t encoded[BRN_RSA_SIZE_MAX], expected[BRN_RSA_SIZE_MAX];
    brn_rsa_public loaded;
    brine_result result = open_signature(key, BRINE_KEY_RSA, signature, &loaded, encoded);

    if (result != BRINE_OK)
        return result;
    if (digest_len != hash->output_length)
        return BRINE_ERROR_BAD_SIGNATURE;
    brn_rsa_pkcs1_encode(hash, digest, expected, loaded.bytes);
    return memcmp(encoded, expected, loaded.bytes) == 0 ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

static brine_result verify_pss(const brine_hash *hash, brine_key_kind kind,
                               const brine_public_key *key, const uint8_t *digest,
                               size_t digest_len, brine_bytes signature)
{
    uint8_t encoded[BRN_RSA_SIZE_MAX];
    brn_rsa_public loaded;
    brine_result result = open_signature(key, kind, signature, &loaded, encoded);

    if (result != BRINE_OK)
        return result;
    if (digest_len != hash->output_length ||
        !brn_rsa_pss_matches(hash, digest, encoded, loaded.bits))
        return BRINE_ERROR_BAD_SIGNATURE;
    return BRINE_OK;
}

/* The entries differ in hash and kind of key only; a row here is a function and its struct. */

/* The name is an array, which the linker leaves out with the rest; literals stay together. */
#define VERIFIER(entry, title, kind, hash_bits, padding_id, call)                                  \
    static const char entry##_name[] = title " SHA-" #hash_bits;                                   \
    static brine_result entry##_verify(void *context, const brine_public_key *key,                 \
                                       const uint8_t *digest, size_t digest_len,                   \
                                       brine_bytes message, brine_bytes signature)                 \
    {                                                                                              \
        (void)context;                                                                             \
        (void)message;                                                                             \
        return call;                                                                               \
    }                                                                                              \
    const brine_verifier brine_verifier_##entry = {                                                \
        .size = sizeof(brine_verifier),                                                            \
        .name = entry##_name,                                                                      \
        .implementation = "brine",                                                                 \
        .key = kind,                                                                               \
        .curve = BRINE_GROUP_NONE,                                                                 \
        .hash = BRINE_HASH_SHA##hash_bits,                                                         \
        .padding = padding_id,                                                                     \
        .verify = entry##_verify,                                                                  \
    };

#define VERIFIERS_OF_HASH(bits)                                                                    \
    VERIFIER(rsa_pkcs1_sha##bits, "RSA PKCS#1 v1.5", BRINE_KEY_RSA, bits, BRINE_PADDING_PKCS1,     \
             verify_pkcs1(&brine_hash_sha##bits##_sodium, key, digest, digest_len, signature))     \
    VERIFIER(rsa_pss_sha##bits, "RSA PSS", BRINE_KEY_RSA, bits, BRINE_PADDING_PSS,                 \
             verify_pss(&brine_hash_sha##bits##_sodium, BRINE_KEY_RSA, key, digest, digest_len,    \
                        signature))                                                                \
    VERIFIER(rsa_pss_key_sha##bits, "RSA PSS (PSS key)", BRINE_KEY_RSA_PSS, bits,                  \
             BRINE_PADDING_PSS,                                                                    \
             verify_pss(&brine_hash_sha##bits##_sodium, BRINE_KEY_RSA_PSS, key, digest,            \
                        digest_len, signature))

VERIFIERS_OF_HASH(256)
VERIFIERS_OF_HASH(384)
VERIFIERS_OF_HASH(512)
