/*
 * What a config offers: the caller's choice, or the provider's order, of what the
 * provider can serve here and now.
 */
#include "base/error.h"
#include "base/escape.h"
#include "base/text.h"
#include "config/config.h"
#include "config/offered.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"

#include <string.h>

/* A provider may leave out a whole list. */
static const brine_suite *const *suites_of(const brine_provider *provider)
{
    static const brine_suite *const none[] = {NULL};

    return provider->suites != NULL ? provider->suites : none;
}

static const brine_group *const *groups_of(const brine_provider *provider)
{
    static const brine_group *const none[] = {NULL};

    return provider->groups != NULL ? provider->groups : none;
}

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
    for (const brine_suite *const *suite = suites_of(provider); *suite != NULL; suite++)
        if (suite_has_name(*suite, name, len))
            return (*suite)->id;
    return 0;
}

static uint16_t resolve_group(const brine_provider *provider, const char *name, size_t len)
{
    for (const brine_group *const *group = groups_of(provider); *group != NULL; group++)
        if (group_has_name(*group, name, len))
            return (uint16_t)(*group)->id;
    return 0;
}

static void list_suites(const brine_provider *provider, brn_text *text)
{
    for (const brine_suite *const *suite = suites_of(provider); *suite != NULL; suite++)
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
    for (const brine_group *const *group = groups_of(provider); *group != NULL; group++)
        if (!comes_before(groups_of(provider), group))
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

/* What is missing for a suite, NULL when nothing is: *offer is then complete. */
static const char *serve(const brine_config *config, const brine_suite *suite,
                         brn_offered_suite *offer)
{
    const brine_provider *provider = config->provider;

    *offer = (brn_offered_suite){suite, brn_find_aead(provider, suite->aead),
                                 brn_find_hash(provider, suite->prf_hash)};
    if (offer->aead == NULL)
        return "its AEAD";
    if (offer->prf_hash == NULL)
        return "its PRF's hash";
    if (suite->key_exchange == BRINE_KEY_EXCHANGE_RSA)
        return provider->premaster_encrypter == NULL ? "RSA encryption" : NULL;
    return config->group_count == 0 ? "a group" : NULL;
}

/*
 * Lower goes first. Without instructions for AES, ChaCha20 is several times faster; a key
 * exchange without forward secrecy is never better than one with it.
 */
static int rank(const brn_offered_suite *offer)
{
    int legacy = offer->suite->key_exchange == BRINE_KEY_EXCHANGE_RSA ? 10 : 0;

    if (offer->suite->aead == BRINE_AEAD_CHACHA20_POLY1305)
        return legacy + 1;
    return legacy + (offer->aead->fast ? 0 : 2);
}

static void insert_suite(brine_config *config, const brn_offered_suite *offer)
{
    size_t at = config->suite_count++;

    if (config->chosen_suites.count == 0)
        for (; at > 0 && rank(&config->suites[at - 1]) > rank(offer); at--)
            config->suites[at] = config->suites[at - 1];
    config->suites[at] = *offer;
}

/* Whether the caller wants a suite at all. */
static bool wanted(const brine_config *config, const brine_suite *suite)
{
    return suite->key_exchange != BRINE_KEY_EXCHANGE_RSA || config->legacy_rsa_key_exchange;
}

static brine_result resolve_suites(brine_config *config, brine_error *error)
{
    const brine_provider *provider = config->provider;
    const brine_suite *const *all = suites_of(provider);
    char missing[BRINE_ERROR_TEXT_SIZE / 2];
    brn_text text = brn_text_in(missing, sizeof missing);
    size_t available = 0;

    while (all[available] != NULL)
        available++;
    if (config->chosen_suites.count > 0)
        available = config->chosen_suites.count;
    config->suite_count = 0;
    for (size_t i = 0; i < available && config->suite_count < BRN_SUITES_MAX; i++) {
        const brine_suite *suite = config->chosen_suites.count > 0
                                       ? brn_find_suite(provider, config->chosen_suites.ids[i])
                                       : all[i];
        brn_offered_suite offer;
        const char *lack;

        if (suite == NULL || !wanted(config, suite))
            continue;
        lack = serve(config, suite, &offer);
        if (lack == NULL)
            insert_suite(config, &offer);
        else
            brn_text_add(&text, "%s%s lacks %s", text.len > 0 ? ", " : "", suite->name, lack);
    }
    if (config->suite_count > 0)
        return BRINE_OK;
    return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                    "provider '%s' can serve no cipher suite: %s", provider->name,
                    text.len > 0 ? missing : "it has none that the config allows");
}

