/*
 * Questions that the handshake has for the application: a signature that is made elsewhere, a
 * verdict that takes time. It stands still until the answer comes, and goes on from there.
 */
#include "crypto/provider/lookup.h"
#include "handshake/state.h"

#include <string.h>

brine_result brn_handshake_waiting_for(const brn_handshake *hs)
{
    if (hs->verdict == BRN_ASKED)
        return BRINE_WANT_VERDICT;
    return hs->signature_answer == BRN_ASKED ? BRINE_WANT_SIGNATURE : BRINE_OK;
}

brine_signature_request brn_handshake_signature_request(const brn_handshake *hs)
{
    const brine_hash *hash = brn_find_hash(hs->config->provider, hs->client_scheme->hash);

    return (brine_signature_request){
        .scheme = hs->client_scheme->id,
        .hash = hs->client_scheme->hash,
        .digest = {hash == NULL ? NULL : hs->digest, hash == NULL ? 0 : hash->output_length},
        .message = {hs->transcript.block, hs->parsed},
    };
}

brine_result brn_handshake_answer_signature(brn_handshake *hs, brine_bytes signature)
{
    hs->signature_answer = signature.data == NULL ? BRN_REFUSED : BRN_ACCEPTED;
    if (signature.data != NULL) {
        memcpy(hs->signature, signature.data, signature.len);
        hs->signature_len = signature.len;
    }
    return brn_handshake_advance(hs);
}

brine_result brn_handshake_answer_verdict(brn_handshake *hs, brine_verdict verdict,
                                          brine_alert alert)
{
    hs->verdict = verdict == BRINE_VERDICT_ACCEPT ? BRN_ACCEPTED : BRN_REFUSED;
    if (verdict == BRINE_VERDICT_REFUSE)
        hs->refusal = alert;
    return brn_handshake_advance(hs);
}
