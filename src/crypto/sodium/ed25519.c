/*
 * Ed25519 (RFC 8032) by libsodium, which refuses keys and points of small order and
 * scalars that are not reduced. It hashes the message itself: no digest comes in.
 */
#include "crypto/declassify.h"
#include "crypto/provider/entries.h"

#include <sodium.h>
#include <string.h>

#define SCHEME_ED25519 0x0807 /* RFC 8422 section 5.1.3 */

static brine_result verify(void *context, const brine_public_key *key, const uint8_t *digest,
                           size_t digest_len, brine_bytes message, brine_bytes signature)
{
    (void)context;
    (void)digest;
    (void)digest_len;
    if (key->kind != BRINE_KEY_ED25519 || key->point.len != crypto_sign_PUBLICKEYBYTES)
        return BRINE_ERROR_BAD_KEY;
    if (signature.len != crypto_sign_BYTES ||
        crypto_sign_verify_detached(signature.data, message.data, message.len, key->point.data) !=
            0)
        return BRINE_ERROR_BAD_SIGNATURE;
    return BRINE_OK;
}

const brine_verifier brine_verifier_ed25519_sodium = {
    .size = sizeof(brine_verifier),
    .name = "Ed25519",
    .implementation = "libsodium",
    .key = BRINE_KEY_ED25519,
    .curve = BRINE_GROUP_NONE,
    .hash = BRINE_HASH_INTRINSIC,
    .padding = BRINE_PADDING_NONE,
    .verify = verify,
};

/* The state is libsodium's secret key: seed and public key in a row. */

static size_t state_size(void *context, const brine_private_key *key)
{
    (void)context;
    (void)key;
    return crypto_sign_SECRETKEYBYTES;
}

static brine_result load(void *context, void *state, const brine_private_key *key)
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];

    (void)context;
    if (key->kind != BRINE_KEY_ED25519 || key->scalar.len != crypto_sign_SEEDBYTES ||
        crypto_sign_seed_keypair(public_key, state, key->scalar.data) != 0)
        return BRINE_ERROR_BAD_KEY;
    return BRINE_OK;
}

static brine_result public_key_of(void *context, const void *state, uint8_t *out, size_t *out_len)
{
    (void)context;
    if (*out_len < crypto_sign_PUBLICKEYBYTES)
        return BRINE_ERROR_BUFFER_TOO_SMALL;
    memcpy(out, (const uint8_t *)state + crypto_sign_SEEDBYTES, crypto_sign_PUBLICKEYBYTES);
    *out_len = crypto_sign_PUBLICKEYBYTES;
    return BRINE_OK;
}

/*
 * A signature that a fault made wrong betrays the key when the right one is known, too: both
 * have the same nonce. So the public key verifies it first; a wrong one is wiped.
 */
static bool sign_and_check(uint8_t made[crypto_sign_BYTES], brine_bytes message, const void *state)
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];

    memcpy(public_key, (const uint8_t *)state + crypto_sign_SEEDBYTES, sizeof public_key);
    BRN_DECLASSIFY(public_key, sizeof public_key);
    if (crypto_sign_detached(made, NULL, message.data, message.len, state) == 0) {
        BRN_DECLASSIFY(made, crypto_sign_BYTES); /* it leaves when it is right */
        if (crypto_sign_verify_detached(made, message.data, message.len, public_key) == 0)
            return true;
    }
    sodium_memzero(made, crypto_sign_BYTES);
    return false;
}

static brine_result sign(void *context, brine_random_function random, const void *state,
                         uint16_t scheme, const uint8_t *digest, size_t digest_len,
                         brine_bytes message, uint8_t *signature, size_t *signature_len)
{
    uint8_t made[crypto_sign_BYTES];

    (void)context;
    /* RFC 8032 section 5.1.6 signs without: the nonce is a hash of key and message. */
    (void)random;
    (void)digest;
    (void)digest_len;
    if (scheme != SCHEME_ED25519)
        return BRINE_ERROR_UNSUPPORTED;
    if (!sign_and_check(made, message, state))
        return BRINE_ERROR_CRYPTO;
    memcpy(signature, made, sizeof made);
    *signature_len = crypto_sign_BYTES;
    return BRINE_OK;
}

static void clear(void *context, void *state, size_t size)
{
    (void)context;
    sodium_memzero(state, size);
}

const brine_signer brine_signer_ed25519_sodium = {
    .size = sizeof(brine_signer),
    .name = "Ed25519",
    .implementation = "libsodium",
    .key = BRINE_KEY_ED25519,
    .curve = BRINE_GROUP_NONE,
    .state_size = state_size,
    .state_align = 1,
    .load = load,
    .public_key = public_key_of,
    .sign = sign,
    .clear = clear,
};
