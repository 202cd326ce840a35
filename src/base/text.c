#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

brn_text brn_text_in(char *start, size_t cap)
{
    start[0] = '\0';
    return (brn_text){start, cap, 0};
}

void brn_text_add(brn_text *text, const char *format, ...)
{
    size_t used = text->len < text->cap ? text->len : text->cap - 1;
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(text->start + used, text->cap - used, format, arguments);
    va_end(arguments);
    if (len > 0)
        text->len += (size_t)len;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; /* whatever the locale says */
}

bool brn_text_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len != b_len)
        return false;
    for (size_t i = 0; i < a_len; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}
