/* Entries of subjectAltName as people read them. */

#include "base/escape.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/general_name.h"
#include "x509/name/ip_address.h"

void brn_general_name_value(brn_text *text, brn_name_form form, brine_bytes value)
{
    switch (form) {
    case BRN_NAME_DNS:
    case BRN_NAME_RFC822:
    case BRN_NAME_URI:
        brn_text_foreign(text, value);
        return;
    case BRN_NAME_IP:
        brn_text_ip(text, value);
        return;
    case BRN_NAME_DIRECTORY:
        if (brn_is_name(value)) {
            brn_text_name(text, value);
            return;
        }
        break;
    case BRN_NAME_OTHER:
    case BRN_NAME_X400:
    case BRN_NAME_EDI_PARTY:
    case BRN_NAME_REGISTERED_ID:
        break;
    }
    brn_text_hex(text, value); /* no form of these is decoded */
}

/* Whether a dNSName reads like an IPv4 address, or like a form with its value, or not at all. */
static bool is_misleading(brine_bytes dns)
{
    bool only_digits = true;

    for (size_t i = 0; i < dns.len; i++) {
        if (dns.data[i] == ':')
            return true;
        if (dns.data[i] != '.' && (dns.data[i] < '0' || dns.data[i] > '9'))
            only_digits = false;
    }
    return only_digits;
}

void brn_general_name_text(brn_text *text, brn_name_form form, brine_bytes value)
{
    const char *prefix = "";

    switch (form) {
    case BRN_NAME_DNS:
        prefix = is_misleading(value) ? "DNS:" : "";
        break;
    case BRN_NAME_IP:
        prefix = value.len == 4 || value.len == 16 ? "" : "IP:";
        break;
    case BRN_NAME_RFC822:
        prefix = "email:";
        break;
    case BRN_NAME_URI:
        prefix = "URI:";
        break;
    case BRN_NAME_DIRECTORY:
        prefix = "directory:";
        break;
    case BRN_NAME_OTHER:
    case BRN_NAME_X400:
    case BRN_NAME_EDI_PARTY:
    case BRN_NAME_REGISTERED_ID:
        prefix = "other:";
        break;
    }
    brn_text_string(text, prefix);
    brn_general_name_value(text, form, value);
}
