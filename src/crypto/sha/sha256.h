/*
 * SHA-256 (FIPS 180-4) around a compression function: what the hardware tiers share. The
 * twin in C is libsodium's, which the same tests run.
 */
#ifndef BRN_CRYPTO_SHA_SHA256_H
#define BRN_CRYPTO_SHA_SHA256_H

#include "crypto/cpu.h"
#include "crypto/provider/entries.h"

#define BRN_SHA256_BLOCK_SIZE  64
#define BRN_SHA256_OUTPUT_SIZE 32

typedef struct brn_sha256_state {
    uint32_t h[8];
    uint64_t len; /* of the message so far, in bytes */
    uint8_t block[BRN_SHA256_BLOCK_SIZE];
} brn_sha256_state;

/* Takes in whole blocks. */
typedef void (*brn_sha256_compress)(uint32_t h[8], const uint8_t *data, size_t blocks);

extern const uint32_t brn_sha256_constants[64];

void brn_sha256_init(void *context, void *state);
void brn_sha256_update(void *state, const uint8_t *data, size_t len, brn_sha256_compress compress);
void brn_sha256_final(void *state, uint8_t *out, brn_sha256_compress compress);
void brn_sha256_copy(void *context, void *to, const void *from);
void brn_sha256_clear(void *context, void *state);

/* The members of a brine_hash that are the same in every tier. */
#define BRN_SHA256_PARAMETERS                                                                      \
    .size = sizeof(brine_hash), .id = BRINE_HASH_SHA256, .name = "SHA-256",                        \
    .output_length = BRN_SHA256_OUTPUT_SIZE, .block_length = BRN_SHA256_BLOCK_SIZE,                \
    .state_size = sizeof(brn_sha256_state), .state_align = _Alignof(brn_sha256_state),             \
    .init = brn_sha256_init, .copy = brn_sha256_copy, .clear = brn_sha256_clear

#endif
