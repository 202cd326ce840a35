/*
 * Loading a PEM bundle as a trust store with other libraries, each as its manual shows it,
 * and giving it back. `context` is the path. A failure ends the program.
 */
#ifndef BRINE_TESTS_BENCH_TRUST_PEERS_H
#define BRINE_TESTS_BENCH_TRUST_PEERS_H

void load_with_openssl(void *context);
void load_with_gnutls(void *context);
void load_with_mbedtls(void *context);
void load_with_bearssl(void *context);

#endif
