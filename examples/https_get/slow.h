/*
 * --speed-limit and --speed-time: gives a transfer up that has been too slow for too long.
 */
#ifndef HTTPS_GET_SLOW_H
#define HTTPS_GET_SLOW_H

#include "speed.h"

#include <stdbool.h>

/* How often a read that waits returns to ask. */
#define SLOW_TICK 250

struct slow {
    uint64_t limit; /* bytes a second, 0 = any speed will do */
    int64_t patience, slow_since;
    uint64_t received;
    struct speed speed;
};

/* From now on; patience in milliseconds. */
void slow_begin(struct slow *slow, uint64_t limit, uint32_t patience, int64_t now);

/* So many bytes more have come. True when it has been below the limit for longer than patience. */
bool slow_note(struct slow *slow, int64_t now, uint64_t more);

#endif
