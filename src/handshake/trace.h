/*
 * Telling a config's trace callback what goes by.
 */
#ifndef BRN_HANDSHAKE_TRACE_H
#define BRN_HANDSHAKE_TRACE_H

#include "handshake/state.h"

/* type: brn_message_type; length: of the body. */
void brn_trace_message(const brn_handshake *hs, bool sent, unsigned type, size_t length);

/* Alerts and data, which belong to no handshake. */
void brn_trace_event(const brine_config *config, bool sent, const char *message, size_t length,
                     const char *fields);

#endif
