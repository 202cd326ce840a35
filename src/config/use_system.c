/*
 * What a config takes from the system, and what it remembers. A program that calls none of these,
 * and not brine_config_new, links neither the system's trust store, nor its clock, nor the cache
 * of sessions, nor the memory of links.
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

brine_result brine_config_set_remembered_links(brine_config *config, size_t most)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    if (most > BRINE_REMEMBERED_LINKS_MAX)
        return BRINE_ERROR_INVALID_ARGUMENT;
    config->remembered_links = most;
    config->known_links.calls = &brn_links_memory;
    return BRINE_OK;
}

brine_result brine_config_use_system(brine_config *config)
{
    brine_result result = brine_config_set_session_cache(config, BRINE_SESSION_CACHE_DEFAULT);

    if (result == BRINE_OK)
        result = brine_config_set_remembered_links(config, BRINE_REMEMBERED_LINKS_DEFAULT);
    if (result != BRINE_OK)
        return result;
    config->load_trust = load_system_trust;
    return brine_config_set_clock(config, system_now, NULL);
}
