/*
 * One direction's protection: an AEAD under one key, and the sequence number (RFC 5246
 * sections 6.1 and 6.2.3.3, with the nonces of RFC 5288 section 3 and RFC 7905 section 2).
 *
 * Without an AEAD, records pass as they are: the state before ChangeCipherSpec.
 */
#ifndef BRN_RECORD_PROTECTION_H
#define BRN_RECORD_PROTECTION_H

#include "record/record.h"

#include <brine/provider.h>

typedef struct brn_protection {
    const brine_aead *aead; /* NULL = none */
    void *context;          /* the provider's */
    void *state;            /* the AEAD's, allocated */
    uint64_t sequence;
    uint64_t blocks; /* spent, as aead->blocks_limit counts them; stops at UINT64_MAX */
    uint8_t iv[BRINE_AEAD_NONCE_SIZE];
} brn_protection;

/*
 * Keys a protection: key of aead->key_length and iv of aead->fixed_iv_length bytes, copied.
 * BRINE_ERROR_OUT_OF_MEMORY, or the provider's error; *p is then as before.
 */
BRINE_MUST_USE brine_result brn_protection_init(brn_protection *p, const brine_allocator *allocator,
                                                const brine_provider *provider,
                                                const brine_aead *aead, const uint8_t *key,
                                                const uint8_t *iv);
/* Wipes p and gives its state back; a p that was never keyed is left as it is. */
void brn_protection_clear(brn_protection *p, const brine_allocator *allocator);

/* Bytes that a sealed record has beyond its plaintext, header not counted. */
size_t brn_protection_overhead(const brn_protection *p);

/*
 * Writes one whole record to out: header, nonce, ciphertext, tag. len is at most
 * BRINE_RECORD_PLAINTEXT_MAX; out has room for header, overhead and len bytes and does not
 * overlap data. BRINE_ERROR_KEY_SPENT when the key may not protect len bytes more.
 */
BRINE_MUST_USE brine_result brn_protection_seal(brn_protection *p, uint16_t version,
                                                brn_content_type type, const uint8_t *data,
                                                size_t len, uint8_t *out);

/*
 * Opens a record's fragment of header->length bytes where it lies; *plaintext is a part of
 * it. BRINE_ERROR_BAD_RECORD_MAC, BRINE_ERROR_RECORD_OVERFLOW, BRINE_ERROR_KEY_SPENT; noted in
 * failure, which may be NULL.
 */
BRINE_MUST_USE brine_result brn_protection_open(brn_protection *p, const brn_record_header *header,
                                                uint8_t *fragment, size_t plaintext_max,
                                                uint8_t **plaintext, size_t *plaintext_len,
                                                brn_failure *failure);

#endif
