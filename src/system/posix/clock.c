#include "system/clock.h"

#include <time.h>

int64_t brn_clock_now(void)
{
    struct timespec now;

    return clock_gettime(CLOCK_REALTIME, &now) == 0 ? (int64_t)now.tv_sec : 0;
}

int64_t brn_clock_monotonic_ms(void)
{
    struct timespec now;

    /* POSIX makes this clock optional; every system that has sockets has it. */
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
