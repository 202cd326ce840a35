/*
 * Deadlines: moments of the monotonic clock, in milliseconds, that several waits share.
 */
#ifndef BRN_STREAM_DEADLINE_H
#define BRN_STREAM_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#define BRN_NEVER INT64_MAX

/* The moment `timeout` milliseconds from now; 0 = never. */
int64_t brn_deadline_in(uint32_t timeout);

/* Milliseconds left, as poll(2) takes them: 0 when it has passed, -1 when it never comes. */
int brn_deadline_left(int64_t deadline);

static inline int64_t brn_deadline_earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

#endif
