/*
 * All handshake messages of a handshake, both sides', in one append-only block: message
 * store and transcript at once. Parts are addressed by offset, since the block may move
 * when it grows.
 *
 * The PRF's hash runs along once the suite is known, so that each byte is hashed once. A
 * CertificateVerify may need another hash, or none: it takes the bytes themselves.
 */
#ifndef BRN_HANDSHAKE_TRANSCRIPT_H
#define BRN_HANDSHAKE_TRANSCRIPT_H

#include <brine/provider.h>
#include <stdalign.h>

typedef struct brn_transcript {
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t hash_state[BRINE_HASH_STATE_MAX];
    const brine_allocator *allocator;
    const brine_provider *provider;
    const brine_hash *hash; /* NULL until the suite is known */
    uint8_t *block;
    size_t cap;
    size_t len;      /* bytes in the block, the unread ones at its end included */
    size_t hashed;   /* bytes that the running hash has seen */
    size_t expected; /* where the message ends of which a part has come; 0 = not known */
} brn_transcript;

void brn_transcript_init(brn_transcript *t, const brine_allocator *allocator,
                         const brine_provider *provider);
void brn_transcript_free(brn_transcript *t);

/* BRINE_ERROR_HANDSHAKE_TOO_LONG beyond BRINE_HANDSHAKE_MAX, BRINE_ERROR_OUT_OF_MEMORY. */
BRINE_MUST_USE brine_result brn_transcript_append(brn_transcript *t, const uint8_t *data,
                                                  size_t len);
/*
 * Says where in the block the message will end of which a part has come, so that the block grows to
 * that at once.
 */
void brn_transcript_expect(brn_transcript *t, size_t end);
/* Room for len bytes at the end, not yet part of the block: add to t->len what was used. */
BRINE_MUST_USE brine_result brn_transcript_reserve(brn_transcript *t, size_t len);
/* Takes bytes out again, as if they had never come: HelloRequests are no part of it. */
void brn_transcript_remove(brn_transcript *t, size_t offset, size_t len);

/* From now on the running hash is this one. */
void brn_transcript_use_hash(brn_transcript *t, const brine_hash *hash);
/* The hash of the first end bytes; ends only grow. Writes hash->output_length bytes. */
void brn_transcript_digest(brn_transcript *t, size_t end, uint8_t *out);

#endif
