/*
 * -J: the name that a server gives its page (RFC 6266).
 */
#ifndef HTTPS_GET_CONTENT_DISPOSITION_H
#define HTTPS_GET_CONTENT_DISPOSITION_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The parameter `filename` of a Content-Disposition, made harmless: what stands before the last
 * slash or backslash is dropped; a dot or dash at its beginning and control characters (those of
 * C1 in UTF-8, too) become '_', so that the file stays in its folder, can be seen there, and is
 * taken for no option. False when there is no such parameter, or nothing is left of it, or it does
 * not fit into size. As in curl, `filename*` is not read.
 */
bool content_disposition_name(const char *value, char *out, size_t size);

#endif
