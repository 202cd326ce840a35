#include "x509/asn1/der.h"

/* X.690 section 8.1.3: short form up to 127, else the fewest bytes that hold the length. */
static bool read_length(brn_reader *r, size_t *out)
{
    uint8_t first, byte;
    size_t length = 0;
    unsigned width;

    if (!brn_read_u8(r, &first))
        return false;
    if (first < 0x80) {
        *out = first;
        return true;
    }
    width = first - 0x80u;
    if (width == 0 || width > 4) /* indefinite, or beyond anything brine reads */
        return false;
    /*@ loop invariant 0 <= i <= width && holds(r) && shorter{Pre, Here}(r);
        loop assigns i, byte, length, r->at, r->left;
        loop variant width - i; */
    for (unsigned i = 0; i < width; i++) {
        if (!brn_read_u8(r, &byte) || (i == 0 && byte == 0))
            return false;
        length = length << 8 | byte;
    }
    if (length < 0x80)
        return false;
    *out = length;
    return true;
}

bool brn_der_read_any(brn_reader *r, brn_der_element *out)
{
    brn_reader ahead = *r;
    brn_der_element element;
    size_t length;

    if (!brn_read_u8(&ahead, &element.tag))
        return false;
    if ((element.tag & 0x1f) == 0x1f) /* a tag number of several bytes: no type here has one */
        return false;
    if (!read_length(&ahead, &length) || !brn_read_bytes(&ahead, length, &element.content))
        return false;
    element.whole = (brine_bytes){r->at, r->left - ahead.left};
    *out = element;
    *r = ahead;
    return true;
}

bool brn_der_next_is(const brn_reader *r, uint8_t tag)
{
    return r->left > 0 && r->at[0] == tag;
}

static bool read_element(brn_reader *r, uint8_t tag, brn_der_element *out)
{
    return brn_der_next_is(r, tag) && brn_der_read_any(r, out);
}

bool brn_der_read(brn_reader *r, uint8_t tag, brine_bytes *content)
{
    brn_der_element element;

    if (!read_element(r, tag, &element))
        return false;
    *content = element.content;
    return true;
}

bool brn_der_read_whole(brn_reader *r, uint8_t tag, brine_bytes *whole)
{
    brn_der_element element;

    if (!read_element(r, tag, &element))
        return false;
    *whole = element.whole;
    return true;
}

bool brn_der_enter(brn_reader *r, uint8_t tag, brn_reader *child)
{
    brn_der_element element;

    if (!read_element(r, tag, &element))
        return false;
    *child = brn_reader_of(element.content);
    return true;
}

bool brn_der_is_sequence(brine_bytes file)
{
    brn_reader r = brn_reader_of(file), content;

    return brn_der_enter(&r, BRN_DER_SEQUENCE, &content) && brn_reader_empty(&r);
}

bool brn_der_read_optional(brn_reader *r, uint8_t tag, bool *present, brine_bytes *content)
{
    if (!brn_der_next_is(r, tag)) {
        *present = false;
        return true;
    }
    if (!brn_der_read(r, tag, content))
        return false;
    *present = true;
    return true;
}

bool brn_der_read_boolean(brn_reader *r, bool *out)
{
    brn_reader ahead = *r;
    brine_bytes content;

    if (!brn_der_read(&ahead, BRN_DER_BOOLEAN, &content) || content.len != 1 ||
        (content.data[0] != 0x00 && content.data[0] != 0xff))
        return false;
    *out = content.data[0] != 0;
    *r = ahead;
    return true;
}

bool brn_der_read_default_false(brn_reader *r, bool *out, bool *spelled_out)
{
    *out = false;
    if (!brn_der_next_is(r, BRN_DER_BOOLEAN))
        return true;
    if (!brn_der_read_boolean(r, out))
        return false;
    *spelled_out |= !*out;
    return true;
}

bool brn_der_is_integer(brine_bytes content)
{
    if (content.len < 2)
        return content.len == 1;
    /* X.690 section 8.3.2: the first nine bits are neither all 0 nor all 1. */
    return (content.data[0] != 0x00 || content.data[1] >= 0x80) &&
           (content.data[0] != 0xff || content.data[1] < 0x80);
}

