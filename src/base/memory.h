/*
 * Allocation through a brine_allocator. Sizes are computed with overflow checks and
 * every block is wiped before it goes back, so that no caller has to know whether it
 * held a secret.
 */
#ifndef BRN_BASE_MEMORY_H
#define BRN_BASE_MEMORY_H

#include <brine/types.h>

/* malloc and free. */
extern const brine_allocator brn_system_allocator;

/* Zeroed memory for count elements of size bytes; NULL when there is none or the product wraps. */
BRINE_MUST_USE void *brn_allocate(const brine_allocator *allocator, size_t count, size_t size);

/* Wipes and gives back; block may be NULL. size is what was asked for: count * size. */
void brn_release(const brine_allocator *allocator, void *block, size_t size);

/* Likewise, for one object that needs more alignment than malloc promises; a power of two. */
BRINE_MUST_USE void *brn_allocate_aligned(const brine_allocator *allocator, size_t size,
                                          size_t align);
void brn_release_aligned(const brine_allocator *allocator, void *block, size_t size, size_t align);

/*
 * A larger (or smaller) copy of *block; the old one is wiped and released. On failure
 * *block stays as it was. New bytes are zero.
 */
BRINE_MUST_USE bool brn_resize(const brine_allocator *allocator, void **block, size_t old_size,
                               size_t new_size);

/* A NUL-terminated copy of len bytes; release with len + 1. */
BRINE_MUST_USE char *brn_copy_text(const brine_allocator *allocator, const char *text, size_t len);

#endif
