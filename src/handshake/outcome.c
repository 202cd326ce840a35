/*
 * How the handshake stands and what it leaves behind, for the engine.
 */
#include "config/identity_choice.h"
#include "handshake/state.h"

#include <string.h>

brn_progress brn_handshake_progress(const brn_handshake *hs)
{
    return (brn_progress){
        .version_settled = hs->server_hello_received,
        .writable = hs->writable,
        .complete = hs->complete,
        .max_fragment_length = hs->max_fragment_length,
    };
}

brine_facts brn_handshake_facts(const brn_handshake *hs)
{
    const brn_signature_scheme *scheme = brn_find_signature_scheme(hs->signature_scheme);
    bool known = hs->suite != NULL;
    brine_facts facts = {
        .version = known ? "TLSv1.2" : "",
        .suite_id = known ? hs->suite->suite->id : 0,
        .suite = known ? hs->suite->suite->name : "",
        .aead_implementation = known ? hs->suite->aead->implementation : "",
        .group_id = brn_handshake_group(hs),
        .group = hs->group == NULL ? "" : hs->group->name,
        .signature_scheme = hs->signature_scheme,
        .signature_scheme_name = scheme == NULL ? "" : scheme->name,
        .alpn = hs->alpn,
        .resumed = hs->resumed,
        .extended_master_secret = hs->extended_master_secret,
        .false_start = hs->false_started,
        .finished_verified = hs->finished_verified,
        .certificate_requested = hs->certificate_requested,
        .hello_requests = hs->hello_requests,
        .client_certificate_sent = hs->identity != NULL,
        .client_certificate = hs->client_certificate,
        .blocks_limit = known ? hs->suite->aead->blocks_limit : 0,
    };

    if (hs->client_certificate == BRINE_CLIENT_CERTIFICATE_NO_SCHEME) {
        memcpy(facts.requested_schemes, hs->requested_schemes, sizeof facts.requested_schemes);
        (void)hs->config->identity_calls->schemes(hs->config, facts.identity_schemes,
                                                  BRINE_FACTS_SCHEMES);
    }
    return facts;
}

brn_peer_parts brn_handshake_peer(const brn_handshake *hs)
{
    if (hs->peer != NULL)
        return hs->peer->parts;
    return (brn_peer_parts){
        .chain = brn_span_bytes(hs, hs->certificate_list),
        .staple = brn_span_bytes(hs, hs->staple),
        .sct_list = brn_span_bytes(hs, hs->sct_list),
        .places = {hs->places, hs->place_count},
        .anchor = hs->anchor,
    };
}

brn_outcome brn_handshake_outcome(const brn_handshake *hs)
{
    return (brn_outcome){
        .suite = hs->suite,
        .randoms = &hs->randoms,
        .master_secret = hs->master_secret,
        .session = hs->session,
        .session_made = hs->session_made,
        .peer = hs->peer,
        .hello_requests = hs->hello_requests,
        .rest = brn_reader_at(hs->transcript.block + hs->parsed, hs->transcript.len - hs->parsed),
    };
}

const char *brn_handshake_server_name(const brn_handshake *hs)
{
    return hs->server_name;
}

const brine_session *brn_handshake_offered(const brn_handshake *hs)
{
    return hs->offered;
}

brine_alert brn_handshake_refusal(const brn_handshake *hs)
{
    return hs->refusal;
}

const brn_failure *brn_handshake_failure(const brn_handshake *hs)
{
    return &hs->failure;
}
