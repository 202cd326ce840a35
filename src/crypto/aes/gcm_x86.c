#include "crypto/aes/gcm_x86.h"

#if BRN_X86_64

#include "base/ct.h"
#include "crypto/aes/ghash.h"
#include "crypto/declassify.h"

#include <sodium.h>
#include <string.h>

/* Alignment of buffers is the caller's choice; void pointers keep -Wcast-align quiet. */
BRN_TARGET_AESNI static inline __m128i load(const void *p)
{
    return _mm_loadu_si128(p);
}

BRN_TARGET_AESNI static inline void store(void *p, __m128i x)
{
    _mm_storeu_si128(p, x);
}

/* ---- Key ---- */

/* SubWord of a word that stands in all four columns, where ShiftRows changes nothing. */
BRN_TARGET_AESNI static inline __m128i sub_words(__m128i words, int constant)
{
    return _mm_aesenclast_si128(words, _mm_set1_epi32(constant));
}

/* The next four words of the schedule: each the one before it, added to the one above. */
BRN_TARGET_AESNI static inline __m128i next_words(__m128i above, __m128i substituted)
{
    above = _mm_xor_si128(above, _mm_slli_si128(above, 4));
    above = _mm_xor_si128(above, _mm_slli_si128(above, 8));
    return _mm_xor_si128(above, substituted);
}

/* FIPS 197 section 5.2. */
BRN_TARGET_AESNI static void expand(brn_gcm_x86_key *k, const uint8_t *key, unsigned rounds)
{
    /* the last word, rotated by a byte, in every column; the last word as it is */
    const __m128i rotated =
        _mm_set_epi8(12, 15, 14, 13, 12, 15, 14, 13, 12, 15, 14, 13, 12, 15, 14, 13);
    const __m128i plain =
        _mm_set_epi8(15, 14, 13, 12, 15, 14, 13, 12, 15, 14, 13, 12, 15, 14, 13, 12);
    const unsigned given = rounds == BRN_AES_128_ROUNDS ? 1 : 2; /* round keys in the key */
    int constant = 1;

    k->rounds = rounds;
    for (unsigned i = 0; i < given; i++)
        k->round_keys[i] = load(key + 16 * (size_t)i);
    for (unsigned i = given; i <= rounds; i++) {
        __m128i last = k->round_keys[i - 1];

        if (given == 2 && i % 2 == 1) {
            last = sub_words(_mm_shuffle_epi8(last, plain), 0);
        } else {
            last = sub_words(_mm_shuffle_epi8(last, rotated), constant);
            constant = constant << 1 ^ (constant >> 7) * 0x11b;
        }
        k->round_keys[i] = next_words(k->round_keys[i - given], last);
    }
}

BRN_TARGET_AESNI static inline __m128i encrypt_block(const brn_gcm_x86_key *k, __m128i x)
{
    x = _mm_xor_si128(x, k->round_keys[0]);
    for (unsigned i = 1; i < k->rounds; i++)
        x = _mm_aesenc_si128(x, k->round_keys[i]);
    return _mm_aesenclast_si128(x, k->round_keys[k->rounds]);
}

BRN_TARGET_AESNI static inline __m128i multiply(__m128i a, __m128i power)
{
    __m128i middle =
        _mm_xor_si128(_mm_clmulepi64_si128(a, power, 0x01), _mm_clmulepi64_si128(a, power, 0x10));

    return brn_gcm_x86_reduce(_mm_clmulepi64_si128(a, power, 0x11), middle,
                              _mm_clmulepi64_si128(a, power, 0x00));
}

BRN_TARGET_AESNI static void set_powers(brn_gcm_x86_key *k, unsigned count)
{
    uint8_t h[16];
    brn_ghash_element element;
    __m128i first;

    store(h, encrypt_block(k, _mm_setzero_si128()));
    element = brn_ghash_key(h);
    first = _mm_set_epi64x((long long)element.high, (long long)element.low);
    k->power_count = count;
    k->powers[count - 1] = first;
    for (unsigned i = count - 1; i > 0; i--)
        k->powers[i - 1] = multiply(k->powers[i], first);
    sodium_memzero(h, sizeof h);
    sodium_memzero(&element, sizeof element);
}

brine_result brn_gcm_x86_set_key(brn_gcm_x86_key *k, const uint8_t *key, unsigned rounds,
                                 unsigned power_count)
{
    expand(k, key, rounds);
    set_powers(k, power_count);
    return BRINE_OK;
}

/* ---- A record ---- */

BRN_TARGET_AESNI static void start(brn_gcm_x86_run *run, const brn_gcm_x86_key *k,
                                   const uint8_t *nonce)
{
    uint8_t block[16] = {0};
    __m128i first;

    memcpy(block, nonce, BRINE_AEAD_NONCE_SIZE);
    block[15] = 1;
    first = load(block);
    run->key = k;
    run->counter = _mm_add_epi32(brn_gcm_x86_reverse(first), _mm_set_epi32(0, 0, 0, 1));
    run->hash = _mm_setzero_si128();
    run->mask = encrypt_block(k, first);
}

