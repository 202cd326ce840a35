/*
 * SHA-384 and SHA-512 with AVX2, which makes the message schedules of two blocks at once, and
 * BMI2, whose rotation spares the rounds a copy. The rounds stay in general registers: each
 * waits for the one before.
 */
#include "base/stack.h"
#include "crypto/sha/sha512_schedule.h"

#if BRN_SHA512_AVX2

/*
 * What a call may leave on the stack, in bytes: 1,280 of schedule, and what the compiler keeps
 * beside it, as tests/unit/crypto/stack_test.c measures it.
 */
#define STACK_USED 2400

BRN_SHA512_INLINE uint64_t rotate(uint64_t x, unsigned n)
{
    return x >> n | x << (64 - n);
}

/*
 * A round (FIPS 180-4 section 6.4.2), which renames its words instead of moving them: d and h
 * change. bc is b ^ c: what a ^ b was in the round before.
 */
#define ROUND(a, b, c, d, e, f, g, h, wk)                                                          \
    h += (wk) + (((f ^ g) & e) ^ g);                                                               \
    h += rotate(e, 14) ^ rotate(e, 18) ^ rotate(e, 41);                                            \
    d += h;                                                                                        \
    h += rotate(a, 28) ^ rotate(a, 34) ^ rotate(a, 39);                                            \
    bc &= a ^ b;                                                                                   \
    h += bc ^ b;                                                                                   \
    bc = a ^ b;

/* Sixteen rounds with one block's words; NEXT(i) goes between. */
#define TURN(words, half, NEXT)                                                                    \
    ROUND(a, b, c, d, e, f, g, h, (words)[0][half])                                                \
    ROUND(h, a, b, c, d, e, f, g, (words)[0][(half) + 1])                                          \
    NEXT(0)                                                                                        \
    ROUND(g, h, a, b, c, d, e, f, (words)[1][half])                                                \
    ROUND(f, g, h, a, b, c, d, e, (words)[1][(half) + 1])                                          \
    NEXT(1)                                                                                        \
    ROUND(e, f, g, h, a, b, c, d, (words)[2][half])                                                \
    ROUND(d, e, f, g, h, a, b, c, (words)[2][(half) + 1])                                          \
    NEXT(2)                                                                                        \
    ROUND(c, d, e, f, g, h, a, b, (words)[3][half])                                                \
    ROUND(b, c, d, e, f, g, h, a, (words)[3][(half) + 1])                                          \
    NEXT(3)                                                                                        \
    ROUND(a, b, c, d, e, f, g, h, (words)[4][half])                                                \
    ROUND(h, a, b, c, d, e, f, g, (words)[4][(half) + 1])                                          \
    NEXT(4)                                                                                        \
    ROUND(g, h, a, b, c, d, e, f, (words)[5][half])                                                \
    ROUND(f, g, h, a, b, c, d, e, (words)[5][(half) + 1])                                          \
    NEXT(5)                                                                                        \
    ROUND(e, f, g, h, a, b, c, d, (words)[6][half])                                                \
    ROUND(d, e, f, g, h, a, b, c, (words)[6][(half) + 1])                                          \
    NEXT(6)                                                                                        \
    ROUND(c, d, e, f, g, h, a, b, (words)[7][half])                                                \
    ROUND(b, c, d, e, f, g, h, a, (words)[7][(half) + 1])                                          \
    NEXT(7)

#define NOTHING(i)
#define EXTEND(i)                                                                                  \
    brn_sha512_extend(w, i);                                                                       \
    brn_sha512_keep(s, at + (i), w[i]);

#define LOAD_STATE                                                                                 \
    uint64_t a = state[0], b = state[1], c = state[2], d = state[3];                               \
    uint64_t e = state[4], f = state[5], g = state[6], h = state[7], bc = b ^ c;
#define ADD_STATE                                                                                  \
    state[0] += a;                                                                                 \
    state[1] += b;                                                                                 \
    state[2] += c;                                                                                 \
    state[3] += d;                                                                                 \
    state[4] += e;                                                                                 \
    state[5] += f;                                                                                 \
    state[6] += g;                                                                                 \
    state[7] += h;

/* Takes in `first`, and makes the schedule of both. */
BRN_SHA512_INLINE void take_first(uint64_t state[8], brn_sha512_schedule *s, const uint8_t *first,
                                  const uint8_t *second)
{
    brn_sha512_pair w[BRN_SHA512_PAIRS];
    unsigned at = 0;
    LOAD_STATE

    for (unsigned i = 0; i < BRN_SHA512_PAIRS; i++) {
        w[i] = brn_sha512_load(first + 16 * i, second + 16 * i);
        brn_sha512_keep(s, i, w[i]);
    }
    while (at < (BRN_SHA512_TURNS - 1) * BRN_SHA512_PAIRS) {
        uint64_t(*words)[4] = &s->words[at];

        at += BRN_SHA512_PAIRS;
        TURN(words, 0, EXTEND)
    }
    TURN(&s->words[at], 0, NOTHING)
    ADD_STATE
}

/* Takes in the block that was `second`. */
BRN_SHA512_INLINE void take_second(uint64_t state[8], const brn_sha512_schedule *s)
{
    LOAD_STATE

    for (unsigned at = 0; at < BRN_SHA512_TURNS * BRN_SHA512_PAIRS; at += BRN_SHA512_PAIRS) {
        TURN(&s->words[at], 2, NOTHING)
    }
    ADD_STATE
}

/* Where no second block is left, the last one stands in for it, and is not taken in twice. */
BRN_SHA512_TARGET __attribute__((noinline)) static void take(uint64_t state[8], const uint8_t *data,
                                                             size_t blocks)
{
    brn_sha512_schedule s;

    while (blocks > 0) {
        size_t taken = blocks > 1 ? 2 : 1;

        take_first(state, &s, data, data + (taken - 1) * BRN_SHA512_BLOCK_SIZE);
        if (taken > 1)
            take_second(state, &s);
        data += taken * BRN_SHA512_BLOCK_SIZE;
        blocks -= taken;
    }
}

static void compress(uint64_t state[8], const uint8_t *data, size_t blocks)
{
    take(state, data, blocks);
    brn_wipe_stack(STACK_USED);
}

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_AVX2);
}

static void update(void *context, void *state, const uint8_t *data, size_t len)
{
    (void)context;
    brn_sha512_update(state, data, len, compress);
}

static void final_sha384(void *context, void *state, uint8_t *out)
{
    (void)context;
    brn_sha512_final(state, out, BRN_SHA384_OUTPUT_SIZE / 8, compress);
}

static void final_sha512(void *context, void *state, uint8_t *out)
{
    (void)context;
    brn_sha512_final(state, out, BRN_SHA512_OUTPUT_SIZE / 8, compress);
}

#define WORK(finish) .available = available, .update = update, .final = finish

#else

#define WORK(finish) .available = brn_cpu_never

#endif

const brine_hash brine_hash_sha384_avx2 = {
    BRN_SHA384_PARAMETERS,
    .implementation = "brine AVX2",
    WORK(final_sha384),
};

const brine_hash brine_hash_sha512_avx2 = {
    BRN_SHA512_PARAMETERS,
    .implementation = "brine AVX2",
    WORK(final_sha512),
};
