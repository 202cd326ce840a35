/*
 * Cutting a text into lines.
 */
#ifndef HTTPS_GET_TRACE_WRAP_H
#define HTTPS_GET_TRACE_WRAP_H

#include <stddef.h>

/*
 * How many columns a text of UTF-8 takes at most: two for each character beyond ASCII, since a
 * terminal may draw it that wide.
 */
size_t wrap_columns(const char *text, size_t length);

/*
 * Bytes of the first line: at most so many columns, at least one character, cut behind a blank or
 * a comma where there is one. 0 at the end. The blanks behind it belong to no line: *next is where
 * the next one begins.
 */
size_t wrap_line(const char *text, size_t columns, const char **next);

#endif
