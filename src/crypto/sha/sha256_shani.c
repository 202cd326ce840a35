/* SHA-256 with the SHA extensions of x86-64. */
#include "crypto/sha/sha256.h"

#if BRN_X86_64

#include <immintrin.h>

#define TARGET __attribute__((target("sha,ssse3,sse4.1")))

TARGET static inline __m128i load(const void *p)
{
    return _mm_loadu_si128(p);
}

/*
 * The instructions want the eight words a to h as two vectors, a b e f and c d g h, the
 * first of each highest.
 */
TARGET static inline void load_state(const uint32_t h[8], __m128i *abef, __m128i *cdgh)
{
    __m128i badc = _mm_shuffle_epi32(load(h), 0xb1);
    __m128i hgfe = _mm_shuffle_epi32(load(h + 4), 0x1b);

    *abef = _mm_alignr_epi8(badc, hgfe, 8);
    *cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);
}

TARGET static inline void store_state(uint32_t h[8], __m128i abef, __m128i cdgh)
{
    __m128i up_abef = _mm_shuffle_epi32(abef, 0x1b);
    __m128i up_ghcd = _mm_shuffle_epi32(cdgh, 0xb1);

    _mm_storeu_si128((void *)h, _mm_blend_epi16(up_abef, up_ghcd, 0xf0));
    _mm_storeu_si128((void *)(h + 4), _mm_alignr_epi8(up_ghcd, up_abef, 8));
}

/* Four rounds with the words w of the schedule, the round's constants at k. */
#define ROUNDS(w, k)                                                                               \
    sum = _mm_add_epi32(w, load(k));                                                               \
    cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);                                                 \
    abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));

/* From 16 words w0 to w3 of the schedule the four that follow, in place of the first four. */
#define SCHEDULE(w0, w1, w2, w3)                                                                   \
    w0 = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));                  \
    w0 = _mm_sha256msg2_epu32(w0, w3);

TARGET static void compress(uint32_t h[8], const uint8_t *data, size_t blocks)
{
    const __m128i swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    const uint32_t *k = brn_sha256_constants;
    __m128i abef, cdgh;

    load_state(h, &abef, &cdgh);
    for (; blocks > 0; blocks--, data += BRN_SHA256_BLOCK_SIZE) {
        const __m128i old_abef = abef, old_cdgh = cdgh;
        __m128i w0 = _mm_shuffle_epi8(load(data), swap);
        __m128i w1 = _mm_shuffle_epi8(load(data + 16), swap);
        __m128i w2 = _mm_shuffle_epi8(load(data + 32), swap);
        __m128i w3 = _mm_shuffle_epi8(load(data + 48), swap);
        __m128i sum;

        for (unsigned i = 0; i < 48; i += 16) {
            ROUNDS(w0, k + i)
            SCHEDULE(w0, w1, w2, w3)
            ROUNDS(w1, k + i + 4)
            SCHEDULE(w1, w2, w3, w0)
            ROUNDS(w2, k + i + 8)
            SCHEDULE(w2, w3, w0, w1)
            ROUNDS(w3, k + i + 12)
            SCHEDULE(w3, w0, w1, w2)
        }
        ROUNDS(w0, k + 48)
        ROUNDS(w1, k + 52)
        ROUNDS(w2, k + 56)
        ROUNDS(w3, k + 60)
        abef = _mm_add_epi32(abef, old_abef);
        cdgh = _mm_add_epi32(cdgh, old_cdgh);
    }
    store_state(h, abef, cdgh);
}

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_SHANI);
}

static void update(void *context, void *state, const uint8_t *data, size_t len)
{
    (void)context;
    brn_sha256_update(state, data, len, compress);
}

static void final(void *context, void *state, uint8_t *out)
{
    (void)context;
    brn_sha256_final(state, out, compress);
}

const brine_hash brine_hash_sha256_shani = {
    BRN_SHA256_PARAMETERS,  .implementation = "brine SHA-NI",
    .available = available, .update = update,
    .final = final,
};

#else

const brine_hash brine_hash_sha256_shani = {
    BRN_SHA256_PARAMETERS,
    .implementation = "brine SHA-NI",
    .available = brn_cpu_never,
};

#endif
