/* A small PKI of three certificates, and one call to verify what a test made of it. */
#ifndef BRINE_TESTS_X509_CHAIN_H
#define BRINE_TESTS_X509_CHAIN_H

#include "unit/x509/factory.h"

/* Root "Root", CA "CA", server "www.example": change the specs, then verify. */
typedef struct chain {
    cert_spec root, ca, server;
    const char *host;             /* what is wanted, "www.example" */
    brine_verify_options options; /* for FACTORY_NOW; trust and server_name are set by verify */
    brine_bytes path[BRINE_PATH_LENGTH_MAX];
    size_t path_count;
    brine_error error;
} chain;

chain chain_make(void);

/* Makes the three; the root is the anchor, the server sends the other two. */
brine_result chain_verify(chain *c);

/* Verifies what is given; trust is freed. */
brine_result chain_verify_these(chain *c, brine_trust *trust, const der *sent, size_t count);

#define VERIFY(c, trust, ...)                                                                      \
    chain_verify_these(c, trust, (const der[]){__VA_ARGS__},                                       \
                       sizeof((const der[]){__VA_ARGS__}) / sizeof(der))

/* cmocka: the chain is verified and accepted, or refused with this code. */
void assert_accepted(chain *c);
void assert_refused(chain *c, brine_result code);

/* cmocka tear-down: frees what the factory made. */
int chain_tear_down(void **state);

#endif
