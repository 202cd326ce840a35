#include "config/remember.h"

#include "config/config.h"
#include "config/session_cache.h"

brine_session *brn_remembered(const brine_config *config, const char *server_name, uint16_t port)
{
    if (config->session_cache == NULL)
        return NULL;
    return config->session_cache_calls->get(config->session_cache, server_name, port);
}

void brn_remember(const brine_config *config, brine_session *session)
{
    if (config->session_cache != NULL)
        config->session_cache_calls->put(config->session_cache, session);
}

void brn_forget(const brine_config *config, const brine_session *session)
{
    if (config->session_cache != NULL)
        config->session_cache_calls->remove(config->session_cache, session);
}
