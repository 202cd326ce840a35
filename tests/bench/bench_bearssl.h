/* Trust anchors for BearSSL, which leaves files to its user. */
#ifndef BRINE_TESTS_BENCH_BEARSSL_H
#define BRINE_TESTS_BENCH_BEARSSL_H

#include <bearssl.h>

#define BEARSSL_ANCHORS_MAX 4096

typedef struct bearssl_store {
    br_x509_trust_anchor anchors[BEARSSL_ANCHORS_MAX];
    size_t count;
} bearssl_store;

/* Reads a PEM bundle. A failure ends the program. */
bearssl_store *bearssl_open(const char *path);
void bearssl_close(bearssl_store *store);

#endif
