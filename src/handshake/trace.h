/*
 * Telling a config's trace callback of the messages that go by.
 */
#ifndef BRN_HANDSHAKE_TRACE_H
#define BRN_HANDSHAKE_TRACE_H

#include "handshake/state.h"

/* type: brn_message_type. The body of Finished is not passed on, only its length. */
void brn_trace_message(const brn_handshake *hs, bool sent, unsigned type, brine_bytes body);

#endif
