#include "libtls/known.h"

/* Asked of a config that is thrown away. */
bool brn_tls_is_known(brn_tls_setter set, const char *name, bool *no_memory)
{
    brine_config *config = NULL;
    brine_result result = brine_config_new(NULL, &config, NULL);

    if (result == BRINE_OK)
        result = set(config, name, NULL);
    brine_config_free(config);
    *no_memory = *no_memory || result == BRINE_ERROR_OUT_OF_MEMORY;
    return result == BRINE_OK;
}
