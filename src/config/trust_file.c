/*
 * An own CA in one call.
 */
#include "base/error.h"
#include "config/config.h"

static brine_result load(const brine_config *config, const char *path, brine_trust **out,
                         brine_error *error)
{
    brine_trust *trust;
    brine_result result = brine_trust_new(&config->allocator, &trust, error);

    if (result != BRINE_OK)
        return result;
    result = brine_trust_add_file(trust, path, error);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, error);
    if (result == BRINE_OK)
        *out = trust;
    else
        brine_trust_free(trust);
    return result;
}

brine_result brine_config_trust_file(brine_config *config, const char *path, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);
    brine_trust *trust = NULL;

    if (result != BRINE_OK)
        return result;
    if (path == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "the path of the CA certificates is NULL");
    result = load(config, path, &trust, error);
    if (result != BRINE_OK)
        return result;
    brine_trust_free(config->policy.trust);
    config->policy.trust = trust;
    return BRINE_OK;
}
