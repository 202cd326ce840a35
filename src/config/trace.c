#include "config/trace.h"

#include "crypto/registers.h"

void brn_trace_event(const brine_config *config, bool sent, const char *message, size_t len,
                     const char *fields)
{
    brine_trace_event event;

    if (config->trace == NULL)
        return;
    event = (brine_trace_event){sent, message, len, fields, brn_config_now(config)};
    brn_clear_registers();
    config->trace(config->trace_context, &event);
}
