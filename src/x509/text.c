#include "x509/text.h"

brn_text brn_text_to(char *out, size_t cap)
{
    if (cap > 0)
        out[0] = '\0';
    return (brn_text){out, cap, 0};
}

void brn_text_byte(brn_text *text, uint8_t byte)
{
    if (text->cap > 0 && text->len < text->cap - 1) {
        text->out[text->len] = (char)byte;
        text->out[text->len + 1] = '\0';
    }
    text->len++;
}

void brn_text_string(brn_text *text, const char *string)
{
    for (; *string != '\0'; string++)
        brn_text_byte(text, (uint8_t)*string);
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
