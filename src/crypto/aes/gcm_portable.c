/*
 * AES-GCM in plain C: the tier that runs everywhere. Hash and cipher take turns; a
 * record is verified as a whole before any of it is decrypted.
 */
#include "base/ct.h"
#include "base/stack.h"
#include "crypto/aes/bitslice.h"
#include "crypto/aes/gcm.h"
#include "crypto/aes/ghash.h"
#include "crypto/declassify.h"

#include <sodium.h>
#include <string.h>

/*
 * What the functions below a record's may leave on the stack, in bytes: 370 to 600 where a compiler
 * optimises, 1,220 where it does not, as tests/unit/crypto/stack_test.c measures it.
 */
#define STACK_USED 1280

typedef struct gcm_state {
    brn_aes_packed_keys keys;
    brn_ghash_element hash_key;
    unsigned rounds;
} gcm_state;

/* Key stream of one record: its first block masks the tag, the rest the data. */
typedef struct gcm_stream {
    brn_aes_round_keys keys;
    unsigned rounds;
    const uint8_t *nonce;
    uint32_t counter; /* of the next batch */
    size_t used;      /* bytes of the batch at hand */
    uint8_t batch[BRN_AES_BATCH_SIZE];
    uint8_t tag_mask[BRN_GCM_TAG_SIZE];
} gcm_stream;

static brine_result set_key(gcm_state *s, const uint8_t *key, unsigned rounds)
{
    static const uint8_t zero[12] = {0};
    brn_aes_round_keys keys;
    uint8_t stream[BRN_AES_BATCH_SIZE];

    s->rounds = rounds;
    brn_aes_expand(&s->keys, key, rounds);
    brn_aes_unpack(&keys, &s->keys, rounds);
    brn_aes_counter(&keys, rounds, zero, 0, stream); /* H: the zero block, encrypted */
    s->hash_key = brn_ghash_key(stream);
    sodium_memzero(&keys, sizeof keys);
    sodium_memzero(stream, sizeof stream);
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

static void stream_next(gcm_stream *stream)
{
    brn_aes_counter(&stream->keys, stream->rounds, stream->nonce, stream->counter, stream->batch);
    stream->counter += BRN_AES_BATCH_SIZE / 16;
    stream->used = 0;
}

static void stream_start(gcm_stream *stream, const gcm_state *s, const uint8_t *nonce)
{
    stream->rounds = s->rounds;
    stream->nonce = nonce;
    stream->counter = 1; /* SP 800-38D section 7.1: J0 = nonce || 1 */
    brn_aes_unpack(&stream->keys, &s->keys, s->rounds);
    stream_next(stream);
    memcpy(stream->tag_mask, stream->batch, sizeof stream->tag_mask);
    stream->used = sizeof stream->tag_mask;
}

/* The tag of what lies in data: the hash, masked by the first block of key stream. */
static void compute_tag(const gcm_state *s, const gcm_stream *stream, const uint8_t *ad,
                        size_t ad_len, const uint8_t *data, size_t len,
                        uint8_t tag[BRN_GCM_TAG_SIZE])
{
    brn_ghash_element y = {0, 0};

    brn_ghash_update(&y, s->hash_key, ad, ad_len);
    brn_ghash_update(&y, s->hash_key, data, len);
    brn_ghash_final(&y, s->hash_key, ad_len, len, tag);
    for (size_t i = 0; i < BRN_GCM_TAG_SIZE; i++)
        tag[i] ^= stream->tag_mask[i];
    sodium_memzero(&y, sizeof y); /* from it, with what was sent, H can be found */
}

static void crypt(gcm_stream *stream, const uint8_t *in, size_t len, uint8_t *out)
{
    while (len > 0) {
        size_t n;

        if (stream->used == BRN_AES_BATCH_SIZE)
            stream_next(stream);
        n = BRN_AES_BATCH_SIZE - stream->used < len ? BRN_AES_BATCH_SIZE - stream->used : len;
        for (size_t i = 0; i < n; i++)
            out[i] = in[i] ^ stream->batch[stream->used + i];
        stream->used += n;
        in += n;
        out += n;
        len -= n;
    }
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    const gcm_state *s = state;
    gcm_stream stream;

    (void)context;
    stream_start(&stream, s, nonce);
    crypt(&stream, in, len, out);
    compute_tag(s, &stream, ad, ad_len, out, len, out + len);
    sodium_memzero(&stream, sizeof stream);
    brn_wipe_stack(STACK_USED);
    return BRINE_OK;
}

static brine_result open(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    const gcm_state *s = state;
    gcm_stream stream;
    uint8_t tag[BRN_GCM_TAG_SIZE];
    bool good;

    (void)context;
    if (len < BRN_GCM_TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= BRN_GCM_TAG_SIZE;
    stream_start(&stream, s, nonce);
    compute_tag(s, &stream, ad, ad_len, in, len, tag);
    good = brn_ct_equal(tag, in + len, sizeof tag);
    BRN_DECLASSIFY(&good, sizeof good); /* it is what the caller gets to know */
    if (good)
        crypt(&stream, in, len, out);
    sodium_memzero(&stream, sizeof stream);
    sodium_memzero(tag, sizeof tag);
    brn_wipe_stack(STACK_USED);
    return good ? BRINE_OK : BRINE_ERROR_BAD_TAG;
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, sizeof(gcm_state));
}

const brine_aead brine_aead_aes_128_gcm_portable = {
    BRN_AES_GCM_PARAMETERS(128),
    .implementation = "brine portable",
    .fast = false,
    .state_size = sizeof(gcm_state),
    .state_align = _Alignof(gcm_state),
    .set_key = set_key_128,
    .seal = seal,
    .open = open,
    .clear = clear,
};

const brine_aead brine_aead_aes_256_gcm_portable = {
    BRN_AES_GCM_PARAMETERS(256),
    .implementation = "brine portable",
    .fast = false,
    .state_size = sizeof(gcm_state),
    .state_align = _Alignof(gcm_state),
    .set_key = set_key_256,
    .seal = seal,
    .open = open,
    .clear = clear,
};
