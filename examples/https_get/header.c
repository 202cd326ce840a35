#include "header.h"

#include <string.h>
#include <strings.h>

size_t header_name_length(const char *line)
{
    size_t length = strcspn(line, ":;");

    while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
        length--;
    return length;
}

bool header_has_name(const char *line, const char *name)
{
    return header_name_length(line) == strlen(name) && strncasecmp(line, name, strlen(name)) == 0;
}

const char *header_rest(const char *line)
{
    return line + strcspn(line, ":;");
}

bool text_is_clean(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            return false;
    return true;
}

static bool is_token(const char *text, size_t length)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789!#$%&'*+-.^_`|~";

    return length > 0 && strspn(text, letters) >= length;
}

bool header_is_clean(const char *line)
{
    return text_is_clean(line) && is_token(line, header_name_length(line));
}
