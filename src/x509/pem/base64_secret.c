/*
 * Base64 without tables. A character becomes six bits by comparisons that are masks, not
 * branches; what decides branches is only its class. That each character of a key file is
 * a digit of base64, a blank or padding is the layout of the file, the same for all keys
 * of a kind, and no secret.
 */
#include "x509/pem/base64.h"

#include "base/ct.h"
#include "crypto/declassify.h"

#include <sodium.h>

typedef enum character_class { DIGIT, SPACE, PADDING, STRANGE } character_class;

/* All ones when first <= c <= last. */
static uint64_t between(uint64_t c, uint64_t first, uint64_t last)
{
    return ~brn_ct_mask_less(c, first) & ~brn_ct_mask_less(last, c);
}

/* The six bits that c stands for, 0 if none, and its class. RFC 4648 table 1. */
/*@ requires \valid(class_out);
    assigns *class_out; */
static uint64_t look_at(uint8_t byte, character_class *class_out)
{
    uint64_t c = byte;
    uint64_t upper = between(c, 'A', 'Z'), lower = between(c, 'a', 'z');
    uint64_t figure = between(c, '0', '9');
    uint64_t plus = brn_ct_mask_equal(c, '+'), slash = brn_ct_mask_equal(c, '/');
    uint64_t space = brn_ct_mask_equal(c, ' ') | between(c, '\t', '\r');
    uint64_t padding = brn_ct_mask_equal(c, '=');
    uint64_t digit = upper | lower | figure | plus | slash;
    uint64_t kind = (digit & DIGIT) | (space & SPACE) | (padding & PADDING) |
                    (~(digit | space | padding) & STRANGE);

    BRN_DECLASSIFY(&kind, sizeof kind); /* the layout of the text */
    *class_out = (character_class)kind;
    return (upper & (c - 'A')) | (lower & (c - 'a' + 26)) | (figure & (c - '0' + 52)) |
           (plus & 62) | (slash & 63);
}

/* The group at the end of the text, of 2 or 3 digits; spare bits are zero (section 3.5). */
static bool put_last(uint64_t group, size_t digits, size_t pads, uint8_t *out, size_t *len)
{
    uint64_t spare;

    if (digits == 0 && pads == 0)
        return true;
    if (digits < 2 || digits + pads != 4)
        return false;
    group <<= 6 * pads;
    spare = group & ((UINT64_C(1) << (8 * pads)) - 1);
    BRN_DECLASSIFY(&spare, sizeof spare); /* not part of what is encoded */
    if (spare != 0)
        return false;
    /*@ loop invariant 0 <= i <= 3 - pads && *len == \at(*len, Pre) + i;
        loop assigns i, *len, out[\at(*len, Pre) .. \at(*len, Pre) + digits - 2];
        loop variant 3 - pads - i; */
    for (size_t i = 0; i < 3 - pads; i++)
        out[(*len)++] = (uint8_t)(group >> (16 - 8 * i));
    return true;
}

bool brn_base64_decode_secret(brine_bytes text, uint8_t *out, size_t *len)
{
    uint64_t group = 0;
    size_t digits = 0, pads = 0;
    bool well_formed = true;

    *len = 0;
    /*@ loop invariant 0 <= i <= text.len && digits < 4 && pads <= i;
        loop invariant 4 * *len + 3 * digits <= 3 * i;
        loop assigns i, digits, pads, group, well_formed, *len, out[0 .. text.len * 3 / 4 - 1];
        loop variant text.len - i; */
    for (size_t i = 0; i < text.len && well_formed; i++) {
        character_class kind;
        uint64_t bits = look_at(text.data[i], &kind);

        if (kind == SPACE)
            continue;
        if (kind == PADDING) {
            pads++;
            continue;
        }
        well_formed = kind == DIGIT && pads == 0;
        group = group << 6 | bits;
        if (++digits < 4)
            continue;
        /*@ loop invariant -8 <= shift <= 16 && 8 * (*len - \at(*len, LoopEntry)) == 16 - shift;
            loop assigns shift, *len, out[0 .. text.len * 3 / 4 - 1];
            loop variant shift + 8; */
        for (int shift = 16; shift >= 0; shift -= 8)
            out[(*len)++] = (uint8_t)(group >> shift);
        digits = 0;
        group = 0;
    }
    well_formed = well_formed && put_last(group, digits, pads, out, len);
    sodium_memzero(&group, sizeof group);
    return well_formed;
}
