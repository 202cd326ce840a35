#include "handshake/state.h"

brine_result brn_handshake_malformed(brn_handshake *hs, const char *field)
{
    return brn_note_name(&hs->failure, BRINE_ERROR_DECODE, field);
}

brine_public_key brn_server_key(const brn_handshake *hs)
{
    brine_public_key key = hs->server_key.key;

    key.point = brn_span_bytes(hs, hs->server_key.point);
    key.modulus = brn_span_bytes(hs, hs->server_key.modulus);
    key.exponent = brn_span_bytes(hs, hs->server_key.exponent);
    return key;
}
