/*
 * The message schedule of SHA-512 (FIPS 180-4 section 6.4.2) with AVX2, for two blocks at once.
 * Inline, so that it can stand between the rounds.
 */
#ifndef BRN_CRYPTO_SHA_SHA512_SCHEDULE_H
#define BRN_CRYPTO_SHA_SHA512_SCHEDULE_H

#include "crypto/sha/sha512.h"

/* Compilers that don't optimise keep each step of the schedule on the stack: 20 KiB of it. */
#if BRN_X86_64 && defined(__OPTIMIZE__)
#define BRN_SHA512_AVX2 1
#else
#define BRN_SHA512_AVX2 0
#endif

#if BRN_SHA512_AVX2

#include <immintrin.h>

#define BRN_SHA512_TARGET __attribute__((target("avx2,bmi2")))
#define BRN_SHA512_INLINE BRN_SHA512_TARGET __attribute__((always_inline)) static inline

/* Two words of a block, and the same two of the block after it. */
typedef __m256i brn_sha512_pair;

#define BRN_SHA512_PAIRS 8 /* in 16 words: the schedule's window, and the rounds of a turn */
#define BRN_SHA512_TURNS 5

/* All words, each with its constant added: the first block's two, then the second's. */
typedef struct brn_sha512_schedule {
    _Alignas(32) uint64_t words[BRN_SHA512_TURNS * BRN_SHA512_PAIRS][4];
} brn_sha512_schedule;

/* Two big-endian words from each block. */
BRN_SHA512_INLINE brn_sha512_pair brn_sha512_load(const uint8_t *first, const uint8_t *second)
{
    const __m128i swap = _mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    brn_sha512_pair words =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const void *)first)),
                                _mm_loadu_si128((const void *)second), 1);

    return _mm256_shuffle_epi8(words, _mm256_broadcastsi128_si256(swap));
}

BRN_SHA512_INLINE brn_sha512_pair sha512_sigma0(brn_sha512_pair x)
{
    const __m128i rotate_8 = _mm_set_epi8(8, 15, 14, 13, 12, 11, 10, 9, 0, 7, 6, 5, 4, 3, 2, 1);
    brn_sha512_pair sum = _mm256_xor_si256(_mm256_srli_epi64(x, 1), _mm256_slli_epi64(x, 63));

    sum = _mm256_xor_si256(sum, _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(rotate_8)));
    return _mm256_xor_si256(sum, _mm256_srli_epi64(x, 7));
}

BRN_SHA512_INLINE brn_sha512_pair sha512_sigma1(brn_sha512_pair x)
{
    brn_sha512_pair sum = _mm256_xor_si256(_mm256_srli_epi64(x, 19), _mm256_slli_epi64(x, 45));

    sum =
        _mm256_xor_si256(sum, _mm256_xor_si256(_mm256_srli_epi64(x, 61), _mm256_slli_epi64(x, 3)));
    return _mm256_xor_si256(sum, _mm256_srli_epi64(x, 6));
}

/* The pair that follows 16 words w, of which pair i is the first; in its place. */
BRN_SHA512_INLINE void brn_sha512_extend(brn_sha512_pair w[BRN_SHA512_PAIRS], unsigned i)
{
    brn_sha512_pair minus_15 = _mm256_alignr_epi8(w[(i + 1) % BRN_SHA512_PAIRS], w[i], 8);
    brn_sha512_pair minus_7 =
        _mm256_alignr_epi8(w[(i + 5) % BRN_SHA512_PAIRS], w[(i + 4) % BRN_SHA512_PAIRS], 8);
    brn_sha512_pair sum =
        _mm256_add_epi64(_mm256_add_epi64(w[i], minus_7), sha512_sigma0(minus_15));

    w[i] = _mm256_add_epi64(sum, sha512_sigma1(w[(i + 7) % BRN_SHA512_PAIRS]));
}

BRN_SHA512_INLINE void brn_sha512_keep(brn_sha512_schedule *s, unsigned at, brn_sha512_pair words)
{
    _mm256_store_si256((void *)s->words[at],
                       _mm256_add_epi64(words, _mm256_broadcastsi128_si256(_mm_loadu_si128((
                                                   const void *)(brn_sha512_constants + 2 * at)))));
}

#endif

#endif
