/* ChaCha20-Poly1305 with AVX2 and BMI2, which is for Poly1305: processors since about 2013. */
#include "crypto/chacha/chacha20_poly1305.h"

#if BRN_CHACHA_X86

#include <immintrin.h>

typedef __m256i wide;

#define WIDE_TARGET __attribute__((target("avx2,bmi2")))
#define WIDE_LANES  2
#define STACK_USED  1904 /* 400 to 1,800 */

#define wide_load(p)          _mm256_loadu_si256((const void *)(p))
#define wide_store(p, x)      _mm256_storeu_si256((void *)(p), x)
#define wide_add(a, b)        _mm256_add_epi32(a, b)
#define wide_xor(a, b)        _mm256_xor_si256(a, b)
#define wide_low_words(a, b)  _mm256_unpacklo_epi32(a, b)
#define wide_high_words(a, b) _mm256_unpackhi_epi32(a, b)
#define wide_low_pairs(a, b)  _mm256_unpacklo_epi64(a, b)
#define wide_high_pairs(a, b) _mm256_unpackhi_epi64(a, b)
#define wide_word(x)          _mm256_set1_epi32(x)
#define wide_counts           _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0)

/* By whole bytes: one shuffle. */
WIDE_TARGET static inline wide rotate_16(wide a)
{
    return _mm256_shuffle_epi8(a, _mm256_broadcastsi128_si256(_mm_set_epi8(
                                      13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2)));
}

WIDE_TARGET static inline wide rotate_8(wide a)
{
    return _mm256_shuffle_epi8(a, _mm256_broadcastsi128_si256(_mm_set_epi8(
                                      14, 13, 12, 15, 10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3)));
}

WIDE_TARGET static inline wide wide_rotate(wide a, int n)
{
    if (n == 16)
        return rotate_16(a);
    if (n == 8)
        return rotate_8(a);
    return _mm256_or_si256(_mm256_slli_epi32(a, n), _mm256_srli_epi32(a, 32 - n));
}

WIDE_TARGET static inline void wide_blocks(wide v[4])
{
    const wide a = v[0], b = v[1], c = v[2], d = v[3];

    v[0] = _mm256_permute2x128_si256(a, b, 0x20);
    v[1] = _mm256_permute2x128_si256(c, d, 0x20);
    v[2] = _mm256_permute2x128_si256(a, b, 0x31);
    v[3] = _mm256_permute2x128_si256(c, d, 0x31);
}

#define pair_rotate(a, n) wide_rotate(a, n)

#include "crypto/chacha/chacha20_poly1305_x86.h"

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_AVX2);
}

#endif

const brine_aead brine_aead_chacha20_poly1305_avx2 = {
    BRN_CHACHA_PARAMETERS,
    .implementation = "brine AVX2",
    BRN_CHACHA_FUNCTIONS,
};
