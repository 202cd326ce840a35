/*
 * SHA-384 and SHA-512 (FIPS 180-4) around a compression function: what the hardware tiers
 * share. The twin in C is libsodium's, which the same tests run.
 */
#ifndef BRN_CRYPTO_SHA_SHA512_H
#define BRN_CRYPTO_SHA_SHA512_H

#include "crypto/cpu.h"
#include "crypto/provider/entries.h"

#define BRN_SHA512_BLOCK_SIZE  128
#define BRN_SHA512_OUTPUT_SIZE 64
#define BRN_SHA384_OUTPUT_SIZE 48

typedef struct brn_sha512_state {
    uint64_t h[8];
    uint64_t len; /* of the message so far, in bytes */
    uint8_t block[BRN_SHA512_BLOCK_SIZE];
} brn_sha512_state;

/* Takes in whole blocks, one at least. */
typedef void (*brn_sha512_compress)(uint64_t h[8], const uint8_t *data, size_t blocks);

extern const uint64_t brn_sha512_constants[80];

void brn_sha384_init(void *context, void *state);
void brn_sha512_init(void *context, void *state);
void brn_sha512_update(void *state, const uint8_t *data, size_t len, brn_sha512_compress compress);

/* Writes the first `words` words of the hash: 6 for SHA-384, 8 for SHA-512. */
void brn_sha512_final(void *state, uint8_t *out, size_t words, brn_sha512_compress compress);
void brn_sha512_copy(void *context, void *to, const void *from);
void brn_sha512_clear(void *context, void *state);

/* The members of a brine_hash that are the same in every tier. */
#define BRN_SHA512_COMMON                                                                          \
    .size = sizeof(brine_hash), .block_length = BRN_SHA512_BLOCK_SIZE,                             \
    .state_size = sizeof(brn_sha512_state), .state_align = _Alignof(brn_sha512_state),             \
    .copy = brn_sha512_copy, .clear = brn_sha512_clear
#define BRN_SHA384_PARAMETERS                                                                      \
    BRN_SHA512_COMMON, .id = BRINE_HASH_SHA384, .name = "SHA-384",                                 \
                       .output_length = BRN_SHA384_OUTPUT_SIZE, .init = brn_sha384_init
#define BRN_SHA512_PARAMETERS                                                                      \
    BRN_SHA512_COMMON, .id = BRINE_HASH_SHA512, .name = "SHA-512",                                 \
                       .output_length = BRN_SHA512_OUTPUT_SIZE, .init = brn_sha512_init

#endif
