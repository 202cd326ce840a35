#include "crypto/hmac.h"

#include <sodium.h>
#include <string.h>

void brn_hmac_init(brn_hmac *hmac, const brine_provider *provider, const brine_hash *hash,
                   const uint8_t *key, size_t key_len)
{
    uint8_t block[BRINE_HASH_BLOCK_MAX] = {0};
    void *context = provider->context;

    hmac->context = context;
    hmac->hash = hash;
    if (key_len > hash->block_length) {
        hash->init(context, hmac->running);
        hash->update(context, hmac->running, key, key_len);
        hash->final(context, hmac->running, block);
    } else if (key_len > 0) {
        memcpy(block, key, key_len);
    }
    for (size_t i = 0; i < hash->block_length; i++)
        block[i] ^= 0x36;
    hash->init(context, hmac->inner);
    hash->update(context, hmac->inner, block, hash->block_length);
    for (size_t i = 0; i < hash->block_length; i++)
        block[i] ^= 0x36 ^ 0x5c;
    hash->init(context, hmac->outer);
    hash->update(context, hmac->outer, block, hash->block_length);
    sodium_memzero(block, sizeof block);
    hash->copy(context, hmac->running, hmac->inner);
}

void brn_hmac_update(brn_hmac *hmac, const uint8_t *data, size_t len)
{
    if (len > 0)
        hmac->hash->update(hmac->context, hmac->running, data, len);
}

void brn_hmac_final(brn_hmac *hmac, uint8_t *out)
{
    const brine_hash *hash = hmac->hash;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];

    hash->final(hmac->context, hmac->running, digest);
    hash->copy(hmac->context, hmac->running, hmac->outer);
    hash->update(hmac->context, hmac->running, digest, hash->output_length);
    hash->final(hmac->context, hmac->running, out);
    hash->copy(hmac->context, hmac->running, hmac->inner);
    sodium_memzero(digest, sizeof digest);
}

void brn_hmac_clear(brn_hmac *hmac)
{
    sodium_memzero(hmac, sizeof *hmac);
}

void brn_hmac_once(const brine_provider *provider, const brine_hash *hash, const uint8_t *key,
                   size_t key_len, const uint8_t *data, size_t len, uint8_t *out)
{
    brn_hmac hmac;

    brn_hmac_init(&hmac, provider, hash, key, key_len);
    brn_hmac_update(&hmac, data, len);
    brn_hmac_final(&hmac, out);
    brn_hmac_clear(&hmac);
}
