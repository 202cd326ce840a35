/*
 * AES-GCM with the crypto extension of ARMv8 (AArch64): AESE, AESMC and PMULL.
 *
 * Numbers of GF(2^128) are kept as gcm_x86.h describes: a block's bytes reversed, powers
 * of H divided by x, reduction with two multiplications by 0xc2 << 56. Eight blocks go
 * through the rounds together, and their products with H^8 to H are reduced once. Rounds
 * and products are not interleaved by hand: these processors look far enough ahead.
 */
#include "base/ct.h"
#include "crypto/aes/gcm.h"
#include "crypto/cpu.h"

#if BRN_ARMV8

#include "crypto/aes/ghash.h"
#include "crypto/bytes.h"
#include "crypto/declassify.h"

#include <arm_neon.h>
#include <sodium.h>
#include <string.h>

#define BATCH_BLOCKS 8
#define BATCH_SIZE   (16 * BATCH_BLOCKS)

typedef struct gcm_state {
    uint8x16_t round_keys[BRN_AES_256_ROUNDS + 1];
    poly64x2_t powers[BATCH_BLOCKS]; /* H^8 first, H last */
    uint32_t rounds;
} gcm_state;

/* A record under way. From hash or mask, with what was sent, H can be found: they are wiped. */
typedef struct gcm_run {
    const gcm_state *state;
    uint32x4_t block; /* nonce; the counter goes into the last lane */
    uint32_t counter; /* the next one */
    poly64x2_t hash;
    uint8x16_t mask; /* of the tag: the encryption of nonce || 1 */
} gcm_run;

/* A sum of products that is reduced once. */
typedef struct sums {
    poly64x2_t high, middle, low;
} sums;

static const sums no_sums;

static inline poly64x2_t add(poly64x2_t a, poly64x2_t b)
{
    return vreinterpretq_p64_u64(veorq_u64(vreinterpretq_u64_p64(a), vreinterpretq_u64_p64(b)));
}

static inline poly64x2_t swap_halves(poly64x2_t x)
{
    uint64x2_t u = vreinterpretq_u64_p64(x);

    return vreinterpretq_p64_u64(vextq_u64(u, u, 1));
}

static inline uint8x16_t reverse(uint8x16_t x)
{
    x = vrev64q_u8(x);
    return vextq_u8(x, x, 8);
}

static inline poly64x2_t element(uint8x16_t block)
{
    return vreinterpretq_p64_u8(reverse(block));
}

static inline poly64x2_t low_product(poly64x2_t a, poly64x2_t b)
{
    return vreinterpretq_p64_p128(vmull_p64(vgetq_lane_p64(a, 0), vgetq_lane_p64(b, 0)));
}

static inline poly64x2_t high_product(poly64x2_t a, poly64x2_t b)
{
    return vreinterpretq_p64_p128(vmull_high_p64(a, b));
}

static inline void add_product(sums *s, poly64x2_t a, poly64x2_t power)
{
    poly64x2_t crossed = swap_halves(power);

    s->low = add(s->low, low_product(a, power));
    s->high = add(s->high, high_product(a, power));
    s->middle = add(s->middle, add(low_product(a, crossed), high_product(a, crossed)));
}

static inline poly64x2_t reduce(const sums *s)
{
    const poly64x2_t zero = vreinterpretq_p64_u64(vdupq_n_u64(0));
    const poly64x2_t fold = vreinterpretq_p64_u64(vdupq_n_u64(UINT64_C(0xc200000000000000)));
    uint8x16_t middle = vreinterpretq_u8_p64(s->middle), none = vreinterpretq_u8_p64(zero);
    poly64x2_t low = add(s->low, vreinterpretq_p64_u8(vextq_u8(none, middle, 8)));
    poly64x2_t high = add(s->high, vreinterpretq_p64_u8(vextq_u8(middle, none, 8)));

    low = add(swap_halves(low), low_product(low, fold));
    low = add(swap_halves(low), low_product(low, fold));
    return add(high, low);
}

static inline poly64x2_t multiply(poly64x2_t a, poly64x2_t power)
{
    sums s = no_sums;

    add_product(&s, a, power);
    return reduce(&s);
}

static inline uint8x16_t encrypt_block(const gcm_state *s, uint8x16_t x)
{
    for (unsigned i = 0; i + 1 < s->rounds; i++)
        x = vaesmcq_u8(vaeseq_u8(x, s->round_keys[i]));
    return veorq_u8(vaeseq_u8(x, s->round_keys[s->rounds - 1]), s->round_keys[s->rounds]);
}

/* ---- Key ---- */

