/*
 * The anchors of a store, found by subject.
 */
#ifndef BRN_X509_TRUST_INDEX_H
#define BRN_X509_TRUST_INDEX_H

#include <brine/types.h>

typedef struct brn_anchor {
    uint64_t hash; /* of the subject */
    const uint8_t *der;
    uint32_t len;
    uint32_t subject_at, subject_len; /* the subject's place in der */
} brn_anchor;

/* A list that grows, then is sorted once. Zeroed = empty. The DER belongs to others. */
typedef struct brn_trust_index {
    brn_anchor *anchors;
    size_t count;
    size_t capacity;
} brn_trust_index;

static inline brine_bytes brn_anchor_der(const brn_anchor *anchor)
{
    return (brine_bytes){anchor->der, anchor->len};
}

static inline brine_bytes brn_anchor_subject(const brn_anchor *anchor)
{
    return (brine_bytes){anchor->der + anchor->subject_at, anchor->subject_len};
}

/*
 * Appends a certificate of at most BRINE_CERTIFICATE_SIZE_MAX bytes. subject lies in der,
 * hash is its brn_name_hash. False = no memory.
 */
BRINE_MUST_USE bool brn_trust_index_add(const brine_allocator *allocator, brn_trust_index *index,
                                        brine_bytes der, brine_bytes subject, uint64_t hash);

/*
 * Puts anchors with one subject side by side, in an order that does not depend on how they
 * came, and drops repeated ones. Returns how many were dropped. n log n comparisons,
 * whatever the anchors.
 */
size_t brn_trust_index_sort(brn_trust_index *index);

/*
 * In a sorted index, the first anchor at or after *cursor with this subject; *cursor starts
 * at 0 and moves behind it. NULL when there is no other.
 */
const brn_anchor *brn_trust_index_next(const brn_trust_index *index, brine_bytes subject,
                                       size_t *cursor);

/* Whether a sorted index has anchors with this hash of the subject. */
BRINE_MUST_USE bool brn_trust_index_has_hash(const brn_trust_index *index, uint64_t hash);

void brn_trust_index_free(const brine_allocator *allocator, brn_trust_index *index);

#endif
