/*
 * What stands between https_get and a person: a terminal.
 */
#ifndef HTTPS_GET_TERMINAL_H
#define HTTPS_GET_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Columns where neither the terminal nor COLUMNS tells. */
#define TERMINAL_WIDTH 80

/* What COLUMNS of the environment says, or TERMINAL_WIDTH. */
size_t terminal_columns(void);

/* Columns of the terminal behind a descriptor, as it is now: it may be resized at any time. */
size_t terminal_width(int file);

/* The same for handlers of signals, which must not read the environment: columns = what it said. */
size_t terminal_width_or(int file, size_t columns);

/* Whether a terminal could take these bytes of a page for something else than text. */
bool terminal_is_upset_by(const void *data, size_t length);

#endif
