/*
 * Private keys in PEM or DER: PKCS#8 (RFC 5208, RFC 5958), SEC1 (RFC 5915), PKCS#1 (RFC 8017
 * appendix A.1.2), Ed25519 (RFC 8410).
 */
#ifndef BRN_X509_KEY_PRIVATE_KEY_H
#define BRN_X509_KEY_PRIVATE_KEY_H

#include <brine/config.h>
#include <brine/provider.h>

/* A key and the memory that its slices point into. Zeroed = none. */
typedef struct brn_private_key {
    brine_private_key key;
    brine_bytes private_exponent; /* RSA: d */
    size_t scalar_size;           /* EC: bytes of the curve's order */
    uint8_t *block;               /* what was read */
    size_t size;                  /* of block, in bytes */
    uint8_t *completion;          /* what the file left out; NULL = nothing */
    size_t completion_size;       /* likewise */
} brn_private_key;

/* Whom to ask for the passphrase of an encrypted key. Zeroed = there is none. */
typedef struct brn_passphrase {
    brine_passphrase ask;
    void *context;
} brn_passphrase;

/*
 * Parses the first private key in a PEM text, or a file that is a key in DER; `source` is what
 * errors call it. What the key's form lets be missing is completed: leading zeros of an EC
 * scalar, the CRT values of an RSA key. Only the form is checked: whether the numbers are those
 * of a key is for the provider to say.
 *
 * BRINE_ERROR_NO_PRIVATE_KEY, BRINE_ERROR_KEY_ENCRYPTED, BRINE_ERROR_KEY_MALFORMED,
 * BRINE_ERROR_KEY_UNSUPPORTED, BRINE_ERROR_LIMIT (of deriving a key from the passphrase),
 * BRINE_ERROR_PEM, BRINE_ERROR_OUT_OF_MEMORY. *out is
 * untouched then, and nothing of the key is left in memory but in the caller's text.
 */
BRINE_MUST_USE brine_result brn_private_key_parse(const brine_allocator *allocator, brine_bytes pem,
                                                  const char *source,
                                                  const brn_passphrase *passphrase,
                                                  brn_private_key *out, brine_error *error);

/* Whether a text holds a private key, be it one that brine does not take. */
BRINE_MUST_USE bool brn_private_key_is_in(brine_bytes text);

/* Wipes and gives back. */
void brn_private_key_free(const brine_allocator *allocator, brn_private_key *key);

/*
 * The parser behind it, from DER to slices of it in out->key and out->private_exponent. `label`
 * is the PEM block's: "PRIVATE KEY", "EC PRIVATE KEY" or "RSA PRIVATE KEY".
 * BRINE_ERROR_KEY_MALFORMED or BRINE_ERROR_KEY_UNSUPPORTED, with the reason in *rule
 * ("has ..." or "is ...").
 *
 * An EC scalar may be shorter than its curve's order, and exponent1, exponent2 and coefficient
 * may be empty, until brn_private_key_complete was called.
 */
BRINE_MUST_USE brine_result brn_private_key_decode(brine_bytes label, brine_bytes der,
                                                   brn_private_key *out, const char **rule);

/*
 * The label that a key in DER would have in PEM ("ENCRYPTED PRIVATE KEY" among them, and "PKCS12"
 * for a file of that kind), told from its first elements; NULL when the
 * bytes are not one SEQUENCE that begins as a private key does.
 */
const char *brn_private_key_label(brine_bytes der);

/*
 * Gives the scalar its leading zeros and computes missing CRT values, in constant time, in a
 * block of key->completion. BRINE_ERROR_OUT_OF_MEMORY.
 */
BRINE_MUST_USE brine_result brn_private_key_complete(const brine_allocator *allocator,
                                                     brn_private_key *key);

#endif
