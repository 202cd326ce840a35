/*
 * The server's Certificate: RFC 5246 section 7.4.2. What it shows is judged in authenticate.c,
 * once the staple has come too.
 */
#include "handshake/flow.h"

brine_result brn_handle_certificate(brn_handshake *hs, brn_reader body)
{
    brine_bytes list;
    const char *field;
    size_t count;

    if (brn_decode_certificate(body, &list, &count, &field) != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    if (count == 0)
        return BRINE_ERROR_CERT_MISSING;
    if (count > BRINE_CERTIFICATES_SENT_MAX)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_CERT_TOO_MANY, NULL, count,
                                BRINE_CERTIFICATES_SENT_MAX);
    hs->certificate_list = brn_span_of(hs, list);
    hs->certificate_count = count;
    return BRINE_OK;
}
