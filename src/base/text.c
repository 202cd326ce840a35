#include "base/text.h"

#include <stdio.h>
#include <string.h>

brn_text brn_text_in(char *start, size_t cap)
{
    if (cap > 0)
        start[0] = '\0';
    return (brn_text){start, cap, 0};
}

bool brn_text_has_no_place(const char *out, size_t cap)
{
    return out == NULL && cap > 0;
}

size_t brn_no_text(char *out, size_t cap)
{
    if (out != NULL && cap > 0)
        out[0] = '\0';
    return 0;
}

static bool is_hex_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Bytes that stand or fall together: an escape ("\\", "\,", "\0a") or a character of UTF-8. */
static size_t unit_len(const char *at, size_t len)
{
    unsigned char c = (unsigned char)at[0];

    if (c == '\\')
        return len > 1 && is_hex_digit(at[1]) ? 3 : 2;
    return c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
}

/* The buffer is full of what begins a longer text: makes that visible. */
static void cut(brn_text *text)
{
    static const char mark[] = "...";
    size_t full = text->cap - 1, keep = 0, len, mark_len = sizeof mark - 1;

    /*@ loop invariant 0 <= keep <= full;
        loop assigns keep, len;
        loop variant full - keep; */
    for (; keep < full; keep += len) {
        len = unit_len(text->start + keep, full - keep);
        if (len + mark_len > full - keep)
            break;
    }
    if (mark_len > full - keep)
        mark_len = full - keep;
    memcpy(text->start + keep, mark, mark_len);
    text->start[keep + mark_len] = '\0';
}

/* The text has grown to a length, and as much of it as there is room for has been written. */
static void grow(brn_text *text, size_t len)
{
    bool fitted = text->len < text->cap;

    text->len = len;
    if (fitted && len >= text->cap)
        cut(text);
}

void brn_text_add_list(brn_text *text, const char *format, va_list arguments)
{
    size_t room = text->len < text->cap ? text->cap - text->len : 0;
    int len = vsnprintf(room > 0 ? text->start + text->len : NULL, room, format, arguments);

    if (len > 0)
        grow(text, text->len + (size_t)len);
}

void brn_text_add(brn_text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    brn_text_add_list(text, format, arguments);
    va_end(arguments);
}

void brn_text_byte(brn_text *text, uint8_t byte)
{
    if (text->cap > 0 && text->len < text->cap - 1) {
        text->start[text->len] = (char)byte;
        text->start[text->len + 1] = '\0';
    }
    grow(text, text->len + 1);
}

void brn_text_string(brn_text *text, const char *string)
{
    for (; *string != '\0'; string++)
        brn_text_byte(text, (uint8_t)*string);
}

void brn_text_bytes(brn_text *text, brine_bytes bytes)
{
    /*@ loop invariant 0 <= i <= bytes.len;
        loop assigns i, text->len, text->start[0 .. text->cap - 1];
        loop variant bytes.len - i; */
    for (size_t i = 0; i < bytes.len; i++)
        brn_text_byte(text, bytes.data[i]);
}

void brn_text_decimal(brn_text *text, uint64_t number)
{
    uint64_t power = 1;

    /*@ loop invariant power == 1 || 10 <= power <= number;
        loop assigns power;
        loop variant number - power; */
    while (number / power >= 10)
        power *= 10;
    /*@ loop assigns power, text->len, text->start[0 .. text->cap - 1];
        loop variant power; */
    for (; power > 0; power /= 10)
        brn_text_byte(text, (uint8_t)('0' + number / power % 10));
}

void brn_text_hex(brn_text *text, brine_bytes bytes)
{
    static const char digits[] = "0123456789abcdef";

    /*@ loop invariant 0 <= i <= bytes.len;
        loop assigns i, text->len, text->start[0 .. text->cap - 1];
        loop variant bytes.len - i; */
    for (size_t i = 0; i < bytes.len; i++) {
        brn_text_byte(text, (uint8_t)digits[bytes.data[i] / 16]);
        brn_text_byte(text, (uint8_t)digits[bytes.data[i] % 16]);
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
    /*@ loop invariant 0 <= i <= a_len;
        loop assigns i;
        loop variant a_len - i; */
    for (size_t i = 0; i < a_len; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}
