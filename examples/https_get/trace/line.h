/*
 * A line of text for a terminal, whose columns are counted, with colours where they are wanted.
 */
#ifndef HTTPS_GET_TRACE_LINE_H
#define HTTPS_GET_TRACE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Columns of a ladder: the time, then the client's line, then the server's at the right edge. */
#define LINE_COLUMNS  80
#define CLIENT_COLUMN 11
#define SERVER_COLUMN (LINE_COLUMNS - 1)

#define LINE_DIM    "\033[2m"
#define LINE_BOLD   "\033[1m"
#define LINE_CLIENT "\033[36m"   /* cyan */
#define LINE_SERVER "\033[35m"   /* magenta */
#define LINE_GOOD   "\033[32m"   /* green */
#define LINE_BAD    "\033[1;31m" /* red */

struct line {
    FILE *out;
    bool colours;
    size_t columns; /* that it has so far */
};

/* Adds a text; colour is one of the above, or NULL. */
void line_put(struct line *line, const char *colour, const char *text, size_t length);
void line_text(struct line *line, const char *colour, const char *text);

/* Repeats a character up to a column. */
void line_fill(struct line *line, const char *colour, char fill, size_t column);

void line_end(struct line *line);

/* A row of a ladder begins with the time and the client's line, and ends with the server's. */
void line_begin_row(struct line *line, const char *time);
void line_end_row(struct line *line);

#endif
