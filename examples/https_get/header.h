/*
 * The lines of -H: "Name: value", "Name:" (remove it), "Name;" (send it empty).
 */
#ifndef HTTPS_GET_HEADER_H
#define HTTPS_GET_HEADER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes of the field's name. Blanks before the colon don't belong to it: no field may have
 * them (RFC 9112 section 5.1), but many servers pass over them, so "Authorization :" is
 * Authorization here, too.
 */
size_t header_name_length(const char *line);

/* Whether the field has this name, in whatever case. */
bool header_has_name(const char *line, const char *name);

/* What follows the name and the blanks behind it: "" or a text that begins with ':' or ';'. */
const char *header_rest(const char *line);

/*
 * False when the line could become something else than one field with the name that it
 * shows: it has a control character, or its name is no token (RFC 9110 section 5.6.2).
 */
bool header_is_clean(const char *line);

/*
 * Puts the field behind text, in size bytes: "Name: value" as it is; "Name;" as an empty field;
 * "Name:" and what has no name not at all.
 */
void header_append(char *text, size_t size, const char *line);

/* False when a text has a control character: a line end would smuggle a field in. */
bool text_is_clean(const char *text);

#endif
