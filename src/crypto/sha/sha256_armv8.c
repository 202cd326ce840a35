/* SHA-256 with the crypto extension of ARMv8 (AArch64). */
#include "crypto/sha/sha256.h"

#if BRN_ARMV8

#include <arm_neon.h>

/* Four rounds with the words w of the schedule, the round's constants at k. */
#define ROUNDS(w, k)                                                                               \
    sum = vaddq_u32(w, vld1q_u32(k));                                                              \
    before = abcd;                                                                                 \
    abcd = vsha256hq_u32(abcd, efgh, sum);                                                         \
    efgh = vsha256h2q_u32(efgh, before, sum);

/* From 16 words w0 to w3 of the schedule the four that follow, in place of the first four. */
#define SCHEDULE(w0, w1, w2, w3) w0 = vsha256su1q_u32(vsha256su0q_u32(w0, w1), w2, w3);

static inline uint32x4_t load_words(const uint8_t *p)
{
    return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(p)));
}

static void compress(uint32_t h[8], const uint8_t *data, size_t blocks)
{
    const uint32_t *k = brn_sha256_constants;
    uint32x4_t abcd = vld1q_u32(h), efgh = vld1q_u32(h + 4);

    for (; blocks > 0; blocks--, data += BRN_SHA256_BLOCK_SIZE) {
        const uint32x4_t old_abcd = abcd, old_efgh = efgh;
        uint32x4_t w0 = load_words(data), w1 = load_words(data + 16);
        uint32x4_t w2 = load_words(data + 32), w3 = load_words(data + 48);
        uint32x4_t sum, before;

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
        abcd = vaddq_u32(abcd, old_abcd);
        efgh = vaddq_u32(efgh, old_efgh);
    }
    vst1q_u32(h, abcd);
    vst1q_u32(h + 4, efgh);
}

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_ARMV8_SHA2);
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

const brine_hash brine_hash_sha256_armv8 = {
    BRN_SHA256_PARAMETERS,  .implementation = "brine ARMv8",
    .available = available, .update = update,
    .final = final,
};

#else

const brine_hash brine_hash_sha256_armv8 = {
    BRN_SHA256_PARAMETERS,
    .implementation = "brine ARMv8",
    .available = brn_cpu_never,
};

#endif
