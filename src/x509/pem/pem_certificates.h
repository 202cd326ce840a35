/*
 * A chain of certificates in PEM, or one in DER, such as a client's own.
 */
#ifndef BRN_X509_PEM_PEM_CERTIFICATES_H
#define BRN_X509_PEM_PEM_CERTIFICATES_H

#include <brine/error.h>

/* Certificates in the order of the text, and the memory they lie in. Zeroed = none. */
typedef struct brn_certificate_list {
    brine_bytes *certificates; /* in DER */
    size_t count;
    uint8_t *block; /* what the slices point into */
    size_t size;    /* of block, in bytes */
} brn_certificate_list;

/*
 * Reads a file that is one certificate in DER, or every CERTIFICATE block; other blocks, a key say,
 * are passed over. What a block holds is not parsed. `source` is what errors call the text.
 * BRINE_ERROR_NO_CERTIFICATE, BRINE_ERROR_PEM for a broken block, BRINE_ERROR_LIMIT beyond
 * BRINE_CERTIFICATES_SENT_MAX certificates or BRINE_CERTIFICATE_SIZE_MAX bytes in one,
 * BRINE_ERROR_OUT_OF_MEMORY; *out is untouched then.
 */
BRINE_MUST_USE brine_result brn_pem_certificates(const brine_allocator *allocator, brine_bytes pem,
                                                 const char *source, brn_certificate_list *out,
                                                 brine_error *error);

void brn_certificate_list_free(const brine_allocator *allocator, brn_certificate_list *list);

#endif
