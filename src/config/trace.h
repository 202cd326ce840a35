/*
 * Telling a config's trace callback what goes by: handshake messages, and alerts, which belong
 * to no handshake.
 */
#ifndef BRN_CONFIG_TRACE_H
#define BRN_CONFIG_TRACE_H

#include "config/config.h"

/*
 * message is its name; body.data is NULL where its bytes are not told, and body.len counts
 * nevertheless; fields are "name=value name=value".
 */
void brn_trace_event(const brine_config *config, void *connection_context, bool sent,
                     const char *message, brine_bytes body, const char *fields);

#endif
