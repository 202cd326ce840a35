/*
 * Cipher suites, the PRF and record protection of the scripted server, by libcrypto.
 * Sources: RFC 5246 sections 5 and 6.3, RFC 5288, RFC 5289, RFC 7905.
 */
#ifndef BRN_PEER_SUITE_H
#define BRN_PEER_SUITE_H

#include "support/peer/bytes.h"

#include <openssl/evp.h>

typedef struct peer_suite {
    uint16_t id;
    const char *openssl_name;
    const char *cipher; /* libcrypto's name of the AEAD */
    const char *digest; /* of the PRF */
    size_t key_length;
    size_t fixed_iv_length;
    size_t explicit_length; /* nonce bytes in each record */
    bool rsa_key_exchange;
    bool ecdsa; /* wants an EC or EdDSA certificate */
} peer_suite;

#define PEER_SUITE_COUNT 8
extern const peer_suite peer_suites[PEER_SUITE_COUNT];

/* NULL for a suite that the server does not speak. */
const peer_suite *peer_suite_find(uint16_t id);

#define PEER_TAG_LENGTH    16
#define PEER_HASH_MAX      64
#define PEER_MASTER_LENGTH 48
#define PEER_PREMASTER_MAX 48 /* secp384r1, and RSA's */

/* Writes the hash of data and returns its length. */
size_t peer_hash(const char *digest, peer_slice data, uint8_t out[PEER_HASH_MAX]);

/* PRF(secret, label, seed) of RFC 5246 section 5; the seed comes in two parts. */
void peer_prf(const peer_suite *suite, peer_slice secret, const char *label, peer_slice seed1,
              peer_slice seed2, uint8_t *out, size_t len);

/* One direction's keys. Inactive ones pass records through. */
typedef struct peer_keys {
    const peer_suite *suite; /* NULL = inactive */
    uint8_t key[32];
    uint8_t iv[12];
    uint64_t sequence;
} peer_keys;

/* client_write and server_write keys, RFC 5246 section 6.3. */
void peer_key_block(const peer_suite *suite, const uint8_t master[PEER_MASTER_LENGTH],
                    const uint8_t client_random[32], const uint8_t server_random[32],
                    peer_keys *client, peer_keys *server);

/*
 * Appends the record's fragment (explicit nonce, ciphertext, tag) for a plaintext.
 * explicit_nonce: 8 bytes, used where the suite has one. Counts the sequence up.
 */
void peer_seal(peer_keys *keys, uint8_t type, uint16_t version, const uint8_t explicit_nonce[8],
               peer_slice plaintext, peer_bytes *fragment);
/* Appends the plaintext of a fragment; false when it is not authentic. */
bool peer_open(peer_keys *keys, uint8_t type, uint16_t version, peer_slice fragment,
               peer_bytes *plaintext);

#endif
