/*
 * ChaCha20 (RFC 8439 section 2.3) with AVX2. Two ways to lay blocks into vectors: eight side by
 * side, a vector for each word, for bulk; and two in each vector, a vector for each row, which
 * has four blocks sooner. Inline, so that Poly1305 can run between the rounds.
 */
#ifndef BRN_CRYPTO_CHACHA_CHACHA20_AVX2_H
#define BRN_CRYPTO_CHACHA_CHACHA20_AVX2_H

#include "crypto/chacha/poly1305_x86.h"

#if BRN_CHACHA_AVX2

#include <immintrin.h>

/* BMI2 is for Poly1305. */
#define BRN_CHACHA_TARGET __attribute__((target("avx2,bmi2")))
#define BRN_CHACHA_INLINE BRN_CHACHA_TARGET __attribute__((always_inline)) static inline

#define BRN_CHACHA_BLOCK 64
#define BRN_CHACHA_FOUR  (4 * BRN_CHACHA_BLOCK)
#define BRN_CHACHA_EIGHT (8 * BRN_CHACHA_BLOCK)

#define BRN_CHACHA_DOUBLE_ROUNDS 10

/* Constants, key, counter of the next block, nonce (RFC 8439 section 2.3). */
typedef uint32_t brn_chacha_words[16];
#define BRN_CHACHA_COUNTER 12

typedef __m256i brn_chacha_vector;

#define chacha_add(a, b)    _mm256_add_epi32(a, b)
#define chacha_xor(a, b)    _mm256_xor_si256(a, b)
#define chacha_rotate(a, n) _mm256_or_si256(_mm256_slli_epi32(a, n), _mm256_srli_epi32(a, 32 - (n)))

/* By whole bytes: one shuffle. */
BRN_CHACHA_INLINE brn_chacha_vector chacha_rotate_16(brn_chacha_vector a)
{
    return _mm256_shuffle_epi8(a, _mm256_broadcastsi128_si256(_mm_set_epi8(
                                      13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2)));
}

BRN_CHACHA_INLINE brn_chacha_vector chacha_rotate_8(brn_chacha_vector a)
{
    return _mm256_shuffle_epi8(a, _mm256_broadcastsi128_si256(_mm_set_epi8(
                                      14, 13, 12, 15, 10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3)));
}

/* ---- Eight blocks ---- */

/* Lines of quarter rounds (RFC 8439 section 2.1), for the words a, b, c and d of v. */
#define CHACHA_LINE_16(a, b, d)                                                                    \
    v[a] = chacha_add(v[a], v[b]);                                                                 \
    v[d] = chacha_rotate_16(chacha_xor(v[d], v[a]));
#define CHACHA_LINE_8(a, b, d)                                                                     \
    v[a] = chacha_add(v[a], v[b]);                                                                 \
    v[d] = chacha_rotate_8(chacha_xor(v[d], v[a]));
#define CHACHA_LINE(c, d, b, n)                                                                    \
    v[c] = chacha_add(v[c], v[d]);                                                                 \
    v[b] = chacha_xor(v[b], v[c]);                                                                 \
    v[b] = chacha_rotate(v[b], n);

/* Four quarter rounds that do not wait for each other, line by line; each has its b, c, d. */
#define CHACHA_ROUND(b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3)                               \
    CHACHA_LINE_16(0, b0, d0)                                                                      \
    CHACHA_LINE_16(1, b1, d1)                                                                      \
    CHACHA_LINE_16(2, b2, d2)                                                                      \
    CHACHA_LINE_16(3, b3, d3)                                                                      \
    CHACHA_LINE(c0, d0, b0, 12)                                                                    \
    CHACHA_LINE(c1, d1, b1, 12)                                                                    \
    CHACHA_LINE(c2, d2, b2, 12)                                                                    \
    CHACHA_LINE(c3, d3, b3, 12)                                                                    \
    CHACHA_LINE_8(0, b0, d0)                                                                       \
    CHACHA_LINE_8(1, b1, d1)                                                                       \
    CHACHA_LINE_8(2, b2, d2)                                                                       \
    CHACHA_LINE_8(3, b3, d3)                                                                       \
    CHACHA_LINE(c0, d0, b0, 7)                                                                     \
    CHACHA_LINE(c1, d1, b1, 7)                                                                     \
    CHACHA_LINE(c2, d2, b2, 7)                                                                     \
    CHACHA_LINE(c3, d3, b3, 7)

