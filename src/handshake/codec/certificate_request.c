#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"

brine_result brn_decode_certificate_request(brn_reader body, brn_certificate_request *out,
                                            const char **field)
{
    brn_reader types, look, name;

    if (!brn_read_vector8(&body, &types) || brn_reader_empty(&types))
        return brn_bad_field(field, "certificate_types"); /* <1..2^8-1> */
    out->certificate_types = brn_reader_rest(&types);
    if (!brn_read_vector16(&body, &out->supported_signature_algorithms) ||
        brn_reader_empty(&out->supported_signature_algorithms) ||
        out->supported_signature_algorithms.left % 2 != 0)
        return brn_bad_field(field, "supported_signature_algorithms"); /* <2..2^16-2> */
    if (!brn_read_vector16(&body, &out->certificate_authorities))
        return brn_bad_field(field, "certificate_authorities");
    /*@ loop invariant holds(&look);
        loop assigns look, name;
        loop variant look.left; */
    for (look = out->certificate_authorities; !brn_reader_empty(&look);)
        if (!brn_read_vector16(&look, &name) || brn_reader_empty(&name))
            return brn_bad_field(field, "DistinguishedName"); /* <1..2^16-1> */
    if (!brn_reader_empty(&body))
        return brn_bad_field(field, "end: bytes follow certificate_authorities");
    return BRINE_OK;
}
