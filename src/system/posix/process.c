#include "system/process.h"

#include <pthread.h>

/* Written only in a process that was just forked, and so has one thread. */
static unsigned forks;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool watching;

static void count_fork(void)
{
    forks++;
}

static void watch(void)
{
    watching = pthread_atfork(NULL, NULL, count_fork) == 0;
}

bool brn_process_watch(void)
{
    return pthread_once(&once, watch) == 0 && watching;
}

unsigned brn_process_forks(void)
{
    return forks;
}
