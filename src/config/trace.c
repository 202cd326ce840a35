#include "config/trace.h"

#include "crypto/registers.h"

void brn_trace_event(const brine_config *config, void *connection_context, bool sent,
                     const char *message, brine_bytes body, const char *fields)
{
    brine_trace_event event;

    if (config->trace == NULL)
        return;
    event = (brine_trace_event){
        .connection_context = connection_context,
        .sent = sent,
        .message = message,
        .length = body.len,
        .fields = fields,
        .time = brn_config_now(config),
        .body = body.len > 0 ? body.data : NULL,
    };
    brn_clear_registers();
    config->trace(config->trace_context, &event);
}
