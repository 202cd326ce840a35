/*
 * Public keys in PEM or DER: a certificate's, or a SubjectPublicKeyInfo by itself (RFC 7468 section
 * 13).
 */
#ifndef BRN_X509_KEY_PUBLIC_KEY_PEM_H
#define BRN_X509_KEY_PUBLIC_KEY_PEM_H

#include <brine/error.h>
#include <brine/provider.h>

/* A key and the memory that its slices point into. Zeroed = none. */
typedef struct brn_public_key_copy {
    brine_public_key key;
    uint8_t *block;
    size_t size; /* of block, in bytes */
} brn_public_key_copy;

/*
 * Reads the first certificate or PUBLIC KEY block of a PEM text, or a file that is one of them in
 * DER. BRINE_ERROR_NO_PRIVATE_KEY when there is none, BRINE_ERROR_CERT_MALFORMED,
 * BRINE_ERROR_KEY_MALFORMED, BRINE_ERROR_KEY_UNSUPPORTED, BRINE_ERROR_PEM,
 * BRINE_ERROR_OUT_OF_MEMORY. *out is to be freed in any case.
 */
BRINE_MUST_USE brine_result brn_public_key_read(const brine_allocator *allocator, brine_bytes text,
                                                brn_public_key_copy *out, brine_error *error);

void brn_public_key_copy_free(const brine_allocator *allocator, brn_public_key_copy *copy);

#endif
