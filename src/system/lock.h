/*
 * A mutual exclusion lock that does not nest.
 */
#ifndef BRN_SYSTEM_LOCK_H
#define BRN_SYSTEM_LOCK_H

#include <brine/types.h>

#if defined(BRN_SYSTEM_NONE)
#include <stdatomic.h>
typedef struct brn_lock {
    atomic_flag taken;
} brn_lock;
#else
#include <pthread.h>
typedef struct brn_lock {
    pthread_mutex_t mutex;
} brn_lock;
#endif

/* False when the system has no room for another lock. */
BRINE_MUST_USE bool brn_lock_init(brn_lock *lock);

/* Waits until the lock is free and takes it; the thread that took it gives it back. */
void brn_lock_acquire(brn_lock *lock);
void brn_lock_release(brn_lock *lock);

/* The lock must be free and is gone afterwards. */
void brn_lock_destroy(brn_lock *lock);

#endif
