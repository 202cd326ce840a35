/*
 * A lock that spins, for systems whose scheduler brine does not know. What is done under a lock
 * is short and calls no callback. Where tasks of a higher priority never let others run, one task
 * alone may use a config: brine_porting(7).
 */
#include "system/lock.h"

bool brn_lock_init(brn_lock *lock)
{
    atomic_flag_clear(&lock->taken);
    return true;
}

void brn_lock_acquire(brn_lock *lock)
{
    while (atomic_flag_test_and_set_explicit(&lock->taken, memory_order_acquire))
        continue;
}

void brn_lock_release(brn_lock *lock)
{
    atomic_flag_clear_explicit(&lock->taken, memory_order_release);
}

void brn_lock_destroy(brn_lock *lock)
{
    (void)lock;
}