BRN_TARGET_AESNI static void absorb(brn_gcm_x86_run *run, __m128i block)
{
    run->hash = multiply(_mm_xor_si128(run->hash, brn_gcm_x86_reverse(block)),
                         *brn_gcm_x86_powers(run->key, 1));
}

BRN_TARGET_AESNI static void absorb_bytes(brn_gcm_x86_run *run, const uint8_t *data, size_t len)
{
    uint8_t last[16] = {0};

    for (; len >= 16; data += 16, len -= 16)
        absorb(run, load(data));
    if (len > 0) {
        memcpy(last, data, len);
        absorb(run, load(last));
    }
}

/*
 * Fewer blocks than a vector, and perhaps a part of one. Their hash is one sum of products by
 * descending powers, reduced once; the blocks of the key stream don't wait for each other.
 */
BRN_TARGET_AESNI static void finish_blocks(brn_gcm_x86_run *run, const uint8_t *in, size_t len,
                                           uint8_t *out, bool sealing)
{
    const __m128i one = _mm_set_epi32(0, 0, 0, 1);
    const __m128i *power = brn_gcm_x86_powers(run->key, (len + 15) / 16);
    __m128i high = _mm_setzero_si128(), middle = high, low = high, added = run->hash;
    uint8_t last[16] = {0};

    while (len > 0) {
        size_t n = len < 16 ? len : 16;
        __m128i stream = encrypt_block(run->key, brn_gcm_x86_reverse(run->counter));
        __m128i from, to;

        if (n == 16) {
            from = load(in);
            to = _mm_xor_si128(from, stream);
            store(out, to);
        } else {
            memcpy(last, in, n);
            from = load(last);
            store(last, _mm_xor_si128(from, stream));
            memcpy(out, last, n);
            memset(last + n, 0, 16 - n);
            to = load(last);
        }
        added = _mm_xor_si128(added, brn_gcm_x86_reverse(sealing ? to : from));
        high = _mm_xor_si128(high, _mm_clmulepi64_si128(added, *power, 0x11));
        low = _mm_xor_si128(low, _mm_clmulepi64_si128(added, *power, 0x00));
        middle = _mm_xor_si128(middle, _mm_clmulepi64_si128(added, *power, 0x01));
        middle = _mm_xor_si128(middle, _mm_clmulepi64_si128(added, *power, 0x10));
        added = _mm_setzero_si128();
        run->counter = _mm_add_epi32(run->counter, one);
        power++;
        in += n;
        out += n;
        len -= n;
    }
    run->hash = brn_gcm_x86_reduce(high, middle, low);
    sodium_memzero(last, sizeof last);
}

BRN_TARGET_AESNI static void process(brn_gcm_x86_run *run, const uint8_t *in, size_t len,
                                     uint8_t *out, brn_gcm_x86_bulk bulk, bool sealing)
{
    size_t done = bulk(run, in, len, out);

    if (done < len)
        finish_blocks(run, in + done, len - done, out + done, sealing);
}

/* The caller wipes *run. */
BRN_TARGET_AESNI static void finish(brn_gcm_x86_run *run, size_t ad_len, size_t len,
                                    uint8_t tag[BRN_GCM_TAG_SIZE])
{
    __m128i lengths = _mm_set_epi64x((long long)ad_len * 8, (long long)len * 8);

    absorb(run, brn_gcm_x86_reverse(lengths));
    store(tag, _mm_xor_si128(brn_gcm_x86_reverse(run->hash), run->mask));
}

BRN_TARGET_AESNI brine_result brn_gcm_x86_seal(const void *state, const uint8_t *nonce,
                                               const uint8_t *ad, size_t ad_len, const uint8_t *in,
                                               size_t len, uint8_t *out, brn_gcm_x86_bulk bulk)
{
    brn_gcm_x86_run run;

    start(&run, state, nonce);
    absorb_bytes(&run, ad, ad_len);
    process(&run, in, len, out, bulk, true);
    finish(&run, ad_len, len, out + len);
    sodium_memzero(&run, sizeof run);
    return BRINE_OK;
}

/* Decrypts while it hashes, so that each byte is loaded once, and wipes if it must. */
BRN_TARGET_AESNI brine_result brn_gcm_x86_open(const void *state, const uint8_t *nonce,
                                               const uint8_t *ad, size_t ad_len, const uint8_t *in,
                                               size_t len, uint8_t *out, brn_gcm_x86_bulk bulk)
{
    brn_gcm_x86_run run;
    uint8_t tag[BRN_GCM_TAG_SIZE];
    bool good;

    if (len < BRN_GCM_TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= BRN_GCM_TAG_SIZE;
    start(&run, state, nonce);
    absorb_bytes(&run, ad, ad_len);
    process(&run, in, len, out, bulk, false);
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

#endif
