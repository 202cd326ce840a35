/*
 * A sorted array: smaller than a hash table, and no choice of anchors makes sorting slow.
 * The key is a hash of the subject, found in log n steps; subjects that only share the
 * hash stand side by side and are told apart by brn_trust_index_next. The hash has no
 * secret key, so that the order is the same everywhere: an attacker who can choose our
 * anchors has no need to make them collide.
 */
#include "x509/trust/index.h"

#include "base/memory.h"

#include "x509/name/distinguished_name.h"
#include "x509/name/name_hash.h"

#include <string.h>

/* A device has one anchor; a system's bundle of 150 comes after eight doublings. */
#define FIRST_CAPACITY 1

bool brn_trust_index_add(const brine_allocator *allocator, brn_trust_index *index, brine_bytes der,
                         brine_bytes subject, uint64_t hash)
{
    if (index->count == index->capacity) {
        size_t larger = index->capacity == 0 ? FIRST_CAPACITY : index->capacity * 2;
        void *block = index->anchors;

        if (larger > SIZE_MAX / sizeof(brn_anchor) ||
            !brn_resize(allocator, &block, index->capacity * sizeof(brn_anchor),
                        larger * sizeof(brn_anchor)))
            return false;
        index->anchors = block;
        index->capacity = larger;
    }
    index->anchors[index->count++] = (brn_anchor){
        .hash = hash,
        .der = der.data,
        .len = (uint32_t)der.len,
        .subject_at = (uint32_t)(subject.data - der.data),
        .subject_len = (uint32_t)subject.len,
    };
    return true;
}

static int compare(const brn_anchor *a, const brn_anchor *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->len != b->len)
        return a->len < b->len ? -1 : 1;
    return a->der == b->der ? 0 : memcmp(a->der, b->der, a->len);
}

static void swap(brn_anchor *a, brn_anchor *b)
{
    brn_anchor kept = *a;

    *a = *b;
    *b = kept;
}

/* Restores the heap below `at`: a parent is not less than its children. */
static void sift_down(brn_anchor *anchors, size_t at, size_t count)
{
    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= count)
            return;
        if (child + 1 < count && compare(&anchors[child], &anchors[child + 1]) < 0)
            child++;
        if (compare(&anchors[at], &anchors[child]) >= 0)
            return;
        swap(&anchors[at], &anchors[child]);
        at = child;
    }
}

/* Heapsort: in place, n log n at worst, no recursion; qsort promises none of these. */
size_t brn_trust_index_sort(brn_trust_index *index)
{
    brn_anchor *anchors = index->anchors;
    size_t kept = 0, count = index->count;

    for (size_t i = count / 2; i-- > 0;)
        sift_down(anchors, i, count);
    for (size_t end = count; end-- > 1;) {
        swap(&anchors[0], &anchors[end]);
        sift_down(anchors, 0, end);
    }
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare(&anchors[kept - 1], &anchors[i]) != 0)
            anchors[kept++] = anchors[i];
    index->count = kept;
    return count - kept;
}

/* The first place at or after `from` whose hash is not less. */
static size_t lower_bound(const brn_trust_index *index, size_t from, uint64_t hash)
{
    size_t to = index->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (index->anchors[middle].hash < hash)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const brn_anchor *brn_trust_index_next(const brn_trust_index *index, brine_bytes subject,
                                       size_t *cursor)
{
    uint64_t hash;

    if (!brn_name_hash(subject, &hash))
        return NULL;
    for (size_t i = lower_bound(index, *cursor, hash); i < index->count; i++) {
        const brn_anchor *anchor = &index->anchors[i];

        if (anchor->hash != hash)
            break;
        if (brn_name_equal(brn_anchor_subject(anchor), subject)) {
            *cursor = i + 1;
            return anchor;
        }
    }
    *cursor = index->count;
    return NULL;
}

bool brn_trust_index_has_hash(const brn_trust_index *index, uint64_t hash)
{
    size_t at = lower_bound(index, 0, hash);

    return at < index->count && index->anchors[at].hash == hash;
}

void brn_trust_index_free(const brine_allocator *allocator, brn_trust_index *index)
{
    brn_release(allocator, index->anchors, index->capacity * sizeof(brn_anchor));
    *index = (brn_trust_index){NULL, 0, 0};
}
