/*
 * The application's verdict on the server: the config's verify hook, asked in a full and in a
 * resumed handshake alike.
 */
#ifndef BRN_HANDSHAKE_VERIFY_HOOK_H
#define BRN_HANDSHAKE_VERIFY_HOOK_H

#include "handshake/state.h"

/*
 * Asks the hook, if there is one, and notes its verdict in hs->verdict, for which
 * brn_await_verdict waits. The connection's context, server_name and resumed of the request are
 * filled in here; its slices need to live for the call only.
 */
void brn_ask_verify_hook(brn_handshake *hs, brine_verify_request *request);

#endif
