/*
 * PEM: base64 between -----BEGIN X----- and -----END X----- (RFC 7468), read laxly. Text
 * around the blocks is ignored, blanks and any line ends are allowed, and a block that is
 * broken is told with its line while the others stay readable.
 */
#ifndef BRN_X509_PEM_PEM_H
#define BRN_X509_PEM_PEM_H

#include "x509/pem/base64.h"

/* What stands before the label in the first line of a block, and in its last. */
#define BRN_PEM_BEGIN "-----BEGIN "
#define BRN_PEM_END   "-----END "

/* A text that is being read; all of it belongs to the caller. */
typedef struct brn_pem {
    const uint8_t *at, *end;
    const uint8_t *counted; /* line breaks before this are in `line` */
    size_t line;            /* of `counted`, from 1 */
} brn_pem;

/* One block; the slices point into the text. */
typedef struct brn_pem_block {
    brine_bytes label;  /* "CERTIFICATE" */
    brine_bytes text;   /* what stands between the lines: base64, perhaps headers before it */
    size_t line;        /* of the BEGIN line, from 1 */
    const char *broken; /* why it has no text, as in "it has no END line"; NULL = it is whole */
} brn_pem_block;

brn_pem brn_pem_of(brine_bytes text);

/* The next block, broken or whole; false when there is no other. */
BRINE_MUST_USE bool brn_pem_next(brn_pem *pem, brn_pem_block *block);

BRINE_MUST_USE bool brn_pem_has_label(const brn_pem_block *block, const char *label);

/* "CERTIFICATE", or "X509 CERTIFICATE", an old label that some tools still write. */
BRINE_MUST_USE bool brn_pem_is_certificate(const brn_pem_block *block);

/*
 * Decodes the block that brn_pem_next gave last; not for secrets. out and *len as for
 * brn_base64_decode: a whole bundle may be decoded in place. False when it is not base64.
 */
BRINE_MUST_USE bool brn_pem_decode(brn_pem *pem, const brn_base64 *tables,
                                   const brn_pem_block *block, uint8_t *out, size_t *len);

/*
 * Why no certificate was found in a text, to end a sentence with: ": it is empty", ": its first
 * block is 'PRIVATE KEY'", or "" when it has no block. Returns out.
 */
#define BRN_PEM_INSTEAD_SIZE 320
const char *brn_pem_instead(brine_bytes text, char out[BRN_PEM_INSTEAD_SIZE]);

/* Appends a block as RFC 7468 has it written: lines of 64 characters, each ending with \n. */
void brn_pem_write(brn_text *text, const char *label, brine_bytes der);

#endif
