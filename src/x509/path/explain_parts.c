#include "x509/path/explain_parts.h"

#include "x509/asn1/oid.h"
#include "x509/asn1/time.h"
#include "x509/name/distinguished_name.h"

#define NAME_TEXT_MAX   120
#define NAMES_SHOWN_MAX 4

void brn_put_name(brn_text *text, brine_bytes name)
{
    char part[NAME_TEXT_MAX];

    brn_name_text(name, part, sizeof part);
    brn_text_string(text, part);
}

void brn_put_oid(brn_text *text, brine_bytes oid)
{
    char part[NAME_TEXT_MAX];

    brn_oid_text(oid, part, sizeof part);
    brn_text_string(text, part);
}

void brn_put_time(brn_text *text, int64_t seconds)
{
    char part[BRN_TIME_TEXT_SIZE];

    brn_text_string(text, brn_time_text(seconds, part));
}

void brn_put_place(brn_text *text, const brn_place *place)
{
    bool has_subject = place->subject.len > 2;

    if (place->index < 0) {
        brn_text_string(text, "the trust anchor");
    } else {
        brn_text_string(text, "certificate ");
        brn_text_decimal(text, (uint64_t)place->index);
    }
    if (!has_subject)
        return;
    brn_text_string(text, " (");
    brn_put_name(text, place->subject);
    brn_text_byte(text, ')');
}

void brn_put_value(brn_text *text, const brn_general_name *name)
{
    char part[NAME_TEXT_MAX];
    brn_text cut = brn_text_in(part, sizeof part);

    brn_general_name_value(&cut, name->form, name->value);
    brn_text_string(text, part);
}

static void put_general_name(brn_text *text, const brn_general_name *name)
{
    char part[NAME_TEXT_MAX];
    brn_text cut = brn_text_in(part, sizeof part);

    brn_general_name_text(&cut, name->form, name->value);
    brn_text_string(text, part);
}

void brn_put_base(brn_text *text, brn_name_form form, brine_bytes base)
{
    brn_general_name address = {form, {base.data, base.len / 2}, true};
    brn_general_name whole = {form, base, true};
    size_t ones = 0;

    if (form != BRN_NAME_IP) {
        brn_put_value(text, &whole);
        return;
    }
    brn_put_value(text, &address);
    for (size_t i = base.len / 2; i < base.len; i++)
        for (unsigned mask = 0x80; mask != 0 && (base.data[i] & mask) != 0; mask >>= 1)
            ones++;
    brn_text_byte(text, '/');
    brn_text_decimal(text, ones);
}

void brn_put_names(brn_text *text, brine_bytes names)
{
    brn_reader r = brn_reader_of(names);
    brn_general_name name;
    size_t shown = 0, more = 0;

    while (brn_read_general_name(&r, &name)) {
        if (name.form != BRN_NAME_DNS && name.form != BRN_NAME_IP)
            continue;
        if (shown == NAMES_SHOWN_MAX) {
            more++;
            continue;
        }
        brn_text_string(text, shown++ > 0 ? ", " : " is for other names: ");
        put_general_name(text, &name);
    }
    if (shown == 0)
        brn_text_string(text, " is for no host at all");
    if (more == 0)
        return;
    brn_text_string(text, " and ");
    brn_text_decimal(text, more);
    brn_text_string(text, " more");
}

void brn_put_key(brn_text *text, brine_bytes spki)
{
    brn_subject_public_key key;
    const char *rule;
    char part[NAME_TEXT_MAX] = "unknown";

    if (brn_parse_subject_public_key(spki, &key, &rule))
        brn_key_text(&key, part, sizeof part);
    brn_text_string(text, part);
}

void brn_put_signature_algorithm(brn_text *text, brine_bytes algorithm)
{
    char part[NAME_TEXT_MAX];

    brn_signature_algorithm_text(algorithm, part, sizeof part);
    brn_text_string(text, part);
}
