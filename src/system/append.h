/*
 * Files that only grow: a line is added with one write, so that several processes may
 * share one (SSLKEYLOGFILE).
 */
#ifndef BRN_SYSTEM_APPEND_H
#define BRN_SYSTEM_APPEND_H

#include <brine/error.h>

typedef struct brn_append {
    int fd; /* -1 = closed */
} brn_append;

/*
 * Opens for appending; makes the file, readable by its owner only, when there is none, and
 * takes an older one's permissions from all but its owner. BRINE_ERROR_FILE with the system's
 * reason, also for a regular file of another user.
 */
BRINE_MUST_USE brine_result brn_append_open(const char *path, brn_append *out, brine_error *error);

/*
 * Adds len bytes; the caller puts the line's end into them. One write, unless the system
 * takes only a part of it. False when not all could be written; errno says why. Any thread.
 */
BRINE_MUST_USE bool brn_append_write(const brn_append *file, const char *line, size_t len);

/* Closes the file; closing twice is no error. */
void brn_append_close(brn_append *file);

#endif
