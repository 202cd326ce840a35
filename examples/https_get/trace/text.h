/*
 * Draws a ladder as lines of text, like figures 1 and 2 of RFC 5246: the client stands left, the
 * server right.
 */
#ifndef HTTPS_GET_TRACE_TEXT_H
#define HTTPS_GET_TRACE_TEXT_H

#include "ladder.h"

#include <stdio.h>

/*
 * Draws the events from the number `from` on, behind a head if that is 0, in lines of 80 columns
 * at most. Returns how many are drawn now: the next `from`.
 */
size_t text_draw(const struct ladder *ladder, size_t from, bool colours, FILE *out);

#endif
