/*
 * AEAD_CHACHA20_POLY1305 (RFC 8439 section 2.8) in one pass: while the blocks of its bulk are made,
 * Poly1305 absorbs as many bytes of ciphertext. Sealing, these are the ones made before; opening,
 * those that are about to be decrypted. A file that includes this first defines what a vector is,
 * as chacha20_x86.h says, and
 *
 *     STACK_USED   what the functions below a record's may leave on the stack, in bytes, where a
 *                  compiler optimises, as tests/unit/crypto/stack_test.c measures it
 */

#include "base/ct.h"
#include "base/stack.h"
#include "crypto/chacha/chacha20_x86.h"
#include "crypto/declassify.h"

#include <sodium.h>
#include <stdalign.h>

/* One record. */
typedef struct run {
    chacha_words words;
    brn_poly1305 poly;
    uint8_t mask[BRN_POLY1305_BLOCK]; /* second half of the one-time key */
    size_t used, made;                /* of the key stream at hand */
    bool bulk_first;                  /* that is for the end of the record */
    alignas(WIDE_SIZE) uint8_t stream[CHACHA_BULK];
} run;

/*
 * The two kinds of bulk, each once: inlined where it is called, it would be as many kilobytes
 * each time.
 */
WIDE_TARGET __attribute__((noinline)) static void bulk(run *r, const uint8_t *in, uint8_t *out)
{
    chacha_bulk(r->words, in, out, NULL, NULL);
}

WIDE_TARGET __attribute__((noinline)) static void bulk_and_absorb(run *r, const uint8_t *in,
                                                                  uint8_t *out,
                                                                  const uint8_t *absorbed)
{
    chacha_bulk(r->words, in, out, &r->poly, absorbed);
}

WIDE_INLINE void four(run *r, uint32_t later)
{
    chacha_four(r->words, later, r->stream);
    r->made = CHACHA_FOUR;
}

/* More of the key stream, at least for `wanted` bytes or for as many as there is room. */
WIDE_TARGET static void refill(run *r, size_t wanted)
{
    r->used = 0;
    if (wanted <= CHACHA_FOUR) {
        four(r, 1);
        r->words[CHACHA_COUNTER] += 4;
        return;
    }
    memset(r->stream, 0, sizeof r->stream);
    bulk(r, r->stream, r->stream);
    r->made = CHACHA_BULK;
}

/* Bytes of a record that are processed in bulk, before its end is. */
static size_t bulk_of(size_t len)
{
    return len / CHACHA_BULK * CHACHA_BULK;
}

/*
 * The first block of the key stream is Poly1305's key (RFC 8439 section 2.6). Made along with it
 * are the blocks that come next or, where a record has a bulk, those for its end: the bulk then
 * begins at once, and Poly1305 with it.
 */
WIDE_TARGET static void start(run *r, const uint8_t *key, const uint8_t *nonce, size_t len)
{
    static const uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    memcpy(r->words, constants, sizeof constants);
    memcpy(r->words + 4, key, BRN_CHACHA_KEY_SIZE);
    r->words[CHACHA_COUNTER] = 0;
    memcpy(r->words + CHACHA_COUNTER + 1, nonce, BRINE_AEAD_NONCE_SIZE);
    r->bulk_first = len >= CHACHA_BULK;
    if (r->bulk_first) {
        four(r, 1 + (uint32_t)(bulk_of(len) / CHACHA_BLOCK));
        r->words[CHACHA_COUNTER] = 1;
    } else {
        refill(r, CHACHA_BLOCK + len);
    }
    r->used = CHACHA_BLOCK;
    brn_poly1305_start(&r->poly, r->stream);
    memcpy(r->mask, r->stream + BRN_POLY1305_BLOCK, sizeof r->mask);
}

WIDE_TARGET static void absorb(run *r, const uint8_t *data, size_t len)
{
    brn_poly1305_bytes(&r->poly, data, len);
}

WIDE_TARGET static void xor_stream(run *r, const uint8_t *in, size_t len, uint8_t *out)
{
    const uint8_t *stream = r->stream + r->used;
    size_t done = 0;

    for (; len - done >= 32; done += 32)
        _mm256_storeu_si256((void *)(out + done),
                            _mm256_xor_si256(_mm256_loadu_si256((const void *)(in + done)),
                                             _mm256_loadu_si256((const void *)(stream + done))));
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

/* For len of CHACHA_BULK or more; returns how many bytes it took. */
WIDE_TARGET static size_t seal_bulk(run *r, const uint8_t *in, size_t len, uint8_t *out)
{
    size_t done = CHACHA_BULK;

    bulk(r, in, out);
    for (; len - done >= CHACHA_BULK; done += CHACHA_BULK)
        bulk_and_absorb(r, in + done, out + done, out + done - CHACHA_BULK);
    absorb(r, out + done - CHACHA_BULK, CHACHA_BULK);
    return done;
}

WIDE_TARGET static size_t open_bulk(run *r, const uint8_t *in, size_t len, uint8_t *out)
{
    size_t done = 0;

    for (; len - done >= CHACHA_BULK; done += CHACHA_BULK)
        bulk_and_absorb(r, in + done, out + done, in + done);
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
            r->words[CHACHA_COUNTER] += 3;
        refill(r, len - done);
        process_edge(r, in + done, len - done, out + done, sealing);
    }
}

static void finish(run *r, size_t ad_len, size_t len, uint8_t tag[BRN_CHACHA_TAG_SIZE])
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
    uint8_t tag[BRN_CHACHA_TAG_SIZE];
    bool good;
    run r;

    (void)context;
    if (len < BRN_CHACHA_TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= BRN_CHACHA_TAG_SIZE;
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

/* The state is the key. */
static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    (void)context;
    memcpy(state, key, BRN_CHACHA_KEY_SIZE);
    return BRINE_OK;
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, BRN_CHACHA_KEY_SIZE);
}
