/*
 * The bulk of a record on x86-64, for vectors of one, two or four blocks.
 *
 * A file that includes this first defines what a vector is:
 *
 *     wide                  the type
 *     WIDE_TARGET           the attribute that lets the compiler use its instructions
 *     WIDE_LANES            blocks in a vector
 *     WIDE_VECTORS          vectors in a batch
 *     EACH_VECTOR(X)        X(0) X(1) ... for each vector of a batch
 *     wide_load, wide_store, wide_xor, wide_add32, wide_aesenc, wide_aesenclast,
 *     wide_reverse          what their names say, lane by lane
 *     wide_clmul(a, b, n)   a macro, n is an immediate
 *     wide_all(x)           a block in every lane
 *     wide_first(x)         a block in the first lane, zero in the others
 *     wide_sum(x)           all lanes added up
 *     wide_count            the numbers 0, 1, ... of the lanes as counters
 *
 * A batch holds enough vectors to keep the AES unit busy while each waits for its round.
 * One vector of the batch to be hashed is multiplied between two rounds, so that both
 * units work at once: when sealing the batch before, whose ciphertext is known, when
 * opening the batch at hand. The vectors of a batch are separate variables, so that they
 * are kept in registers, and the loop over the rounds stays a loop, so that the code is
 * small.
 */

#include <sodium.h>

#define WIDE_SIZE    (16 * WIDE_LANES)
#define BATCH_BLOCKS (WIDE_LANES * WIDE_VECTORS)
#define BATCH_SIZE   (16 * BATCH_BLOCKS)

/* A sum of products that is reduced once. */
typedef struct wide_sums {
    wide high, middle, low;
} wide_sums;

/* A record under way, its counter spread over the lanes. */
typedef struct wide_run {
    const __m128i *keys, *powers;
    unsigned rounds;
    __m128i hash;
    wide counter;
} wide_run;

/* The product of the vector at data, to which `added` is added, and the powers at `power`. */
WIDE_TARGET static inline void hash_vector(wide_sums *s, wide added, const uint8_t *data,
                                           const __m128i *power)
{
    wide block = wide_xor(added, wide_reverse(wide_load(data)));
    wide by = wide_load(power);

    s->high = wide_xor(s->high, wide_clmul(block, by, 0x11));
    s->middle = wide_xor(s->middle, wide_clmul(block, by, 0x01));
    s->middle = wide_xor(s->middle, wide_clmul(block, by, 0x10));
    s->low = wide_xor(s->low, wide_clmul(block, by, 0x00));
}

WIDE_TARGET static inline void reduce(wide_run *run, const wide_sums *s)
{
    run->hash = brn_gcm_x86_reduce(wide_sum(s->high), wide_sum(s->middle), wide_sum(s->low));
}

WIDE_TARGET static void hash_batch(wide_run *run, const uint8_t *data)
{
    const wide zero = wide_all(_mm_setzero_si128());
    wide_sums s = {zero, zero, zero};
    wide added = wide_first(run->hash);

    for (unsigned i = 0; i < WIDE_VECTORS; i++) {
        hash_vector(&s, added, data + WIDE_SIZE * (size_t)i, run->powers + WIDE_LANES * (size_t)i);
        added = zero;
    }
    reduce(run, &s);
}

/* Encrypts or decrypts a batch, and hashes the one at `hashed` unless it is NULL. */
WIDE_TARGET static inline __attribute__((always_inline)) void crypt_batch(wide_run *run,
                                                                          const uint8_t *hashed,
                                                                          const uint8_t *in,
                                                                          uint8_t *out)
{
    const wide zero = wide_all(_mm_setzero_si128());
    const wide step = wide_all(_mm_set_epi32(0, 0, 0, WIDE_LANES));
    const __m128i *power = run->powers;
    const bool hashing = hashed != NULL;
    wide_sums s = {zero, zero, zero};
    wide key = wide_all(run->keys[0]);
    unsigned round = 2;

#define START(i)                                                                                   \
    wide v##i = wide_xor(wide_reverse(run->counter), key);                                         \
    run->counter = wide_add32(run->counter, step);
#define ROUND(i)  v##i = wide_aesenc(v##i, key);
#define FINISH(i) v##i = wide_aesenclast(v##i, wide_xor(key, wide_load(in + WIDE_SIZE * i)));
#define STORE(i)  wide_store(out + WIDE_SIZE * i, v##i);

    EACH_VECTOR(START)
    key = wide_all(run->keys[1]);
    EACH_VECTOR(ROUND)
    if (hashing)
        hash_vector(&s, wide_first(run->hash), hashed, power);
    for (; round <= WIDE_VECTORS; round++) {
        key = wide_all(run->keys[round]);
        EACH_VECTOR(ROUND)
        if (hashing) {
            hashed += WIDE_SIZE;
            power += WIDE_LANES;
            hash_vector(&s, zero, hashed, power);
        }
    }
    for (; round < run->rounds; round++) {
        key = wide_all(run->keys[round]);
        EACH_VECTOR(ROUND)
    }
    key = wide_all(run->keys[round]);
    EACH_VECTOR(FINISH)
    EACH_VECTOR(STORE)
    if (hashing)
        reduce(run, &s);
}

