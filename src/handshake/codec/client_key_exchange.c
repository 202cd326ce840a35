#include "handshake/codec/message.h"

void brn_encode_client_key_exchange_rsa(brn_writer *w, brine_bytes encrypted_premaster)
{
    brn_prefix prefix = brn_write_vector16(w);

    brn_write_bytes(w, encrypted_premaster.data, encrypted_premaster.len);
    brn_write_close(w, prefix);
}

void brn_encode_client_key_exchange_ecdh(brn_writer *w, brine_bytes point)
{
    brn_prefix prefix = brn_write_vector8(w);

    brn_write_bytes(w, point.data, point.len);
    brn_write_close(w, prefix);
}
