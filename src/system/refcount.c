#include "system/refcount.h"

#if defined(__STDC_NO_ATOMICS__)

bool brn_refcount_init(brn_refcount *count)
{
    count->holders = 1;
    return brn_lock_init(&count->lock);
}

void brn_refcount_take(brn_refcount *count)
{
    brn_lock_acquire(&count->lock);
    count->holders++;
    brn_lock_release(&count->lock);
}

bool brn_refcount_drop(brn_refcount *count)
{
    bool last;

    brn_lock_acquire(&count->lock);
    last = --count->holders == 0;
    brn_lock_release(&count->lock);
    if (last)
        brn_lock_destroy(&count->lock);
    return last;
}

#else

bool brn_refcount_init(brn_refcount *count)
{
    atomic_init(&count->holders, 1);
    return true;
}

void brn_refcount_take(brn_refcount *count)
{
    /* The caller holds the object already, so there is nothing to be ordered. */
    atomic_fetch_add_explicit(&count->holders, 1, memory_order_relaxed);
}

bool brn_refcount_drop(brn_refcount *count)
{
    /* Release what this holder wrote; acquire, if last, what the others wrote. */
    return atomic_fetch_sub_explicit(&count->holders, 1, memory_order_acq_rel) == 1;
}

#endif
