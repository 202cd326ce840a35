#include "handshake/state.h"

#include "base/memory.h"

brine_result brn_handshake_malformed(brn_handshake *hs, const char *field)
{
    return brn_note_name(&hs->failure, BRINE_ERROR_DECODE, field);
}

brine_result brn_handshake_keep_error(brn_handshake *hs, const brine_error *error)
{
    hs->certificate_error = brn_allocate(&hs->config->allocator, 1, sizeof *error);
    if (hs->certificate_error != NULL)
        *hs->certificate_error = *error;
    return error->code;
}

brine_public_key brn_server_key(const brn_handshake *hs)
{
    brine_public_key key = hs->server_key.key;

    key.point = brn_span_bytes(hs, hs->server_key.point);
    key.modulus = brn_span_bytes(hs, hs->server_key.modulus);
    key.exponent = brn_span_bytes(hs, hs->server_key.exponent);
    return key;
}
