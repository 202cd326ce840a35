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

/* One holder: the maker of the object. False when the system has no room for a lock. */
BRINE_MUST_USE bool brn_refcount_init(brn_refcount *count);

/* One holder more; only a holder may call it. */
void brn_refcount_take(brn_refcount *count);

/*
 * One holder less. True for the last one: it must free the object, and sees all that the
 * other holders wrote to it. The count is gone then.
 */
BRINE_MUST_USE bool brn_refcount_drop(brn_refcount *count);

#endif
