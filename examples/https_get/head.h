/*
 * The head of an HTTP message as text (RFC 9112 section 2.1): where it ends, its lines, and
 * what a field's value is made of. Lines end with CRLF; a bare LF is taken as well (section
 * 2.2).
 */
#ifndef HTTPS_GET_HEAD_H
#define HTTPS_GET_HEAD_H

#include "part.h"

/* How far a head was looked through. All 0 before its first byte. */
struct head_scan {
    size_t at;   /* bytes that were looked at */
    size_t line; /* where the line at hand begins */
};

/*
 * Length of the head in data, the empty line included; 0 when it is not all there yet. Called
 * again with more of the same bytes, it goes on where it stopped.
 */
size_t head_length(const char *data, size_t length, struct head_scan *scan);

/* The next line of a text, without its end; false when there is none. */
bool head_take_line(struct part *text, struct part *line);

/*
 * The same with the lines behind it that begin with a blank: an obsolete fold makes one line
 * of them (RFC 9112 section 5.2). Their line ends stay in the part, and are blanks.
 */
bool head_take_folded_line(struct part *text, struct part *line);

/* Whether the text begins with SP or HTAB. */
bool head_begins_blank(struct part text);

/* Without the blanks at both ends; a fold is a blank. */
struct part head_trim(struct part part);

/* The next element of a comma-separated value; empty ones are skipped (RFC 9110 section 5.6.1). */
bool head_take_element(struct part *list, struct part *element);

/* Whether it is a token (RFC 9110 section 5.6.2), as the name of a field must be. */
bool head_is_token(struct part part);

/* The first bytes in a row that would make a token; empty when there are none. */
struct part head_first_token(struct part part);

#endif
