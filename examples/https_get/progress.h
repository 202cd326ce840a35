/*
 * A progress bar on stderr, when that is a terminal and the page goes elsewhere.
 */
#ifndef HTTPS_GET_PROGRESS_H
#define HTTPS_GET_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown;
    bool drawn;       /* there is a line to end */
    uint64_t total;   /* bytes of the body; 0 = unknown */
    int64_t began_at; /* moments */
    int64_t drawn_at;
};

void progress_begin(struct progress *progress, bool shown, uint64_t total);
/* Draws at most ten times a second. */
void progress_update(struct progress *progress, uint64_t received);
/* Draws the last state and ends the line. */
void progress_end(struct progress *progress, uint64_t received);

#endif
