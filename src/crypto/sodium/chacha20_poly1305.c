/*
 * AEAD_CHACHA20_POLY1305 (RFC 8439) by libsodium, with the parameters of RFC 7905
 * section 2: a fixed IV of 12 bytes, no explicit nonce. The state is the key.
 */
#include "crypto/declassify.h"
#include "crypto/provider/entries.h"

#include <sodium.h>
#include <string.h>

#define TAG_SIZE crypto_aead_chacha20poly1305_ietf_ABYTES

static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    (void)context;
    memcpy(state, key, crypto_aead_chacha20poly1305_ietf_KEYBYTES);
    return BRINE_OK;
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    (void)context;
    if (crypto_aead_chacha20poly1305_ietf_encrypt_detached(out, out + len, NULL, in, len, ad,
                                                           ad_len, NULL, nonce, state) != 0)
        return BRINE_ERROR_CRYPTO;
    return BRINE_OK;
}

/*
 * libsodium up to 1.0.20 verifies before it decrypts, and zeroes `out` when the tag is wrong. Its
 * documentation promises neither, and 1.0.19 changed both for AES-256-GCM: so `out` is wiped here.
 */
static brine_result open(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    int failed;

    (void)context;
    if (len < TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= TAG_SIZE;
    failed = crypto_aead_chacha20poly1305_ietf_decrypt_detached(out, NULL, in, len, in + len, ad,
                                                                ad_len, nonce, state);
    BRN_DECLASSIFY(&failed, sizeof failed); /* it is what the caller gets to know */
    if (failed != 0)
        sodium_memzero(out, len);
    return failed != 0 ? BRINE_ERROR_BAD_TAG : BRINE_OK;
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, crypto_aead_chacha20poly1305_ietf_KEYBYTES);
}

const brine_aead brine_aead_chacha20_poly1305_sodium = {
    .size = sizeof(brine_aead),
    .id = BRINE_AEAD_CHACHA20_POLY1305,
    .name = "ChaCha20-Poly1305",
    .implementation = "libsodium",
    .fast = false,
    .key_length = crypto_aead_chacha20poly1305_ietf_KEYBYTES,
    .fixed_iv_length = BRINE_AEAD_NONCE_SIZE,
    .explicit_nonce_length = 0,
    .tag_length = TAG_SIZE,
    .blocks_limit = UINT64_MAX, /* the sequence number ends before the cipher does */
    .state_size = crypto_aead_chacha20poly1305_ietf_KEYBYTES,
    .state_align = 1,
    .set_key = set_key,
    .seal = seal,
    .open = open,
    .clear = clear,
};