/* Eight vectors of one word of each block into a vector of eight words for each block. */
BRN_CHACHA_INLINE void chacha_transpose(brn_chacha_vector *v)
{
    brn_chacha_vector pairs[8], halves[8];

    for (int i = 0; i < 8; i += 2) {
        pairs[i] = _mm256_unpacklo_epi32(v[i], v[i + 1]);
        pairs[i + 1] = _mm256_unpackhi_epi32(v[i], v[i + 1]);
    }
    for (int i = 0; i < 8; i += 4) {
        halves[i] = _mm256_unpacklo_epi64(pairs[i], pairs[i + 2]);
        halves[i + 1] = _mm256_unpackhi_epi64(pairs[i], pairs[i + 2]);
        halves[i + 2] = _mm256_unpacklo_epi64(pairs[i + 1], pairs[i + 3]);
        halves[i + 3] = _mm256_unpackhi_epi64(pairs[i + 1], pairs[i + 3]);
    }
    for (int i = 0; i < 4; i++) {
        v[i] = _mm256_permute2x128_si256(halves[i], halves[i + 4], 0x20);
        v[i + 4] = _mm256_permute2x128_si256(halves[i], halves[i + 4], 0x31);
    }
}

BRN_CHACHA_INLINE void chacha_xor_half(uint8_t *out, const uint8_t *in, brn_chacha_vector stream)
{
    _mm256_storeu_si256((void *)out, chacha_xor(_mm256_loadu_si256((const void *)in), stream));
}

/* Word i of the state, for each of eight blocks: they differ by the counter. */
BRN_CHACHA_INLINE brn_chacha_vector chacha_word(const brn_chacha_words words, int i)
{
    const brn_chacha_vector word = _mm256_set1_epi32((int)words[i]);

    return i == BRN_CHACHA_COUNTER ? chacha_add(word, _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0))
                                   : word;
}

/*
 * out = in xor the next eight blocks; in and out are the same or don't overlap. Meanwhile
 * `absorbed`, BRN_CHACHA_EIGHT bytes, goes into *poly, all of it before out is written; NULL =
 * nothing does. The 32 blocks of Poly1305 stand where the vectors wait for their own results.
 */
