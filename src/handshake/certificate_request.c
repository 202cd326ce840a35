/*
 * CertificateRequest: RFC 5246 section 7.4.4.
 */
#include "config/identity.h"
#include "handshake/flow.h"

brine_result brn_handle_certificate_request(brn_handshake *hs, brn_reader body)
{
    brn_certificate_request request;
    const char *field;

    if (brn_decode_certificate_request(body, &request, &field) != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    hs->certificate_requested = true;
    if (hs->config->identity != NULL)
        hs->client_scheme = brn_identity_choose(
            hs->config->identity, hs->config->provider, request.certificate_types,
            request.supported_signature_algorithms, request.certificate_authorities);
    return BRINE_OK;
}
