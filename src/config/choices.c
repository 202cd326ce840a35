/*
 * The caller's choice of suites and groups, by their names.
 */
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "config/config.h"
#include "crypto/provider/lookup.h"

#include <string.h>

static bool suite_has_name(const brine_suite *suite, const char *name, size_t len)
{
    return brn_text_same(suite->name, strlen(suite->name), name, len) ||
           brn_text_same(suite->openssl_name, strlen(suite->openssl_name), name, len);
}

/* What people call the curves: OpenSSL's and NIST's names beside IANA's. */
static const struct {
    brine_group_id id;
    const char *name;
} group_aliases[] = {
    {BRINE_GROUP_SECP256R1, "P-256"},
    {BRINE_GROUP_SECP256R1, "prime256v1"},
    {BRINE_GROUP_SECP384R1, "P-384"},
};

static bool group_has_name(const brine_group *group, const char *name, size_t len)
{
    if (brn_text_same(group->name, strlen(group->name), name, len))
        return true;
    for (size_t i = 0; i < sizeof group_aliases / sizeof *group_aliases; i++)
        if (group_aliases[i].id == group->id &&
            brn_text_same(group_aliases[i].name, strlen(group_aliases[i].name), name, len))
            return true;
    return false;
}

/* One id for a name of the list, 0 when the provider knows none. */
typedef uint16_t (*resolver)(const brine_provider *provider, const char *name, size_t len);

static uint16_t resolve_suite(const brine_provider *provider, const char *name, size_t len)
{
    for (const brine_suite *const *suite = brn_provider_suites(provider); *suite != NULL; suite++)
        if (suite_has_name(*suite, name, len))
            return (*suite)->id;
    return 0;
}

static uint16_t resolve_group(const brine_provider *provider, const char *name, size_t len)
{
    for (const brine_group *const *group = brn_provider_groups(provider); *group != NULL; group++)
        if (group_has_name(*group, name, len))
            return (uint16_t)(*group)->id;
    return 0;
}

static void list_suites(const brine_provider *provider, brn_text *text)
{
    for (const brine_suite *const *suite = brn_provider_suites(provider); *suite != NULL; suite++)
        brn_text_add(text, "%s%s", text->len == 0 ? "" : ", ", (*suite)->openssl_name);
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
            brn_text_add(text, "%s%s", text->len == 0 ? "" : ", ", (*group)->name);
}

static bool choice_has(const brn_choice *choice, uint16_t id)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->ids[i] == id)
            return true;
    return false;
}

static brine_result choose(brine_config *config, brn_choice *choice, const char *names,
                           resolver resolve, const char *what,
                           void (*list)(const brine_provider *, brn_text *), brine_error *error)
{
    brn_choice chosen = {.count = 0};

    if (names == NULL || *names == '\0')
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config", "the list of %ss is %s",
                        what, names == NULL ? "NULL" : "empty");
    for (const char *at = names;; at++) {
        size_t len = strcspn(at, ":");
        uint16_t id = resolve(config->provider, at, len);
        char known[BRINE_ERROR_TEXT_SIZE / 2], shown[BRN_SHOWN_SIZE];
        brn_text text = brn_text_in(known, sizeof known);

        if (id == 0) {
            list(config->provider, &text);
            return brn_fail(error, BRINE_ERROR_UNKNOWN_NAME, "config",
                            "unknown %s '%s'; provider '%s' has %s", what,
                            brn_shown_bytes((brine_bytes){(const uint8_t *)at, len}, shown),
                            config->provider->name, text.len > 0 ? known : "none");
        }
        if (!choice_has(&chosen, id)) {
            if (chosen.count == BRN_SUITES_MAX)
                return brn_fail(error, BRINE_ERROR_LIMIT, "config",
                                "the list names more than %d %ss", BRN_SUITES_MAX, what);
            chosen.ids[chosen.count++] = id;
        }
        at += len;
        if (*at == '\0')
            break;
    }
    *choice = chosen;
    return BRINE_OK;
}

brine_result brine_config_set_suites(brine_config *config, const char *names, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    if (result != BRINE_OK)
        return result;
    return choose(config, &config->chosen_suites, names, resolve_suite, "cipher suite", list_suites,
                  error);
}

brine_result brine_config_set_groups(brine_config *config, const char *names, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    if (result != BRINE_OK)
        return result;
    return choose(config, &config->chosen_groups, names, resolve_group, "group", list_groups,
                  error);
}
