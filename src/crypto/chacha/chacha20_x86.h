/*
 * ChaCha20 (RFC 8439 section 2.3) on x86-64, for vectors of eight or of sixteen words.
 *
 * A file that includes this first defines what a vector is:
 *
 *     wide                   the type
 *     WIDE_TARGET            the attribute that lets the compiler use its instructions
 *     WIDE_LANES             groups of four words in a vector: lanes
 *     wide_load, wide_store, wide_add, wide_xor
 *                            what their names say, word by word
 *     wide_rotate(a, n)      each word to the left
 *     pair_rotate(a, n)      the same for an __m256i
 *     wide_low_words(a, b), wide_high_words(a, b), wide_low_pairs(a, b), wide_high_pairs(a, b)
 *                            words, or pairs of them, of a half of each lane: a's, b's, a's, b's
 *     wide_word(x)           a word everywhere
 *     wide_counts            the numbers 0, 1, ... of the words
 *     wide_blocks(v)         a function: of the rows of blocks, a vector for each row and a block
 *                            in each lane, makes the blocks one after another
 *
 * There are two ways to lay blocks into vectors. For bulk: a vector for each of the sixteen words,
 * and as many blocks as a vector has words. And four blocks, two in each vector of 256 bits, a
 * vector for each row: they are there sooner, also than with vectors of 512 bits, whose results
 * come later. All is inline, so that Poly1305 can run between the rounds.
 */

#include "crypto/chacha/poly1305_x86.h"

#include <immintrin.h>

#define WIDE_INLINE WIDE_TARGET __attribute__((always_inline)) static inline
#define WIDE_SIZE   (16 * WIDE_LANES)

#define CHACHA_BLOCK         64
#define CHACHA_DOUBLE_ROUNDS 10

/* Constants, key, counter of the next block, nonce (RFC 8439 section 2.3). */
typedef uint32_t chacha_words[16];
#define CHACHA_COUNTER 12

#define CHACHA_BULK_BLOCKS (4 * WIDE_LANES)
#define CHACHA_BULK        (CHACHA_BLOCK * CHACHA_BULK_BLOCKS)
#define CHACHA_FOUR        (CHACHA_BLOCK * 4)

/* ---- Bulk ---- */

/* Lines of quarter rounds (RFC 8439 section 2.1), for the words a, b, c and d of v. */
#define CHACHA_LINE(a, b, d, n)                                                                    \
    v[a] = wide_add(v[a], v[b]);                                                                   \
    v[d] = wide_rotate(wide_xor(v[d], v[a]), n);

/* Four quarter rounds that do not wait for each other, line by line; each has its b, c, d. */
#define CHACHA_ROUND(b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3)                               \
    CHACHA_LINE(0, b0, d0, 16)                                                                     \
    CHACHA_LINE(1, b1, d1, 16)                                                                     \
    CHACHA_LINE(2, b2, d2, 16)                                                                     \
    CHACHA_LINE(3, b3, d3, 16)                                                                     \
    CHACHA_LINE(c0, d0, b0, 12)                                                                    \
    CHACHA_LINE(c1, d1, b1, 12)                                                                    \
    CHACHA_LINE(c2, d2, b2, 12)                                                                    \
    CHACHA_LINE(c3, d3, b3, 12)                                                                    \
    CHACHA_LINE(0, b0, d0, 8)                                                                      \
    CHACHA_LINE(1, b1, d1, 8)                                                                      \
    CHACHA_LINE(2, b2, d2, 8)                                                                      \
    CHACHA_LINE(3, b3, d3, 8)                                                                      \
    CHACHA_LINE(c0, d0, b0, 7)                                                                     \
    CHACHA_LINE(c1, d1, b1, 7)                                                                     \
    CHACHA_LINE(c2, d2, b2, 7)                                                                     \
    CHACHA_LINE(c3, d3, b3, 7)

