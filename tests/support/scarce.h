/* Memory of which one allocation fails, and which counts what is in use. */
#ifndef BRINE_TESTS_SCARCE_H
#define BRINE_TESTS_SCARCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

typedef struct scarce {
    size_t left; /* allocations before the one that fails */
    size_t live; /* bytes in use */
    bool failed; /* it has; those after it succeed */
} scarce;

/* The functions of a brine_allocator whose context is a scarce. */
static inline void *scarce_allocate(void *context, size_t size)
{
    scarce *s = context;

    if (!s->failed && s->left-- == 0) {
        s->failed = true;
        return NULL;
    }
    s->live += size;
    return malloc(size);
}

static inline void scarce_release(void *context, void *block, size_t size)
{
    scarce *s = context;

    s->live -= size;
    free(block);
}

#endif
