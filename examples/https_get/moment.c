#include "moment.h"

#include <time.h>

int64_t moment_microseconds(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t moment_now(void)
{
    return moment_microseconds() / 1000;
}

int64_t moment_in(uint32_t milliseconds)
{
    return milliseconds == 0 ? MOMENT_NEVER : moment_now() + (int64_t)milliseconds;
}

uint32_t moment_left(int64_t moment)
{
    int64_t left;

    if (moment == MOMENT_NEVER)
        return 0;
    left = moment - moment_now();
    if (left < 1)
        return 1;
    return left < UINT32_MAX ? (uint32_t)left : UINT32_MAX;
}

void moment_sleep(int64_t until)
{
    for (int64_t left = until - moment_now(); left > 0; left = until - moment_now()) {
        const struct timespec step = {left < 1000000 ? (time_t)(left / 1000) : 1000,
                                      (long)(left % 1000) * 1000000};

        (void)nanosleep(&step, NULL);
    }
}
