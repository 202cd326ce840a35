/* ChaCha20-Poly1305 with AVX-512 and BMI2, which is for Poly1305: processors since about 2019. */
#include "crypto/chacha/chacha20_poly1305.h"

#if BRN_CHACHA_X86

#include <immintrin.h>

typedef __m512i wide;

#define WIDE_TARGET __attribute__((target("avx2,bmi2,avx512f,avx512vl")))
#define WIDE_LANES  4
#define STACK_USED  1744 /* 300 to 1,700 */

#define wide_load(p)          _mm512_loadu_si512((const void *)(p))
#define wide_store(p, x)      _mm512_storeu_si512((void *)(p), x)
#define wide_add(a, b)        _mm512_add_epi32(a, b)
#define wide_xor(a, b)        _mm512_xor_si512(a, b)
#define wide_rotate(a, n)     _mm512_rol_epi32(a, n)
#define pair_rotate(a, n)     _mm256_rol_epi32(a, n)
#define wide_low_words(a, b)  _mm512_unpacklo_epi32(a, b)
#define wide_high_words(a, b) _mm512_unpackhi_epi32(a, b)
#define wide_low_pairs(a, b)  _mm512_unpacklo_epi64(a, b)
#define wide_high_pairs(a, b) _mm512_unpackhi_epi64(a, b)
#define wide_word(x)          _mm512_set1_epi32(x)
#define wide_counts           _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

WIDE_TARGET static inline void wide_blocks(wide v[4])
{
    const wide low01 = _mm512_shuffle_i32x4(v[0], v[1], 0x44);
    const wide low23 = _mm512_shuffle_i32x4(v[2], v[3], 0x44);
    const wide high01 = _mm512_shuffle_i32x4(v[0], v[1], 0xee);
    const wide high23 = _mm512_shuffle_i32x4(v[2], v[3], 0xee);

    v[0] = _mm512_shuffle_i32x4(low01, low23, 0x88);
    v[1] = _mm512_shuffle_i32x4(low01, low23, 0xdd);
    v[2] = _mm512_shuffle_i32x4(high01, high23, 0x88);
    v[3] = _mm512_shuffle_i32x4(high01, high23, 0xdd);
}

#include "crypto/chacha/chacha20_poly1305_x86.h"

/* Older processors with AVX-512 run slower for a while when they meet vectors of 512 bits. */
static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_VAES_512) && brn_cpu_has(BRN_CPU_AVX2);
}

#endif

const brine_aead brine_aead_chacha20_poly1305_avx512 = {
    BRN_CHACHA_PARAMETERS,
    .implementation = "brine AVX-512",
    BRN_CHACHA_FUNCTIONS,
};
