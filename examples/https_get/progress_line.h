/*
 * The line that shows progress, for a terminal of any width.
 */
#ifndef HTTPS_GET_PROGRESS_LINE_H
#define HTTPS_GET_PROGRESS_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Wider terminals get a line of this size. */
#define PROGRESS_LINE_SIZE 512

struct progress_facts {
    uint64_t received, total; /* bytes of the page; total 0 = unknown */
    uint64_t speed;           /* bytes a second */
    int64_t elapsed;          /* milliseconds */
    bool bar_only;            /* -# */
    bool done;                /* nothing is left, whatever total says */
};

/*
 * Writes the line for a terminal of `width` columns, and its NUL; returns its length, which
 * is less than width: in the last column some terminals begin a new line. What has no room
 * is left out, in this order: the bar, the total, the percentage, the size. Where no bytes
 * come, the time spent stands in for the time left.
 */
size_t progress_line(const struct progress_facts *facts, size_t width,
                     char out[PROGRESS_LINE_SIZE]);

#endif
