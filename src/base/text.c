#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

brn_text brn_text_in(char *start, size_t cap)
{
    if (cap > 0)
        start[0] = '\0';
    return (brn_text){start, cap, 0};
}

void brn_text_add(brn_text *text, const char *format, ...)
{
    size_t room = text->len < text->cap ? text->cap - text->len : 0;
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(room > 0 ? text->start + text->len : NULL, room, format, arguments);
    va_end(arguments);
    if (len > 0)
        text->len += (size_t)len;
}

void brn_text_byte(brn_text *text, uint8_t byte)
{
    if (text->cap > 0 && text->len < text->cap - 1) {
        text->start[text->len] = (char)byte;
        text->start[text->len + 1] = '\0';
    }
    text->len++;
}

void brn_text_string(brn_text *text, const char *string)
{
    for (; *string != '\0'; string++)
        brn_text_byte(text, (uint8_t)*string);
}

void brn_text_bytes(brn_text *text, brine_bytes bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        brn_text_byte(text, bytes.data[i]);
}

void brn_text_decimal(brn_text *text, uint64_t number)
{
    uint64_t power = 1;

    while (number / power >= 10)
        power *= 10;
    for (; power > 0; power /= 10)
        brn_text_byte(text, (uint8_t)('0' + number / power % 10));
}

void brn_text_hex(brn_text *text, brine_bytes bytes)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes.len; i++) {
        brn_text_byte(text, (uint8_t)digits[bytes.data[i] >> 4]);
        brn_text_byte(text, (uint8_t)digits[bytes.data[i] & 15]);
    }
}

void brn_text_character(brn_text *text, uint32_t c)
{
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = 0xfffd;
    if (c < 0x80) {
        brn_text_byte(text, (uint8_t)c);
        return;
    }
    if (c < 0x800) {
        brn_text_byte(text, (uint8_t)(0xc0 | c >> 6));
    } else {
        if (c < 0x10000) {
            brn_text_byte(text, (uint8_t)(0xe0 | c >> 12));
        } else {
            brn_text_byte(text, (uint8_t)(0xf0 | c >> 18));
            brn_text_byte(text, (uint8_t)(0x80 | (c >> 12 & 0x3f)));
        }
        brn_text_byte(text, (uint8_t)(0x80 | (c >> 6 & 0x3f)));
    }
    brn_text_byte(text, (uint8_t)(0x80 | (c & 0x3f)));
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
