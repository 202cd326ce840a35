/*
 * CertificateRequest: RFC 5246 section 7.4.4.
 */
#include "config/identity_choice.h"
#include "handshake/flow.h"

/* For the facts and for the sentence of a failure: the first ones that the server takes. */
static void keep_schemes(brn_handshake *hs, brn_reader schemes)
{
    for (size_t i = 0; i < BRINE_FACTS_SCHEMES; i++)
        if (!brn_read_u16(&schemes, &hs->requested_schemes[i]))
            return;
}

static brn_identity_choice choose(const brine_config *config, brine_identity_request *request)
{
    if (config->identity_calls == NULL)
        return (brn_identity_choice){.number = BRINE_IDENTITY_NONE,
                                     .outcome = BRINE_CLIENT_CERTIFICATE_NONE};
    return config->identity_calls->choose(config, request);
}

brine_result brn_handle_certificate_request(brn_handshake *hs, brn_reader body)
{
    brn_certificate_request message;
    brine_identity_request request;
    brn_identity_choice choice;
    const char *field;

    hs->certificate_requested = true; /* also when what it says can't be read */
    if (brn_decode_certificate_request(body, &message, &field) != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    request = (brine_identity_request){
        .connection_context = hs->connection_context,
        .server_name = hs->server_name,
        .certificate_types = message.certificate_types,
        .schemes = brn_reader_rest(&message.supported_signature_algorithms),
        .authorities = brn_reader_rest(&message.certificate_authorities),
    };
    choice = choose(hs->config, &request);
    hs->identity = choice.identity;
    hs->client_scheme = choice.scheme;
    hs->client_certificate = choice.outcome;
    if (choice.outcome == BRINE_CLIENT_CERTIFICATE_NO_SCHEME)
        keep_schemes(hs, message.supported_signature_algorithms);
    return BRINE_OK;
}
