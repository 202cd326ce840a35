/*
 * ChangeCipherSpec: RFC 5246 section 7.1, a single byte of value 1. It is no handshake message:
 * it has a record type of its own and is no part of the transcript.
 */
#include "handshake/flow.h"
#include "handshake/outgoing.h"
#include "handshake/trace.h"

#define CHANGE_CIPHER_SPEC 1 /* the only type */

brine_result brn_send_change_cipher_spec(brn_handshake *hs)
{
    static const uint8_t body = CHANGE_CIPHER_SPEC;
    brine_result result = brn_outgoing_add(hs, BRN_CONTENT_CHANGE_CIPHER_SPEC, sizeof body);

    if (result == BRINE_OK)
        brn_trace_message(hs, true, BRN_CHANGE_CIPHER_SPEC, (brine_bytes){&body, sizeof body});
    return result;
}

brine_result brn_handle_change_cipher_spec(brn_handshake *hs, brn_reader body)
{
    size_t len = body.left;
    uint8_t type;

    if (!brn_read_u8(&body, &type) || !brn_reader_empty(&body))
        return brn_note_numbers(&hs->failure, BRINE_ERROR_DECODE, NULL, len, 1);
    if (type != CHANGE_CIPHER_SPEC)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_ILLEGAL_PARAMETER, "type", type,
                                CHANGE_CIPHER_SPEC);
    return BRINE_OK;
}
