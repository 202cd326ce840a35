#include "config/config.h"

#include "base/error.h"
#include "base/memory.h"
#include "config/session_cache.h"
#include "crypto/registers.h"

/* Zeroed, with one holder; NULL when there is no memory. */
static brine_config *allocate(const brine_allocator *allocator)
{
    brine_config *config = brn_allocate(allocator, 1, sizeof *config);

    if (config == NULL)
        return NULL;
    if (!brn_refcount_init(&config->holders)) {
        brn_release(allocator, config, sizeof *config);
        return NULL;
    }
    config->allocator = *allocator;
    return config;
}

brine_result brine_config_new_with(const brine_provider *provider, const brine_allocator *allocator,
                                   brine_config **out, brine_error *error)
{
    brine_config *config;

    if (out == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "the place for the new config is NULL");
    if (provider == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "the new config's provider is NULL, expected one such as "
                        "brine_provider_default()");
    config = allocate(allocator != NULL ? allocator : &brn_system_allocator);
    if (config == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "config", NULL);
    config->provider = provider;
    config->policy.choices.max_intermediates = BRN_INTERMEDIATES_MAX;
    config->false_start = BRN_FALSE_START_WITH_ALPN;
    config->key_log_file.fd = -1;
    *out = config;
    return BRINE_OK;
}

brine_config *brn_config_hold(const brine_config *config)
{
    /* The count is the one thing in a frozen config that its users change. */
    brine_config *held = (brine_config *)(uintptr_t)config;

    brn_refcount_take(&held->holders);
    return held;
}

void brine_config_free(brine_config *config)
{
    brine_allocator allocator;

    if (config == NULL || !brn_refcount_drop(&config->holders))
        return;
    allocator = config->allocator;
    brine_trust_free(config->policy.trust);
    if (config->free_identities != NULL)
        config->free_identities(config);
    if (config->session_cache != NULL)
        config->session_cache_calls->free(config->session_cache, &allocator);
    if (config->known_links.links != NULL)
        config->known_links.calls->free(config->known_links.links);
    brn_release(&allocator, config->policy.pins, BRINE_PINS_MAX * sizeof *config->policy.pins);
    brn_release(&allocator, config->alpn, config->alpn_len);
    if (config->close_key_log_file != NULL)
        config->close_key_log_file(&config->key_log_file);
    brn_release(&allocator, config, sizeof *config);
    brn_clear_registers();
}

brine_result brn_config_check_open(const brine_config *config)
{
    if (config == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    return config->frozen ? BRINE_ERROR_FROZEN : BRINE_OK;
}

brine_result brn_config_check_open_and_tell(const brine_config *config, brine_error *error)
{
    brine_result result = brn_config_check_open(config);

    if (result == BRINE_OK)
        return BRINE_OK;
    return brn_fail(error, result, "config",
                    config == NULL ? "the config is NULL"
                                   : "the config is frozen and can't be changed");
}

const brine_allocator *brn_config_allocator(const brine_config *config)
{
    return &config->allocator;
}

int64_t brn_config_now(const brine_config *config)
{
    brn_clear_registers();
    return config->clock(config->clock_context);
}
