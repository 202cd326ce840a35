/*
 * ChangeCipherSpec: RFC 5246 section 7.1, a single byte of value 1. It is no handshake message:
 * it has a record type of its own and is no part of the transcript.
 */
#include "handshake/flow.h"
#include "handshake/outgoing.h"
#include "handshake/trace.h"

brine_result brn_send_change_cipher_spec(brn_handshake *hs)
{
    brine_result result = brn_outgoing_add(hs, BRN_CONTENT_CHANGE_CIPHER_SPEC, 1);

    if (result == BRINE_OK)
        brn_trace_message(hs, true, BRN_CHANGE_CIPHER_SPEC, 1);
    return result;
}

brine_result brn_handle_change_cipher_spec(brn_handshake *hs, brn_reader body)
{
    uint8_t type;

    if (!brn_read_u8(&body, &type) || !brn_reader_empty(&body))
        return brn_handshake_malformed(hs, "length: it must be one byte");
    if (type != 1)
        return brn_handshake_fail(hs, BRINE_ERROR_ILLEGAL_PARAMETER,
                                  "ChangeCipherSpec is %u, only change_cipher_spec (1) exists",
                                  type);
    return BRINE_OK;
}
