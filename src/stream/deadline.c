#include "stream/deadline.h"

#include "system/clock.h"

#include <limits.h>

int64_t brn_deadline_in(uint32_t timeout)
{
    return timeout == 0 ? BRN_NEVER : brn_clock_monotonic_ms() + (int64_t)timeout;
}

int brn_deadline_left(int64_t deadline)
{
    int64_t left;

    if (deadline == BRN_NEVER)
        return -1;
    left = deadline - brn_clock_monotonic_ms();
    if (left <= 0)
        return 0;
    return left < INT_MAX ? (int)left : INT_MAX;
}
