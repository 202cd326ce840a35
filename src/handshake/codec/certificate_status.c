#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"

brine_result brn_decode_certificate_status(brn_reader body, brn_certificate_status *out,
                                           const char **field)
{
    brn_reader response;

    if (!brn_read_u8(&body, &out->status_type))
        return brn_bad_field(field, "status_type");
    if (!brn_read_vector24(&body, &response) || brn_reader_empty(&response))
        return brn_bad_field(field, "response"); /* opaque OCSPResponse<1..2^24-1> */
    out->response = brn_reader_rest(&response);
    if (!brn_reader_empty(&body))
        return brn_bad_field(field, "end: bytes follow response");
    return BRINE_OK;
}
