/*
 * Encrypted private keys: EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018
 * section 6.2). The key is derived with PBKDF2 and HMAC-SHA-256 or HMAC-SHA-512, or with scrypt
 * (RFC 7914); the cipher is AES-128-CBC or AES-256-CBC (RFC 8018 appendix B.2.5). What is older
 * gets a sentence with the command that converts it.
 */
#ifndef BRN_X509_KEY_ENCRYPTED_KEY_H
#define BRN_X509_KEY_ENCRYPTED_KEY_H

#include <brine/error.h>

/*
 * Decrypts in place: *plaintext, a PrivateKeyInfo, is a slice of der, which holds an
 * EncryptedPrivateKeyInfo. BRINE_ERROR_KEY_ENCRYPTED when the passphrase is wrong or the way of
 * encryption is none of those above, BRINE_ERROR_KEY_MALFORMED, BRINE_ERROR_LIMIT where it
 * would take more work or memory than brine/limits.h allows, BRINE_ERROR_OUT_OF_MEMORY. *rule
 * then says why ("has ..." or "is ...").
 */
BRINE_MUST_USE brine_result brn_encrypted_key_decrypt(uint8_t *der, size_t len,
                                                      brine_bytes passphrase,
                                                      brine_bytes *plaintext, const char **rule);

#endif
