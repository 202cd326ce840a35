/*
 * Four look-ups turn four characters into 24 bits; a character outside the alphabet sets
 * bits above them. The quick loop takes eight characters at a time and leaves on the
 * first group that is not plain; the slow path takes one group with whatever stands
 * between its characters, or the padding at the end. Text in lines of 64 or 76 characters
 * thus runs in the quick loop but for its line breaks.
 *
 * Decoding in place is safe because output never overtakes input: each step writes fewer
 * bytes than it has read characters.
 */
#include "x509/pem/base64.h"

#include <string.h>

/* Set by every character that is not in the alphabet, whatever its place. */
#define STRANGE UINT32_C(0xff000000)

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz"
                               "0123456789+/";

void brn_base64_init(brn_base64 *tables)
{
    memset(tables, 0xff, sizeof *tables);
    /*@ loop invariant 0 <= value <= 64;
        loop assigns value, *tables;
        loop variant 64 - value; */
    for (uint32_t value = 0; value < 64; value++)
        /*@ loop invariant 0 <= place <= 4;
            loop assigns place, *tables;
            loop variant 4 - place; */
        for (unsigned place = 0; place < 4; place++)
            tables->place[place][(uint8_t)alphabet[value]] = value << (18 - 6 * place);
}

static inline uint32_t group_at(const brn_base64 *tables, const uint8_t *in)
{
    return tables->place[0][in[0]] | tables->place[1][in[1]] | tables->place[2][in[2]] |
           tables->place[3][in[3]];
}

static inline void put_group(uint8_t *out, uint32_t group)
{
    out[0] = (uint8_t)(group >> 16);
    out[1] = (uint8_t)(group >> 8);
    out[2] = (uint8_t)group;
}

/* Two stores, where a compiler knows how to swap bytes. */
static inline void put_two_groups(uint8_t *out, uint32_t first, uint32_t second)
{
    uint32_t high = first << 8 | second >> 16;

    out[0] = (uint8_t)(high >> 24);
    out[1] = (uint8_t)(high >> 16);
    out[2] = (uint8_t)(high >> 8);
    out[3] = (uint8_t)high;
    out[4] = (uint8_t)(second >> 8);
    out[5] = (uint8_t)second;
}

static bool is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

typedef struct cursor {
    const uint8_t *in, *end;
    uint8_t *out;
    size_t lines;
} cursor;

/*@ logic integer left{L}(cursor *c) = \at(c->end, L) - \at(c->in, L);
    predicate fits{L}(cursor *c) =
      \valid{L}(c) && \base_addr{L}(c->in) == \base_addr{L}(c->end) && left{L}(c) >= 0 &&
      readable{L}(c->in, left{L}(c)) && \valid{L}(c->out + (0 .. left{L}(c) * 3 / 4 - 1));
    predicate moved{K, L}(cursor *c) =
      \at(c->end, L) == \at(c->end, K) &&
      \base_addr{L}(\at(c->in, L)) == \base_addr{K}(\at(c->in, K)) &&
      \base_addr{L}(\at(c->out, L)) == \base_addr{K}(\at(c->out, K)) &&
      0 <= 4 * (\at(c->out, L) - \at(c->out, K)) <= 3 * (\at(c->in, L) - \at(c->in, K)); */

/*@ requires fits(c);
    assigns c->in, c->lines;
    ensures fits(c) && moved{Pre, Post}(c);
    ensures left(c) <= left{Pre}(c); */
static void skip_space(cursor *c)
{
    /*@ loop invariant fits(c) && moved{Pre, Here}(c);
        loop assigns c->in, c->lines;
        loop variant c->end - c->in; */
    while (c->in < c->end && is_space(*c->in))
        c->lines += *c->in++ == '\n';
}

/* Whether there were any. */
/*@ requires fits(c) && \valid_read(tables);
    assigns c->in, c->out, c->out[0 .. left(c) * 3 / 4 - 1];
    ensures fits(c) && moved{Pre, Post}(c);
    ensures \result ? left(c) < left{Pre}(c) : left(c) == left{Pre}(c); */
static bool take_plain_groups(const brn_base64 *tables, cursor *c)
{
    const uint8_t *before = c->in;

    /*@ loop invariant fits(c) && moved{Pre, Here}(c);
        loop assigns c->in, c->out, \at(c->out, Pre)[0 .. left{Pre}(c) * 3 / 4 - 1];
        loop variant c->end - c->in; */
    while (c->end - c->in >= 8) {
        uint32_t first = group_at(tables, c->in), second = group_at(tables, c->in + 4);

        if (((first | second) & STRANGE) != 0)
            break;
        put_two_groups(c->out, first, second);
        c->in += 8;
        c->out += 6;
    }
    if (c->end - c->in >= 4) {
        uint32_t group = group_at(tables, c->in);

        if ((group & STRANGE) == 0) {
            put_group(c->out, group);
            c->in += 4;
            c->out += 3;
        }
    }
    return c->in != before;
}

