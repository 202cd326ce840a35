/*
 * How many holders an object has: atomic where C11 offers atomics, else behind a lock.
 */
#ifndef BRN_SYSTEM_REFCOUNT_H
#define BRN_SYSTEM_REFCOUNT_H

#include <brine/types.h>

#if defined(__STDC_NO_ATOMICS__)
#include "system/lock.h"
typedef struct brn_refcount {
    brn_lock lock;
    size_t holders;
} brn_refcount;
#else
#include <stdatomic.h>
typedef struct brn_refcount {
    atomic_size_t holders;
} brn_refcount;
#endif

/* One holder: whoever makes the object. False when the system has no room for a lock. */
BRINE_MUST_USE bool brn_refcount_init(brn_refcount *count);

/* One more; only a holder may bring in another. */
void brn_refcount_take(brn_refcount *count);

/*
 * One less. True for the last, who must free the object and sees everything that the
 * others did to it; the count is gone then.
 */
BRINE_MUST_USE bool brn_refcount_drop(brn_refcount *count);

#endif
