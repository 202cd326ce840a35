/*
 * Telling a config's trace callback what goes by: handshake messages, and alerts, which belong
 * to no handshake.
 */
#ifndef BRN_CONFIG_TRACE_H
#define BRN_CONFIG_TRACE_H

#include "config/config.h"

/* message is its name, len the length of its body in bytes; fields are "name=value name=value". */
void brn_trace_event(const brine_config *config, bool sent, const char *message, size_t len,
                     const char *fields);

#endif
