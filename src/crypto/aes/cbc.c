/*
 * The inverse cipher as FIPS 197 section 5.3 writes it, on the 16 bytes of one block; byte
 * 4 c + r is that of row r and column c.
 *
 * The inverse S-box needs no circuit of its own. With x -> 1/x in GF(2^8), S is that and then
 * an affine map; so with L, the inverse of the affine map, 1/x = L(S(x)), and the inverse S-box
 * is y -> 1/L(y) = L(S(L(y))).
 */
#include "crypto/aes/cbc.h"

#include "crypto/aes/sbox.h"

#include <sodium.h>
#include <string.h>

#define ROUNDS_MAX    14
#define KEY_WORD_SIZE 4
#define SBOX_CONSTANT 0x63

typedef struct round_keys {
    uint8_t bytes[(ROUNDS_MAX + 1) * BRN_AES_BLOCK_SIZE];
    unsigned rounds;
} round_keys;

/* SubBytes on 16 bytes. */
static void substitute(uint8_t bytes[BRN_AES_BLOCK_SIZE])
{
    uint64_t q[8] = {0};

    for (unsigned i = 0; i < BRN_AES_BLOCK_SIZE; i++)
        for (unsigned bit = 0; bit < 8; bit++)
            q[bit] |= (uint64_t)(bytes[i] >> bit & 1) << i;
    brn_aes_sub_bytes(q);
    for (unsigned i = 0; i < BRN_AES_BLOCK_SIZE; i++) {
        bytes[i] = SBOX_CONSTANT;
        for (unsigned bit = 0; bit < 8; bit++)
            bytes[i] ^= (uint8_t)((q[bit] >> i & 1) << bit);
    }
    sodium_memzero(q, sizeof q);
}

static uint8_t rotate_left(uint8_t x, unsigned n)
{
    return (uint8_t)(x << n | x >> (8 - n));
}

/* L of the comment above. */
static void undo_affine_map(uint8_t bytes[BRN_AES_BLOCK_SIZE])
{
    for (unsigned i = 0; i < BRN_AES_BLOCK_SIZE; i++)
        bytes[i] =
            rotate_left(bytes[i], 1) ^ rotate_left(bytes[i], 3) ^ rotate_left(bytes[i], 6) ^ 0x05;
}

static void inverse_sub_bytes(uint8_t state[BRN_AES_BLOCK_SIZE])
{
    undo_affine_map(state);
    substitute(state);
    undo_affine_map(state);
}

static void inverse_shift_rows(uint8_t state[BRN_AES_BLOCK_SIZE])
{
    uint8_t before[BRN_AES_BLOCK_SIZE];

    memcpy(before, state, sizeof before);
    for (unsigned column = 0; column < 4; column++)
        for (unsigned row = 0; row < 4; row++)
            state[4 * ((column + row) % 4) + row] = before[4 * column + row];
    sodium_memzero(before, sizeof before);
}

/* Times x in GF(2^8): by a mask, as the bit that falls out is secret. */
static uint8_t twice(uint8_t x)
{
    unsigned carry = x >> 7;

    return (uint8_t)((unsigned)x << 1 ^ (0x1bu & (0u - carry)));
}

/* Each byte becomes 14 times itself, 11, 13 and 9 times those of the rows below. */
static void inverse_mix_columns(uint8_t state[BRN_AES_BLOCK_SIZE])
{
    for (unsigned column = 0; column < 4; column++) {
        uint8_t *a = state + 4 * column, out[4];

        for (unsigned row = 0; row < 4; row++) {
            uint8_t b = a[row], c = a[(row + 1) % 4], d = a[(row + 2) % 4], e = a[(row + 3) % 4];
            uint8_t all = twice(twice(twice(b ^ c ^ d ^ e))); /* 8 times each */

            out[row] = all ^ twice(twice(b ^ d)) ^ twice(b ^ c) ^ c ^ d ^ e;
        }
        memcpy(a, out, sizeof out);
        sodium_memzero(out, sizeof out);
    }
}

static void add_round_key(uint8_t state[BRN_AES_BLOCK_SIZE], const round_keys *keys, unsigned round)
{
    for (unsigned i = 0; i < BRN_AES_BLOCK_SIZE; i++)
        state[i] ^= keys->bytes[round * BRN_AES_BLOCK_SIZE + i];
}

/* Section 5.2. */
static void expand(round_keys *keys, const uint8_t *key, size_t key_len)
{
    size_t words = key_len / KEY_WORD_SIZE, all;
    uint8_t constant = 1, word[BRN_AES_BLOCK_SIZE] = {0};

    keys->rounds = (unsigned)words + 6;
    all = 4 * (keys->rounds + 1);
    memcpy(keys->bytes, key, key_len);
    for (size_t i = words; i < all; i++) {
        uint8_t *to = keys->bytes + KEY_WORD_SIZE * i;

        memcpy(word, to - KEY_WORD_SIZE, KEY_WORD_SIZE);
        if (i % words == 0) { /* RotWord */
            memcpy(word, to - KEY_WORD_SIZE + 1, 3);
            word[3] = to[-KEY_WORD_SIZE];
        }
        if (i % words == 0 || (words > 6 && i % words == 4))
            substitute(word);
        if (i % words == 0) {
            word[0] ^= constant;
            constant = twice(constant);
        }
        for (unsigned j = 0; j < KEY_WORD_SIZE; j++)
            to[j] = keys->bytes[KEY_WORD_SIZE * i + j - key_len] ^ word[j];
    }
    sodium_memzero(word, sizeof word);
}

static void decrypt_block(const round_keys *keys, uint8_t state[BRN_AES_BLOCK_SIZE])
{
    add_round_key(state, keys, keys->rounds);
    for (unsigned round = keys->rounds; round-- > 0;) {
        inverse_shift_rows(state);
        inverse_sub_bytes(state);
        add_round_key(state, keys, round);
        if (round > 0)
            inverse_mix_columns(state);
    }
}

void brn_aes_cbc_decrypt(const uint8_t *key, size_t key_len, const uint8_t iv[BRN_AES_BLOCK_SIZE],
                         uint8_t *data, size_t len)
{
    uint8_t previous[BRN_AES_BLOCK_SIZE], ciphertext[BRN_AES_BLOCK_SIZE];
    round_keys keys;

    expand(&keys, key, key_len);
    memcpy(previous, iv, sizeof previous);
    for (; len > 0; data += BRN_AES_BLOCK_SIZE, len -= BRN_AES_BLOCK_SIZE) {
        memcpy(ciphertext, data, sizeof ciphertext);
        decrypt_block(&keys, data);
        for (unsigned i = 0; i < BRN_AES_BLOCK_SIZE; i++)
            data[i] ^= previous[i];
        memcpy(previous, ciphertext, sizeof previous);
    }
    sodium_memzero(&keys, sizeof keys);
}
