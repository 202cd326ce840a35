/*
 * A root and a server's certificate, made on the spot with libcrypto.
 */
#ifndef BRINE_TESTS_CERTIFICATE_H
#define BRINE_TESTS_CERTIFICATE_H

#include <openssl/x509.h>

typedef struct server_identity {
    X509 *root;
    X509 *leaf; /* for localhost, www.brine.test, other.brine.test, 127.0.0.1 and ::1 */
    EVP_PKEY *key;
} server_identity;

/* Valid from 2020 to 9999; ends the process when libcrypto can't. */
server_identity make_identity(void);

#endif
