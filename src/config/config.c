#include "config/config.h"

#include "base/error.h"
#include "base/memory.h"
#include "config/identity.h"
#include "config/session_cache.h"
#include "crypto/registers.h"
#include "system/clock.h"
#include "x509/trust/store.h"

static int64_t system_now(void *context)
{
    (void)context;
    return brn_clock_now();
}

brine_result brine_config_new(const brine_allocator *allocator, brine_config **out)
{
    brine_config *config;

    if (out == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (allocator == NULL)
        allocator = &brn_system_allocator;
    config = brn_allocate(allocator, 1, sizeof *config);
    if (config == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    if (!brn_refcount_init(&config->holders)) {
        brn_release(allocator, config, sizeof *config);
        return BRINE_ERROR_OUT_OF_MEMORY;
    }
    config->allocator = *allocator;
    config->provider = brine_provider_default();
    config->policy.choices.max_intermediates = BRN_INTERMEDIATES_MAX;
    config->false_start = true;
    config->session_cache_entries = BRINE_SESSION_CACHE_DEFAULT;
    config->clock = system_now;
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
    brn_identities_free(config);
    brn_session_cache_free(config->session_cache, &allocator);
    brn_release(&allocator, config->policy.pins, BRINE_PINS_MAX * sizeof *config->policy.pins);
    brn_release(&allocator, config->alpn, config->alpn_len);
    brn_append_close(&config->key_log_file);
    brn_release(&allocator, config, sizeof *config);
    brn_clear_registers();
}

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
        result = brn_session_cache_new(&config->allocator, config->session_cache_entries,
                                       &config->session_cache);
        if (result != BRINE_OK)
            return brn_fail(error, result, "freeze", NULL);
    }
    config->frozen = true;
    return BRINE_OK;
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
