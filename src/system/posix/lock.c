#include "system/lock.h"

#include <stdlib.h>

bool brn_lock_init(brn_lock *lock)
{
    return pthread_mutex_init(&lock->mutex, NULL) == 0;
}

/*
 * A plain mutex that was initialised and is used as lock.h says can not fail. Going on
 * without the lock would corrupt memory, so a failure ends the process.
 */
void brn_lock_acquire(brn_lock *lock)
{
    if (pthread_mutex_lock(&lock->mutex) != 0)
        abort();
}

void brn_lock_release(brn_lock *lock)
{
    if (pthread_mutex_unlock(&lock->mutex) != 0)
        abort();
}

void brn_lock_destroy(brn_lock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
}
