/*
 * A name look-up is the system's and takes as long as the system lets it. The only way to
 * hold it to a deadline without threads is to end the program: nothing of the page has
 * been received then, and nothing is left half written.
 */
#ifndef HTTPS_GET_LOOKUP_GUARD_H
#define HTTPS_GET_LOOKUP_GUARD_H

#include "options.h"

/* Ends the program with EXIT_TIME and a sentence when `milliseconds` (not 0) have passed. */
void lookup_guard_begin(const struct options *options, const char *host, uint32_t milliseconds);
void lookup_guard_end(void);

#endif
