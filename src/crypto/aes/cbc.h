/*
 * AES-CBC (NIST SP 800-38A section 6.2), decryption alone: for the private keys that users keep
 * encrypted, no cipher suite of TLS. Plain C, constant time, slow: a key has a few kilobytes.
 */
#ifndef BRN_CRYPTO_AES_CBC_H
#define BRN_CRYPTO_AES_CBC_H

#include <stddef.h>
#include <stdint.h>

#define BRN_AES_BLOCK_SIZE 16

/* In place. key has 16 or 32 bytes; len is a multiple of BRN_AES_BLOCK_SIZE. */
void brn_aes_cbc_decrypt(const uint8_t *key, size_t key_len, const uint8_t iv[BRN_AES_BLOCK_SIZE],
                         uint8_t *data, size_t len);

#endif
