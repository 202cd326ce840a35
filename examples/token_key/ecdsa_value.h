#ifndef EXAMPLES_ECDSA_VALUE_H
#define EXAMPLES_ECDSA_VALUE_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that a value of a curve up to P-384 has at most. */
#define ECDSA_VALUE_MAX 104

/*
 * PKCS#11 puts r and s side by side, n bytes together (64 or 96); TLS wants an Ecdsa-Sig-Value,
 * which is DER (RFC 8422 section 5.4). Writes it to out and returns its length, 0 when n is
 * neither.
 */
size_t ecdsa_value(const uint8_t *raw, size_t n, uint8_t out[ECDSA_VALUE_MAX]);

#endif
