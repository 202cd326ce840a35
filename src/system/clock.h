/*
 * The two clocks: the calendar's, for certificates and sessions, and one that never
 * jumps, for deadlines. Any thread may ask at any time.
 */
#ifndef BRN_SYSTEM_CLOCK_H
#define BRN_SYSTEM_CLOCK_H

#include <stdint.h>

/* Seconds since 1970-01-01 00:00:00 UTC; 0 when the system has no clock. */
int64_t brn_clock_now(void);

/*
 * Milliseconds since some fixed moment before this process began. Never goes back,
 * whatever happens to the calendar's clock. Only deadlines of streams ask it, so that a build
 * without a system has none.
 */
int64_t brn_clock_monotonic_ms(void);

#endif
