/* The example's memory, counted: what heap.c puts between brine and pool.c. */
#ifndef FIRMWARE_HEAP_H
#define FIRMWARE_HEAP_H

#include <brine/brine.h>

typedef struct heap_count {
    uint32_t used, most; /* bytes, rounded up as pool.c does */
    uint32_t calls;      /* of allocate */
    uint32_t fail_at;    /* the call that gets nothing, to try what happens then; 0 = none */
} heap_count;
extern heap_count heap;

#endif
