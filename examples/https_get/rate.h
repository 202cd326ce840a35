/*
 * --limit-rate: pauses that keep a page below so many bytes a second.
 */
#ifndef HTTPS_GET_RATE_H
#define HTTPS_GET_RATE_H

#include <stddef.h>
#include <stdint.h>

struct rate {
    uint64_t limit; /* bytes a second, 0 = none */
    int64_t began;  /* a moment */
};

/* From now on. */
void rate_begin(struct rate *rate, uint64_t limit);

/* How many milliseconds too early it is, at a moment, to have received so many bytes. */
uint32_t rate_ahead(const struct rate *rate, uint64_t received, int64_t now);

/* Sleeps as long as that, but not beyond a moment. */
void rate_pause(const struct rate *rate, uint64_t received, int64_t until);

/* How many bytes to receive at once, at most `most`: what one second allows. */
size_t rate_portion(const struct rate *rate, size_t most);

#endif