static brine_result resolve_groups(brine_config *config, brine_error *error)
{
    const brn_choice *chosen = &config->chosen_groups;
    const brine_group *const *all = groups_of(config->provider);
    char missing[BRINE_ERROR_TEXT_SIZE / 2];
    brn_text text = brn_text_in(missing, sizeof missing);

    config->group_count = 0;
    for (size_t i = 0; chosen->count > 0 ? i < chosen->count : all[i] != NULL; i++) {
        brine_group_id id = chosen->count > 0 ? (brine_group_id)chosen->ids[i] : all[i]->id;
        const brine_group *group = brn_find_group(config->provider, id);
        bool known = brn_offered_group_find(config, (uint16_t)id) != NULL;

        if (group == NULL)
            brn_text_add(&text, "%s%d", text.len > 0 ? ", " : "", (int)id);
        else if (!known && config->group_count < BRN_GROUPS_MAX)
            config->groups[config->group_count++] = group;
    }
    if (config->group_count == 0 && chosen->count > 0)
        return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                        "provider '%s' can serve none of the chosen groups (%s)",
                        config->provider->name, missing);
    return BRINE_OK;
}

static brine_result resolve_schemes(brine_config *config, brine_error *error)
{
    config->scheme_count = 0;
    for (const brn_signature_scheme *scheme = brn_signature_schemes; scheme->id != 0; scheme++)
        if (brn_scheme_is_served(config->provider, scheme) &&
            config->scheme_count < BRN_SCHEMES_MAX)
            config->schemes[config->scheme_count++] = scheme->id;
    if (config->scheme_count > 0)
        return BRINE_OK;
    return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                    "provider '%s' can verify no signature scheme", config->provider->name);
}

brine_result brn_config_resolve_offers(brine_config *config, brine_error *error)
{
    const char *misfit = brn_provider_misfit(config->provider);
    brine_result result;

    if (misfit != NULL)
        return brn_fail(error, BRINE_ERROR_LIMIT, "freeze",
                        "provider '%s': brine has no room for the sizes of its %s, or its "
                        "blocks_limit is under %d",
                        config->provider->name, misfit, BRINE_RECORD_BLOCKS_MAX);
    if (config->provider->random == NULL)
        return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                        "provider '%s' has no random source", config->provider->name);
    /* Fingerprints, pins and session bindings are SHA-256 whatever the suite. */
    if (brn_find_hash(config->provider, BRINE_HASH_SHA256) == NULL)
        return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                        "provider '%s' lacks SHA-256", config->provider->name);
    result = resolve_groups(config, error);
    if (result == BRINE_OK)
        result = resolve_schemes(config, error);
    if (result == BRINE_OK)
        result = resolve_suites(config, error);
    return result;
}

void brine_config_describe(const brine_config *config,
                           bool (*visit)(void *context, const brine_algorithm *algorithm),
                           void *context)
{
    bool more = true;

    if (config == NULL || visit == NULL)
        return;
    for (size_t i = 0; more && i < config->suite_count; i++) {
        const brn_offered_suite *offer = &config->suites[i];
        brine_algorithm algorithm = {"suite", offer->suite->name, offer->aead->implementation, true,
                                     true};

        more = visit(context, &algorithm);
    }
    for (size_t i = 0; more && i < config->group_count; i++) {
        brine_algorithm algorithm = {"group", config->groups[i]->name,
                                     config->groups[i]->implementation, true, true};

        more = visit(context, &algorithm);
    }
}
