#include "head_field.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether a line is the field, and where in it the value begins. */
static bool line_is_field(const char *line, size_t length, const char *name, size_t *value)
{
    size_t at = strlen(name);

    if (length <= at || strncasecmp(line, name, at) != 0)
        return false;
    while (at < length && is_blank(line[at]))
        at++;
    if (at == length || line[at] != ':')
        return false;
    for (at++; at < length && is_blank(line[at]); at++)
        ;
    *value = at;
    return true;
}

static bool copy_value(const char *value, size_t length, char *out, size_t size)
{
    while (length > 0 && (is_blank(value[length - 1]) || value[length - 1] == '\r'))
        length--;
    if (length >= size || memchr(value, '\0', length) != NULL)
        return false;
    memcpy(out, value, length);
    out[length] = '\0';
    return true;
}

bool head_field(const char *head, size_t length, const char *name, char *out, size_t size)
{
    const char *end = head + length;

    out[0] = '\0';
    while (head < end) {
        const char *next = memchr(head, '\n', (size_t)(end - head));
        size_t value, line_length = (size_t)((next != NULL ? next : end) - head);

        if (line_is_field(head, line_length, name, &value)) {
            if (next != NULL && next + 1 < end && is_blank(next[1]))
                return false;
            return copy_value(head + value, line_length - value, out, size);
        }
        if (next == NULL)
            return false;
        head = next + 1;
    }
    return false;
}
