/*
 * What may fail under brine: memory, the random source, the clock. Counts each call, and fails
 * one of them, or all from one on.
 */
#ifndef BRINE_TESTS_ATTACK_TROUBLE_H
#define BRINE_TESTS_ATTACK_TROUBLE_H

#include <brine/provider.h>
#include <brine/types.h>

typedef enum trouble_kind {
    TROUBLE_MEMORY,
    TROUBLE_RANDOM,
    TROUBLE_CLOCK,
    TROUBLE_KINDS
} trouble_kind;

typedef struct trouble {
    trouble_kind kind;
    size_t at;     /* the call that fails, from 1; 0 = none */
    bool for_good; /* and all later ones */
    int64_t wrong; /* what a clock that fails says */
    size_t calls[TROUBLE_KINDS];
    size_t live; /* bytes allocated */
    bool came;   /* the trouble did */
} trouble;

/* t must stay where it is while they are in use. */
brine_allocator trouble_allocator(trouble *t);
/* brine's default provider over a random source that fails as the latest t of this call says. */
const brine_provider *trouble_provider(trouble *t);
/* A brine_clock; its context is a trouble. PEER_NOW unless it fails. */
int64_t trouble_clock(void *context);

#endif
