/*
 * The record header (RFC 5246 section 6.2.1) and its limits.
 */
#ifndef BRN_RECORD_RECORD_H
#define BRN_RECORD_RECORD_H

#include "base/failure.h"
#include "base/reader.h"
#include "base/writer.h"

#include <brine/error.h>
#include <brine/limits.h>

#define BRN_VERSION_TLS12 0x0303
/*
 * What a ClientHello's record says (RFC 5246 appendix E.1): old servers look at it before
 * they look into the message.
 */
#define BRN_VERSION_TLS10 0x0301

typedef enum brn_content_type {
    BRN_CONTENT_CHANGE_CIPHER_SPEC = 20,
    BRN_CONTENT_ALERT = 21,
    BRN_CONTENT_HANDSHAKE = 22,
    BRN_CONTENT_APPLICATION_DATA = 23,
} brn_content_type;

typedef struct brn_record_header {
    uint8_t type;
    uint16_t version;
    uint16_t length;
} brn_record_header;

/* False when fewer than BRINE_RECORD_HEADER_SIZE bytes are there. */
BRINE_MUST_USE bool brn_record_read_header(brn_reader *r, brn_record_header *header);
void brn_record_write_header(brn_writer *w, const brn_record_header *header);

/* What a header may say at this point of the connection. */
typedef struct brn_record_rules {
    bool any_minor_version; /* before ServerHello has settled the version */
    bool first;             /* nothing has been received yet: it may not be TLS at all */
    size_t overhead;        /* bytes that the read protection adds to a plaintext */
    size_t plaintext_max;
} brn_record_rules;

/* Judges a header before its record is waited for. Notes a failure, which may be NULL. */
BRINE_MUST_USE brine_result brn_record_check_header(const brn_record_header *header,
                                                    const brn_record_rules *rules,
                                                    brn_failure *failure);

/* Fills error with the sentence of a failure of this floor; false when it is another's. */
BRINE_MUST_USE bool brn_record_explain(const brn_failure *failure, brine_error *error);

#endif