/* SubWord, in four equal columns, where ShiftRows changes nothing. */
static uint32_t sub_word(uint32_t word)
{
    uint8x16_t columns = vreinterpretq_u8_u32(vdupq_n_u32(word));

    return vgetq_lane_u32(vreinterpretq_u32_u8(vaeseq_u8(columns, vdupq_n_u8(0))), 0);
}

/* FIPS 197 section 5.2. */
static void expand(gcm_state *s, const uint8_t *key)
{
    uint32_t words[4 * (BRN_AES_256_ROUNDS + 1)];
    unsigned key_words = s->rounds - 6, total = 4 * (s->rounds + 1);
    uint32_t constant = 1;

    for (unsigned i = 0; i < key_words; i++)
        words[i] = brn_load_le32(key + 4 * (size_t)i);
    for (unsigned i = key_words; i < total; i++) {
        uint32_t previous = words[i - 1];

        if (i % key_words == 0) {
            previous = sub_word(previous >> 8 | previous << 24) ^ constant;
            constant = constant << 1 ^ (constant >> 7) * 0x11b;
        } else if (key_words == 8 && i % 8 == 4) {
            previous = sub_word(previous);
        }
        words[i] = words[i - key_words] ^ previous;
    }
    for (unsigned i = 0; i <= s->rounds; i++)
        s->round_keys[i] = vreinterpretq_u8_u32(vld1q_u32(words + 4 * (size_t)i));
    sodium_memzero(words, sizeof words);
}

static brine_result set_key(gcm_state *s, const uint8_t *key, unsigned rounds)
{
    uint8_t h[16];
    brn_ghash_element first;
    uint64_t halves[2];

    s->rounds = rounds;
    expand(s, key);
    vst1q_u8(h, encrypt_block(s, vdupq_n_u8(0)));
    first = brn_ghash_key(h);
    halves[0] = first.low;
    halves[1] = first.high;
    s->powers[BATCH_BLOCKS - 1] = vreinterpretq_p64_u64(vld1q_u64(halves));
    for (unsigned i = BATCH_BLOCKS - 1; i > 0; i--)
        s->powers[i - 1] = multiply(s->powers[i], s->powers[BATCH_BLOCKS - 1]);
    sodium_memzero(h, sizeof h);
    sodium_memzero(&first, sizeof first);
    sodium_memzero(halves, sizeof halves);
    return BRINE_OK;
}

static brine_result set_key_128(void *context, void *state, const uint8_t *key)
{
    (void)context;
    return set_key(state, key, BRN_AES_128_ROUNDS);
}

static brine_result set_key_256(void *context, void *state, const uint8_t *key)
{
    (void)context;
    return set_key(state, key, BRN_AES_256_ROUNDS);
}

/* ---- A record ---- */

static inline uint8x16_t next_counter(gcm_run *run)
{
    uint32_t counter = run->counter++;

    return vreinterpretq_u8_u32(vsetq_lane_u32(__builtin_bswap32(counter), run->block, 3));
}

/* Hashes fewer blocks than a batch or just one, the last perhaps in part. */
static void absorb(gcm_run *run, const uint8_t *data, size_t len)
{
    size_t count = (len + 15) / 16;
    const poly64x2_t *power = run->state->powers + (BATCH_BLOCKS - count);
    sums s = no_sums;
    poly64x2_t added = run->hash;

    if (len == 0)
        return;
    for (; len > 0; power++) {
        size_t n = len < 16 ? len : 16;
        uint8_t block[16] = {0};

        memcpy(block, data, n);
        add_product(&s, add(added, element(vld1q_u8(block))), *power);
        added = no_sums.low;
        data += n;
        len -= n;
    }
    run->hash = reduce(&s);
}

static inline void absorb_batch(gcm_run *run, const uint8_t *data)
{
    const poly64x2_t *powers = run->state->powers;
    sums s = no_sums;

    add_product(&s, add(run->hash, element(vld1q_u8(data))), powers[0]);
    for (unsigned i = 1; i < BATCH_BLOCKS; i++)
        add_product(&s, element(vld1q_u8(data + 16 * (size_t)i)), powers[i]);
    run->hash = reduce(&s);
}

/* Hashes any number of bytes as the associated data is hashed: filled up with zeros. */
static void absorb_all(gcm_run *run, const uint8_t *data, size_t len)
{
    for (; len >= BATCH_SIZE; data += BATCH_SIZE, len -= BATCH_SIZE)
        absorb_batch(run, data);
    absorb(run, data, len);
}

#define EACH_BLOCK(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)

