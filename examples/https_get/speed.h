/*
 * How fast bytes come at the moment: over the last three seconds, so that a transfer that
 * stalls is seen to stall.
 */
#ifndef HTTPS_GET_SPEED_H
#define HTTPS_GET_SPEED_H

#include <stddef.h>
#include <stdint.h>

#define SPEED_SAMPLES  6
#define SPEED_INTERVAL 500 /* milliseconds between samples */

struct speed {
    int64_t moments[SPEED_SAMPLES]; /* a ring */
    uint64_t bytes[SPEED_SAMPLES];  /* received until then */
    size_t count, newest;
};

/* No bytes yet, at a moment in milliseconds. */
void speed_begin(struct speed *speed, int64_t now);
/* So many bytes have come in all. */
void speed_note(struct speed *speed, int64_t now, uint64_t received);
/* Bytes a second. */
uint64_t speed_of(const struct speed *speed, int64_t now, uint64_t received);

#endif
