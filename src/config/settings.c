/*
 * The setters that do no more than note what the caller wants.
 */
#include "config/config.h"

#include "x509/trust/store.h"

/* The setters whose only check is that the config is not frozen. */
static brine_result note(brine_config *config, bool *setting)
{
    brine_result result = brn_config_check_open(config);

    if (result == BRINE_OK)
        *setting = true;
    return result;
}

/* The address of a member, or NULL without a config. */
#define MEMBER(config, member) ((config) == NULL ? NULL : &(config)->member)

brine_result brine_config_enable_legacy_rsa_key_exchange(brine_config *config)
{
    return note(config, MEMBER(config, legacy_rsa_key_exchange));
}

brine_result brine_config_skip_unknown_names(brine_config *config)
{
    return note(config, MEMBER(config, skip_unknown_names));
}

brine_result brine_config_insecure_skip_chain(brine_config *config)
{
    return note(config, MEMBER(config, policy.choices.insecure_skip_chain));
}

brine_result brine_config_insecure_skip_name(brine_config *config)
{
    return note(config, MEMBER(config, policy.choices.insecure_skip_name));
}

brine_result brine_config_insecure_skip_time(brine_config *config)
{
    return note(config, MEMBER(config, policy.choices.insecure_skip_time));
}

brine_result brine_config_require_alpn(brine_config *config)
{
    return note(config, MEMBER(config, require_alpn));
}

brine_result brine_config_require_extended_master_secret(brine_config *config)
{
    return note(config, MEMBER(config, require_extended_master_secret));
}

brine_result brine_config_allow_legacy_renegotiation(brine_config *config)
{
    return note(config, MEMBER(config, allow_legacy_renegotiation));
}

brine_result brine_config_match_identity(brine_config *config)
{
    return note(config, MEMBER(config, match_identity));
}

brine_result brine_config_set_passphrase(brine_config *config, brine_passphrase passphrase,
                                         void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->passphrase = passphrase;
    config->passphrase_context = context;
    return BRINE_OK;
}

brine_result brine_config_set_identity_hook(brine_config *config, brine_identity_hook hook,
                                            void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->identity_hook = hook;
    config->identity_hook_context = context;
    return BRINE_OK;
}

brine_result brine_config_request_staple(brine_config *config)
{
    return note(config, MEMBER(config, request_staple));
}

brine_result brine_config_require_staple(brine_config *config)
{
    brine_result result = brine_config_request_staple(config);

    return result != BRINE_OK ? result : note(config, MEMBER(config, require_staple));
}

brine_result brine_config_request_scts(brine_config *config)
{
    return note(config, MEMBER(config, request_scts));
}

brine_result brine_config_keep_peer(brine_config *config)
{
    return note(config, MEMBER(config, keep_peer));
}

brine_result brine_config_disable_sessions(brine_config *config)
{
    return note(config, MEMBER(config, without_sessions));
}

static brine_result set_false_start(brine_config *config, brn_false_start when)
{
    brine_result result = brn_config_check_open(config);

    if (result == BRINE_OK)
        config->false_start = when;
    return result;
}

brine_result brine_config_enable_false_start(brine_config *config)
{
    return set_false_start(config, BRN_FALSE_START_ALWAYS);
}

brine_result brine_config_disable_false_start(brine_config *config)
{
    return set_false_start(config, BRN_FALSE_START_NEVER);
}

brine_result brine_config_set_strict(brine_config *config, bool strict)
{
    brine_result result = brn_config_check_open(config);

    if (result == BRINE_OK)
        config->policy.choices.strict = strict;
    return result;
}

brine_result brine_config_set_max_intermediates(brine_config *config, size_t max_intermediates)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    if (max_intermediates > BRN_INTERMEDIATES_MAX)
        return BRINE_ERROR_LIMIT;
    config->policy.choices.max_intermediates = (uint8_t)max_intermediates;
    return BRINE_OK;
}

brine_result brine_config_set_provider(brine_config *config, const brine_provider *provider)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    if (provider == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    /* Identities, suites and groups were looked up in the provider that was set before. */
    if (config->identity_count > 0 || config->chosen_suites.count > 0 ||
        config->chosen_groups.count > 0)
        return BRINE_ERROR_WRONG_STATE;
    config->provider = provider;
    return BRINE_OK;
}

brine_result brine_config_set_trust(brine_config *config, brine_trust *trust)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    if (trust == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    brn_trust_hold(trust);
    brine_trust_free(config->policy.trust);
    config->policy.trust = trust;
    return BRINE_OK;
}

brine_result brine_config_set_verify_hook(brine_config *config, brine_verify_hook hook,
                                          void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->verify_hook = hook;
    config->verify_hook_context = context;
    return BRINE_OK;
}

brine_result brine_config_set_max_fragment_length(brine_config *config, size_t length)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    /* RFC 6066 section 4: 2^9, 2^10, 2^11 or 2^12. */
    if (length != 512 && length != 1024 && length != 2048 && length != 4096)
        return BRINE_ERROR_INVALID_ARGUMENT;
    config->max_fragment_length = length;
    return BRINE_OK;
}

brine_result brine_config_set_session_hook(brine_config *config, brine_session_hook hook,
                                           void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->session_hook = hook;
    config->session_hook_context = context;
    return BRINE_OK;
}

brine_result brine_config_set_clock(brine_config *config, brine_clock now, void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    if (now == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    config->clock = now;
    config->clock_context = context;
    return BRINE_OK;
}

brine_result brine_config_set_trace(brine_config *config, brine_trace trace, void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->trace = trace;
    config->trace_context = context;
    return BRINE_OK;
}
