/*
 * A directory for one test, emptied and removed at its end.
 */
#ifndef BRINE_TESTS_SCRATCH_H
#define BRINE_TESTS_SCRATCH_H

#include <stddef.h>

#define SCRATCH_PATH_SIZE 512

/* Makes it. Every call below is about this one. */
void scratch_begin(void);

/* The path of a name in it; "" is the directory itself. Static; four may be in use at once. */
const char *scratch_path(const char *name);

/* Makes a file with these bytes and returns its path, as above. */
const char *scratch_file(const char *name, const void *data, size_t len);

/* Removes the files and empty directories in it, then itself. */
void scratch_end(void);

#endif
