#include "x509/name/general_name.h"

#include "x509/name/distinguished_name.h"

/* How each form is encoded: all tags are IMPLICIT but directoryName's, which is a CHOICE. */
static const struct {
    const char *text;
    uint8_t tag;
} forms[] = {
    [BRN_NAME_OTHER] = {"otherName", BRN_DER_CONTEXT_CONSTRUCTED(0)},
    [BRN_NAME_RFC822] = {"rfc822Name", BRN_DER_CONTEXT(1)},
    [BRN_NAME_DNS] = {"dNSName", BRN_DER_CONTEXT(2)},
    [BRN_NAME_X400] = {"x400Address", BRN_DER_CONTEXT_CONSTRUCTED(3)},
    [BRN_NAME_DIRECTORY] = {"directoryName", BRN_DER_CONTEXT_CONSTRUCTED(4)},
    [BRN_NAME_EDI_PARTY] = {"ediPartyName", BRN_DER_CONTEXT_CONSTRUCTED(5)},
    [BRN_NAME_URI] = {"uniformResourceIdentifier", BRN_DER_CONTEXT(6)},
    [BRN_NAME_IP] = {"iPAddress", BRN_DER_CONTEXT(7)},
    [BRN_NAME_REGISTERED_ID] = {"registeredID", BRN_DER_CONTEXT(8)},
};

static bool is_ascii_text(brine_bytes value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.data[i] == 0 || value.data[i] >= 0x80)
            return false;
    return true;
}

/* OtherName: type-id, and value [0] EXPLICIT of any one type. */
static bool is_other_name(brine_bytes value)
{
    brn_reader r = brn_reader_of(value), field;
    brn_der_element element;
    brine_bytes type;

    return brn_der_read_oid(&r, &type) &&
           brn_der_enter(&r, BRN_DER_CONTEXT_CONSTRUCTED(0), &field) && brn_reader_empty(&r) &&
           brn_der_read_any(&field, &element) && brn_reader_empty(&field);
}

static bool is_sound(brn_name_form form, brine_bytes value)
{
    switch (form) {
    case BRN_NAME_RFC822:
    case BRN_NAME_DNS:
    case BRN_NAME_URI:
        return is_ascii_text(value);
    case BRN_NAME_DIRECTORY:
        return brn_is_name(value);
    case BRN_NAME_OTHER:
        return is_other_name(value);
    case BRN_NAME_REGISTERED_ID:
        return brn_der_is_oid(value);
    case BRN_NAME_IP:
    case BRN_NAME_X400:
    case BRN_NAME_EDI_PARTY:
        break;
    }
    return true;
}

bool brn_read_general_name(brn_reader *r, brn_general_name *out)
{
    brn_reader ahead = *r;
    brn_der_element element;
    brn_name_form form;

    if (!brn_der_read_any(&ahead, &element))
        return false;
    form = (brn_name_form)(element.tag & 0x1f);
    if ((size_t)form >= sizeof forms / sizeof *forms || element.tag != forms[form].tag)
        return false;
    *out = (brn_general_name){form, element.content, is_sound(form, element.content)};
    *r = ahead;
    return true;
}

const char *brn_name_form_text(brn_name_form form)
{
    return forms[form].text;
}
