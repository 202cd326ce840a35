/*
 * AES in plain constant-time C, four blocks at a time. Only the forward cipher: GCM
 * needs no other. bitslice.c tells how.
 */
#ifndef BRN_CRYPTO_AES_BITSLICE_H
#define BRN_CRYPTO_AES_BITSLICE_H

#include <stdint.h>

#define BRN_AES_ROUNDS_MAX 14
#define BRN_AES_BATCH_SIZE 64 /* bytes of key stream made at once: four blocks */

/* Round keys in the least room: one bit for each bit of key. */
typedef struct brn_aes_packed_keys {
    uint64_t words[BRN_AES_ROUNDS_MAX + 1][2];
} brn_aes_packed_keys;

/* Round keys as the cipher uses them: each bit four times, for the four blocks. */
typedef struct brn_aes_round_keys {
    uint64_t words[BRN_AES_ROUNDS_MAX + 1][8];
} brn_aes_round_keys;

/* rounds is 10 for a key of 16 bytes and 14 for one of 32. All of it is secret. */
void brn_aes_expand(brn_aes_packed_keys *packed, const uint8_t *key, unsigned rounds);
void brn_aes_unpack(brn_aes_round_keys *keys, const brn_aes_packed_keys *packed, unsigned rounds);

/*
 * The encryptions of the blocks nonce || counter, nonce || counter + 1, ... + 3, the
 * counter being 32 bits, big-endian, modulo 2^32.
 */
void brn_aes_counter(const brn_aes_round_keys *keys, unsigned rounds, const uint8_t nonce[12],
                     uint32_t counter, uint8_t stream[BRN_AES_BATCH_SIZE]);

#endif
