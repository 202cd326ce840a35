#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"

brine_result brn_decode_certificate(brn_reader body, brine_bytes *certificate_list, size_t *count,
                                    const char **field)
{
    brn_reader list, look, certificate;

    if (!brn_read_vector24(&body, &list))
        return brn_bad_field(field, "certificate_list");
    *certificate_list = brn_reader_rest(&list);
    *count = 0;
    /*@ loop invariant holds(&look);
        loop assigns look, certificate, *count;
        loop variant look.left; */
    for (look = list; !brn_reader_empty(&look); ++*count)
        if (!brn_read_vector24(&look, &certificate) || brn_reader_empty(&certificate))
            return brn_bad_field(field, "ASN.1Cert"); /* opaque ASN.1Cert<1..2^24-1> */
    if (!brn_reader_empty(&body))
        return brn_bad_field(field, "end: bytes follow certificate_list");
    return BRINE_OK;
}

void brn_encode_certificate(brn_writer *w, brine_bytes certificate_list)
{
    brn_prefix list = brn_write_vector24(w);

    brn_write_bytes(w, certificate_list.data, certificate_list.len);
    brn_write_close(w, list);
}
