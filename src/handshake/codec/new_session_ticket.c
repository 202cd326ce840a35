#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"

brine_result brn_decode_new_session_ticket(brn_reader body, brn_new_session_ticket *out,
                                           const char **field)
{
    brn_reader ticket;

    if (!brn_read_u32(&body, &out->lifetime_hint))
        return brn_bad_field(field, "ticket_lifetime_hint");
    if (!brn_read_vector16(&body, &ticket))
        return brn_bad_field(field, "ticket");
    out->ticket = brn_reader_rest(&ticket);
    if (!brn_reader_empty(&body))
        return brn_bad_field(field, "end: bytes follow the ticket");
    return BRINE_OK;
}
