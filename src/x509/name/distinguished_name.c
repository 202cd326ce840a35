#include "x509/name/distinguished_name.h"

#include <brine/limits.h>
#include <string.h>

#include "x509/asn1/directory_string.h"
#include "x509/name/attribute_type.h"

/* AttributeTypeAndValue: SEQUENCE of an OID and one value of any type. */
typedef struct attribute {
    brine_bytes whole;
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
    a.whole = (brine_bytes){r->at, r->left - ahead.left};
    *out = a;
    *r = ahead;
    return true;
}

/* A string where brine knows the type, and not half a one anywhere. */
static bool value_is_sound(const attribute *a)
{
    return brn_string_is_sound(&a->value) && (brn_string_decoder_of(a->value.tag) != NULL ||
                                              brn_attribute_descriptor(a->type) == NULL);
}

/* X.690 section 11.6: the elements of a SET OF stand in the order of their encodings. */
static bool may_follow(brine_bytes encoding, brine_bytes before)
{
    size_t shorter = encoding.len < before.len ? encoding.len : before.len;
    int order = shorter > 0 ? memcmp(before.data, encoding.data, shorter) : 0;

    return order < 0 || (order == 0 && before.len <= encoding.len);
}

/* RelativeDistinguishedName: a set of attributes. */
static bool check_rdn(brn_reader set)
{
    attribute a;

    for (size_t count = 0; !brn_reader_empty(&set); count++)
        if (count == BRINE_RDN_ATTRIBUTES_MAX || !read_attribute(&set, &a) || !value_is_sound(&a))
            return false;
    return true;
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

bool brn_is_name(brine_bytes bytes)
{
    brn_reader r = brn_reader_of(bytes);
    brine_bytes name;

    return brn_read_name(&r, &name) && brn_reader_empty(&r);
}

bool brn_name_is_empty(brine_bytes name)
{
    brn_reader rdns = brn_name_rdns(name), set;
    attribute a;

    while (brn_der_enter(&rdns, BRN_DER_SET, &set))
        if (read_attribute(&set, &a))
            return false;
    return true;
}

static bool rdn_is_der(brn_reader set)
{
    brine_bytes before = {NULL, 0};
    attribute a;

    if (brn_reader_empty(&set))
        return false;
    for (; read_attribute(&set, &a); before = a.whole)
        if (!may_follow(a.whole, before))
            return false;
    return true;
}

bool brn_name_is_der(brine_bytes name)
{
    brn_reader rdns = brn_name_rdns(name), set;

    while (brn_der_enter(&rdns, BRN_DER_SET, &set))
        if (!rdn_is_der(set))
            return false;
    return true;
}

brn_reader brn_name_rdns(brine_bytes name)
{
    brn_reader r = brn_reader_of(name), rdns = {NULL, 0};

    return brn_der_enter(&r, BRN_DER_SEQUENCE, &rdns) ? rdns : (brn_reader){NULL, 0};
}

/* ---- Comparison ---- */

/* Text that is being read as it is compared. */
typedef struct folded {
    brn_reader r;
    brn_string_decoder next;
    bool wide, started;
} folded;

static folded fold(const brn_der_element *value)
{
    return (folded){brn_reader_of(value->content), brn_string_decoder_of(value->tag),
                    brn_string_is_wide(value->tag), false};
}

#define END BRN_STRING_BROKEN

/* ASCII, which nearly all is, without a call. The reader is not empty. */
static uint32_t take_character(const folded *text, brn_reader *r)
{
    uint8_t byte;

    if (!text->wide && r->at[0] < 0x80 && brn_read_u8(r, &byte))
        return byte;
    return text->next(r);
}

/* The next character, in lower case, a run of spaces as one and none at the ends; END. */
static uint32_t next_folded(folded *text)
{
    bool after_space = false;

    while (!brn_reader_empty(&text->r)) {
        brn_reader ahead = text->r;
        uint32_t character = take_character(text, &ahead);

        if (character != ' ' && after_space && text->started)
            return ' ';
        text->r = ahead;
        after_space = character == ' ';
        if (after_space)
            continue;
        text->started = true;
        return character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
    }
    return END;
}

static bool values_equal(const brn_der_element *a, const brn_der_element *b)
{
    folded left = fold(a), right = fold(b);
    uint32_t character;

    if (brn_bytes_equal(a->whole, b->whole))
        return true;
    if (left.next == NULL || right.next == NULL)
        return false;
    do {
        character = next_folded(&left);
        if (character != next_folded(&right))
            return false;
    } while (character != END);
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

static bool set_holds_all(brn_reader set, brn_reader wanted)
{
    attribute a;

    while (read_attribute(&wanted, &a))
        if (!set_holds(set, &a))
            return false;
    return true;
}

/* As sets, in both directions: an attribute may stand twice in one and hide what is missing. */
static bool rdns_equal(brn_reader a, brn_reader b)
{
    return brn_bytes_equal(brn_reader_rest(&a), brn_reader_rest(&b)) ||
           (set_holds_all(a, b) && set_holds_all(b, a));
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
