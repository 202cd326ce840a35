#include "part.h"

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool part_is(struct part part, const char *lower_text)
{
    for (size_t i = 0; i < part.length; i++)
        if (lower_text[i] == '\0' || lower(part.at[i]) != lower_text[i])
            return false;
    return lower_text[part.length] == '\0';
}

/* The value of a hexadecimal digit, or -1. */
static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

char part_byte(struct part text, size_t *used)
{
    *used = 1;
    if (text.at[0] != '%' || text.length < 3 || hex_value(text.at[1]) < 0 ||
        hex_value(text.at[2]) < 0)
        return text.at[0];
    *used = 3;
    return (char)(hex_value(text.at[1]) * 16 + hex_value(text.at[2]));
}
