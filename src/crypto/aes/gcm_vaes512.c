/* AES-GCM with VAES and VPCLMULQDQ on 512 bits: AVX-512 machines since about 2019. */
#include "crypto/aes/gcm_x86.h"

#if BRN_X86_64

typedef __m512i wide;

#define WIDE_TARGET                                                                                \
    __attribute__((target("aes,pclmul,ssse3,sse4.1,avx2,vaes,vpclmulqdq,avx512f,avx512bw,"         \
                          "avx512dq,avx512vl")))
#define WIDE_LANES     4
#define WIDE_VECTORS   4
#define EACH_VECTOR(X) X(0) X(1) X(2) X(3)

#define wide_load(p)          _mm512_loadu_si512((const void *)(p))
#define wide_store(p, x)      _mm512_storeu_si512((void *)(p), x)
#define wide_xor(a, b)        _mm512_xor_si512(a, b)
#define wide_add32(a, b)      _mm512_add_epi32(a, b)
#define wide_aesenc(x, k)     _mm512_aesenc_epi128(x, k)
#define wide_aesenclast(x, k) _mm512_aesenclast_epi128(x, k)
#define wide_clmul(a, b, n)   _mm512_clmulepi64_epi128(a, b, n)
#define wide_all(x)           _mm512_broadcast_i32x4(x)
#define wide_count            _mm512_set_epi32(0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0)

WIDE_TARGET static inline wide wide_reverse(wide x)
{
    return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(_mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
                                                                      10, 11, 12, 13, 14, 15)));
}

WIDE_TARGET static inline wide wide_first(__m128i x)
{
    return _mm512_inserti32x4(_mm512_setzero_si512(), x, 0);
}

WIDE_TARGET static inline __m128i wide_sum(wide x)
{
    __m256i half = _mm256_xor_si256(_mm512_castsi512_si256(x), _mm512_extracti64x4_epi64(x, 1));

    return _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

#include "crypto/aes/gcm_x86_bulk.h"

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_VAES_512);
}

#endif

const brine_aead brine_aead_aes_128_gcm_vaes512 = {
    BRN_AES_GCM_PARAMETERS(128),
    .implementation = "brine VAES, 512 bits",
    BRN_GCM_X86_FUNCTIONS(128),
};

const brine_aead brine_aead_aes_256_gcm_vaes512 = {
    BRN_AES_GCM_PARAMETERS(256),
    .implementation = "brine VAES, 512 bits",
    BRN_GCM_X86_FUNCTIONS(256),
};
