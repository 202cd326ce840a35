/*
 * AEAD_CHACHA20_POLY1305 (RFC 8439 section 2.8) with AVX2 and BMI2, in one pass: while eight
 * blocks are made, Poly1305 absorbs as many bytes of ciphertext. Sealing, these are the ones made
 * before; opening, those that are about to be decrypted. libsodium's is the twin in the tests.
 */
#include "base/ct.h"
#include "base/stack.h"
#include "crypto/chacha/chacha20_avx2.h"
#include "crypto/declassify.h"
#include <brine/algorithms.h>

#include <sodium.h>
#include <stdalign.h>

#define KEY_SIZE 32
#define TAG_SIZE 16

#if BRN_CHACHA_AVX2

/*
 * What the functions below a record's may leave on the stack, in bytes: 400 to 1,800 where a
 * compiler optimises, as tests/unit/crypto/stack_test.c measures it.
 */
#define STACK_USED 1904

/* One record. */
typedef struct run {
    brn_chacha_words words;
    brn_poly1305 poly;
    uint8_t mask[BRN_POLY1305_BLOCK]; /* second half of the one-time key */
    size_t used, made;                /* of the key stream at hand */
    bool bulk_first;                  /* that is for the end of the record */
    alignas(32) uint8_t stream[BRN_CHACHA_EIGHT];
} run;

/*
 * The two kinds of eight blocks, each once: inlined where it is called, it would be as many
 * kilobytes each time.
 */
BRN_CHACHA_TARGET __attribute__((noinline)) static void eight(run *r, const uint8_t *in,
                                                              uint8_t *out)
{
    chacha_eight(r->words, in, out, NULL, NULL);
}

BRN_CHACHA_TARGET __attribute__((noinline)) static void eight_and_absorb(run *r, const uint8_t *in,
                                                                         uint8_t *out,
                                                                         const uint8_t *absorbed)
{
    chacha_eight(r->words, in, out, &r->poly, absorbed);
}

BRN_CHACHA_INLINE void four(run *r, uint32_t later)
{
    chacha_four(r->words, later, r->stream);
    r->made = BRN_CHACHA_FOUR;
}

/* More of the key stream, at least for `wanted` bytes or for as many as there is room. */
BRN_CHACHA_TARGET static void refill(run *r, size_t wanted)
{
    r->used = 0;
    if (wanted <= BRN_CHACHA_FOUR) {
        four(r, 1);
        r->words[BRN_CHACHA_COUNTER] += 4;
        return;
    }
    memset(r->stream, 0, sizeof r->stream);
    eight(r, r->stream, r->stream);
    r->made = BRN_CHACHA_EIGHT;
}

/* Bytes of a record that are processed eight blocks at a time, before its end is. */
static size_t bulk_of(size_t len)
{
    return len / BRN_CHACHA_EIGHT * BRN_CHACHA_EIGHT;
}

/*
 * The first block of the key stream is Poly1305's key (RFC 8439 section 2.6). Made along with it
 * are the blocks that come next or, where eight blocks are not enough for a record, those for its
 * end: the bulk then begins at once, and Poly1305 with it.
 */
BRN_CHACHA_TARGET static void start(run *r, const uint8_t *key, const uint8_t *nonce, size_t len)
{
    static const uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    memcpy(r->words, constants, sizeof constants);
    memcpy(r->words + 4, key, KEY_SIZE);
    r->words[BRN_CHACHA_COUNTER] = 0;
    memcpy(r->words + BRN_CHACHA_COUNTER + 1, nonce, BRINE_AEAD_NONCE_SIZE);
    r->bulk_first = len >= BRN_CHACHA_EIGHT;
    if (r->bulk_first) {
        four(r, 1 + (uint32_t)(bulk_of(len) / BRN_CHACHA_BLOCK));
        r->words[BRN_CHACHA_COUNTER] = 1;
    } else {
        refill(r, BRN_CHACHA_BLOCK + len);
    }
    r->used = BRN_CHACHA_BLOCK;
    brn_poly1305_start(&r->poly, r->stream);
    memcpy(r->mask, r->stream + BRN_POLY1305_BLOCK, sizeof r->mask);
}

BRN_CHACHA_TARGET static void absorb(run *r, const uint8_t *data, size_t len)
{
    brn_poly1305_bytes(&r->poly, data, len);
}

BRN_CHACHA_TARGET static void xor_stream(run *r, const uint8_t *in, size_t len, uint8_t *out)
{
    const uint8_t *stream = r->stream + r->used;
    size_t done = 0;

    for (; len - done >= 32; done += 32)
        chacha_xor_half(out + done, in + done, _mm256_loadu_si256((const void *)(stream + done)));
    for (; done < len; done++)
        out[done] = in[done] ^ stream[done];
    r->used += len;
}