BRN_CHACHA_INLINE void chacha_eight(brn_chacha_words words, const uint8_t *in, uint8_t *out,
                                    brn_poly1305 *poly, const uint8_t *absorbed)
{
    brn_chacha_vector v[16];
    brn_poly1305 p;

    if (absorbed != NULL)
        p = *poly;
    for (int i = 0; i < 16; i++)
        v[i] = chacha_word(words, i);
    for (int i = 0; i < BRN_CHACHA_DOUBLE_ROUNDS; i++) {
        if (absorbed != NULL) {
            brn_poly1305_block(&p, absorbed);
            absorbed += BRN_POLY1305_BLOCK;
        }
        CHACHA_ROUND(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
        if (absorbed != NULL) {
            brn_poly1305_block(&p, absorbed);
            absorbed += BRN_POLY1305_BLOCK;
        }
        CHACHA_ROUND(5, 6, 7, 4, 10, 11, 8, 9, 15, 12, 13, 14)
        if (absorbed != NULL) {
            brn_poly1305_block(&p, absorbed);
            absorbed += BRN_POLY1305_BLOCK;
        }
    }
    if (absorbed != NULL) {
        brn_poly1305_block(&p, absorbed);
        brn_poly1305_block(&p, absorbed + BRN_POLY1305_BLOCK);
        *poly = p;
    }
    for (int i = 0; i < 16; i++)
        v[i] = chacha_add(v[i], chacha_word(words, i));
    chacha_transpose(v);
    chacha_transpose(v + 8);
    for (size_t i = 0; i < 8; i++) {
        chacha_xor_half(out + BRN_CHACHA_BLOCK * i, in + BRN_CHACHA_BLOCK * i, v[i]);
        chacha_xor_half(out + BRN_CHACHA_BLOCK * i + 32, in + BRN_CHACHA_BLOCK * i + 32, v[i + 8]);
    }
    words[BRN_CHACHA_COUNTER] += 8;
}

/* ---- Four blocks ---- */

/* The rows of two blocks, side by side: a quarter round on them is one on each column. */
typedef struct chacha_rows {
    brn_chacha_vector a, b, c, d;
} chacha_rows;

BRN_CHACHA_INLINE void chacha_columns(chacha_rows *r)
{
    r->a = chacha_add(r->a, r->b);
    r->d = chacha_rotate_16(chacha_xor(r->d, r->a));
    r->c = chacha_add(r->c, r->d);
    r->b = chacha_xor(r->b, r->c);
    r->b = chacha_rotate(r->b, 12);
    r->a = chacha_add(r->a, r->b);
    r->d = chacha_rotate_8(chacha_xor(r->d, r->a));
    r->c = chacha_add(r->c, r->d);
    r->b = chacha_xor(r->b, r->c);
    r->b = chacha_rotate(r->b, 7);
}

/* Makes columns of the diagonals, and the diagonals of columns. */
BRN_CHACHA_INLINE void chacha_turn(chacha_rows *r)
{
    r->b = _mm256_shuffle_epi32(r->b, _MM_SHUFFLE(0, 3, 2, 1));
    r->c = _mm256_shuffle_epi32(r->c, _MM_SHUFFLE(1, 0, 3, 2));
    r->d = _mm256_shuffle_epi32(r->d, _MM_SHUFFLE(2, 1, 0, 3));
}

BRN_CHACHA_INLINE void chacha_turn_back(chacha_rows *r)
{
    r->b = _mm256_shuffle_epi32(r->b, _MM_SHUFFLE(2, 1, 0, 3));
    r->c = _mm256_shuffle_epi32(r->c, _MM_SHUFFLE(1, 0, 3, 2));
    r->d = _mm256_shuffle_epi32(r->d, _MM_SHUFFLE(0, 3, 2, 1));
}

/* Of the blocks so many after the next. */
BRN_CHACHA_INLINE chacha_rows chacha_rows_of(const brn_chacha_words words, uint32_t first,
                                             uint32_t second)
{
    const __m128i *rows = (const void *)words;
    const brn_chacha_vector count = _mm256_set_epi32(0, 0, 0, (int)second, 0, 0, 0, (int)first);

    return (chacha_rows){
        .a = _mm256_broadcastsi128_si256(_mm_loadu_si128(rows)),
        .b = _mm256_broadcastsi128_si256(_mm_loadu_si128(rows + 1)),
        .c = _mm256_broadcastsi128_si256(_mm_loadu_si128(rows + 2)),
        .d = chacha_add(_mm256_broadcastsi128_si256(_mm_loadu_si128(rows + 3)), count),
    };
}

/* Two blocks: `start` is what the rows were before the rounds. */
BRN_CHACHA_INLINE void chacha_store_rows(uint8_t *out, const chacha_rows *r,
                                         const chacha_rows *start)
{
    const brn_chacha_vector a = chacha_add(r->a, start->a), b = chacha_add(r->b, start->b),
                            c = chacha_add(r->c, start->c), d = chacha_add(r->d, start->d);

    _mm256_storeu_si256((void *)out, _mm256_permute2x128_si256(a, b, 0x20));
    _mm256_storeu_si256((void *)(out + 32), _mm256_permute2x128_si256(c, d, 0x20));
    _mm256_storeu_si256((void *)(out + 64), _mm256_permute2x128_si256(a, b, 0x31));
    _mm256_storeu_si256((void *)(out + 96), _mm256_permute2x128_si256(c, d, 0x31));
}

/* The next block of the key stream, and the three that begin so many after it. */
BRN_CHACHA_INLINE void chacha_four(const brn_chacha_words words, uint32_t later,
                                   uint8_t out[BRN_CHACHA_FOUR])
{
    const chacha_rows first = chacha_rows_of(words, 0, later);
    const chacha_rows second = chacha_rows_of(words, later + 1, later + 2);
    chacha_rows x = first, y = second;

    for (int i = 0; i < BRN_CHACHA_DOUBLE_ROUNDS; i++) {
        chacha_columns(&x);
        chacha_columns(&y);
        chacha_turn(&x);
        chacha_turn(&y);
        chacha_columns(&x);
        chacha_columns(&y);
        chacha_turn_back(&x);
        chacha_turn_back(&y);
    }
    chacha_store_rows(out, &x, &first);
    chacha_store_rows(out + 2 * BRN_CHACHA_BLOCK, &y, &second);
}

#endif

#endif
