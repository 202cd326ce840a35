#include "base/escape.h"
#include "base/reader.h"

#include <brine/error.h>

#include <string.h>

/*
 * Unicode 15: general categories Cc, Cf, Zl, Zp, and Zs but for U+0020; the characters with
 * Default_Ignorable_Code_Point; and U+2800, a blank by its looks. Ascending.
 */
static const struct {
    uint32_t first, last;
} hidden[] = {
    {0x0000, 0x001f},   {0x007f, 0x00a0},   {0x00ad, 0x00ad},   {0x034f, 0x034f},
    {0x0600, 0x0605},   {0x061c, 0x061c},   {0x06dd, 0x06dd},   {0x070f, 0x070f},
    {0x0890, 0x0891},   {0x08e2, 0x08e2},   {0x115f, 0x1160},   {0x1680, 0x1680},
    {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x2000, 0x200f},   {0x2028, 0x202f},
    {0x205f, 0x206f},   {0x2800, 0x2800},   {0x3000, 0x3000},   {0x3164, 0x3164},
    {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},   {0xfff0, 0xfffb},
    {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

bool brn_is_visible(uint32_t character)
{
    /*@ loop invariant 0 <= i <= sizeof(hidden) / sizeof(hidden[0]);
        loop assigns i;
        loop variant sizeof(hidden) / sizeof(hidden[0]) - i; */
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (character <= hidden[i].last)
            return character < hidden[i].first;
    return true;
}

static void put_escaped(brn_text *text, brine_bytes bytes)
{
    /*@ loop invariant 0 <= i <= bytes.len;
        loop assigns i, text->len, text->start[0 .. text->cap - 1];
        loop variant bytes.len - i; */
    for (size_t i = 0; i < bytes.len; i++) {
        brn_text_byte(text, '\\');
        brn_text_hex(text, (brine_bytes){bytes.data + i, 1});
    }
}

void brn_text_visible(brn_text *text, uint32_t character)
{
    char utf8[5];
    brn_text alone = brn_text_in(utf8, sizeof utf8);

    brn_text_character(&alone, character);
    if (brn_is_visible(character))
        brn_text_bytes(text, (brine_bytes){(const uint8_t *)utf8, alone.len});
    else
        put_escaped(text, (brine_bytes){(const uint8_t *)utf8, alone.len});
}

/* The first character of at least one byte, and its bytes; 0 when they are not UTF-8. */
static size_t read_utf8(brine_bytes bytes, uint32_t *character)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    const uint8_t lead = bytes.data[0];
    size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;

    *character = lead;
    if (lead < 0x80)
        return 1;
    if (more == 0 || lead > 0xf4 || more >= bytes.len)
        return 0;
    *character = lead & (0x3fu >> more);
    /*@ loop invariant 1 <= i <= more + 1;
        loop assigns i, *character;
        loop variant more - i; */
    for (size_t i = 1; i <= more; i++) {
        if ((bytes.data[i] & 0xc0) != 0x80)
            return 0;
        *character = *character << 6 | (bytes.data[i] & 0x3f);
    }
    if (*character < least[more] || *character > 0x10ffff ||
        (*character >= 0xd800 && *character <= 0xdfff))
        return 0;
    return more + 1;
}

static void put(brn_text *text, brine_bytes bytes, bool escape_backslash)
{
    /*@ loop invariant readable(bytes.data, bytes.len);
        loop assigns bytes, text->len, text->start[0 .. text->cap - 1];
        loop variant bytes.len; */
    while (bytes.len > 0) {
        uint32_t character;
        size_t len = read_utf8(bytes, &character);
        brine_bytes first = {bytes.data, len > 0 ? len : 1};

        if (len == 0 || !brn_is_visible(character))
            put_escaped(text, first);
        else
            brn_text_bytes(text, first);
        if (first.data[0] == '\\' && escape_backslash)
            brn_text_byte(text, '\\');
        bytes = (brine_bytes){bytes.data + first.len, bytes.len - first.len};
    }
}

void brn_text_foreign(brn_text *text, brine_bytes bytes)
{
    put(text, bytes, true);
}

void brn_text_sentence(brn_text *text, const char *sentence)
{
    put(text, (brine_bytes){(const uint8_t *)sentence, strlen(sentence)}, false);
}

const char *brn_shown_bytes(brine_bytes bytes, char out[BRN_SHOWN_SIZE])
{
    brn_text text = brn_text_in(out, BRN_SHOWN_SIZE);

    brn_text_foreign(&text, bytes);
    return out;
}

const char *brn_shown(const char *string, char out[BRN_SHOWN_SIZE])
{
    return brn_shown_bytes((brine_bytes){(const uint8_t *)string, strlen(string)}, out);
}

size_t brine_foreign_text(brine_bytes bytes, char *out, size_t cap)
{
    brn_text text;

    if (brn_bytes_are_missing(bytes) || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    text = brn_text_in(out, cap);
    brn_text_foreign(&text, bytes);
    return text.len;
}
