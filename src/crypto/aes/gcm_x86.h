/*
 * AES-GCM with the instructions of x86-64: what its tiers share.
 *
 * A tier is a pair of functions that run through whole vectors of blocks, encrypting or
 * decrypting and hashing in one go; all the rest (key, associated data, the tail that
 * fills no vector, tag) is in gcm_x86.c and the same for all.
 *
 * Numbers of GF(2^128). A block is loaded and its bytes are reversed; that makes it the
 * mirrored polynomial of ghash.c's design note, and everything said there holds: powers
 * of H are stored divided by x, so that a product needs no shift, and the reduction folds
 * the lower half up, here with two multiplications by 0xc2 << 56.
 */
#ifndef BRN_CRYPTO_AES_GCM_X86_H
#define BRN_CRYPTO_AES_GCM_X86_H

#include "crypto/aes/gcm.h"
#include "crypto/cpu.h"

#if BRN_X86_64

#include <immintrin.h>

#define BRN_TARGET_AESNI __attribute__((target("aes,pclmul,ssse3,sse4.1")))

/* The state. A tier has as many powers of H as its batch has blocks. */
typedef struct brn_gcm_x86_key {
    __m128i round_keys[BRN_AES_256_ROUNDS + 1];
    uint32_t rounds;
    uint32_t power_count;
    __m128i powers[]; /* the highest first, H itself last */
} brn_gcm_x86_key;

#define BRN_GCM_X86_STATE_SIZE(power_count)                                                        \
    (sizeof(brn_gcm_x86_key) + (power_count) * sizeof(__m128i))

/* A record under way. From hash or mask, with what was sent, H can be found: they are wiped. */
typedef struct brn_gcm_x86_run {
    const brn_gcm_x86_key *key;
    __m128i counter; /* the next counter block, its bytes reversed */
    __m128i hash;
    __m128i mask; /* of the tag: the encryption of nonce || 1 */
} brn_gcm_x86_run;

/* The last `count` powers, which go with the last `count` blocks. */
static inline const __m128i *brn_gcm_x86_powers(const brn_gcm_x86_key *key, size_t count)
{
    return key->powers + (key->power_count - count);
}

/* Processes as many whole vectors as len holds and says how many bytes that was. */
typedef size_t (*brn_gcm_x86_bulk)(brn_gcm_x86_run *run, const uint8_t *in, size_t len,
                                   uint8_t *out);

brine_result brn_gcm_x86_set_key(brn_gcm_x86_key *k, const uint8_t *key, unsigned rounds,
                                 unsigned power_count);
brine_result brn_gcm_x86_seal(const void *state, const uint8_t *nonce, const uint8_t *ad,
                              size_t ad_len, const uint8_t *in, size_t len, uint8_t *out,
                              brn_gcm_x86_bulk bulk);
brine_result brn_gcm_x86_open(const void *state, const uint8_t *nonce, const uint8_t *ad,
                              size_t ad_len, const uint8_t *in, size_t len, uint8_t *out,
                              brn_gcm_x86_bulk bulk);

BRN_TARGET_AESNI static inline __m128i brn_gcm_x86_reverse(__m128i x)
{
    return _mm_shuffle_epi8(x, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

/* The product high : middle : low, middle lying across the two, as an element. */
BRN_TARGET_AESNI static inline __m128i brn_gcm_x86_reduce(__m128i high, __m128i middle, __m128i low)
{
    const __m128i fold =
        _mm_set_epi64x((long long)0xc200000000000000, (long long)0xc200000000000000);

    low = _mm_xor_si128(low, _mm_slli_si128(middle, 8));
    high = _mm_xor_si128(high, _mm_srli_si128(middle, 8));
    low = _mm_xor_si128(_mm_shuffle_epi32(low, 0x4e), _mm_clmulepi64_si128(low, fold, 0x00));
    low = _mm_xor_si128(_mm_shuffle_epi32(low, 0x4e), _mm_clmulepi64_si128(low, fold, 0x00));
    return _mm_xor_si128(high, low);
}

/* The rest of a tier's entry; gcm_x86_bulk.h has the functions. */
#define BRN_GCM_X86_FUNCTIONS(bits)                                                                \
    .fast = true, .state_size = BRN_GCM_X86_STATE_SIZE(BATCH_BLOCKS),                              \
    .state_align = _Alignof(brn_gcm_x86_key), .available = available, .set_key = set_key_##bits,   \
    .seal = seal, .open = open, .clear = clear

#else

#define BRN_GCM_X86_FUNCTIONS(bits) .fast = true, .available = brn_cpu_never

#endif

#endif
