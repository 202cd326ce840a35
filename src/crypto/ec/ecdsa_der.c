/*
 * Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }, in DER (X.690 sections 8 and 10).
 */
#include "base/reader.h"
#include "base/writer.h"
#include "crypto/ec/ecdsa.h"

#include <string.h>

enum { TAG_INTEGER = 0x02, TAG_SEQUENCE = 0x30, LENGTH_ONE_BYTE = 0x81 };

/* Three bytes of head, then two integers with two of head, one of sign and 66 of value. */
#define VALUE_MAX 66
#define DER_MAX   (3 + 2 * (3 + VALUE_MAX))

/* The contents of an element. No signature of ours needs a length of more than one byte. */
static bool read_element(brn_reader *r, uint8_t tag, brn_reader *contents)
{
    uint8_t found, length;
    brine_bytes bytes;

    if (!brn_read_u8(r, &found) || found != tag || !brn_read_u8(r, &length))
        return false;
    if (length == LENGTH_ONE_BYTE) {
        if (!brn_read_u8(r, &length) || length < 0x80)
            return false;
    } else if (length >= 0x80) {
        return false;
    }
    if (!brn_read_bytes(r, length, &bytes))
        return false;
    *contents = brn_reader_of(bytes);
    return true;
}

/* A positive integer of at most `length` bytes, its leading zeros restored. */
static bool read_integer(brn_reader *r, uint8_t *out, size_t size)
{
    brn_reader contents;
    const uint8_t *at;
    size_t left;

    if (!read_element(r, TAG_INTEGER, &contents) || contents.left == 0)
        return false;
    at = contents.at;
    left = contents.left;
    if (at[0] & 0x80) /* negative */
        return false;
    if (at[0] == 0 && left > 1) {
        if (!(at[1] & 0x80)) /* a zero that is not needed */
            return false;
        at++;
        left--;
    }
    if (left > size)
        return false;
    memset(out, 0, size - left);
    memcpy(out + size - left, at, left);
    return true;
}

bool brn_ecdsa_read(const brn_curve *c, uint8_t *r, uint8_t *s, brine_bytes signature)
{
    size_t size = brn_field_size(c->scalar);
    brn_reader reader = brn_reader_of(signature), pair;

    return read_element(&reader, TAG_SEQUENCE, &pair) && brn_reader_empty(&reader) &&
           read_integer(&pair, r, size) && read_integer(&pair, s, size) && brn_reader_empty(&pair);
}

static void write_integer(brn_writer *w, const uint8_t *value, size_t len)
{
    bool sign;

    while (len > 1 && value[0] == 0) {
        value++;
        len--;
    }
    sign = (value[0] & 0x80) != 0;
    brn_write_u8(w, TAG_INTEGER);
    brn_write_u8(w, (uint8_t)(len + sign));
    if (sign)
        brn_write_u8(w, 0);
    brn_write_bytes(w, value, len);
}

size_t brn_ecdsa_write(const brn_curve *c, uint8_t *signature, const uint8_t *r, const uint8_t *s)
{
    size_t size = brn_field_size(c->scalar);
    uint8_t contents[DER_MAX];
    brn_writer pair = brn_writer_to(contents, sizeof contents);
    brn_writer w = brn_writer_to(signature, BRINE_SIGNATURE_MAX);

    write_integer(&pair, r, size);
    write_integer(&pair, s, size);
    brn_write_u8(&w, TAG_SEQUENCE);
    if (pair.len >= 0x80)
        brn_write_u8(&w, LENGTH_ONE_BYTE);
    brn_write_u8(&w, (uint8_t)pair.len);
    brn_write_bytes(&w, contents, pair.len);
    return w.len;
}
