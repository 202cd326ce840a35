#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"

brine_result brn_decode_server_key_exchange(brn_reader body, brn_server_key_exchange *out,
                                            const char **field)
{
    brine_bytes whole = brn_reader_rest(&body);
    brn_reader point, signature;

    if (!brn_read_u8(&body, &out->curve_type))
        return brn_bad_field(field, "curve_type");
    /* Other types have other fields behind them, and none may be used: RFC 8422 section 5.4. */
    if (out->curve_type != BRN_CURVE_TYPE_NAMED)
        return BRINE_OK;
    if (!brn_read_u16(&body, &out->named_curve))
        return brn_bad_field(field, "named_curve");
    if (!brn_read_vector8(&body, &point) || brn_reader_empty(&point))
        return brn_bad_field(field, "public"); /* opaque point <1..2^8-1> */
    out->point = brn_reader_rest(&point);
    out->params = (brine_bytes){whole.data, whole.len - body.left};
    if (!brn_read_u16(&body, &out->signature_scheme))
        return brn_bad_field(field, "signature algorithm");
    if (!brn_read_vector16(&body, &signature))
        return brn_bad_field(field, "signature");
    out->signature = brn_reader_rest(&signature);
    if (!brn_reader_empty(&body))
        return brn_bad_field(field, "end: bytes follow the signature");
    return BRINE_OK;
}
