#include "speed.h"

#include <string.h>

void speed_begin(struct speed *speed, int64_t now)
{
    memset(speed, 0, sizeof *speed);
    speed->moments[0] = now;
    speed->count = 1;
}

void speed_note(struct speed *speed, int64_t now, uint64_t received)
{
    if (now - speed->moments[speed->newest] < SPEED_INTERVAL)
        return;
    speed->newest = (speed->newest + 1) % SPEED_SAMPLES;
    speed->moments[speed->newest] = now;
    speed->bytes[speed->newest] = received;
    if (speed->count < SPEED_SAMPLES)
        speed->count++;
}

uint64_t speed_of(const struct speed *speed, int64_t now, uint64_t received)
{
    size_t oldest = speed->count < SPEED_SAMPLES ? 0 : (speed->newest + 1) % SPEED_SAMPLES;
    int64_t elapsed = now - speed->moments[oldest];
    uint64_t bytes = received > speed->bytes[oldest] ? received - speed->bytes[oldest] : 0;

    return (uint64_t)((double)bytes * 1000.0 / (double)(elapsed > 0 ? elapsed : 1));
}
