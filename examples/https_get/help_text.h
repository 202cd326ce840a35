/*
 * Text of --help, in 80 columns.
 */
#ifndef HTTPS_GET_HELP_TEXT_H
#define HTTPS_GET_HELP_TEXT_H

#include <stddef.h>
#include <stdio.h>

/* The last column stays empty: some terminals begin a new line when it is filled. */
#define HELP_WIDTH ((size_t)79)

/*
 * A row: `left`, and `right` from column `column` on, continued there where it is longer
 * than the line. A left side that reaches into the right one gets a line of its own.
 */
void help_put_row(FILE *stream, size_t column, const char *left, const char *right);

/* A paragraph, which may hold several lines: each is broken between words. */
void help_put_text(FILE *stream, const char *text);

#endif