/* Four vectors of a word of each block into four of these words, those of a block in a lane. */
WIDE_INLINE void chacha_gather(wide v[4])
{
    const wide low01 = wide_low_words(v[0], v[1]), high01 = wide_high_words(v[0], v[1]);
    const wide low23 = wide_low_words(v[2], v[3]), high23 = wide_high_words(v[2], v[3]);

    v[0] = wide_low_pairs(low01, low23);
    v[1] = wide_high_pairs(low01, low23);
    v[2] = wide_low_pairs(high01, high23);
    v[3] = wide_high_pairs(high01, high23);
}

/* out = in xor the blocks whose rows v has. In memory they begin `step` bytes apart. */
WIDE_INLINE void chacha_xor_rows(wide v[4], const uint8_t *in, uint8_t *out, size_t step)
{
    wide_blocks(v);
    for (size_t i = 0; i < 4; i++) {
        const size_t at = WIDE_SIZE * i / CHACHA_BLOCK * step + WIDE_SIZE * i % CHACHA_BLOCK;

        wide_store(out + at, wide_xor(wide_load(in + at), v[i]));
    }
}

/* Word i of the state, for each block: they differ by the counter. */
WIDE_INLINE wide chacha_word(const chacha_words words, int i)
{
    const wide word = wide_word((int)words[i]);

    return i == CHACHA_COUNTER ? wide_add(word, wide_counts) : word;
}

/* What Poly1305 gets at each of 32 places in the bulk's rounds, unless *absorbed is NULL. */
WIDE_INLINE void chacha_absorb(brn_poly1305 *p, const uint8_t **absorbed)
{
    for (int i = 0; *absorbed != NULL && i < CHACHA_BULK / BRN_POLY1305_BLOCK / 32; i++) {
        brn_poly1305_block(p, *absorbed);
        *absorbed += BRN_POLY1305_BLOCK;
    }
}

/*
 * out = in xor the next blocks, CHACHA_BULK bytes of them; in and out are the same or don't
 * overlap. Meanwhile as many bytes at `absorbed` go into *poly, all of them before out is written;
 * NULL = none do. The blocks of Poly1305 stand where the vectors wait for their own results.
 */
