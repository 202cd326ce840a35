#include "x509/distinguished_name.h"

#include <brine/limits.h>

/* AttributeTypeAndValue: SEQUENCE of an OID and one value of any type. */
typedef struct attribute {
    brine_bytes type;
    brn_der_element value;
} attribute;

static bool read_attribute(brn_reader *r, attribute *out)
{
    brn_reader ahead = *r, sequence;
    attribute a;

    if (!brn_der_enter(&ahead, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_read_oid(&sequence, &a.type) || !brn_der_read_any(&sequence, &a.value) ||
        !brn_reader_empty(&sequence))
        return false;
    *out = a;
    *r = ahead;
    return true;
}

/* RelativeDistinguishedName: a set of at least one attribute. */
static bool check_rdn(brn_reader set)
{
    attribute a;
    size_t count = 0;

    for (; !brn_reader_empty(&set); count++)
        if (count == BRINE_RDN_ATTRIBUTES_MAX || !read_attribute(&set, &a))
            return false;
    return count > 0;
}

bool brn_read_name(brn_reader *r, brine_bytes *name)
{
    brn_reader ahead = *r, rdns, set;
    brine_bytes whole;

    if (!brn_der_read_whole(&ahead, BRN_DER_SEQUENCE, &whole))
        return false;
    rdns = brn_name_rdns(whole);
    for (size_t count = 0; !brn_reader_empty(&rdns); count++)
        if (count == BRINE_NAME_RDNS_MAX || !brn_der_enter(&rdns, BRN_DER_SET, &set) ||
            !check_rdn(set))
            return false;
    *name = whole;
    *r = ahead;
    return true;
}

bool brn_name_is_empty(brine_bytes name)
{
    return name.len == 2;
}

brn_reader brn_name_rdns(brine_bytes name)
{
    brn_reader r = brn_reader_of(name), rdns = {NULL, 0};

    return brn_der_enter(&r, BRN_DER_SEQUENCE, &rdns) ? rdns : (brn_reader){NULL, 0};
}

/* ---- Comparison ---- */

static bool is_folded_text(uint8_t tag)
{
    return tag == BRN_DER_PRINTABLE_STRING || tag == BRN_DER_UTF8_STRING ||
           tag == BRN_DER_IA5_STRING;
}

static brine_bytes trim(brine_bytes text)
{
    while (text.len > 0 && text.data[0] == ' ')
        text = (brine_bytes){text.data + 1, text.len - 1};
    while (text.len > 0 && text.data[text.len - 1] == ' ')
        text.len--;
    return text;
}

/* The next byte of trimmed text, in lower case, a run of spaces as one; -1 at the end. */
static int next_folded(brine_bytes *text)
{
    int byte;

    if (text->len == 0)
        return -1;
    byte = text->data[0];
    do
        *text = (brine_bytes){text->data + 1, text->len - 1};
    while (byte == ' ' && text->len > 0 && text->data[0] == ' ');
    return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

static bool values_equal(const brn_der_element *a, const brn_der_element *b)
{
    brine_bytes left = trim(a->content), right = trim(b->content);
    int byte;

    if (brn_bytes_equal(a->whole, b->whole))
        return true;
    if (!is_folded_text(a->tag) || !is_folded_text(b->tag))
        return false;
    do {
        byte = next_folded(&left);
        if (byte != next_folded(&right))
            return false;
    } while (byte >= 0);
    return true;
}

static bool set_holds(brn_reader set, const attribute *wanted)
{
    attribute a;

    while (read_attribute(&set, &a))
        if (brn_bytes_equal(a.type, wanted->type) && values_equal(&a.value, &wanted->value))
            return true;
    return false;
}

static size_t count_attributes(brn_reader set)
{
    attribute a;
    size_t count = 0;

    while (read_attribute(&set, &a))
        count++;
    return count;
}

/* Sets are compared as sets: folding can change the order that DER gave them. */
static bool rdns_equal(brn_reader a, brn_reader b)
{
    attribute wanted;

    if (count_attributes(a) != count_attributes(b))
        return false;
    while (read_attribute(&a, &wanted))
        if (!set_holds(b, &wanted))
            return false;
    return true;
}

bool brn_name_within(brine_bytes name, brine_bytes base)
{
    brn_reader names = brn_name_rdns(name), bases = brn_name_rdns(base), a, b;

    while (!brn_reader_empty(&bases))
        if (!brn_der_enter(&names, BRN_DER_SET, &a) || !brn_der_enter(&bases, BRN_DER_SET, &b) ||
            !rdns_equal(a, b))
            return false;
    return true;
}

bool brn_name_equal(brine_bytes a, brine_bytes b)
{
    return brn_bytes_equal(a, b) || (brn_name_within(a, b) && brn_name_within(b, a));
}

/* ---- Attributes by type ---- */

brn_name_cursor brn_name_start(brine_bytes name)
{
    return (brn_name_cursor){brn_name_rdns(name), {NULL, 0}};
}

bool brn_name_next_value(brn_name_cursor *cursor, brine_bytes type, brine_bytes *value)
{
    attribute a;

    do
        while (read_attribute(&cursor->set, &a))
            if (brn_bytes_equal(a.type, type)) {
                *value = a.value.content;
                return true;
            }
    while (brn_der_enter(&cursor->rdns, BRN_DER_SET, &cursor->set));
    return false;
}
