/* Names as people read them: RFC 4514, above all section 2.4. */

#include "base/escape.h"
#include "x509/asn1/directory_string.h"
#include "x509/asn1/oid.h"
#include "x509/name/attribute_type.h"
#include "x509/name/distinguished_name.h"

#include <brine/limits.h>

static bool is_special(uint32_t c)
{
    return c == '"' || c == '+' || c == ',' || c == ';' || c == '<' || c == '>' || c == '\\';
}

static void put_escaped(brn_text *text, uint32_t c, bool first, bool last)
{
    if (is_special(c) || (first && (c == ' ' || c == '#')) || (last && c == ' '))
        brn_text_byte(text, '\\');
    brn_text_visible(text, c);
}

static void put_value(brn_text *text, const brn_der_element *value, bool known_type)
{
    brn_string_decoder next = brn_string_decoder_of(value->tag);
    brn_reader r = brn_reader_of(value->content);
    bool first = true;

    if (next == NULL || !known_type || !brn_string_is_sound(value)) {
        brn_text_byte(text, '#');
        brn_text_hex(text, value->whole);
        return;
    }
    while (!brn_reader_empty(&r)) {
        uint32_t character = next(&r);

        put_escaped(text, character, first, brn_reader_empty(&r));
        first = false;
    }
}

static void put_attribute(brn_text *text, brn_reader *set)
{
    brn_reader sequence = {NULL, 0};
    brine_bytes type = {NULL, 0};
    brn_der_element value = {0, {NULL, 0}, {NULL, 0}};
    const char *descriptor;

    /* brn_read_name has checked the structure; if it had not, this must still end. */
    if (!brn_der_enter(set, BRN_DER_SEQUENCE, &sequence) || !brn_der_read_oid(&sequence, &type) ||
        !brn_der_read_any(&sequence, &value)) {
        *set = (brn_reader){NULL, 0};
        return;
    }
    descriptor = brn_attribute_descriptor(type);
    if (descriptor != NULL)
        brn_text_string(text, descriptor);
    else
        brn_text_oid(text, type);
    brn_text_byte(text, '=');
    put_value(text, &value, descriptor != NULL);
}

void brn_text_name(brn_text *text, brine_bytes name)
{
    brn_reader rdns = brn_name_rdns(name), sets[BRINE_NAME_RDNS_MAX];
    size_t count = 0;

    while (count < BRINE_NAME_RDNS_MAX && brn_der_enter(&rdns, BRN_DER_SET, &sets[count]))
        count++;
    for (size_t i = count; i > 0; i--) {
        if (i < count)
            brn_text_byte(text, ',');
        for (brn_reader set = sets[i - 1]; !brn_reader_empty(&set);) {
            if (set.at != sets[i - 1].at)
                brn_text_byte(text, '+');
            put_attribute(text, &set);
        }
    }
}

size_t brn_name_text(brine_bytes name, char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);

    brn_text_name(&text, name);
    return text.len;
}
