/*
 * Bitsliced AES (FIPS 197).
 *
 * A table of the S-box is read at an address that depends on the key, and caches tell
 * the address. So the S-box is computed instead, as a circuit of AND, XOR and NOT,
 * with 64 bytes travelling through it side by side: four blocks are cut into eight
 * words, word i holding bit i of every byte. No branch and no address depends on data.
 *
 * Where a byte's bits lie. The byte in row r and column c of block b has bit number
 *
 *     16 r + 4 c + b
 *
 * in each of the eight words: a row is a lane of 16 bits. Going to the next row is then
 * a rotation of the word by 16, and going to another column of the same row a rotation
 * inside the lanes.
 *
 * ShiftRows is never done. It would cost as much as the S-box; instead the state after
 * round n is kept as it is before n ShiftRows, which is called fixslicing (Adomnicai and
 * Peyrin, "Fixslicing AES-like ciphers", 2020). SubBytes works on bytes wherever they
 * lie. MixColumns combines bytes of one column, and what is a column after n ShiftRows
 * has its row r stored n r columns further on: so its neighbour in the next row is found
 * n columns further on, whatever r is. Four ShiftRows are none at all, therefore there
 * are four kinds of MixColumns, for n = 0 to 3. Round keys are put into the same order
 * when they are made. Both key sizes have a number of rounds that is 2 modulo 4, and the
 * last thing done is ShiftRows twice.
 *
 * The S-box leaves out its constant 0x63 (four NOTs a round): ShiftRows and MixColumns
 * map a state of equal bytes to itself, so it is added to the round keys once.
 */
#include "crypto/aes/bitslice.h"

#include "crypto/aes/sbox.h"
#include "crypto/bytes.h"

#include <sodium.h>

static inline uint64_t rotate_right(uint64_t x, unsigned n)
{
    return x >> n | x << (64 - n);
}

/* The byte one row further and `columns` further in that row. */
static inline uint64_t next_row(uint64_t x, unsigned columns)
{
    const uint64_t stay = UINT64_C(0x0001000100010001) * (0xffffu >> 4 * columns);

    if (columns == 0)
        return rotate_right(x, 16);
    return (rotate_right(x, 16 + 4 * columns) & stay) | (rotate_right(x, 4 * columns) & ~stay);
}

/* Two rows further; `columns` is 0 or 2. */
static inline uint64_t second_next_row(uint64_t x, unsigned columns)
{
    const uint64_t stay = UINT64_C(0x00ff00ff00ff00ff);

    if (columns == 0)
        return rotate_right(x, 32);
    return (rotate_right(x, 40) & stay) | (rotate_right(x, 24) & ~stay);
}

/*
 * MixColumns on a state that lacks n ShiftRows. With a the byte and b, c, d those of
 * the following rows: 2a + 3b + c + d = 2(a + b) + b + (c + d).
 */
static inline void mix_columns(uint64_t q[8], unsigned n)
{
    uint64_t next[8], sum[8];

    for (unsigned i = 0; i < 8; i++) {
        next[i] = next_row(q[i], n);
        sum[i] = q[i] ^ next[i];
    }
    /* doubling: shift up one bit, and add 0x1b when bit 7 falls out */
    for (unsigned i = 0; i < 8; i++)
        q[i] = sum[(i + 7) % 8] ^ next[i] ^ second_next_row(sum[i], 2 * n % 4);
    q[1] ^= sum[7];
    q[3] ^= sum[7];
    q[4] ^= sum[7];
}

static inline void add_round_key(uint64_t q[8], const uint64_t key[8])
{
    for (unsigned i = 0; i < 8; i++)
        q[i] ^= key[i];
}

/* One round, the nth modulo 4. */
static inline void cipher_round(uint64_t q[8], const uint64_t key[8], unsigned n)
{
    brn_aes_sub_bytes(q);
    mix_columns(q, n);
    add_round_key(q, key);
}

/* Moves the bytes of rows 1 and 3 by two columns: ShiftRows twice, and its own inverse. */
static uint64_t shift_rows_twice(uint64_t x)
{
    uint64_t swap = (x ^ x >> 8) & UINT64_C(0x00ff000000ff0000);

    return x ^ swap ^ swap << 8;
}

static void encrypt(uint64_t q[8], const brn_aes_round_keys *keys, unsigned rounds)
{
    add_round_key(q, keys->words[0]);
    cipher_round(q, keys->words[1], 1);
    for (unsigned r = 2; r < rounds; r += 4) {
        cipher_round(q, keys->words[r], 2);
        cipher_round(q, keys->words[r + 1], 3);
        cipher_round(q, keys->words[r + 2], 0);
        cipher_round(q, keys->words[r + 3], 1);
    }
    brn_aes_sub_bytes(q);
    add_round_key(q, keys->words[rounds]);
    for (unsigned i = 0; i < 8; i++)
        q[i] = shift_rows_twice(q[i]);
}

/* Exchanges the bits of a under mask << shift with those of b under mask. */
static inline void swap_bits(uint64_t *a, uint64_t *b, uint64_t mask, unsigned shift)
{
    uint64_t t = (*a >> shift ^ *b) & mask;

    *b ^= t;
    *a ^= t << shift;
}

/* Bit i of byte j of word k becomes bit k of byte j of word i; its own inverse. */
static inline void transpose(uint64_t q[8])
{
    for (unsigned i = 0; i < 8; i += 2)
        swap_bits(&q[i], &q[i + 1], UINT64_C(0x5555555555555555), 1);
    for (unsigned i = 0; i < 8; i += 4) {
        swap_bits(&q[i], &q[i + 2], UINT64_C(0x3333333333333333), 2);
        swap_bits(&q[i + 1], &q[i + 3], UINT64_C(0x3333333333333333), 2);
    }
    for (unsigned i = 0; i < 4; i++)
        swap_bits(&q[i], &q[i + 4], UINT64_C(0x0f0f0f0f0f0f0f0f), 4);
}

