#include "x509/asn1/directory_string.h"

static uint32_t next_utf8(brn_reader *r)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    uint8_t byte;
    uint32_t character;
    unsigned more;

    if (!brn_read_u8(r, &byte))
        return BRN_STRING_BROKEN;
    if (byte < 0x80)
        return byte;
    more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    if (byte < 0xc2 || byte > 0xf4)
        return BRN_STRING_BROKEN;
    character = byte & (0x3fu >> more);
    /*@ loop invariant 0 <= i <= more && holds(r) && r->left < \at(r->left, Pre);
        loop assigns i, byte, character, *r;
        loop variant more - i; */
    for (unsigned i = 0; i < more; i++) {
        if (r->left == 0 || (r->at[0] & 0xc0) != 0x80 || !brn_read_u8(r, &byte))
            return BRN_STRING_BROKEN;
        character = character << 6 | (byte & 0x3f);
    }
    return character < least[more] ? BRN_STRING_BROKEN : character;
}

static uint32_t next_utf16(brn_reader *r)
{
    brn_reader ahead;
    uint16_t unit, low;

    if (!brn_read_u16(r, &unit)) {
        *r = (brn_reader){NULL, 0}; /* half a unit at the end */
        return BRN_STRING_BROKEN;
    }
    ahead = *r;
    if (unit < 0xd800 || unit > 0xdbff || !brn_read_u16(&ahead, &low) || low < 0xdc00 ||
        low > 0xdfff)
        return unit;
    *r = ahead;
    return 0x10000 + ((unit & 0x3ffu) << 10 | (low & 0x3ffu));
}

static uint32_t next_utf32(brn_reader *r)
{
    uint32_t character;

    if (!brn_read_u32(r, &character)) {
        *r = (brn_reader){NULL, 0};
        return BRN_STRING_BROKEN;
    }
    return character;
}

static uint32_t next_latin1(brn_reader *r)
{
    uint8_t byte;

    return brn_read_u8(r, &byte) ? byte : BRN_STRING_BROKEN;
}

brn_string_decoder brn_string_decoder_of(uint8_t tag)
{
    switch (tag) {
    case BRN_DER_UTF8_STRING:
        return next_utf8;
    case BRN_DER_BMP_STRING:
        return next_utf16;
    case BRN_DER_UNIVERSAL_STRING:
        return next_utf32;
    case BRN_DER_PRINTABLE_STRING:
    case BRN_DER_IA5_STRING:
    case BRN_DER_NUMERIC_STRING:
    case BRN_DER_VISIBLE_STRING:
    case BRN_DER_TELETEX_STRING: /* T.61 in theory, Latin-1 in every certificate seen */
        return next_latin1;
    default:
        return NULL;
    }
}

/* RFC 3629 section 3: up to U+10FFFF, and no surrogates. */
static bool is_unicode(uint32_t character)
{
    return character < 0xd800 || (character > 0xdfff && character <= 0x10ffff);
}

#define CONSTRUCTED 0x20

bool brn_string_is_sound(const brn_der_element *value)
{
    brn_string_decoder next = brn_string_decoder_of(value->tag);
    brn_reader r = brn_reader_of(value->content);

    if ((value->tag & CONSTRUCTED) != 0)
        return brn_string_decoder_of((uint8_t)(value->tag & ~CONSTRUCTED)) == NULL;
    if (next == NULL || next == next_latin1)
        return true;
    /*@ loop invariant holds(&r);
        loop assigns r;
        loop variant r.left; */
    while (!brn_reader_empty(&r)) {
        uint32_t character;

        /*@ calls next_utf8, next_utf16, next_utf32; */
        character = next(&r);
        if (!is_unicode(character))
            return false;
    }
    return true;
}
