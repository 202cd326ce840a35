#include "x509/oid.h"

#include "base/text.h"

#define OID_DEFINITION(name, ...)                                                                  \
    static const uint8_t name##_bytes[] = {__VA_ARGS__};                                           \
    const brine_bytes brn_oid_##name = {name##_bytes, sizeof name##_bytes};
BRN_OIDS(OID_DEFINITION)
#undef OID_DEFINITION

size_t brn_oid_text(brine_bytes oid, char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);
    uint64_t number = 0;
    bool first = true;

    for (size_t i = 0; i < oid.len; i++) {
        if (number >> 57 != 0) { /* an arc beyond 64 bits: nobody knows its name anyway */
            brn_text_string(&text, "...");
            break;
        }
        number = number << 7 | (oid.data[i] & 0x7f);
        if (oid.data[i] & 0x80)
            continue;
        if (first) { /* X.690 section 8.19.4: the first two arcs share a subidentifier */
            uint64_t arc = number < 80 ? number / 40 : 2;

            brn_text_decimal(&text, arc);
            number -= arc * 40;
            first = false;
        }
        brn_text_byte(&text, '.');
        brn_text_decimal(&text, number);
        number = 0;
    }
    return text.len;
}
