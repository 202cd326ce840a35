#include "handshake/state.h"

brine_result brn_handshake_malformed(brn_handshake *hs, const char *field)
{
    return brn_note_name(&hs->failure, BRINE_ERROR_DECODE, field);
}