/*
 * Takes one group that is interrupted or padded; *padded says that it was the last.
 * RFC 4648 section 3.5: the bits that padding leaves over are zero.
 */
/*@ requires fits(c) && \valid_read(tables) && \valid(padded) && \separated(padded, c);
    requires left(c) > 0;
    assigns c->in, c->out, c->lines, c->out[0 .. left(c) * 3 / 4 - 1], *padded;
    ensures fits(c) && moved{Pre, Post}(c);
    ensures left(c) < left{Pre}(c); */
static bool take_slow_group(const brn_base64 *tables, cursor *c, bool *padded)
{
    uint32_t group = 0;
    unsigned symbols = 0, pads = 0;

    /*@ loop invariant fits(c) && moved{Pre, Here}(c) && c->out == \at(c->out, Pre);
        loop invariant 0 <= symbols + pads <= 4 && symbols + pads <= left{Pre}(c) - left(c);
        loop assigns c->in, c->lines, group, symbols, pads;
        loop variant 4 - symbols - pads; */
    while (symbols + pads < 4) {
        uint32_t bits;

        skip_space(c);
        if (c->in == c->end)
            return false;
        if (*c->in == '=') {
            pads++;
            c->in++;
            continue;
        }
        bits = tables->place[symbols][*c->in++];
        if (pads > 0 || (bits & STRANGE) != 0)
            return false;
        group |= bits;
        symbols++;
    }
    if (pads > 2 || (group & ((UINT32_C(1) << (8 * pads)) - 1)) != 0)
        return false;
    /*@ loop invariant 0 <= i <= 3 - pads && c->out == \at(c->out, Pre) + i;
        loop assigns i, c->out, \at(c->out, Pre)[0 .. 2];
        loop variant 3 - pads - i; */
    for (unsigned i = 0; i < 3 - pads; i++)
        *c->out++ = (uint8_t)(group >> (16 - 8 * i));
    *padded = pads > 0;
    return true;
}

bool brn_base64_decode(const brn_base64 *tables, brine_bytes text, uint8_t *out, size_t *len,
                       size_t *lines)
{
    cursor c = {text.data, text.data, out, 0};
    bool padded = false, well_formed = true;

    if (text.len > 0)
        c.end += text.len;
    /*@ loop invariant fits(&c) && moved{LoopEntry, Here}(&c);
        loop assigns c, padded, well_formed, out[0 .. text.len * 3 / 4 - 1];
        loop variant c.end - c.in; */
    while (well_formed && !padded) {
        skip_space(&c);
        if (c.in == c.end)
            break;
        if (!take_plain_groups(tables, &c))
            well_formed = take_slow_group(tables, &c, &padded);
    }
    skip_space(&c);
    *len = (size_t)(c.out - out);
    well_formed = well_formed && c.in == c.end;
    /*@ loop invariant fits(&c);
        loop assigns c.in, c.lines;
        loop variant c.end - c.in; */
    while (c.in < c.end)
        c.lines += *c.in++ == '\n';
    if (lines != NULL)
        *lines += c.lines;
    return well_formed;
}

/* Three bytes, or the last one or two, as four characters. */
static void write_group(brn_text *text, const uint8_t *bytes, size_t len)
{
    uint32_t group = (uint32_t)bytes[0] << 16 | (len > 1 ? (uint32_t)bytes[1] << 8 : 0) |
                     (len > 2 ? bytes[2] : 0);

    /*@ loop invariant 0 <= i <= 4;
        loop assigns i, text->len, text->start[0 .. text->cap - 1];
        loop variant 4 - i; */
    for (size_t i = 0; i < 4; i++)
        brn_text_byte(text, i <= len ? (uint8_t)alphabet[group >> (18 - 6 * i) & 63] : '=');
}

void brn_base64_write(brn_text *text, brine_bytes bytes)
{
    /*@ loop invariant 0 <= i <= bytes.len + 2;
        loop assigns i, text->len, text->start[0 .. text->cap - 1];
        loop variant bytes.len - i; */
    for (size_t i = 0; i < bytes.len; i += 3)
        write_group(text, bytes.data + i, bytes.len - i < 3 ? bytes.len - i : 3);
}
