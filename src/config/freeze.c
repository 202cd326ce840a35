/*
 * Freezing a config: what it offers is looked up in its provider, what it lacks is made.
 */
#include "base/error.h"
#include "config/config.h"
#include "config/offers.h"
#include "config/session_cache.h"
#include "x509/trust/store.h"

static brine_result settle_trust(brine_config *config, brine_error *error)
{
    if (config->policy.trust == NULL && !config->policy.choices.insecure_skip_chain) {
        if (config->load_trust == NULL)
            return brn_fail(error, BRINE_ERROR_TRUST_EMPTY, "freeze",
                            "the config has no trust store, expected one by "
                            "brine_config_set_trust, or brine_config_use_system");
        return config->load_trust(config, error);
    }
    if (config->policy.trust != NULL && !brn_trust_is_frozen(config->policy.trust))
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, "freeze",
                        "the config's trust store is not frozen");
    return BRINE_OK;
}

static brine_result check_settings(const brine_config *config, brine_error *error)
{
    if (config->require_alpn && config->alpn_len == 0)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "freeze",
                        "the config requires ALPN and offers no protocol");
    if (config->clock == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "freeze",
                        "the config has no clock, expected one by brine_config_set_clock, or "
                        "brine_config_use_system");
    return BRINE_OK;
}

static brine_result make_cache(brine_config *config)
{
    if (config->session_cache_calls == NULL || config->session_cache_entries == 0)
        return BRINE_OK;
    return config->session_cache_calls->make(&config->allocator, config->provider,
                                             config->session_cache_entries, &config->session_cache);
}

/* Before the cache: what an attempt that failed there has made is made anew. */
static brine_result make_links(brine_config *config)
{
    brn_known_links *known = &config->known_links;

    if (known->links != NULL)
        known->calls->free(known->links);
    known->links = NULL;
    if (known->calls == NULL || config->remembered_links == 0)
        return BRINE_OK;
    return known->calls->make(&config->allocator, config->remembered_links, &known->links);
}

brine_result brine_config_freeze(brine_config *config, brine_error *error)
{
    brine_result result;

    if (config == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "freeze", "the config is NULL");
    if (config->frozen)
        return BRINE_OK;
    result = brn_config_resolve_offers(config, error);
    if (result != BRINE_OK)
        return result;
    result = check_settings(config, error);
    if (result == BRINE_OK)
        result = settle_trust(config, error);
    if (result != BRINE_OK)
        return result;
    result = config->provider->random(config->provider->context, config->id, sizeof config->id);
    if (result != BRINE_OK)
        return brn_fail(error, BRINE_ERROR_RANDOM, "freeze", NULL);
    result = make_links(config);
    if (result == BRINE_OK)
        result = make_cache(config);
    if (result != BRINE_OK)
        return brn_fail(error, result, "freeze", NULL);
    config->frozen = true;
    return BRINE_OK;
}
