/*
 * CertificateVerify: RFC 5246 section 7.4.8. It signs all handshake messages so far, with a
 * hash that need not be the PRF's.
 */
#include "base/memory.h"
#include "config/identity.h"
#include "crypto/provider/lookup.h"
#include "handshake/flow.h"

/* Failures of memory, randomness and the provider keep their code; all others are the signer's. */
static brine_result explain(brine_result result)
{
    return result == BRINE_OK || result == BRINE_ERROR_RANDOM || result == BRINE_ERROR_CRYPTO ||
                   result == BRINE_ERROR_OUT_OF_MEMORY
               ? result
               : BRINE_ERROR_SIGNER;
}

static brine_result sign(brn_handshake *hs, const brine_hash *hash)
{
    const brine_provider *provider = hs->config->provider;
    const brn_identity *identity = hs->identity;
    brine_bytes message = {hs->transcript.block, hs->parsed};

    hs->signature_len = BRINE_SIGNATURE_MAX;
    return explain(identity->loaded.signer->sign(
        provider->context, provider->random, identity->loaded.state, hs->client_scheme->id,
        hash == NULL ? NULL : hs->digest, hash == NULL ? 0 : hash->output_length, message,
        hs->signature, &hs->signature_len));
}

brine_result brn_make_certificate_verify(brn_handshake *hs, brn_writer *w)
{
    const brine_provider *provider = hs->config->provider;
    const brine_hash *hash = NULL;
    brine_result result;

    if (hs->signature_answer == BRN_ASKED)
        return BRINE_WANT_SIGNATURE;
    if (hs->signature_answer == BRN_NOT_ASKED) {
        hs->signature = brn_allocate(&hs->config->allocator, BRINE_SIGNATURE_MAX, 1);
        if (hs->signature == NULL)
            return BRINE_ERROR_OUT_OF_MEMORY;
        if (hs->client_scheme->hash != BRINE_HASH_INTRINSIC) {
            hash = brn_find_hash(provider, hs->client_scheme->hash);
            if (hash == NULL)
                return BRINE_ERROR_SIGNER;
            brn_digest(provider, hash, (brine_bytes){hs->transcript.block, hs->parsed}, hs->digest);
        }
        if (hs->identity->loaded.signer == NULL) {
            hs->signature_answer = BRN_ASKED;
            return BRINE_WANT_SIGNATURE;
        }
        result = sign(hs, hash);
        if (result != BRINE_OK)
            return result;
        hs->signature_answer = BRN_ACCEPTED;
    }
    if (hs->signature_answer == BRN_REFUSED)
        return BRINE_ERROR_SIGNER;
    brn_encode_certificate_verify(w, hs->client_scheme->id,
                                  (brine_bytes){hs->signature, hs->signature_len});
    return BRINE_OK;
}
