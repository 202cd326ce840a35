/*
 * ServerHelloDone: RFC 5246 section 7.4.5.
 */
#include "handshake/flow.h"

brine_result brn_handle_server_hello_done(brn_handshake *hs, brn_reader body)
{
    return brn_reader_empty(&body)
               ? BRINE_OK
               : brn_note_numbers(&hs->failure, BRINE_ERROR_DECODE, NULL, body.left, 0);
}
