/*
 * Every entry that the shipped providers are put together from. One line here, one
 * `const` struct in the file that implements it; the lists that join them are in
 * sodium.c and default.c.
 *
 * An entry exists on every machine. One whose instructions this processor, or this
 * build's target, lacks says so in available().
 */
#ifndef BRN_CRYPTO_PROVIDER_ENTRIES_H
#define BRN_CRYPTO_PROVIDER_ENTRIES_H

#include <brine/provider.h>

/* ---- Suites: suites.c ---- */

extern const brine_suite *const brn_suites[]; /* ends with NULL */

/* ---- libsodium as a whole: ready.c ---- */

/*
 * Has libsodium choose its implementations for this processor and open its source of random bytes,
 * the first time. False where the system gives no random bytes; libsodium then works with its
 * slowest implementations, and brn_random_sodium says BRINE_ERROR_RANDOM. Any thread may call it at
 * any time.
 */
bool brn_sodium_ready(void);

/* ---- Random ---- */

brine_result brn_random_sodium(void *context, uint8_t *out, size_t len);

/* ---- Groups ---- */

extern const brine_group brn_group_x25519_sodium;
extern const brine_group brn_group_secp256r1;
extern const brine_group brn_group_secp384r1;
extern const brine_group brn_group_secp256r1_adx;
extern const brine_group brn_group_secp384r1_adx;

/* ---- AEADs ---- */

extern const brine_aead brn_aead_chacha20_poly1305_sodium;
extern const brine_aead brn_aead_aes_256_gcm_sodium;
extern const brine_aead brn_aead_aes_128_gcm_portable;
extern const brine_aead brn_aead_aes_256_gcm_portable;
extern const brine_aead brn_aead_aes_128_gcm_aesni;
extern const brine_aead brn_aead_aes_256_gcm_aesni;
extern const brine_aead brn_aead_aes_128_gcm_vaes256;
extern const brine_aead brn_aead_aes_256_gcm_vaes256;
extern const brine_aead brn_aead_aes_128_gcm_vaes512;
extern const brine_aead brn_aead_aes_256_gcm_vaes512;
extern const brine_aead brn_aead_aes_128_gcm_armv8;
extern const brine_aead brn_aead_aes_256_gcm_armv8;

/* ---- Hashes ---- */

extern const brine_hash brn_hash_sha256_sodium;
extern const brine_hash brn_hash_sha384_sodium;
extern const brine_hash brn_hash_sha512_sodium;
extern const brine_hash brn_hash_sha256_shani;
extern const brine_hash brn_hash_sha256_armv8;

/* ---- Verifiers and signers: the lists of both providers, signatures.c ---- */

extern const brine_verifier *const brn_verifiers[]; /* end with NULL */
extern const brine_signer *const brn_signers[];

/* ---- Verifiers ---- */

extern const brine_verifier brn_verifier_rsa_pkcs1_sha256;
extern const brine_verifier brn_verifier_rsa_pkcs1_sha384;
extern const brine_verifier brn_verifier_rsa_pkcs1_sha512;
/* PSS with an rsaEncryption key: rsa_pss_rsae_... of RFC 8446 section 4.2.3. */
extern const brine_verifier brn_verifier_rsa_pss_sha256;
extern const brine_verifier brn_verifier_rsa_pss_sha384;
extern const brine_verifier brn_verifier_rsa_pss_sha512;
/* PSS with an id-RSASSA-PSS key: rsa_pss_pss_.... */
extern const brine_verifier brn_verifier_rsa_pss_key_sha256;
extern const brine_verifier brn_verifier_rsa_pss_key_sha384;
extern const brine_verifier brn_verifier_rsa_pss_key_sha512;
extern const brine_verifier brn_verifier_ecdsa_p256_sha256;
extern const brine_verifier brn_verifier_ecdsa_p256_sha384;
extern const brine_verifier brn_verifier_ecdsa_p256_sha512;
extern const brine_verifier brn_verifier_ecdsa_p384_sha256;
extern const brine_verifier brn_verifier_ecdsa_p384_sha384;
extern const brine_verifier brn_verifier_ecdsa_p384_sha512;
extern const brine_verifier brn_verifier_ecdsa_p521_sha256;
extern const brine_verifier brn_verifier_ecdsa_p521_sha384;
extern const brine_verifier brn_verifier_ecdsa_p521_sha512;
extern const brine_verifier brn_verifier_ecdsa_p256_sha256_adx;
extern const brine_verifier brn_verifier_ecdsa_p256_sha384_adx;
extern const brine_verifier brn_verifier_ecdsa_p256_sha512_adx;
extern const brine_verifier brn_verifier_ecdsa_p384_sha256_adx;
extern const brine_verifier brn_verifier_ecdsa_p384_sha384_adx;
extern const brine_verifier brn_verifier_ecdsa_p384_sha512_adx;
extern const brine_verifier brn_verifier_ed25519_sodium;

/* ---- Signers ---- */

extern const brine_signer brn_signer_rsa;
extern const brine_signer brn_signer_rsa_pss;
extern const brine_signer brn_signer_ecdsa_p256;
extern const brine_signer brn_signer_ecdsa_p384;
extern const brine_signer brn_signer_ed25519_sodium;

/* ---- RSA key exchange ---- */

extern const brine_premaster_encrypter brn_premaster_encrypter_rsa;

#endif