/* With the key stream at hand, which is enough: the beginning of a record, or its end. */
static void process_edge(run *r, const uint8_t *in, size_t len, uint8_t *out, bool sealing)
{
    if (!sealing)
        absorb(r, in, len);
    xor_stream(r, in, len, out);
    if (sealing)
        absorb(r, out, len);
}

/* Returns how many bytes it took, by whole turns of eight blocks. */
BRN_CHACHA_TARGET static size_t seal_bulk(run *r, const uint8_t *in, size_t len, uint8_t *out)
{
    size_t done = BRN_CHACHA_EIGHT;

    if (len < BRN_CHACHA_EIGHT)
        return 0;
    eight(r, in, out);
    for (; len - done >= BRN_CHACHA_EIGHT; done += BRN_CHACHA_EIGHT)
        eight_and_absorb(r, in + done, out + done, out + done - BRN_CHACHA_EIGHT);
    absorb(r, out + done - BRN_CHACHA_EIGHT, BRN_CHACHA_EIGHT);
    return done;
}

BRN_CHACHA_TARGET static size_t open_bulk(run *r, const uint8_t *in, size_t len, uint8_t *out)
{
    size_t done = 0;

    for (; len - done >= BRN_CHACHA_EIGHT; done += BRN_CHACHA_EIGHT)
        eight_and_absorb(r, in + done, out + done, in + done);
    return done;
}

static void process(run *r, const uint8_t *in, size_t len, uint8_t *out, bool sealing)
{
    size_t done = 0, at_hand = r->made - r->used, edge;

    if (r->bulk_first)
        done = sealing ? seal_bulk(r, in, len, out) : open_bulk(r, in, len, out);
    edge = len - done < at_hand ? len - done : at_hand;
    process_edge(r, in + done, edge, out + done, sealing);
    done += edge;
    if (done < len) {
        if (r->bulk_first)
            r->words[BRN_CHACHA_COUNTER] += BRN_CHACHA_FOUR / BRN_CHACHA_BLOCK - 1;
        refill(r, len - done);
        process_edge(r, in + done, len - done, out + done, sealing);
    }
}

static void finish(run *r, size_t ad_len, size_t len, uint8_t tag[TAG_SIZE])
{
    const uint64_t lengths[2] = {ad_len, len};

    absorb(r, (const uint8_t *)lengths, sizeof lengths);
    brn_poly1305_finish(&r->poly, r->mask, tag);
    sodium_memzero(r, sizeof *r);
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    run r;

    (void)context;
    start(&r, state, nonce, len);
    absorb(&r, ad, ad_len);
    process(&r, in, len, out, true);
    finish(&r, ad_len, len, out + len);
    brn_wipe_stack(STACK_USED);
    return BRINE_OK;
}

/* Decrypts while it authenticates, and wipes if it must. */
static brine_result open(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    uint8_t tag[TAG_SIZE];
    bool good;
    run r;

    (void)context;
    if (len < TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= TAG_SIZE;
    start(&r, state, nonce, len);
    absorb(&r, ad, ad_len);
    process(&r, in, len, out, false);
    finish(&r, ad_len, len, tag);
    brn_wipe_stack(STACK_USED);
    good = brn_ct_equal(tag, in + len, sizeof tag);
    BRN_DECLASSIFY(&good, sizeof good); /* it is what the caller gets to know */
    sodium_memzero(tag, sizeof tag);
    if (!good)
        sodium_memzero(out, len);
    return good ? BRINE_OK : BRINE_ERROR_BAD_TAG;
}

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_AVX2);
}

/* The state is the key. */
static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    (void)context;
    memcpy(state, key, KEY_SIZE);
    return BRINE_OK;
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, KEY_SIZE);
}

#endif

/* Parameters as in RFC 7905 section 2; blocks_limit: the sequence number ends sooner. */
const brine_aead brine_aead_chacha20_poly1305_avx2 = {
    .size = sizeof(brine_aead),
    .id = BRINE_AEAD_CHACHA20_POLY1305,
    .name = "ChaCha20-Poly1305",
    .implementation = "brine AVX2",
    .fast = false,
    .key_length = KEY_SIZE,
    .fixed_iv_length = BRINE_AEAD_NONCE_SIZE,
    .explicit_nonce_length = 0,
    .tag_length = TAG_SIZE,
    .blocks_limit = UINT64_MAX,
    .state_size = KEY_SIZE,
    .state_align = 1,
#if BRN_CHACHA_AVX2
    .available = available,
    .set_key = set_key,
    .seal = seal,
    .open = open,
    .clear = clear,
#else
    .available = brn_cpu_never,
#endif
};
