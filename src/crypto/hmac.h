/*
 * HMAC (RFC 2104) on whatever hash the provider has.
 *
 * A keyed brn_hmac computes any number of messages one after another: the two
 * compressions that absorb the key are done once, which is half of the PRF's work
 * (RFC 5246 section 5 uses one key for all of P_hash).
 */
#ifndef BRN_CRYPTO_HMAC_H
#define BRN_CRYPTO_HMAC_H

#include <brine/provider.h>
#include <stdalign.h>

/*
 * Lives on the stack, or in memory aligned to BRINE_STATE_ALIGN_MAX. Holds secrets from
 * init to clear; the provider and the hash must stay valid meanwhile.
 */
typedef struct brn_hmac {
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t running[BRINE_HASH_STATE_MAX];
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t inner[BRINE_HASH_STATE_MAX]; /* key ^ ipad absorbed */
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t outer[BRINE_HASH_STATE_MAX]; /* key ^ opad absorbed */
    void *context;
    const brine_hash *hash;
} brn_hmac;

/* Absorbs a key of any length and starts the first message. */
void brn_hmac_init(brn_hmac *hmac, const brine_provider *provider, const brine_hash *hash,
                   const uint8_t *key, size_t key_len);
void brn_hmac_update(brn_hmac *hmac, const uint8_t *data, size_t len);

/* Writes hash->output_length bytes and starts the next message under the same key. */
void brn_hmac_final(brn_hmac *hmac, uint8_t *out);
void brn_hmac_clear(brn_hmac *hmac);

/* All at once. out receives hash->output_length bytes; nothing needs clearing. */
void brn_hmac_once(const brine_provider *provider, const brine_hash *hash, const uint8_t *key,
                   size_t key_len, const uint8_t *data, size_t len, uint8_t *out);

#endif
