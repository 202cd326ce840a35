/*
 * Private keys in PEM: PKCS#8 (RFC 5208, RFC 5958), SEC1 (RFC 5915), PKCS#1 (RFC 8017
 * appendix A.1.2), Ed25519 (RFC 8410).
 */
#ifndef BRN_X509_KEY_PRIVATE_KEY_H
#define BRN_X509_KEY_PRIVATE_KEY_H

#include <brine/provider.h>

/* A key and the memory that its slices point into. Zeroed = none. */
typedef struct brn_private_key {
    brine_private_key key;
    uint8_t *block;
    size_t size; /* of block, in bytes */
} brn_private_key;

/*
 * Parses the first private key in a PEM text; `source` is what errors call the text. Only
 * the form is checked: whether the numbers are those of a key is for the provider to say.
 *
 * BRINE_ERROR_NO_PRIVATE_KEY, BRINE_ERROR_KEY_ENCRYPTED, BRINE_ERROR_KEY_MALFORMED,
 * BRINE_ERROR_KEY_UNSUPPORTED, BRINE_ERROR_PEM, BRINE_ERROR_OUT_OF_MEMORY. *out is
 * untouched then, and nothing of the key is left in memory but in the caller's text.
 */
BRINE_MUST_USE brine_result brn_private_key_parse(const brine_allocator *allocator, brine_bytes pem,
                                                  const char *source, brn_private_key *out,
                                                  brine_error *error);

/* Wipes and gives back. */
void brn_private_key_free(const brine_allocator *allocator, brn_private_key *key);

/*
 * The parser behind it, from DER to slices of it. `label` is the PEM block's: "PRIVATE
 * KEY", "EC PRIVATE KEY" or "RSA PRIVATE KEY". BRINE_ERROR_KEY_MALFORMED or
 * BRINE_ERROR_KEY_UNSUPPORTED, with the reason in *rule ("has ..." or "is ...").
 */
BRINE_MUST_USE brine_result brn_private_key_decode(brine_bytes label, brine_bytes der,
                                                   brine_private_key *out, const char **rule);

#endif
