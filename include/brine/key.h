/*
 * One key from PEM or DER, for a signer that stands outside of a connection: a process that keeps
 * the client's key and answers a brine_signature_request (conn.h), or an application that has a
 * certificate and looks for its key in a token.
 *
 * A key never changes: any number of threads may use it, and its provider must outlive it.
 */
#ifndef BRINE_KEY_H
#define BRINE_KEY_H

#include <brine/config.h>
#include <brine/error.h>
#include <brine/provider.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_key brine_key;

/*
 * Reads the first private key of a text, in the forms that brine_config_set_identity takes, and
 * has the provider load it. A text without one gives a key that can't sign, which is that of its
 * first certificate (RFC 5280 section 4.1.2.7) or its first PUBLIC KEY block (RFC 7468 section
 * 13); DER is one of all these. The text is only read during the call.
 *
 * allocator may be NULL for malloc and free. passphrase may be NULL; it is asked as in
 * brine_config_set_passphrase, with context.
 *
 * BRINE_ERROR_NO_PRIVATE_KEY when the text has no key at all; BRINE_ERROR_KEY_ENCRYPTED,
 * BRINE_ERROR_KEY_MALFORMED, BRINE_ERROR_KEY_UNSUPPORTED, BRINE_ERROR_CERT_MALFORMED,
 * BRINE_ERROR_PEM, BRINE_ERROR_LIMIT (of deriving a key from the passphrase),
 * BRINE_ERROR_OUT_OF_MEMORY.
 */
BRINE_MUST_USE BRINE_API brine_result brine_key_new(const brine_provider *provider,
                                                    const brine_allocator *allocator,
                                                    brine_bytes pem_or_der,
                                                    brine_passphrase passphrase, void *context,
                                                    brine_key **out, brine_error *error);

/* Wipes and frees; NULL is allowed. */
BRINE_API void brine_key_free(brine_key *key);

/* The public half, to find the key in a token or to compare it; its slices live as the key does. */
BRINE_API void brine_key_public(const brine_key *key, brine_public_key *out);

/* Whether the key can sign: the text held a private key. */
BRINE_API bool brine_key_is_private(const brine_key *key);

/*
 * Signs what a brine_signature_request asks for. scheme is a SignatureScheme that fits the key;
 * digest has the size of its hash, or is empty: then message is hashed here. Ed25519 signs the
 * message. signature has room for BRINE_SIGNATURE_MAX bytes, and *len receives how many it has.
 *
 * BRINE_ERROR_NO_PRIVATE_KEY, BRINE_ERROR_UNSUPPORTED for a scheme that the key can't make,
 * BRINE_ERROR_INVALID_ARGUMENT, and BRINE_ERROR_CRYPTO or BRINE_ERROR_RANDOM as the provider says.
 */
BRINE_MUST_USE BRINE_API brine_result brine_key_sign(const brine_key *key, uint16_t scheme,
                                                     brine_bytes digest, brine_bytes message,
                                                     uint8_t *signature, size_t *len,
                                                     brine_error *error);

#ifdef __cplusplus
}
#endif

#endif
