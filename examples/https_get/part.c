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