/* The four bytes of a column to the even bytes of a word, and back. */
static inline uint64_t spread(uint32_t column)
{
    uint64_t x = column;

    x = (x | x << 16) & UINT64_C(0x0000ffff0000ffff);
    return (x | x << 8) & UINT64_C(0x00ff00ff00ff00ff);
}

static inline uint32_t gather(uint64_t x)
{
    x &= UINT64_C(0x00ff00ff00ff00ff);
    x = (x | x >> 8) & UINT64_C(0x0000ffff0000ffff);
    return (uint32_t)(x | x >> 16);
}

/*
 * Before the transposition, word b holds columns 0 and 2 of block b and word 4 + b its
 * columns 1 and 3, their bytes in turn: byte 2r + c/2 of word 4(c mod 2) + b, which the
 * transposition takes to bit 8(2r + c/2) + 4(c mod 2) + b = 16r + 4c + b.
 */
static inline void put_block(uint64_t q[8], unsigned b, const uint32_t columns[4])
{
    q[b] = spread(columns[0]) | spread(columns[2]) << 8;
    q[4 + b] = spread(columns[1]) | spread(columns[3]) << 8;
}

static inline void store_block(const uint64_t q[8], unsigned b, uint8_t out[16])
{
    brn_store_le32(out, gather(q[b]));
    brn_store_le32(out + 4, gather(q[4 + b]));
    brn_store_le32(out + 8, gather(q[b] >> 8));
    brn_store_le32(out + 12, gather(q[4 + b] >> 8));
}

void brn_aes_counter(const brn_aes_round_keys *keys, unsigned rounds, const uint8_t nonce[12],
                     uint32_t counter, uint8_t stream[BRN_AES_BATCH_SIZE])
{
    uint64_t q[8];
    uint32_t columns[4];
    uint8_t last[4];

    for (unsigned i = 0; i < 3; i++)
        columns[i] = brn_load_le32(nonce + 4 * i);
    for (unsigned b = 0; b < 4; b++) {
        brn_store_be32(last, counter + b);
        columns[3] = brn_load_le32(last);
        put_block(q, b, columns);
    }
    transpose(q);
    encrypt(q, keys, rounds);
    transpose(q);
    for (unsigned b = 0; b < 4; b++)
        store_block(q, b, stream + 16 * (size_t)b);
    sodium_memzero(q, sizeof q);
}

/* ---- Key schedule, FIPS 197 section 5.2 ---- */

static uint32_t sub_word(uint32_t word)
{
    uint64_t q[8] = {word, 0, 0, 0, 0, 0, 0, 0};

    transpose(q);
    brn_aes_sub_bytes(q);
    transpose(q);
    word = (uint32_t)q[0] ^ 0x63636363;
    sodium_memzero(q, sizeof q);
    return word;
}

/* A round key, less n ShiftRows: the byte of row r and column c goes to column c + n r. */
static void unshift_rows(uint32_t columns[4], const uint32_t key[4], unsigned n)
{
    for (unsigned c = 0; c < 4; c++)
        columns[c] = 0;
    for (unsigned c = 0; c < 4; c++)
        for (unsigned r = 0; r < 4; r++)
            columns[(c + n * r) % 4] |= key[c] & UINT32_C(0xff) << 8 * r;
}

static void pack(uint64_t packed[2], const uint32_t key[4], unsigned round)
{
    uint64_t q[8];
    uint32_t columns[4];

    unshift_rows(columns, key, round % 4);
    for (unsigned b = 0; b < 4; b++)
        put_block(q, b, columns);
    transpose(q);
    if (round > 0) /* the S-box's constant 0x63 */
        for (unsigned i = 0; i < 8; i++)
            q[i] ^= (uint64_t)0 - (0x63u >> i & 1);
    for (unsigned half = 0; half < 2; half++) {
        packed[half] = 0;
        for (unsigned i = 0; i < 4; i++)
            packed[half] |= q[4 * half + i] & UINT64_C(0x1111111111111111) << i;
    }
    sodium_memzero(q, sizeof q);
    sodium_memzero(columns, sizeof columns);
}

void brn_aes_expand(brn_aes_packed_keys *packed, const uint8_t *key, unsigned rounds)
{
    uint32_t words[4 * (BRN_AES_ROUNDS_MAX + 1)];
    unsigned key_words = rounds - 6, total = 4 * (rounds + 1);
    uint32_t constant = 1;

    for (unsigned i = 0; i < key_words; i++)
        words[i] = brn_load_le32(key + 4 * (size_t)i);
    for (unsigned i = key_words; i < total; i++) {
        uint32_t previous = words[i - 1];

        if (i % key_words == 0) {
            previous = sub_word(previous >> 8 | previous << 24) ^ constant;
            constant = constant << 1 ^ (constant >> 7) * 0x11b;
        } else if (key_words == 8 && i % 8 == 4) {
            previous = sub_word(previous);
        }
        words[i] = words[i - key_words] ^ previous;
    }
    for (unsigned round = 0; round <= rounds; round++)
        pack(packed->words[round], words + 4 * (size_t)round, round);
    sodium_memzero(words, sizeof words);
}

void brn_aes_unpack(brn_aes_round_keys *keys, const brn_aes_packed_keys *packed, unsigned rounds)
{
    for (unsigned round = 0; round <= rounds; round++)
        for (unsigned i = 0; i < 8; i++) {
            uint64_t bits = packed->words[round][i / 4] >> i % 4 & UINT64_C(0x1111111111111111);

            keys->words[round][i] = (bits << 4) - bits; /* each nibble 0 or 15 */
        }
}
