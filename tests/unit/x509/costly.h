/* Keys that cost as much as a key may, and chains of them. */
#ifndef BRINE_TESTS_X509_COSTLY_H
#define BRINE_TESTS_X509_COSTLY_H

#include "unit/x509/chain.h"

#define DER_NULL     BYTES(0x05, 0x00)
#define RSA_SHA256   SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL)
#define ECDSA_SHA256 SEQ(OID("1.2.840.10045.4.3.2"))

/*
 * SubjectPublicKeyInfo of an RSA key that has no private one: an odd modulus of so many bits,
 * another for each number, and this exponent.
 */
der costly_rsa(size_t bits, der exponent, size_t number);

/* 64 bits, all set: the dearest exponent there is. */
der costly_dense_exponent(void);
der costly_usual_exponent(void);

/* The same for a curve: "P-521". */
der costly_point(const char *curve, size_t number);

#endif
