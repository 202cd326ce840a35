#include "x509/asn1/oid.h"

#include "base/text.h"

#define OID_DEFINITION(name, ...)                                                                  \
    static const uint8_t name##_bytes[] = {__VA_ARGS__};                                           \
    const brine_bytes brn_oid_##name = {name##_bytes, sizeof name##_bytes};
BRN_OIDS(OID_DEFINITION)
#undef OID_DEFINITION

/* Whether each arc has at most 64 bits, in octets of seven. */
static bool has_small_arcs(brine_bytes oid)
{
    uint64_t number = 0;

    /*@ loop invariant 0 <= i <= oid.len;
        loop assigns i, number;
        loop variant oid.len - i; */
    for (size_t i = 0; i < oid.len; i++) {
        if (number >> 57 != 0)
            return false;
        number = (oid.data[i] & 0x80) != 0 ? number << 7 | (oid.data[i] & 0x7f) : 0;
    }
    return true;
}

void brn_text_oid(brn_text *text, brine_bytes oid)
{
    uint64_t number = 0;
    bool first = true;

    if (!has_small_arcs(oid)) {
        brn_text_byte(text, '#');
        brn_text_hex(text, oid);
        return;
    }
    /*@ loop invariant 0 <= i <= oid.len;
        loop assigns i, number, first, text->len, text->start[0 .. text->cap - 1];
        loop variant oid.len - i; */
    for (size_t i = 0; i < oid.len; i++) {
        number = number << 7 | (oid.data[i] & 0x7f);
        if (oid.data[i] & 0x80)
            continue;
        if (first) { /* X.690 section 8.19.4: the first two arcs share a subidentifier */
            uint64_t arc = number < 80 ? number / 40 : 2;

            brn_text_decimal(text, arc);
            number -= arc * 40;
            first = false;
        }
        brn_text_byte(text, '.');
        brn_text_decimal(text, number);
        number = 0;
    }
}

size_t brn_oid_text(brine_bytes oid, char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);

    brn_text_oid(&text, oid);
    return text.len;
}
