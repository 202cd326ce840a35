/*
 * Progress on stderr, when that is a terminal and the page goes elsewhere: size, speed and
 * time left, also while nothing comes.
 */
#ifndef HTTPS_GET_PROGRESS_H
#define HTTPS_GET_PROGRESS_H

#include "speed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Milliseconds after which progress wants to be drawn again, though nothing has come. */
#define PROGRESS_TICK 250

typedef enum progress_kind {
    PROGRESS_NONE,
    PROGRESS_WHEN_SLOW, /* nothing is drawn for a page that comes within a second */
    PROGRESS_ALWAYS,
} progress_kind;

struct progress {
    progress_kind kind;
    bool bar_only;      /* -# */
    uint64_t total;     /* bytes of the page; 0 = unknown */
    uint64_t received;  /* of them */
    int64_t began_at;   /* moments */
    int64_t drawn_at;   /* the last time, or began_at */
    size_t line_length; /* of the line that the cursor is in; 0 = none was drawn */
    struct speed speed;
};

void progress_begin(struct progress *progress, progress_kind kind, bool bar_only);
/* The page begins, and has so many bytes; 0 = unknown. */
void progress_expect(struct progress *progress, uint64_t total);
/* So many bytes of it have come. Draws at most ten times a second. */
void progress_update(struct progress *progress, uint64_t received);
/* The page is complete: draws it so, and ends the line. */
void progress_finish(struct progress *progress);
/* Ends the line if there is one: it stays as it was. */
void progress_end(struct progress *progress);

/* Whether it may be drawn by now: not a page that may still come within a second. */
bool progress_is_due(const struct progress *progress, int64_t now);
/* A line of so many bytes was drawn in its stead; the next one covers it. */
void progress_take_line(struct progress *progress, size_t length);

/* Ends the line of whatever progress is on the screen: a sentence follows. */
void progress_leave_line(void);

#endif
