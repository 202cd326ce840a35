#include "proxy_tls.h"

#include "say.h"

#include <string.h>

static brine_result load_trust(const struct options *options, brine_trust *trust,
                               brine_error *error)
{
    brine_result result = options->proxy_ca_file != NULL
                              ? brine_trust_add_file(trust, options->proxy_ca_file, error)
                              : brine_trust_add_system(trust, error);

    return result == BRINE_OK ? brine_trust_freeze(trust, error) : result;
}

static brine_result set_trust(const struct options *options, brine_config *config,
                              brine_error *error)
{
    brine_trust *trust = NULL;
    brine_result result = brine_trust_new(NULL, &trust, error);

    if (result == BRINE_OK)
        result = load_trust(options, trust, error);
    if (result == BRINE_OK)
        result = brine_config_set_trust(config, trust);
    brine_trust_free(trust);
    return result;
}

static brine_result build(const struct options *options, brine_config *config, brine_error *error)
{
    static const char *const protocols[] = {"http/1.1"};
    brine_result result = set_trust(options, config, error);

    if (result == BRINE_OK)
        result = brine_config_set_alpn(config, protocols, 1, error);
    if (result == BRINE_OK && options->provider != NULL && strcmp(options->provider, "sodium") == 0)
        result = brine_config_set_provider(config, brine_provider_sodium());
    if (result == BRINE_OK && options->key_log)
        result = brine_config_key_log_from_environment(config, error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, error);
    return result;
}

exit_code proxy_tls_config(const struct options *options, brine_config **out)
{
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, out, &error);

    if (result == BRINE_OK)
        result = build(options, *out, &error);
    if (result == BRINE_OK)
        return EXIT_OK;
    brine_config_free(*out);
    *out = NULL;
    if (result == BRINE_ERROR_OUT_OF_MEMORY)
        return say_failure(options, EXIT_MEMORY, "out of memory");
    return say_failure(options, EXIT_CA_FILE, "the proxy can't be verified: %s",
                       error.code != BRINE_OK ? error.text : brine_result_text(result));
}
