/*
 * Verifying a chain with other libraries, each as its manual shows it: certificates parsed
 * from DER, path, time and name checked. A failure ends the program.
 */
#ifndef BRINE_TESTS_BENCH_X509_PEERS_H
#define BRINE_TESTS_BENCH_X509_PEERS_H

#include <stddef.h>
#include <stdint.h>

#define BENCH_CHAIN_MAX 4

/* What a server sends, its own first. */
typedef struct bench_chain {
    struct {
        const uint8_t *data;
        size_t len;
    } certificates[BENCH_CHAIN_MAX];
    size_t count;
    const char *host;
} bench_chain;

typedef struct bench_library {
    const char *name;
    void *(*open)(const char *bundle); /* a trust store */
    void (*verify)(void *store, const bench_chain *chain);
    void (*close)(void *store);
} bench_library;

extern const bench_library bench_openssl, bench_gnutls, bench_mbedtls, bench_bearssl;

#endif
