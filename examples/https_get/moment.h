/*
 * Moments of a clock that never jumps, in milliseconds.
 */
#ifndef HTTPS_GET_MOMENT_H
#define HTTPS_GET_MOMENT_H

#include <stdint.h>

#define MOMENT_NEVER INT64_MAX

int64_t moment_now(void);

/* The same clock in microseconds, for figures that people read. */
int64_t moment_microseconds(void);

/* So many milliseconds from now; 0 = never. */
int64_t moment_in(uint32_t milliseconds);

/*
 * Milliseconds that are left, as brine_dial_options wants them: 0 means that there is no
 * limit, so that a moment that has passed leaves 1.
 */
uint32_t moment_left(int64_t moment);

/* Sleeps until then. */
void moment_sleep(int64_t until);

static inline int64_t moment_earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

#endif
