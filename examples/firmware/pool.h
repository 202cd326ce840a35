/* Memory for brine from one array: blocks have no headers, since brine gives back their sizes. */
#ifndef FIRMWARE_POOL_H
#define FIRMWARE_POOL_H

#include <brine/types.h>

extern const brine_allocator pool_allocator;

typedef struct pool_count {
    uint32_t used, most; /* bytes */
    uint32_t calls;      /* of allocate */
    uint32_t fail_at;    /* the call that gets nothing, to try what happens then; 0 = none */
} pool_count;
extern pool_count pool;

#endif
