#include "parts.h"

#include <brine/limits.h>
#include <limits.h>
#include <openssl/crypto.h>
#include <string.h>

#define TAG_SIZE 16

/* The state is the key. */
static void set_key_of(void *state, const uint8_t *key, size_t len)
{
    memcpy(state, key, len);
}

static brine_result set_key_16(void *context, void *state, const uint8_t *key)
{
    (void)context;
    set_key_of(state, key, 16);
    return BRINE_OK;
}

static brine_result set_key_32(void *context, void *state, const uint8_t *key)
{
    (void)context;
    set_key_of(state, key, 32);
    return BRINE_OK;
}

static void clear_16(void *context, void *state)
{
    (void)context;
    OPENSSL_cleanse(state, 16);
}

static void clear_32(void *context, void *state)
{
    (void)context;
    OPENSSL_cleanse(state, 32);
}

static bool seal_in(EVP_CIPHER_CTX *c, const EVP_CIPHER *cipher, const void *key,
                    const uint8_t *nonce, const uint8_t *ad, size_t ad_len, const uint8_t *in,
                    size_t len, uint8_t *out)
{
    int made;

    return EVP_EncryptInit_ex(c, cipher, NULL, key, nonce) == 1 &&
           (ad_len == 0 || EVP_EncryptUpdate(c, NULL, &made, ad, (int)ad_len) == 1) &&
           (len == 0 || EVP_EncryptUpdate(c, out, &made, in, (int)len) == 1) &&
           EVP_EncryptFinal_ex(c, out + len, &made) == 1 &&
           EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, out + len) == 1;
}

static bool open_in(EVP_CIPHER_CTX *c, const EVP_CIPHER *cipher, const void *key,
                    const uint8_t *nonce, const uint8_t *ad, size_t ad_len, const uint8_t *in,
                    size_t len, uint8_t *out)
{
    uint8_t tag[TAG_SIZE], nothing[1];
    int made;

    memcpy(tag, in + len, sizeof tag);
    return EVP_DecryptInit_ex(c, cipher, NULL, key, nonce) == 1 &&
           EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, sizeof tag, tag) == 1 &&
           (ad_len == 0 || EVP_DecryptUpdate(c, NULL, &made, ad, (int)ad_len) == 1) &&
           (len == 0 || EVP_DecryptUpdate(c, out, &made, in, (int)len) == 1) &&
           EVP_DecryptFinal_ex(c, nothing, &made) == 1;
}

static brine_result seal_with(const EVP_CIPHER *cipher, const void *key, const uint8_t *nonce,
                              const uint8_t *ad, size_t ad_len, const uint8_t *in, size_t len,
                              uint8_t *out)
{
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    bool good = c != NULL && len <= INT_MAX && ad_len <= INT_MAX &&
                seal_in(c, cipher, key, nonce, ad, ad_len, in, len, out);

    EVP_CIPHER_CTX_free(c);
    return good ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

/* libcrypto decrypts before it verifies: what it wrote is wiped when the tag is wrong. */
static brine_result open_with(const EVP_CIPHER *cipher, const void *key, const uint8_t *nonce,
                              const uint8_t *ad, size_t ad_len, const uint8_t *in, size_t len,
                              uint8_t *out)
{
    EVP_CIPHER_CTX *c;
    bool good;

    if (len < TAG_SIZE || len > INT_MAX || ad_len > INT_MAX)
        return BRINE_ERROR_BAD_TAG;
    len -= TAG_SIZE;
    c = EVP_CIPHER_CTX_new();
    good = c != NULL && open_in(c, cipher, key, nonce, ad, ad_len, in, len, out);
    EVP_CIPHER_CTX_free(c);
    if (!good)
        OPENSSL_cleanse(out, len);
    return good ? BRINE_OK : BRINE_ERROR_BAD_TAG;
}

#define AEAD(prefix, cipher)                                                                       \
    static brine_result prefix##_seal(                                                             \
        void *context, const void *state, const uint8_t nonce[BRINE_AEAD_NONCE_SIZE],              \
        const uint8_t *ad, size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)             \
    {                                                                                              \
        (void)context;                                                                             \
        return seal_with(cipher, state, nonce, ad, ad_len, in, len, out);                          \
    }                                                                                              \
    static brine_result prefix##_open(                                                             \
        void *context, const void *state, const uint8_t nonce[BRINE_AEAD_NONCE_SIZE],              \
        const uint8_t *ad, size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)             \
    {                                                                                              \
        (void)context;                                                                             \
        return open_with(cipher, state, nonce, ad, ad_len, in, len, out);                          \
    }

AEAD(aes_128_gcm, EVP_aes_128_gcm())
AEAD(aes_256_gcm, EVP_aes_256_gcm())
AEAD(chacha20_poly1305, EVP_chacha20_poly1305())

static const brine_aead aes_128_gcm = {
    .size = sizeof(brine_aead),
    .id = BRINE_AEAD_AES_128_GCM,
    .name = "AES-128-GCM",
    .implementation = "libcrypto",
    .fast = true,
    .key_length = 16,
    .fixed_iv_length = 4,
    .explicit_nonce_length = 8,
    .tag_length = TAG_SIZE,
    .blocks_limit = BRINE_GCM_BLOCKS_MAX,
    .state_size = 16,
    .state_align = 1,
    .set_key = set_key_16,
    .seal = aes_128_gcm_seal,
    .open = aes_128_gcm_open,
    .clear = clear_16,
};

static const brine_aead aes_256_gcm = {
    .size = sizeof(brine_aead),
    .id = BRINE_AEAD_AES_256_GCM,
    .name = "AES-256-GCM",
    .implementation = "libcrypto",
    .fast = true,
    .key_length = 32,
    .fixed_iv_length = 4,
    .explicit_nonce_length = 8,
    .tag_length = TAG_SIZE,
    .blocks_limit = BRINE_GCM_BLOCKS_MAX,
    .state_size = 32,
    .state_align = 1,
    .set_key = set_key_32,
    .seal = aes_256_gcm_seal,
    .open = aes_256_gcm_open,
    .clear = clear_32,
};

static const brine_aead chacha20_poly1305 = {
    .size = sizeof(brine_aead),
    .id = BRINE_AEAD_CHACHA20_POLY1305,
    .name = "ChaCha20-Poly1305",
    .implementation = "libcrypto",
    .fast = false,
    .key_length = 32,
    .fixed_iv_length = BRINE_AEAD_NONCE_SIZE,
    .explicit_nonce_length = 0,
    .tag_length = TAG_SIZE,
    .blocks_limit = UINT64_MAX,
    .state_size = 32,
    .state_align = 1,
    .set_key = set_key_32,
    .seal = chacha20_poly1305_seal,
    .open = chacha20_poly1305_open,
    .clear = clear_32,
};

const brine_aead *const libcrypto_aeads[] = {
    &aes_128_gcm,
    &aes_256_gcm,
    &chacha20_poly1305,
    NULL,
};
