#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"

/* SessionID<0..32>, RFC 5246 section 7.4.1.2 */
#define SESSION_ID_MAX 32

brine_result brn_decode_server_hello(brn_reader body, brn_server_hello *out, const char **field)
{
    brn_reader session_id;

    if (!brn_read_u16(&body, &out->server_version))
        return brn_bad_field(field, "server_version");
    if (!brn_read_bytes(&body, BRN_RANDOM_SIZE, &out->random))
        return brn_bad_field(field, "random");
    if (!brn_read_vector8(&body, &session_id) || session_id.left > SESSION_ID_MAX)
        return brn_bad_field(field, "session_id");
    out->session_id = brn_reader_rest(&session_id);
    if (!brn_read_u16(&body, &out->cipher_suite))
        return brn_bad_field(field, "cipher_suite");
    if (!brn_read_u8(&body, &out->compression_method))
        return brn_bad_field(field, "compression_method");
    out->extensions = brn_reader_at(NULL, 0);
    /* "The presence of extensions can be detected by determining whether there are bytes
       following the compression_method field at the end of the ServerHello." */
    if (!brn_reader_empty(&body) && !brn_read_vector16(&body, &out->extensions))
        return brn_bad_field(field, "extensions");
    if (!brn_reader_empty(&body))
        return brn_bad_field(field, "end: bytes follow the extensions");
    return BRINE_OK;
}
