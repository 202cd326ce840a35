#include "libtls/oneline.h"

#include <stdlib.h>
#include <string.h>

/* In RFC 4514 a comma ends a name's part and a plus an attribute, unless a backslash is before. */
static bool is_separator(const char *text, size_t at)
{
    size_t backslashes = 0;

    while (backslashes < at && text[at - 1 - backslashes] == '\\')
        backslashes++;
    return (text[at] == ',' || text[at] == '+') && backslashes % 2 == 0;
}

/* The special characters of RFC 4514 section 2.4 lose their backslash; \xx of others stays. */
static bool hides_special(const char *text, size_t len)
{
    return len >= 2 && text[0] == '\\' && strchr(",+\"<>;#= ", text[1]) != NULL;
}

static char *append(char *to, const char *part, size_t len)
{
    *to++ = '/';
    for (size_t i = 0; i < len; i++) {
        if (hides_special(part + i, len - i))
            i++;
        *to++ = part[i];
    }
    return to;
}

/* From the last part to the first. A part is one byte longer here, for its slash. */
static char *reverse(const char *text, size_t len)
{
    char *out = malloc(len + 2), *to = out;
    size_t end = len;

    if (out == NULL)
        return NULL;
    for (size_t at = len; at > 0; at--)
        if (is_separator(text, at - 1)) {
            to = append(to, text + at, end - at);
            end = at - 1;
        }
    if (len > 0)
        to = append(to, text, end);
    *to = '\0';
    return out;
}

char *brn_tls_oneline(const brine_cert *certificate, brn_tls_name name)
{
    size_t len = name(certificate, NULL, 0);
    char *text = malloc(len + 1), *out = NULL;

    if (text != NULL) {
        name(certificate, text, len + 1);
        out = reverse(text, len);
    }
    free(text);
    return out;
}
