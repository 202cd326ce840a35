/*
 * A field of a response's head, looked up by name.
 */
#ifndef HTTPS_GET_HEAD_FIELD_H
#define HTTPS_GET_HEAD_FIELD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Copies the value of the first field with this name (in whatever case, without blanks at
 * its ends) out of a head, as text. False, and out is "", when there is none, or when its
 * value is longer than size - 1 bytes, goes on in a folded line, or has a NUL byte.
 */
bool head_field(const char *head, size_t length, const char *name, char *out, size_t size);

#endif
