/*
 * NewSessionTicket: RFC 5077 section 3.3. Its ticket is kept only if the handshake succeeds.
 */
#include "handshake/flow.h"

brine_result brn_handle_new_session_ticket(brn_handshake *hs, brn_reader body)
{
    brn_new_session_ticket message;
    const char *field;

    if (brn_decode_new_session_ticket(body, &message, &field) != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    if (message.ticket.len > BRINE_TICKET_MAX)
        return BRINE_OK; /* legal, but too long to be kept */
    hs->ticket = brn_span_of(hs, message.ticket);
    hs->ticket_lifetime = message.lifetime_hint;
    return BRINE_OK;
}
