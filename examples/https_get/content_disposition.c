#include "content_disposition.h"

#include <string.h>
#include <strings.h>

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* The end of a parameter: its semicolon, but not one between quotes, or the end of the text. */
static const char *end_of_parameter(const char *at)
{
    bool quoted = false;

    for (; *at != '\0' && (quoted || *at != ';'); at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (quoted && at[0] == '\\' && at[1] != '\0')
            at++;
    }
    return at;
}

/* Where the value of `filename` begins; NULL = there is none. */
static const char *find_name(const char *value)
{
    static const char name[] = "filename";

    for (;;) {
        const char *at = skip_blanks(value);

        if (strncasecmp(at, name, sizeof name - 1) == 0) {
            at = skip_blanks(at + sizeof name - 1);
            if (*at == '=')
                return skip_blanks(at + 1);
        }
        value = end_of_parameter(value);
        if (*value == '\0')
            return NULL;
        value++;
    }
}

/* The value without its quotes; what stands before a slash or backslash is forgotten. */
static bool take_value(const char *at, char *out, size_t size)
{
    const bool quoted = *at == '"';
    size_t length = 0;

    for (at += quoted; *at != '\0' && *at != (quoted ? '"' : ';'); at++) {
        if (quoted && at[0] == '\\' && at[1] != '\0')
            at++;
        if (*at == '/' || *at == '\\') {
            length = 0;
            continue;
        }
        if (length + 1 >= size)
            return false;
        out[length++] = *at;
    }
    while (!quoted && length > 0 && (out[length - 1] == ' ' || out[length - 1] == '\t'))
        length--;
    out[length] = '\0';
    return length > 0;
}

static void make_harmless(char *name)
{
    if (name[0] == '-')
        name[0] = '_';
    for (size_t i = 0; name[i] == '.'; i++)
        name[i] = '_';
    for (; *name != '\0'; name++) {
        unsigned char c = (unsigned char)name[0], next = (unsigned char)name[1];

        if (c == 0xc2 && next >= 0x80 && next < 0xa0)
            name[0] = name[1] = '_';
        else if (c < 0x20 || c == 0x7f)
            name[0] = '_';
    }
}

bool content_disposition_name(const char *value, char *out, size_t size)
{
    const char *name = find_name(value);

    if (name == NULL || !take_value(name, out, size))
        return false;
    make_harmless(out);
    return true;
}
