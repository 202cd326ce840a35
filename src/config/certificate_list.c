#include "config/certificate_list.h"

#include "base/reader.h"

size_t brn_read_certificate_list(brine_bytes list, brine_bytes *out, size_t cap)
{
    brn_reader r = brn_reader_of(list), certificate;
    size_t count = 0;

    while (!brn_reader_empty(&r)) {
        /* opaque ASN.1Cert<1..2^24-1> */
        if (!brn_read_vector24(&r, &certificate) || brn_reader_empty(&certificate))
            return SIZE_MAX;
        if (count < cap)
            out[count] = brn_reader_rest(&certificate);
        count++;
    }
    return count;
}
