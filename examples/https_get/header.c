#include "header.h"

#include <stdio.h>
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

void header_append(char *text, size_t size, const char *line)
{
    size_t length = header_name_length(line), used = strlen(text);
    const char *rest = header_rest(line);

    if (length == 0 || *rest == '\0')
        return;
    if (*rest == ';' && rest[1] == '\0')
        snprintf(text + used, size - used, "%.*s:\r\n", (int)length, line);
    else if (*rest == ':' && rest[1 + strspn(rest + 1, " \t")] != '\0')
        snprintf(text + used, size - used, "%.*s%s\r\n", (int)length, line, rest);
}
