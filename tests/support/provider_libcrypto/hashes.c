#include "parts.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <string.h>

#define HASH(prefix, prefix_upper, type, hash_id, title, length, block)                            \
    static void prefix##_init(void *context, void *state)                                          \
    {                                                                                              \
        (void)context;                                                                             \
        prefix_upper##_Init(state);                                                                \
    }                                                                                              \
    static void prefix##_update(void *context, void *state, const uint8_t *data, size_t len)       \
    {                                                                                              \
        (void)context;                                                                             \
        prefix_upper##_Update(state, data, len);                                                   \
    }                                                                                              \
    static void prefix##_final(void *context, void *state, uint8_t *out)                           \
    {                                                                                              \
        (void)context;                                                                             \
        prefix_upper##_Final(out, state);                                                          \
    }                                                                                              \
    static void prefix##_copy(void *context, void *to, const void *from)                           \
    {                                                                                              \
        (void)context;                                                                             \
        memcpy(to, from, sizeof(type));                                                            \
    }                                                                                              \
    static void prefix##_clear(void *context, void *state)                                         \
    {                                                                                              \
        (void)context;                                                                             \
        OPENSSL_cleanse(state, sizeof(type));                                                      \
    }                                                                                              \
    static const brine_hash prefix = {                                                             \
        .size = sizeof(brine_hash),                                                                \
        .id = hash_id,                                                                             \
        .name = title,                                                                             \
        .implementation = "libcrypto",                                                             \
        .output_length = length,                                                                   \
        .block_length = block,                                                                     \
        .state_size = sizeof(type),                                                                \
        .state_align = _Alignof(type),                                                             \
        .init = prefix##_init,                                                                     \
        .update = prefix##_update,                                                                 \
        .final = prefix##_final,                                                                   \
        .copy = prefix##_copy,                                                                     \
        .clear = prefix##_clear,                                                                   \
    };

HASH(sha256, SHA256, SHA256_CTX, BRINE_HASH_SHA256, "SHA-256", 32, 64)
HASH(sha384, SHA384, SHA512_CTX, BRINE_HASH_SHA384, "SHA-384", 48, 128)
HASH(sha512, SHA512, SHA512_CTX, BRINE_HASH_SHA512, "SHA-512", 64, 128)

const brine_hash *const libcrypto_hashes[] = {&sha256, &sha384, &sha512, NULL};
