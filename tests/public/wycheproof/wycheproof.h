/*
 * What the files of wycheproof_check share.
 *
 * A file of Wycheproof's testvectors_v1 holds groups of tests of one type. Each type has
 * a function here that runs one test through every implementation in question and says
 * what came out. None of them looks at the test's "result".
 */
#ifndef BRINE_TESTS_CRYPTO_WYCHEPROOF_H
#define BRINE_TESTS_CRYPTO_WYCHEPROOF_H

#include <brine/provider.h>
#include <cjson/cJSON.h>

typedef enum verdict {
    VERDICT_NONE, /* no implementation in question serves it */
    VERDICT_VALID,
    VERDICT_INVALID,
    VERDICT_SKIP,    /* parameters that TLS does not have */
    VERDICT_DISAGREE /* implementations differ: always a bug */
} verdict;

/* One test, with all that says how to run it. */
typedef struct wycheproof_case {
    const brine_provider *const *providers; /* whose entries are in question; ended by NULL */
    const char *tier;      /* an entry's `implementation`; NULL = all that this machine can run */
    const char *algorithm; /* the file's */
    const cJSON *group, *test;
} wycheproof_case;

/* Whether an entry is to run: of the right tier, and available (NULL = always). */
bool wycheproof_runs(const wycheproof_case *c, const brine_provider *p, const char *implementation,
                     bool (*available)(void *context));

/* Takes one implementation's verdict into the sum of all. */
void wycheproof_join(verdict *sum, bool valid);

/*
 * Members of an object. Bytes come from hexadecimal text and live until the next test;
 * a member that is missing or malformed ends the program.
 */
const char *wycheproof_text(const cJSON *object, const char *name);
int wycheproof_number(const cJSON *object, const char *name);
brine_bytes wycheproof_bytes(const cJSON *object, const char *name);

/* The same as a big-endian number without leading zeros. */
brine_bytes wycheproof_integer(const cJSON *object, const char *name);

bool wycheproof_equal(brine_bytes a, const uint8_t *b, size_t len);
void wycheproof_fail(const char *what) __attribute__((noreturn));

verdict wycheproof_aead(const wycheproof_case *c);
verdict wycheproof_mac(const wycheproof_case *c);
verdict wycheproof_exchange(const wycheproof_case *c);
verdict wycheproof_signature(const wycheproof_case *c);
verdict wycheproof_encryption(const wycheproof_case *c);

#endif