/*
 * Whole vectors that fill no batch: one sum of products by descending powers, reduced once. The
 * vectors of the key stream don't wait for each other. Returns how many bytes it took.
 */
WIDE_TARGET static size_t crypt_vectors(wide_run *run, const uint8_t *in, size_t len, uint8_t *out,
                                        bool sealing)
{
    const wide zero = wide_all(_mm_setzero_si128());
    const wide step = wide_all(_mm_set_epi32(0, 0, 0, WIDE_LANES));
    const __m128i *power = run->powers + BATCH_BLOCKS - len / WIDE_SIZE * WIDE_LANES;
    wide_sums s = {zero, zero, zero};
    wide added = wide_first(run->hash);
    size_t done = 0;

    for (; len - done >= WIDE_SIZE; done += WIDE_SIZE) {
        wide v = wide_xor(wide_reverse(run->counter), wide_all(run->keys[0]));

        for (unsigned round = 1; round < run->rounds; round++)
            v = wide_aesenc(v, wide_all(run->keys[round]));
        if (!sealing)
            hash_vector(&s, added, in + done, power);
        wide_store(out + done, wide_aesenclast(v, wide_xor(wide_all(run->keys[run->rounds]),
                                                           wide_load(in + done))));
        if (sealing)
            hash_vector(&s, added, out + done, power);
        run->counter = wide_add32(run->counter, step);
        added = zero;
        power += WIDE_LANES;
    }
    if (done > 0)
        reduce(run, &s);
    return done;
}

WIDE_TARGET static wide_run begin(const brn_gcm_x86_run *run)
{
    const brn_gcm_x86_key *k = run->key;
    wide_run w = {
        .keys = k->round_keys,
        .powers = brn_gcm_x86_powers(k, BATCH_BLOCKS),
        .rounds = k->rounds,
        .hash = run->hash,
        .counter = wide_add32(wide_all(run->counter), wide_count),
    };

    return w;
}

WIDE_TARGET static void end(brn_gcm_x86_run *run, const wide_run *w, size_t done)
{
    run->hash = w->hash;
    run->counter = _mm_add_epi32(run->counter, _mm_set_epi32(0, 0, 0, (int)(done / 16)));
}

WIDE_TARGET static size_t seal_bulk(brn_gcm_x86_run *run, const uint8_t *in, size_t len,
                                    uint8_t *out)
{
    wide_run w = begin(run);
    size_t done = 0;

    if (len >= BATCH_SIZE) {
        crypt_batch(&w, NULL, in, out);
        for (done = BATCH_SIZE; len - done >= BATCH_SIZE; done += BATCH_SIZE)
            crypt_batch(&w, out + done - BATCH_SIZE, in + done, out + done);
        hash_batch(&w, out + done - BATCH_SIZE);
    }
    done += crypt_vectors(&w, in + done, len - done, out + done, true);
    end(run, &w, done);
    return done;
}

WIDE_TARGET static size_t open_bulk(brn_gcm_x86_run *run, const uint8_t *in, size_t len,
                                    uint8_t *out)
{
    wide_run w = begin(run);
    size_t done = 0;

    for (; len - done >= BATCH_SIZE; done += BATCH_SIZE)
        crypt_batch(&w, in + done, in + done, out + done);
    done += crypt_vectors(&w, in + done, len - done, out + done, false);
    end(run, &w, done);
    return done;
}

static brine_result set_key_128(void *context, void *state, const uint8_t *key)
{
    (void)context;
    return brn_gcm_x86_set_key(state, key, BRN_AES_128_ROUNDS, BATCH_BLOCKS);
}

static brine_result set_key_256(void *context, void *state, const uint8_t *key)
{
    (void)context;
    return brn_gcm_x86_set_key(state, key, BRN_AES_256_ROUNDS, BATCH_BLOCKS);
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    (void)context;
    return brn_gcm_x86_seal(state, nonce, ad, ad_len, in, len, out, seal_bulk);
}

static brine_result open(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    (void)context;
    return brn_gcm_x86_open(state, nonce, ad, ad_len, in, len, out, open_bulk);
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, BRN_GCM_X86_STATE_SIZE(BATCH_BLOCKS));
}
