#include "url_pattern.h"

#include <string.h>

/* "[1-9]", "[a-z]", "[001-100:5]"; an IPv6 address has no "-" and a zone has "%" before it. */
static size_t range_length(const char *at)
{
    static const char *const digits = "0123456789";
    static const char *const letters =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t length = 1, from = strspn(at + 1, letters), to;

    length += from;
    if (from == 0 || at[length] != '-')
        return 0;
    to = strspn(at + ++length, letters);
    length += to;
    if (to > 0 && at[length] == ':')
        length += 1 + strspn(at + length + 1, digits);
    return to > 0 && at[length] == ']' ? length + 1 : 0;
}

const char *url_pattern(const char *url, size_t *length)
{
    for (const char *at = url + strcspn(url, "{["); *at != '\0'; at += 1 + strcspn(at + 1, "{[")) {
        const char *end = strchr(at, '}');

        *length = *at == '[' ? range_length(at) : 0;
        if (*at == '{' && end != NULL)
            *length = (size_t)(end - at) + 1;
        if (*length > 0)
            return at;
    }
    return NULL;
}
