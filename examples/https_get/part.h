/*
 * A stretch of a text that is not ours: a pointer and a length, no NUL.
 */
#ifndef HTTPS_GET_PART_H
#define HTTPS_GET_PART_H

#include <stdbool.h>
#include <stddef.h>

struct part {
    const char *at;
    size_t length;
};

/* ASCII alone, whatever the locale. */
bool is_letter(char c);
bool is_digit(char c);
char lower(char c);

/* Whether the part is this text, which is in lower case, in whatever case. */
bool part_is(struct part part, const char *lower_text);

/*
 * The first byte of a text that is not empty, percent-decoded (RFC 3986 section 2.1), and in *used
 * how many bytes stand for it; a '%' that encodes nothing is itself.
 */
char part_byte(struct part text, size_t *used);

#endif
