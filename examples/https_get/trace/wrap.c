#include "wrap.h"

static size_t character_columns(char lead)
{
    unsigned char byte = (unsigned char)lead;

    return byte < 0x80 ? 1 : byte < 0xc0 ? 0 : 2;
}

size_t wrap_columns(const char *text, size_t length)
{
    size_t columns = 0;

    for (size_t i = 0; i < length; i++)
        columns += character_columns(text[i]);
    return columns;
}

/* Bytes of what fits, without regard to words, but to characters. */
static size_t fitting(const char *text, size_t columns)
{
    size_t end = 0, used = 0;

    while (text[end] != '\0') {
        used += character_columns(text[end]);
        if (used > columns && end > 0)
            break;
        end++;
    }
    while (text[end] != '\0' && character_columns(text[end]) == 0)
        end++;
    return end;
}

/* Where the line is best cut before `end`. */
static size_t last_gap(const char *text, size_t end)
{
    for (size_t i = end; i > 0; i--)
        if (text[i] == ' ' || text[i - 1] == ',')
            return i;
    return end;
}

size_t wrap_line(const char *text, size_t columns, const char **next)
{
    size_t end = fitting(text, columns);

    if (text[end] != '\0')
        end = last_gap(text, end);
    *next = text + end;
    while (**next == ' ')
        (*next)++;
    return end;
}
