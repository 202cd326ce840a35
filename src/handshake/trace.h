/*
 * Telling a config's trace callback of the messages that go by.
 */
#ifndef BRN_HANDSHAKE_TRACE_H
#define BRN_HANDSHAKE_TRACE_H

#include "handshake/state.h"

/* type: brn_message_type; len: of the body, in bytes. */
void brn_trace_message(const brn_handshake *hs, bool sent, unsigned type, size_t len);

#endif