static void crypt_batch(gcm_run *run, const uint8_t *in, uint8_t *out)
{
    const uint8x16_t *keys = run->state->round_keys;
    const uint32_t rounds = run->state->rounds;
    uint8x16_t key = keys[0];

#define START(i)  uint8x16_t b##i = next_counter(run);
#define ROUND(i)  b##i = vaesmcq_u8(vaeseq_u8(b##i, key));
#define LAST(i)   b##i = vaeseq_u8(b##i, key);
#define FINISH(i) vst1q_u8(out + 16 * i, veorq_u8(veorq_u8(b##i, key), vld1q_u8(in + 16 * i)));

    EACH_BLOCK(START)
    for (unsigned r = 1; r < rounds; r++) {
        EACH_BLOCK(ROUND)
        key = keys[r];
    }
    EACH_BLOCK(LAST)
    key = keys[rounds];
    EACH_BLOCK(FINISH)
}

static void crypt_rest(gcm_run *run, const uint8_t *in, size_t len, uint8_t *out)
{
    while (len > 0) {
        size_t n = len < 16 ? len : 16;
        uint8_t block[16] = {0};

        memcpy(block, in, n);
        vst1q_u8(block, veorq_u8(vld1q_u8(block), encrypt_block(run->state, next_counter(run))));
        memcpy(out, block, n);
        in += n;
        out += n;
        len -= n;
    }
}

static void start(gcm_run *run, const gcm_state *s, const uint8_t *nonce)
{
    uint8_t block[16] = {0};

    memcpy(block, nonce, BRINE_AEAD_NONCE_SIZE);
    run->state = s;
    run->block = vreinterpretq_u32_u8(vld1q_u8(block));
    run->counter = 1;
    run->hash = no_sums.low;
    run->mask = encrypt_block(s, next_counter(run));
}

/* The caller wipes *run. */
static void finish(gcm_run *run, size_t ad_len, size_t len, uint8_t tag[BRN_GCM_TAG_SIZE])
{
    uint8_t lengths[16];

    brn_store_be64(lengths, (uint64_t)ad_len * 8);
    brn_store_be64(lengths + 8, (uint64_t)len * 8);
    absorb(run, lengths, sizeof lengths);
    vst1q_u8(tag, veorq_u8(reverse(vreinterpretq_u8_p64(run->hash)), run->mask));
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    gcm_run run;
    size_t done = 0;

    (void)context;
    start(&run, state, nonce);
    absorb_all(&run, ad, ad_len);
    for (; len - done >= BATCH_SIZE; done += BATCH_SIZE) {
        crypt_batch(&run, in + done, out + done);
        absorb_batch(&run, out + done);
    }
    if (done < len) {
        crypt_rest(&run, in + done, len - done, out + done);
        absorb(&run, out + done, len - done);
    }
    finish(&run, ad_len, len, out + len);
    sodium_memzero(&run, sizeof run);
    return BRINE_OK;
}

/* Decrypts while it hashes, so that each byte is loaded once, and wipes if it must. */
static brine_result open(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    gcm_run run;
    uint8_t tag[BRN_GCM_TAG_SIZE];
    size_t done = 0;
    bool good;

    (void)context;
    if (len < BRN_GCM_TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= BRN_GCM_TAG_SIZE;
    start(&run, state, nonce);
    absorb_all(&run, ad, ad_len);
    for (; len - done >= BATCH_SIZE; done += BATCH_SIZE) {
        absorb_batch(&run, in + done);
        crypt_batch(&run, in + done, out + done);
    }
    if (done < len) {
        absorb(&run, in + done, len - done);
        crypt_rest(&run, in + done, len - done, out + done);
    }
    finish(&run, ad_len, len, tag);
    /* At once: a call in between, and the compiler keeps a copy of the right tag on the stack. */
    good = brn_ct_equal(tag, in + len, sizeof tag);
    BRN_DECLASSIFY(&good, sizeof good); /* it is what the caller gets to know */
    sodium_memzero(&run, sizeof run);
    sodium_memzero(tag, sizeof tag);
    if (!good)
        sodium_memzero(out, len);
    return good ? BRINE_OK : BRINE_ERROR_BAD_TAG;
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, sizeof(gcm_state));
}

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_ARMV8_AES);
}

#define FUNCTIONS(bits)                                                                            \
    .fast = true, .state_size = sizeof(gcm_state), .state_align = _Alignof(gcm_state),             \
    .available = available, .set_key = set_key_##bits, .seal = seal, .open = open, .clear = clear

#else

#define FUNCTIONS(bits) .fast = true, .available = brn_cpu_never

#endif

const brine_aead brine_aead_aes_128_gcm_armv8 = {
    BRN_AES_GCM_PARAMETERS(128),
    .implementation = "brine ARMv8",
    FUNCTIONS(128),
};

const brine_aead brine_aead_aes_256_gcm_armv8 = {
    BRN_AES_GCM_PARAMETERS(256),
    .implementation = "brine ARMv8",
    FUNCTIONS(256),
};
