/*
 * What differential tests share: how many cases, and repeatable random bytes with a liking
 * for the edges. BRINE_CASES=n runs n cases in place of the test's own number, BRINE_SEED=n
 * repeats a run; both are printed.
 */
#ifndef BRINE_TESTS_CRYPTO_DIFFERENTIAL_H
#define BRINE_TESTS_CRYPTO_DIFFERENTIAL_H

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct differential {
    uint64_t seed;
    uint64_t drawn;
    size_t cases;
} differential;

static inline uint64_t differential_setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text == NULL ? otherwise : strtoull(text, NULL, 10);
}

static inline differential differential_begin(const char *what, size_t cases)
{
    differential d = {0, 0, 0};
    uint64_t random_seed;

    if (sodium_init() < 0)
        abort();
    randombytes_buf(&random_seed, sizeof random_seed);
    d.seed = differential_setting("BRINE_SEED", random_seed);
    d.cases = (size_t)differential_setting("BRINE_CASES", cases);
    printf("%s: %zu cases, BRINE_SEED=%" PRIu64 "\n", what, d.cases, d.seed);
    return d;
}

static inline void differential_bytes(differential *d, void *out, size_t len)
{
    uint8_t seed[randombytes_SEEDBYTES] = {0};

    memcpy(seed, &d->seed, sizeof d->seed);
    memcpy(seed + sizeof d->seed, &d->drawn, sizeof d->drawn);
    d->drawn++;
    randombytes_buf_deterministic(out, len, seed);
}

/* A number from 0 to below - 1. */
static inline size_t differential_below(differential *d, size_t below)
{
    uint64_t value;

    differential_bytes(d, &value, sizeof value);
    return (size_t)(value % below);
}

/*
 * Big-endian bytes of a number: random, or runs of zero and one bits that begin and end
 * anywhere, or nearly zero, or nearly the maximum.
 */
static inline void differential_number(differential *d, uint8_t *out, size_t len)
{
    size_t from, to;

    differential_bytes(d, out, len);
    switch (differential_below(d, 6)) {
    case 0:
        memset(out, 0, len - 1);
        break;
    case 1:
        memset(out, 0xFF, len - 1);
        break;
    case 2:
    case 3:
        from = differential_below(d, len);
        to = from + differential_below(d, len - from) + 1;
        memset(out + from, differential_below(d, 2) == 0 ? 0 : 0xFF, to - from);
        break;
    case 4:
        for (size_t i = 0; i + 8 <= len; i += 8)
            memset(out + i, differential_below(d, 2) == 0 ? 0 : 0xFF, 8);
        break;
    default:
        break;
    }
}

#endif