WIDE_INLINE void chacha_bulk(chacha_words words, const uint8_t *in, uint8_t *out,
                             brn_poly1305 *poly, const uint8_t *absorbed)
{
    wide v[16];
    brn_poly1305 p;

    if (absorbed != NULL)
        p = *poly;
    for (int i = 0; i < 16; i++)
        v[i] = chacha_word(words, i);
    for (int i = 0; i < CHACHA_DOUBLE_ROUNDS; i++) {
        chacha_absorb(&p, &absorbed);
        CHACHA_ROUND(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
        chacha_absorb(&p, &absorbed);
        CHACHA_ROUND(5, 6, 7, 4, 10, 11, 8, 9, 15, 12, 13, 14)
        chacha_absorb(&p, &absorbed);
    }
    if (absorbed != NULL) {
        chacha_absorb(&p, &absorbed);
        chacha_absorb(&p, &absorbed);
        *poly = p;
    }
    for (int i = 0; i < 16; i++)
        v[i] = wide_add(v[i], chacha_word(words, i));
    for (int i = 0; i < 16; i += 4)
        chacha_gather(v + i);
    for (size_t i = 0; i < 4; i++) {
        wide rows[4] = {v[i], v[4 + i], v[8 + i], v[12 + i]};

        chacha_xor_rows(rows, in + CHACHA_BLOCK * i, out + CHACHA_BLOCK * i, 4 * CHACHA_BLOCK);
    }
    words[CHACHA_COUNTER] += CHACHA_BULK_BLOCKS;
}

/* ---- Four blocks ---- */

/* The rows of two blocks, side by side: a quarter round on them is one on each column. */
typedef struct chacha_pair {
    __m256i a, b, c, d;
} chacha_pair;

#define pair_add(a, b) _mm256_add_epi32(a, b)
#define pair_xor(a, b) _mm256_xor_si256(a, b)

WIDE_INLINE void chacha_columns(chacha_pair *p)
{
    p->a = pair_add(p->a, p->b);
    p->d = pair_rotate(pair_xor(p->d, p->a), 16);
    p->c = pair_add(p->c, p->d);
    p->b = pair_rotate(pair_xor(p->b, p->c), 12);
    p->a = pair_add(p->a, p->b);
    p->d = pair_rotate(pair_xor(p->d, p->a), 8);
    p->c = pair_add(p->c, p->d);
    p->b = pair_rotate(pair_xor(p->b, p->c), 7);
}

/* Makes columns of the diagonals, and the diagonals of columns. */
WIDE_INLINE void chacha_turn(chacha_pair *p)
{
    p->b = _mm256_shuffle_epi32(p->b, _MM_SHUFFLE(0, 3, 2, 1));
    p->c = _mm256_shuffle_epi32(p->c, _MM_SHUFFLE(1, 0, 3, 2));
    p->d = _mm256_shuffle_epi32(p->d, _MM_SHUFFLE(2, 1, 0, 3));
}

WIDE_INLINE void chacha_turn_back(chacha_pair *p)
{
    p->b = _mm256_shuffle_epi32(p->b, _MM_SHUFFLE(2, 1, 0, 3));
    p->c = _mm256_shuffle_epi32(p->c, _MM_SHUFFLE(1, 0, 3, 2));
    p->d = _mm256_shuffle_epi32(p->d, _MM_SHUFFLE(0, 3, 2, 1));
}

/* Of the blocks so many after the next. */
WIDE_INLINE chacha_pair chacha_pair_of(const chacha_words words, uint32_t first, uint32_t second)
{
    const __m128i *rows = (const void *)words;
    const __m256i numbers = _mm256_set_epi32(0, 0, 0, (int)second, 0, 0, 0, (int)first);

    return (chacha_pair){
        .a = _mm256_broadcastsi128_si256(_mm_loadu_si128(rows)),
        .b = _mm256_broadcastsi128_si256(_mm_loadu_si128(rows + 1)),
        .c = _mm256_broadcastsi128_si256(_mm_loadu_si128(rows + 2)),
        .d = pair_add(_mm256_broadcastsi128_si256(_mm_loadu_si128(rows + 3)), numbers),
    };
}

/* `start` is what the rows were before the rounds. */
WIDE_INLINE void chacha_store_pair(uint8_t *out, const chacha_pair *p, const chacha_pair *start)
{
    const __m256i a = pair_add(p->a, start->a), b = pair_add(p->b, start->b),
                  c = pair_add(p->c, start->c), d = pair_add(p->d, start->d);

    _mm256_storeu_si256((void *)out, _mm256_permute2x128_si256(a, b, 0x20));
    _mm256_storeu_si256((void *)(out + 32), _mm256_permute2x128_si256(c, d, 0x20));
    _mm256_storeu_si256((void *)(out + 64), _mm256_permute2x128_si256(a, b, 0x31));
    _mm256_storeu_si256((void *)(out + 96), _mm256_permute2x128_si256(c, d, 0x31));
}

/* The next block of the key stream, and the three that begin so many after it. */
WIDE_INLINE void chacha_four(const chacha_words words, uint32_t later, uint8_t out[CHACHA_FOUR])
{
    const chacha_pair first = chacha_pair_of(words, 0, later);
    const chacha_pair second = chacha_pair_of(words, later + 1, later + 2);
    chacha_pair x = first, y = second;

    for (int i = 0; i < CHACHA_DOUBLE_ROUNDS; i++) {
        chacha_columns(&x);
        chacha_columns(&y);
        chacha_turn(&x);
        chacha_turn(&y);
        chacha_columns(&x);
        chacha_columns(&y);
        chacha_turn_back(&x);
        chacha_turn_back(&y);
    }
    chacha_store_pair(out, &x, &first);
    chacha_store_pair(out + 2 * CHACHA_BLOCK, &y, &second);
}
