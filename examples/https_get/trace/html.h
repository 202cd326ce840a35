/*
 * Writing HTML: what is text stays text.
 */
#ifndef HTTPS_GET_TRACE_HTML_H
#define HTTPS_GET_TRACE_HTML_H

#include <stdio.h>

/*
 * Writes a text so that it is one, in elements and in attributes with quotes alike: the five
 * characters that mean something become references, a control character U+FFFD.
 */
void html_text(FILE *out, const char *text);

/* The same, and says that a line may end behind an underscore of a long word, as suites have. */
void html_value(FILE *out, const char *text);

/* Markup with one %s, which is written as html_text does. */
void html_with(FILE *out, const char *markup, const char *text);

#endif
