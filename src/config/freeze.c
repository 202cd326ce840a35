/*
 * Freezing a config: what it offers is looked up in its provider, what it lacks is made.
 */
#include "base/error.h"
#include "config/config.h"
#include "config/offers.h"
#include "config/session_cache.h"
#include "x509/trust/store.h"

static brine_result load_system_trust(brine_config *config, brine_error *error)
{
    brine_trust *trust;
    brine_result result = brine_trust_new(&config->allocator, &trust);

    if (result != BRINE_OK)
        return brn_fail(error, result, "freeze", NULL);
    result = brine_trust_add_system(trust, error);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, error);
    if (result == BRINE_OK)
        config->policy.trust = trust;
    else
        brine_trust_free(trust);
    return result;
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
    if (config->require_alpn && config->alpn_len == 0)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "freeze",
                        "the config requires ALPN and offers no protocol");
    if (config->policy.trust == NULL && !config->policy.choices.insecure_skip_chain) {
        result = load_system_trust(config, error);
        if (result != BRINE_OK)
            return result;
    }
    if (config->policy.trust != NULL && !brn_trust_is_frozen(config->policy.trust))
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, "freeze",
                        "the config's trust store is not frozen");
    result = config->provider->random(config->provider->context, config->id, sizeof config->id);
    if (result != BRINE_OK)
        return brn_fail(error, BRINE_ERROR_RANDOM, "freeze", NULL);
    if (config->session_cache_entries > 0) {
        result = brn_session_cache_new(&config->allocator, config->provider,
                                       config->session_cache_entries, &config->session_cache);
        if (result != BRINE_OK)
            return brn_fail(error, result, "freeze", NULL);
    }
    config->frozen = true;
    return BRINE_OK;
}
