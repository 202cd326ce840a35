#include "config/names.h"

#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"

#include <string.h>

static bool is_name(const char *known, const char *name, size_t len)
{
    return brn_text_same(known, strlen(known), name, len);
}

static void add_name(brn_text *text, const char *name)
{
    brn_text_add(text, "%s%s", text->len == 0 ? "" : ", ", name);
}

/* A number, and another name for it. */
typedef struct alias {
    uint16_t id;
    const char *name;
} alias;

/* Whether one of the aliases, which end with id 0, is this name of that number. */
static bool has_alias(const alias *aliases, uint16_t id, const char *name, size_t len)
{
    for (; aliases->id != 0; aliases++)
        if (aliases->id == id && is_name(aliases->name, name, len))
            return true;
    return false;
}

/* ---- Cipher suites ---- */

static uint16_t find_suite(const brine_provider *provider, const char *name, size_t len)
{
    for (const brine_suite *const *suite = brn_provider_suites(provider); *suite != NULL; suite++)
        if (is_name((*suite)->name, name, len) || is_name((*suite)->openssl_name, name, len))
            return (*suite)->id;
    return 0;
}

static void list_suites(const brine_provider *provider, brn_text *text)
{
    for (const brine_suite *const *suite = brn_provider_suites(provider); *suite != NULL; suite++)
        add_name(text, (*suite)->openssl_name);
}

const brn_name_kind brn_suite_names = {"cipher suite", true, find_suite, list_suites};

/* ---- Groups ---- */

/* OpenSSL's and NIST's names of the curves, beside IANA's. */
static const alias group_aliases[] = {
    {BRINE_GROUP_SECP256R1, "P-256"},
    {BRINE_GROUP_SECP256R1, "prime256v1"},
    {BRINE_GROUP_SECP384R1, "P-384"},
    {0, NULL},
};

static uint16_t find_group(const brine_provider *provider, const char *name, size_t len)
{
    for (const brine_group *const *group = brn_provider_groups(provider); *group != NULL; group++)
        if (is_name((*group)->name, name, len) ||
            has_alias(group_aliases, (uint16_t)(*group)->id, name, len))
            return (uint16_t)(*group)->id;
    return 0;
}

/* A provider may have several entries for a group, of which the first available one serves. */
static bool comes_before(const brine_group *const *list, const brine_group *const *group)
{
    for (; list < group; list++)
        if ((*list)->id == (*group)->id)
            return true;
    return false;
}

static void list_groups(const brine_provider *provider, brn_text *text)
{
    for (const brine_group *const *group = brn_provider_groups(provider); *group != NULL; group++)
        if (!comes_before(brn_provider_groups(provider), group))
            add_name(text, (*group)->name);
}

const brn_name_kind brn_group_names = {"group", true, find_group, list_groups};

/* ---- Signature schemes ---- */

/* OpenSSL's: a kind of key and a hash, as RFC 5246's SignatureAndHashAlgorithm has them. */
static const alias scheme_aliases[] = {
    {0x0403, "ECDSA+SHA256"},   {0x0503, "ECDSA+SHA384"},
    {0x0603, "ECDSA+SHA512"},   {0x0804, "RSA-PSS+SHA256"},
    {0x0805, "RSA-PSS+SHA384"}, {0x0806, "RSA-PSS+SHA512"},
    {0x0401, "RSA+SHA256"},     {0x0501, "RSA+SHA384"},
    {0x0601, "RSA+SHA512"},     {0, NULL},
};

static uint16_t find_scheme(const brine_provider *provider, const char *name, size_t len)
{
    (void)provider;
    for (const brn_signature_scheme *scheme = brn_signature_schemes; scheme->id != 0; scheme++)
        if (is_name(scheme->name, name, len) || has_alias(scheme_aliases, scheme->id, name, len))
            return scheme->id;
    return 0;
}

static void list_schemes(const brine_provider *provider, brn_text *text)
{
    (void)provider;
    for (const brn_signature_scheme *scheme = brn_signature_schemes; scheme->id != 0; scheme++)
        add_name(text, scheme->name);
}

const brn_name_kind brn_scheme_names = {"signature scheme", false, find_scheme, list_schemes};
