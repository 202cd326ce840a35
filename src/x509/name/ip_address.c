#include "x509/name/ip_address.h"

#include "base/reader.h"
#include "base/text.h"

#include <string.h>

/* One to three digits, no leading zero (inet_aton reads that as octal), at most 255. */
static bool read_octet(brn_reader *r, uint8_t *out)
{
    unsigned value = 0, digits = 0;

    for (; r->left > 0 && r->at[0] >= '0' && r->at[0] <= '9'; digits++) {
        if (digits == 3 || (digits == 1 && value == 0))
            return false;
        value = value * 10 + (r->at[0] - (unsigned)'0');
        r->at++;
        r->left--;
    }
    *out = (uint8_t)value;
    return digits > 0 && value <= 255;
}

static bool read_character(brn_reader *r, uint8_t wanted)
{
    uint8_t byte;

    return r->left > 0 && r->at[0] == wanted && brn_read_u8(r, &byte);
}

static bool read_dotted_quad(brn_reader *r, uint8_t out[4])
{
    for (unsigned i = 0; i < 4; i++)
        if ((i > 0 && !read_character(r, '.')) || !read_octet(r, &out[i]))
            return false;
    return brn_reader_empty(r);
}

static int hex_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* One to four hexadecimal digits. */
static bool read_group(brn_reader *r, uint8_t out[2])
{
    unsigned value = 0, digits = 0;

    for (; r->left > 0 && hex_value(r->at[0]) >= 0; digits++) {
        if (digits == 4)
            return false;
        value = value << 4 | (unsigned)hex_value(r->at[0]);
        r->at++;
        r->left--;
    }
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
    return digits > 0;
}

#define NO_GAP 17

/*
 * Groups until the end, the last two perhaps as a dotted quad, "::" once at most. *gap is
 * where "::" stood, in bytes, or NO_GAP.
 */
static bool read_groups(brn_reader *r, uint8_t bytes[16], size_t *used, size_t *gap)
{
    *used = 0;
    *gap = NO_GAP;
    if (read_character(r, ':'))
        *gap = 0;
    if (*gap == 0 && !read_character(r, ':'))
        return false;
    while (!brn_reader_empty(r)) {
        brn_reader before = *r;

        if (*used == 16 || !read_group(r, bytes + *used))
            return false;
        if (r->left > 0 && r->at[0] == '.') {
            if (*used > 12 || !read_dotted_quad(&before, bytes + *used))
                return false;
            *r = before;
            *used += 4;
            return true;
        }
        *used += 2;
        if (brn_reader_empty(r))
            return true;
        if (!read_character(r, ':') || brn_reader_empty(r))
            return false;
        if (read_character(r, ':')) {
            if (*gap != NO_GAP)
                return false;
            *gap = *used;
        }
    }
    return true;
}

static bool parse_v6(brine_bytes text, uint8_t out[16])
{
    brn_reader r = brn_reader_of(text);
    uint8_t bytes[16] = {0};
    size_t used, gap;

    if (!read_groups(&r, bytes, &used, &gap))
        return false;
    if (gap == NO_GAP ? used != 16 : used > 14) /* "::" stands for one group or more */
        return false;
    memset(out, 0, 16);
    if (gap == NO_GAP)
        gap = used;
    memcpy(out, bytes, gap);
    memcpy(out + 16 - (used - gap), bytes + gap, used - gap);
    return true;
}

size_t brn_ip_parse(brine_bytes text, uint8_t out[16])
{
    brn_reader r = brn_reader_of(text);
    uint8_t quad[4];

    if (read_dotted_quad(&r, quad)) {
        memcpy(out, quad, 4);
        return 4;
    }
    return parse_v6(text, out) ? 16 : 0;
}

/* The first longest run of at least two zero groups (RFC 5952 section 4.2). */
static void find_zeros(const uint8_t *bytes, size_t *start, size_t *count)
{
    *start = 8;
    *count = 1;
    for (size_t i = 0; i < 8; i++) {
        size_t run = 0;

        while (i + run < 8 && bytes[2 * (i + run)] == 0 && bytes[2 * (i + run) + 1] == 0)
            run++;
        if (run > *count) {
            *start = i;
            *count = run;
        }
    }
}

static void put_group(brn_text *text, const uint8_t *bytes)
{
    static const char digits[] = "0123456789abcdef";
    unsigned value = (unsigned)bytes[0] << 8 | bytes[1];

    for (int shift = 12; shift >= 0; shift -= 4)
        if (shift == 0 || value >> shift != 0)
            brn_text_byte(text, (uint8_t)digits[value >> shift & 15]);
}

static void put_v6(brn_text *text, const uint8_t *bytes)
{
    size_t start, count;

    find_zeros(bytes, &start, &count);
    for (size_t i = 0; i < 8; i++) {
        if (i == start) {
            brn_text_string(text, "::");
            i += count - 1;
            continue;
        }
        if (i > 0 && i != start + count)
            brn_text_byte(text, ':');
        put_group(text, bytes + 2 * i);
    }
}

void brn_text_ip(brn_text *text, brine_bytes address)
{
    if (address.len == 16) {
        put_v6(text, address.data);
    } else if (address.len == 4) {
        for (size_t i = 0; i < 4; i++) {
            if (i > 0)
                brn_text_byte(text, '.');
            brn_text_decimal(text, address.data[i]);
        }
    } else {
        brn_text_hex(text, address);
    }
}

size_t brn_ip_text(brine_bytes address, char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);

    brn_text_ip(&text, address);
    return text.len;
}
