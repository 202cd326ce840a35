/*
 * What a config takes from the system, and the cache of sessions. A program that calls none of
 * these, and not brine_config_new, links neither the system's trust store, nor its clock, nor the
 * cache.
 */
#include "config/config.h"
#include "config/session_cache.h"
#include "system/clock.h"

static int64_t system_now(void *context)
{
    (void)context;
    return brn_clock_now();
}

static brine_result load_system_trust(brine_config *config, brine_error *error)
{
    brine_trust *trust;
    brine_result result = brine_trust_new(&config->allocator, &trust, error);

    if (result != BRINE_OK)
        return result;
    result = brine_trust_add_system(trust, error);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, error);
    if (result == BRINE_OK)
        config->policy.trust = trust;
    else
        brine_trust_free(trust);
    return result;
}

brine_result brine_config_set_session_cache(brine_config *config, size_t entries)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->session_cache_entries = entries;
    config->session_cache_calls = &brn_session_cache_memory;
    return BRINE_OK;
}

brine_result brine_config_use_system(brine_config *config)
{
    brine_result result = brine_config_set_session_cache(config, BRINE_SESSION_CACHE_DEFAULT);

    if (result != BRINE_OK)
        return result;
    config->load_trust = load_system_trust;
    return brine_config_set_clock(config, system_now, NULL);
}
