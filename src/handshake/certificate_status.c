/*
 * CertificateStatus: RFC 6066 section 8.
 */
#include "handshake/flow.h"

#define STATUS_TYPE_OCSP 1

brine_result brn_handle_certificate_status(brn_handshake *hs, brn_reader body)
{
    brn_certificate_status status;
    const char *field;

    if (brn_decode_certificate_status(body, &status, &field) != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    if (status.status_type != STATUS_TYPE_OCSP)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_ILLEGAL_PARAMETER, "status_type",
                                status.status_type, STATUS_TYPE_OCSP);
    hs->staple = brn_span_of(hs, status.response);
    return BRINE_OK;
}