bool brn_der_read_integer(brn_reader *r, brine_bytes *out)
{
    brn_reader ahead = *r;
    brine_bytes content;

    if (!brn_der_read(&ahead, BRN_DER_INTEGER, &content) || !brn_der_is_integer(content))
        return false;
    *out = content;
    *r = ahead;
    return true;
}

bool brn_der_read_unsigned(brn_reader *r, brine_bytes *magnitude)
{
    brn_reader ahead = *r;
    brine_bytes value;

    if (!brn_der_read_integer(&ahead, &value) || value.data[0] >= 0x80)
        return false;
    if (value.data[0] == 0)
        value = (brine_bytes){value.data + 1, value.len - 1};
    *magnitude = value;
    *r = ahead;
    return true;
}

bool brn_der_read_u32(brn_reader *r, uint32_t *out)
{
    brn_reader ahead = *r;
    brine_bytes magnitude;
    uint32_t value = 0;

    if (!brn_der_read_unsigned(&ahead, &magnitude) || magnitude.len > 4)
        return false;
    /*@ loop invariant 0 <= i <= magnitude.len;
        loop assigns i, value;
        loop variant magnitude.len - i; */
    for (size_t i = 0; i < magnitude.len; i++)
        value = value << 8 | magnitude.data[i];
    *out = value;
    *r = ahead;
    return true;
}

bool brn_der_is_bit_string(brine_bytes content)
{
    unsigned unused;

    if (content.len == 0)
        return false;
    unused = content.data[0];
    return unused == 0 || (unused < 8 && content.len > 1 &&
                           (content.data[content.len - 1] & ((1u << unused) - 1)) == 0);
}

bool brn_der_read_bit_string(brn_reader *r, brine_bytes *bytes, unsigned *unused)
{
    brn_reader ahead = *r;
    brine_bytes content;

    if (!brn_der_read(&ahead, BRN_DER_BIT_STRING, &content) || !brn_der_is_bit_string(content))
        return false;
    *bytes = (brine_bytes){content.data + 1, content.len - 1};
    *unused = content.data[0];
    *r = ahead;
    return true;
}

bool brn_der_read_bit_bytes(brn_reader *r, brine_bytes *bytes)
{
    brn_reader ahead = *r;
    brine_bytes content;
    unsigned unused;

    if (!brn_der_read_bit_string(&ahead, &content, &unused) || unused != 0)
        return false;
    *bytes = content;
    *r = ahead;
    return true;
}

bool brn_der_read_named_bits(brn_reader *r, uint32_t *out)
{
    brn_reader ahead = *r;
    brine_bytes bytes;
    unsigned unused;
    uint32_t bits = 0;

    if (!brn_der_read_bit_string(&ahead, &bytes, &unused) || bytes.len > 4)
        return false;
    /*@ loop invariant 0 <= i <= bytes.len * 8;
        loop assigns i, bits;
        loop variant bytes.len * 8 - i; */
    for (size_t i = 0; i < bytes.len * 8; i++)
        if (bytes.data[i / 8] & 0x80 >> i % 8)
            bits |= UINT32_C(1) << i;
    *out = bits;
    *r = ahead;
    return true;
}

bool brn_der_is_oid(brine_bytes content)
{
    bool starts = true;

    /* X.690 section 8.19.2: base 128, the last byte of each has bit 8 clear, no leading 0x80. */
    /*@ loop invariant 0 <= i <= content.len;
        loop assigns i, starts;
        loop variant content.len - i; */
    for (size_t i = 0; i < content.len; i++) {
        if (starts && content.data[i] == 0x80)
            return false;
        starts = content.data[i] < 0x80;
    }
    return starts && content.len > 0;
}

bool brn_der_read_oid(brn_reader *r, brine_bytes *out)
{
    brn_reader ahead = *r;
    brine_bytes content;

    if (!brn_der_read(&ahead, BRN_DER_OID, &content) || !brn_der_is_oid(content))
        return false;
    *out = content;
    *r = ahead;
    return true;
}

bool brn_der_read_null(brn_reader *r)
{
    brn_reader ahead = *r;
    brine_bytes content;

    if (!brn_der_read(&ahead, BRN_DER_NULL, &content) || content.len != 0)
        return false;
    *r = ahead;
    return true;
}
