/*
 * SHA-256, SHA-384 and SHA-512 (FIPS 180-4) by libsodium. It has no SHA-384, but that
 * is SHA-512 with another initial value, cut to 48 bytes, and libsodium's state struct
 * is public: we set the value and leave the rest to libsodium.
 */
#include "crypto/provider/entries.h"

#include <sodium.h>
#include <string.h>

/* FIPS 180-4 section 5.3.4. */
static const uint64_t sha384_initial[8] = {
    UINT64_C(0xcbbb9d5dc1059ed8), UINT64_C(0x629a292a367cd507), UINT64_C(0x9159015a3070dd17),
    UINT64_C(0x152fecd8f70e5939), UINT64_C(0x67332667ffc00b31), UINT64_C(0x8eb44a8768581511),
    UINT64_C(0xdb0c2e0d64f98fa7), UINT64_C(0x47b5481dbefa4fa4),
};

static void sha256_init(void *context, void *state)
{
    (void)context;
    crypto_hash_sha256_init(state);
}

static void sha256_update(void *context, void *state, const uint8_t *data, size_t len)
{
    (void)context;
    crypto_hash_sha256_update(state, data, len);
}

static void sha256_final(void *context, void *state, uint8_t *out)
{
    (void)context;
    crypto_hash_sha256_final(state, out);
}

static void sha256_copy(void *context, void *to, const void *from)
{
    (void)context;
    memcpy(to, from, sizeof(crypto_hash_sha256_state));
}

static void sha256_clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, sizeof(crypto_hash_sha256_state));
}

static void sha384_init(void *context, void *state)
{
    crypto_hash_sha512_state *sha512 = state;

    (void)context;
    crypto_hash_sha512_init(sha512);
    memcpy(sha512->state, sha384_initial, sizeof sha384_initial);
}

static void sha384_final(void *context, void *state, uint8_t *out)
{
    uint8_t whole[crypto_hash_sha512_BYTES];

    (void)context;
    crypto_hash_sha512_final(state, whole);
    memcpy(out, whole, 48);
    sodium_memzero(whole, sizeof whole);
}

static void sha512_init(void *context, void *state)
{
    (void)context;
    crypto_hash_sha512_init(state);
}

static void sha512_update(void *context, void *state, const uint8_t *data, size_t len)
{
    (void)context;
    crypto_hash_sha512_update(state, data, len);
}

static void sha512_final(void *context, void *state, uint8_t *out)
{
    (void)context;
    crypto_hash_sha512_final(state, out);
}

static void sha512_copy(void *context, void *to, const void *from)
{
    (void)context;
    memcpy(to, from, sizeof(crypto_hash_sha512_state));
}

static void sha512_clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, sizeof(crypto_hash_sha512_state));
}

const brine_hash brine_hash_sha256_sodium = {
    .size = sizeof(brine_hash),
    .id = BRINE_HASH_SHA256,
    .name = "SHA-256",
    .implementation = "libsodium",
    .output_length = 32,
    .block_length = 64,
    .state_size = sizeof(crypto_hash_sha256_state),
    .state_align = _Alignof(crypto_hash_sha256_state),
    .init = sha256_init,
    .update = sha256_update,
    .final = sha256_final,
    .copy = sha256_copy,
    .clear = sha256_clear,
};

const brine_hash brine_hash_sha384_sodium = {
    .size = sizeof(brine_hash),
    .id = BRINE_HASH_SHA384,
    .name = "SHA-384",
    .implementation = "libsodium",
    .output_length = 48,
    .block_length = 128,
    .state_size = sizeof(crypto_hash_sha512_state),
    .state_align = _Alignof(crypto_hash_sha512_state),
    .init = sha384_init,
    .update = sha512_update,
    .final = sha384_final,
    .copy = sha512_copy,
    .clear = sha512_clear,
};

const brine_hash brine_hash_sha512_sodium = {
    .size = sizeof(brine_hash),
    .id = BRINE_HASH_SHA512,
    .name = "SHA-512",
    .implementation = "libsodium",
    .output_length = 64,
    .block_length = 128,
    .state_size = sizeof(crypto_hash_sha512_state),
    .state_align = _Alignof(crypto_hash_sha512_state),
    .init = sha512_init,
    .update = sha512_update,
    .final = sha512_final,
    .copy = sha512_copy,
    .clear = sha512_clear,
};
