#include "handshake/codec/message.h"

void brn_encode_certificate_verify(brn_writer *w, uint16_t scheme, brine_bytes signature)
{
    brn_prefix prefix;

    brn_write_u16(w, scheme);
    prefix = brn_write_vector16(w);
    brn_write_bytes(w, signature.data, signature.len);
    brn_write_close(w, prefix);
}
