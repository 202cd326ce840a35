/* AES-GCM with AES-NI and PCLMULQDQ: processors of x86-64 since 2010. */
#include "crypto/aes/gcm_x86.h"

#if BRN_X86_64

typedef __m128i wide;

#define WIDE_TARGET    BRN_TARGET_AESNI
#define WIDE_LANES     1
#define WIDE_VECTORS   8
#define EACH_VECTOR(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)

#define wide_load(p)          _mm_loadu_si128((const void *)(p))
#define wide_store(p, x)      _mm_storeu_si128((void *)(p), x)
#define wide_xor(a, b)        _mm_xor_si128(a, b)
#define wide_add32(a, b)      _mm_add_epi32(a, b)
#define wide_aesenc(x, k)     _mm_aesenc_si128(x, k)
#define wide_aesenclast(x, k) _mm_aesenclast_si128(x, k)
#define wide_reverse(x)       brn_gcm_x86_reverse(x)
#define wide_clmul(a, b, n)   _mm_clmulepi64_si128(a, b, n)
#define wide_all(x)           (x)
#define wide_first(x)         (x)
#define wide_sum(x)           (x)
#define wide_count            _mm_setzero_si128()

#include "crypto/aes/gcm_x86_bulk.h"

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_AESNI);
}

#endif

const brine_aead brine_aead_aes_128_gcm_aesni = {
    BRN_AES_GCM_PARAMETERS(128),
    .implementation = "brine AES-NI",
    BRN_GCM_X86_FUNCTIONS(128),
};

const brine_aead brine_aead_aes_256_gcm_aesni = {
    BRN_AES_GCM_PARAMETERS(256),
    .implementation = "brine AES-NI",
    BRN_GCM_X86_FUNCTIONS(256),
};
