#include "x509/path/server_name.h"

#include <brine/cert.h>

#include <string.h>

#include "base/error.h"
#include "base/escape.h"
#include "base/texts.h"
#include "x509/name/general_name.h"
#include "x509/name/host_name.h"
#include "x509/name/ip_address.h"

static bool is_ascii(brine_bytes text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] >= 0x80)
            return false;
    return true;
}

/* The most useful thing to say about a text that is no server name. */
static const char *find_fault(brine_bytes text)
{
    if (text.len == 0)
        return "it is empty";
    if (!is_ascii(text))
        return "it has a character that is not ASCII: write the name with A-labels (xn--...)";
    if (text.len > BRINE_HOST_NAME_MAX)
        return "it is longer than 253 characters";
    if (memchr(text.data, ':', text.len) != NULL)
        return "it has a colon and is not an IPv6 address (port, brackets and zone do not belong "
               "to it)";
    if (text.data[text.len - 1] >= '0' && text.data[text.len - 1] <= '9')
        return "it ends in a number and is not an IPv4 address of four decimal numbers";
    return "host names are labels of letters, digits, hyphens and underscores with dots between";
}

bool brn_server_name_parse(const char *text, brn_server_name *out, const char **why)
{
    /* A longer text is no name, however long it is: don't walk over it all. */
    const char *end = memchr(text, '\0', BRINE_HOST_NAME_MAX + 3);
    size_t len = end != NULL ? (size_t)(end - text) : BRINE_HOST_NAME_MAX + 2;
    brine_bytes name = {(const uint8_t *)text, len};

    *out = (brn_server_name){.text = text};
    out->address_len = brn_ip_parse(name, out->address);
    if (out->address_len > 0)
        return true;
    if (name.len > 1 && name.data[name.len - 1] == '.')
        name.len--;
    if (brn_host_name_is_valid(name)) {
        out->host = name;
        return true;
    }
    *why = BRN_TEXTS ? find_fault(name) : "";
    return false;
}

brine_result brn_server_name_read(const char *text, brn_server_name *out, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];
    const char *why = "";

    if (text == NULL)
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_MISSING, "server name", NULL);
    if (!brn_server_name_parse(text, out, &why))
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_INVALID, "server name",
                        "\"%s\" is not a valid server name: %s", brn_shown(text, shown), why);
    return BRINE_OK;
}

brine_result brine_server_name_check(const char *server_name, brine_error *error)
{
    brn_server_name name;

    return brn_server_name_read(server_name, &name, error);
}

static bool name_is(const brn_general_name *name, const brn_server_name *wanted)
{
    if (wanted->address_len > 0)
        return name->form == BRN_NAME_IP &&
               brn_bytes_equal(name->value, (brine_bytes){wanted->address, wanted->address_len});
    return name->form == BRN_NAME_DNS && name->is_sound &&
           brn_host_name_matches(name->value, wanted->host);
}

static bool is_too_wide_for(const brn_general_name *name, const brn_server_name *wanted)
{
    return name->form == BRN_NAME_DNS && name->is_sound && wanted->address_len == 0 &&
           brn_host_name_is_wildcard(name->value) && brn_host_name_is_too_wide(name->value) &&
           brn_host_name_equal(brn_host_name_without_wildcard(name->value),
                               brn_host_name_parent(wanted->host));
}

brn_name_verdict brn_server_name_match(const brn_server_name *wanted,
                                       const brn_certificate *certificate, brine_bytes *too_wide)
{
    brn_reader names = brn_reader_of(certificate->extensions.names);
    brn_name_verdict verdict = BRN_NAME_DIFFERS;
    brn_general_name name;

    while (brn_read_general_name(&names, &name)) {
        if (name_is(&name, wanted))
            return BRN_NAME_MATCHES;
        if (is_too_wide_for(&name, wanted)) {
            verdict = BRN_NAME_TOO_WIDE;
            *too_wide = name.value;
        }
    }
    return verdict;
}
