/*
 * From the premaster secret to keys: RFC 5246 sections 5, 6.3, 7.4.9 and 8.1, RFC 7627
 * section 4, RFC 5705 section 4. Everything here is secret but the outputs that go on the
 * wire.
 */
#ifndef BRN_HANDSHAKE_KEY_SCHEDULE_H
#define BRN_HANDSHAKE_KEY_SCHEDULE_H

#include "config/session.h"

#include <brine/provider.h>

/* The provider and the suite's hash: what every derivation needs. */
typedef struct brn_prf {
    const brine_provider *provider;
    const brine_hash *hash;
} brn_prf;

/* The two hellos' random values, 32 bytes each. */
typedef struct brn_randoms {
    uint8_t client[32];
    uint8_t server[32];
} brn_randoms;

/* PRF(secret, label, seed1 + seed2 + ...): section 5. Fills out with len bytes. */
void brn_prf_expand(const brn_prf *prf, brine_bytes secret, const char *label,
                    const brine_bytes *seeds, size_t seed_count, uint8_t *out, size_t len);

/* Section 8.1: from the hellos' randoms. */
void brn_master_secret(const brn_prf *prf, brine_bytes premaster, const brn_randoms *randoms,
                       uint8_t out[BRN_MASTER_SECRET_SIZE]);
/* RFC 7627 section 4: from the hash of all messages up to ClientKeyExchange. */
void brn_extended_master_secret(const brn_prf *prf, brine_bytes premaster, brine_bytes session_hash,
                                uint8_t out[BRN_MASTER_SECRET_SIZE]);

/* Section 6.3, as AEAD suites cut the key block: no MAC keys. */
typedef struct brn_key_block {
    uint8_t client_write_key[BRINE_AEAD_KEY_MAX];
    uint8_t server_write_key[BRINE_AEAD_KEY_MAX];
    uint8_t client_write_iv[BRINE_AEAD_NONCE_SIZE];
    uint8_t server_write_iv[BRINE_AEAD_NONCE_SIZE];
} brn_key_block;
void brn_derive_key_block(const brn_prf *prf, const uint8_t master[BRN_MASTER_SECRET_SIZE],
                          const brn_randoms *randoms, const brine_aead *aead, brn_key_block *out);

/* Section 7.4.9: label is "client finished" or "server finished"; 12 bytes to out. */
void brn_verify_data(const brn_prf *prf, const uint8_t master[BRN_MASTER_SECRET_SIZE],
                     const char *label, brine_bytes transcript_hash, uint8_t *out);

#endif
