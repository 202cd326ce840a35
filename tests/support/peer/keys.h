/*
 * Key agreement, signatures and RSA decryption of the scripted server, by libcrypto.
 * Sources: RFC 8422 sections 5.4, 5.10 and 5.11, RFC 8446 section 4.2.3, RFC 8017.
 */
#ifndef BRN_PEER_KEYS_H
#define BRN_PEER_KEYS_H

#include "support/peer/bytes.h"

#include <openssl/evp.h>

#define PEER_SECP256R1 23
#define PEER_SECP384R1 24
#define PEER_X25519    29

#define PEER_SECRET_MAX 48

/* An ephemeral key of one group. */
typedef struct peer_share {
    uint16_t group;
    uint8_t secret[PEER_SECRET_MAX];
    peer_bytes point; /* as on the wire */
} peer_share;

/* Whether the server can do the group at all. */
bool peer_group_known(uint16_t group);
/* random: 48 bytes that become the secret key. */
void peer_share_make(peer_share *share, uint16_t group, const uint8_t random[PEER_SECRET_MAX]);
/* Appends the shared secret; false when point is not valid. */
bool peer_share_agree(const peer_share *share, peer_slice point, peer_bytes *secret);
void peer_share_free(peer_share *share);

/*
 * SignatureSchemes that the server can sign and verify with: those of brine and, so
 * that they can be refused, SHA-1's. Ends with 0.
 */
extern const uint16_t peer_schemes[];

/* Whether a key of this kind may sign with the scheme in TLS 1.2 (any curve with any hash). */
bool peer_scheme_fits(uint16_t scheme, EVP_PKEY *key);
/* False when the key can't sign with the scheme. */
bool peer_sign(EVP_PKEY *key, uint16_t scheme, peer_slice message, peer_bytes *signature);
bool peer_verify(EVP_PKEY *key, uint16_t scheme, peer_slice message, peer_slice signature);

/* RSAES-PKCS1-v1_5 decryption; false when the padding is wrong. */
bool peer_rsa_decrypt(EVP_PKEY *key, peer_slice ciphertext, peer_bytes *plaintext);

#endif
