/*
 * Writes ladders as one page of HTML that needs nothing else: its style and figures are in it,
 * it has no script, and it may load nothing.
 */
#ifndef HTTPS_GET_TRACE_PAGE_H
#define HTTPS_GET_TRACE_PAGE_H

#include "ladder.h"

#include <stdio.h>

/* left_out: connections that were made before the last one, and are not among them. */
void page_write(const struct ladder *ladders, size_t count, size_t left_out, FILE *out);

/* The figure of one ladder, as SVG, with a title that tells what is in it; number makes it unique.
 */
void figure_write(const struct ladder *ladder, size_t number, FILE *out);

/* Whether it is an alert that ends the connection. */
bool page_is_fatal(const struct ladder_event *event);

/* What the page's style element has. */
extern const char page_style[];

#endif
