/*
 * Where secrets become keys: RFC 5246 sections 8.1 and 6.3. The one place that makes
 * protections; the change of keys itself is ChangeCipherSpec's.
 */
#include "config/config.h"
#include "handshake/flow.h"

#include <sodium.h>

brine_result brn_derive_master_secret(brn_handshake *hs)
{
    brn_prf prf = brn_handshake_prf(hs);
    brine_bytes premaster = {hs->premaster, hs->premaster_len};
    uint8_t session_hash[BRINE_HASH_OUTPUT_MAX];

    if (hs->extended_master_secret) {
        brn_transcript_digest(&hs->transcript, hs->parsed, session_hash);
        brn_extended_master_secret(&prf, premaster,
                                   (brine_bytes){session_hash, prf.hash->output_length},
                                   hs->master_secret);
    } else {
        brn_master_secret(&prf, premaster, &hs->randoms, hs->master_secret);
    }
    sodium_memzero(hs->premaster, sizeof hs->premaster);
    return BRINE_OK;
}

brine_result brn_derive_keys(brn_handshake *hs)
{
    const brine_config *config = hs->config;
    const brine_aead *aead = hs->suite->aead;
    brn_prf prf = brn_handshake_prf(hs);
    brn_key_block block;
    brine_result result;

    if (config->write_key_log != NULL)
        config->write_key_log(config, hs->connection_context, hs->randoms.client,
                              hs->master_secret);
    brn_derive_key_block(&prf, hs->master_secret, &hs->randoms, aead, &block);
    result = brn_protection_init(&hs->write_keys, &config->allocator, config->provider, aead,
                                 block.client_write_key, block.client_write_iv);
    if (result == BRINE_OK)
        result = brn_protection_init(&hs->read_keys, &config->allocator, config->provider, aead,
                                     block.server_write_key, block.server_write_iv);
    sodium_memzero(&block, sizeof block);
    return result;
}

static void take(brn_protection *keys, brn_protection *out)
{
    *out = *keys;
    sodium_memzero(keys, sizeof *keys);
}

void brn_handshake_take_read_keys(brn_handshake *hs, brn_protection *out)
{
    take(&hs->read_keys, out);
}

void brn_handshake_take_write_keys(brn_handshake *hs, brn_protection *out)
{
    take(&hs->write_keys, out);
}
