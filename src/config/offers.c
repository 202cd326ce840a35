#include "config/offers.h"

#include "base/error.h"
#include "base/text.h"
#include "config/offered.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"

/* Whether a scheme is offered that a server with the suite's kind of certificate can sign with. */
static bool can_authenticate(const brine_config *config, const brine_suite *suite)
{
    bool wants_rsa = suite->authentication == BRINE_AUTHENTICATION_RSA;

    for (size_t i = 0; i < config->scheme_count; i++) {
        const brn_signature_scheme *scheme = brn_find_signature_scheme(config->schemes[i]);

        if (wants_rsa == (scheme->key == BRINE_KEY_RSA || scheme->key == BRINE_KEY_RSA_PSS))
            return true;
    }
    return false;
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
    if (!can_authenticate(config, suite))
        return "a signature scheme";
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
    const brine_suite *const *all = brn_provider_suites(provider);
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
            brn_text_say(&text, "%s%s lacks %s", text.len > 0 ? ", " : "", suite->name, lack);
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
    const brine_group *const *all = brn_provider_groups(config->provider);
    char missing[BRINE_ERROR_TEXT_SIZE / 2];
    brn_text text = brn_text_in(missing, sizeof missing);

    config->group_count = 0;
    for (size_t i = 0; chosen->count > 0 ? i < chosen->count : all[i] != NULL; i++) {
        brine_group_id id = chosen->count > 0 ? (brine_group_id)chosen->ids[i] : all[i]->id;
        const brine_group *group = brn_find_group(config->provider, id);
        bool known = brn_offered_group_find(config, (uint16_t)id) != NULL;

        if (group == NULL)
            brn_text_say(&text, "%s%d", text.len > 0 ? ", " : "", (int)id);
        else if (!known && config->group_count < BRN_GROUPS_MAX)
            config->groups[config->group_count++] = group;
    }
    if (config->group_count == 0 && chosen->count > 0)
        return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                        "provider '%s' can serve none of the chosen groups (%s)",
                        config->provider->name, missing);
    return BRINE_OK;
}

/* The chosen ones, or all, less those that the provider can't verify. */
static void gather_schemes(brine_config *config)
{
    const brn_choice *chosen = &config->chosen_schemes;
    const brn_signature_scheme *all = brn_signature_schemes;

    config->scheme_count = 0;
    for (size_t i = 0; chosen->count > 0 ? i < chosen->count : all[i].id != 0; i++) {
        const brn_signature_scheme *scheme =
            chosen->count > 0 ? brn_find_signature_scheme(chosen->ids[i]) : &all[i];

        if (brn_scheme_is_served(config->provider, scheme) &&
            config->scheme_count < BRN_SCHEMES_MAX)
            config->schemes[config->scheme_count++] = scheme->id;
    }
}

static brine_result resolve_schemes(brine_config *config, brine_error *error)
{
    gather_schemes(config);
    if (config->scheme_count > 0)
        return BRINE_OK;
    return brn_fail(error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze",
                    config->chosen_schemes.count > 0
                        ? "provider '%s' can verify none of the chosen signature schemes"
                        : "provider '%s' can verify no signature scheme",
                    config->provider->name);
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
