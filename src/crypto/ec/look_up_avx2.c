/*
 * brn_limbs_look_up in vectors of 256 bits: of one multiplication's time a tenth is spent on
 * reading tables. All entries are read, and the same instructions done, whatever the index.
 */
#include "crypto/bignum/limbs.h"
#include "crypto/ec/adx.h"

#if BRN_EC_ADX && defined(__OPTIMIZE__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

/* What is looked up stays in registers until it is found, eight limbs, four or two. */
AVX2 static void look_up_eight(brn_limb *out, const brn_limb *from, size_t entries, size_t index,
                               size_t count)
{
    const __m256i wanted = _mm256_set1_epi32((int)index), one = _mm256_set1_epi32(1);
    __m256i entry = _mm256_setzero_si256(), low = entry, high = entry;

    for (; entries > 0; entries--, from += count) {
        const __m256i mask = _mm256_cmpeq_epi32(entry, wanted), *at = (const void *)from;

        entry = _mm256_add_epi32(entry, one);
        low = _mm256_or_si256(low, _mm256_and_si256(mask, _mm256_loadu_si256(at)));
        high = _mm256_or_si256(high, _mm256_and_si256(mask, _mm256_loadu_si256(at + 1)));
    }
    _mm256_storeu_si256((__m256i *)(void *)out, low);
    _mm256_storeu_si256((__m256i *)(void *)(out + 4), high);
}

AVX2 static void look_up_four(brn_limb *out, const brn_limb *from, size_t entries, size_t index,
                              size_t count)
{
    const __m256i wanted = _mm256_set1_epi32((int)index), one = _mm256_set1_epi32(1);
    __m256i entry = _mm256_setzero_si256(), found = entry;

    for (; entries > 0; entries--, from += count) {
        const __m256i mask = _mm256_cmpeq_epi32(entry, wanted);

        entry = _mm256_add_epi32(entry, one);
        found =
            _mm256_or_si256(found, _mm256_and_si256(mask, _mm256_loadu_si256((const void *)from)));
    }
    _mm256_storeu_si256((__m256i *)(void *)out, found);
}

void brn_look_up_avx2(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                      size_t count)
{
    size_t at = 0;

    for (; at + 8 <= count; at += 8)
        look_up_eight(out + at, table + at, entries, index, count);
    for (; at + 4 <= count; at += 4)
        look_up_four(out + at, table + at, entries, index, count);
    for (; at < count; at++) {
        out[at] = 0;
        for (size_t entry = 0; entry < entries; entry++)
            out[at] |= brn_ct_mask_equal(entry, index) & table[entry * count + at];
    }
}

#elif BRN_EC_ADX

/* Compilers that don't optimise keep each step on the stack, deeper than callers wipe. */
void brn_look_up_avx2(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                      size_t count)
{
    brn_limbs_look_up(out, table, entries, index, count);
}

#else

/* ISO C wants a declaration in every file. */
typedef int brn_look_up_avx2_is_not_for_this_machine;

#endif
