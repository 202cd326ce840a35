/*
 * The line that shows what is waited for before a page begins.
 */
#ifndef HTTPS_GET_PROGRESS_WAIT_H
#define HTTPS_GET_PROGRESS_WAIT_H

#include "progress_line.h"

/* "connecting" " to " "a.example". */
struct progress_wait {
    const char *step, *with, *host;
    int64_t elapsed; /* milliseconds */
};

/*
 * As progress_line, for what is waited for. What has no room is left out in this order: the host,
 * the time. A handler of a signal may call it.
 */
size_t progress_wait_line(const struct progress_wait *wait, size_t width,
                          char out[PROGRESS_LINE_SIZE]);

#endif
