/*
 * brine's algorithms, one object for each, from which a program puts a provider together:
 *
 *     static const brine_suite *const suites[] = {
 *         &brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256, NULL};
 *
 * and likewise aeads, hashes, groups and verifiers of a brine_provider, which then goes to
 * brine_config_new_with. A static program holds the algorithms that its providers list and no
 * others, when its linker removes unused sections (--gc-sections): nothing else decides which
 * algorithms exist. `examples/` and brine_porting(7) show it.
 *
 * Every entry exists on every machine. One whose instructions the processor, or the build's
 * target, lacks says so in available(); the entry without an addition to its name, or with
 * `_sodium` or `_portable`, runs everywhere. An entry ignores the provider's context.
 *
 * A provider needs what its suites are made of: an AEAD and a hash for each suite, SHA-256 always
 * (fingerprints of sessions, names), a group for ECDHE, and verifiers for the certificates that it
 * is to accept. brine_config_freeze says what is missing.
 *
 * The objects are const and static, need no clean-up and may be used by any thread.
 */
#ifndef BRINE_ALGORITHMS_H
#define BRINE_ALGORITHMS_H

#include <brine/provider.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Cipher suites: RFC 5289, RFC 7905, RFC 5288 (the last two, without forward secrecy) ---- */

BRINE_API extern const brine_suite brine_suite_ecdhe_ecdsa_with_aes_128_gcm_sha256;
BRINE_API extern const brine_suite brine_suite_ecdhe_rsa_with_aes_128_gcm_sha256;
BRINE_API extern const brine_suite brine_suite_ecdhe_ecdsa_with_aes_256_gcm_sha384;
BRINE_API extern const brine_suite brine_suite_ecdhe_rsa_with_aes_256_gcm_sha384;
BRINE_API extern const brine_suite brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256;
BRINE_API extern const brine_suite brine_suite_ecdhe_rsa_with_chacha20_poly1305_sha256;
/* Offered only after brine_config_enable_legacy_rsa_key_exchange. */
BRINE_API extern const brine_suite brine_suite_rsa_with_aes_128_gcm_sha256;
BRINE_API extern const brine_suite brine_suite_rsa_with_aes_256_gcm_sha384;

/* ---- AEADs ---- */

BRINE_API extern const brine_aead brine_aead_chacha20_poly1305_sodium;
/* AVX2 and BMI2, and AVX-512 besides. Not where brine was compiled without optimisation. */
BRINE_API extern const brine_aead brine_aead_chacha20_poly1305_avx2;
BRINE_API extern const brine_aead brine_aead_chacha20_poly1305_avx512;
/* Needs AES instructions; calls sodium_init to learn of them. */
BRINE_API extern const brine_aead brine_aead_aes_256_gcm_sodium;
/* In constant time on any machine, and slow. */
BRINE_API extern const brine_aead brine_aead_aes_128_gcm_portable;
BRINE_API extern const brine_aead brine_aead_aes_256_gcm_portable;
/* AES-NI and PCLMULQDQ; VAES and VPCLMULQDQ on 256 and 512 bits; AArch64's extension. */
BRINE_API extern const brine_aead brine_aead_aes_128_gcm_aesni;
BRINE_API extern const brine_aead brine_aead_aes_256_gcm_aesni;
BRINE_API extern const brine_aead brine_aead_aes_128_gcm_vaes256;
BRINE_API extern const brine_aead brine_aead_aes_256_gcm_vaes256;
BRINE_API extern const brine_aead brine_aead_aes_128_gcm_vaes512;
BRINE_API extern const brine_aead brine_aead_aes_256_gcm_vaes512;
BRINE_API extern const brine_aead brine_aead_aes_128_gcm_armv8;
BRINE_API extern const brine_aead brine_aead_aes_256_gcm_armv8;

/* ---- Hashes ---- */

BRINE_API extern const brine_hash brine_hash_sha256_sodium;
BRINE_API extern const brine_hash brine_hash_sha384_sodium;
BRINE_API extern const brine_hash brine_hash_sha512_sodium;
/* The SHA extensions of x86-64 and of AArch64. */
BRINE_API extern const brine_hash brine_hash_sha256_shani;
BRINE_API extern const brine_hash brine_hash_sha256_armv8;
/* AVX2 and BMI2. Not where brine was compiled without optimisation. */
BRINE_API extern const brine_hash brine_hash_sha384_avx2;
BRINE_API extern const brine_hash brine_hash_sha512_avx2;

/* ---- Groups for key exchange: RFC 8422 section 5.1.1; `_adx`: MULX, ADX, AVX2 of x86-64 ---- */

BRINE_API extern const brine_group brine_group_x25519_sodium;
/* For devices: 2 to 4 KB of code, and slower. */
BRINE_API extern const brine_group brine_group_x25519_portable;
BRINE_API extern const brine_group brine_group_x25519_adx;
BRINE_API extern const brine_group brine_group_secp256r1;
BRINE_API extern const brine_group brine_group_secp384r1;
BRINE_API extern const brine_group brine_group_secp256r1_adx;
BRINE_API extern const brine_group brine_group_secp384r1_adx;

/* ---- Verifiers of signatures, by key and hash ---- */

BRINE_API extern const brine_verifier brine_verifier_rsa_pkcs1_sha256;
BRINE_API extern const brine_verifier brine_verifier_rsa_pkcs1_sha384;
BRINE_API extern const brine_verifier brine_verifier_rsa_pkcs1_sha512;
/* PSS with a key of rsaEncryption: rsa_pss_rsae_... of RFC 8446 section 4.2.3. */
BRINE_API extern const brine_verifier brine_verifier_rsa_pss_sha256;
BRINE_API extern const brine_verifier brine_verifier_rsa_pss_sha384;
BRINE_API extern const brine_verifier brine_verifier_rsa_pss_sha512;
/* PSS with a key of id-RSASSA-PSS: rsa_pss_pss_.... */
BRINE_API extern const brine_verifier brine_verifier_rsa_pss_key_sha256;
BRINE_API extern const brine_verifier brine_verifier_rsa_pss_key_sha384;
BRINE_API extern const brine_verifier brine_verifier_rsa_pss_key_sha512;
/* ECDSA: in TLS 1.2 a hash goes with any curve. */
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p256_sha256;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p256_sha384;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p256_sha512;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p384_sha256;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p384_sha384;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p384_sha512;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p521_sha256;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p521_sha384;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p521_sha512;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p256_sha256_adx;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p256_sha384_adx;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p256_sha512_adx;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p384_sha256_adx;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p384_sha384_adx;
BRINE_API extern const brine_verifier brine_verifier_ecdsa_p384_sha512_adx;
BRINE_API extern const brine_verifier brine_verifier_ed25519_sodium;

/* ---- Signers for private keys of client certificates; none is needed without them ---- */

BRINE_API extern const brine_signer brine_signer_rsa;
BRINE_API extern const brine_signer brine_signer_rsa_pss;
BRINE_API extern const brine_signer brine_signer_ecdsa_p256;
BRINE_API extern const brine_signer brine_signer_ecdsa_p384;
BRINE_API extern const brine_signer brine_signer_ed25519_sodium;

/* ---- RSA key exchange (RFC 5246 section 7.4.7.1), for the suites that have it ---- */

BRINE_API extern const brine_premaster_encrypter brine_premaster_encrypter_rsa;

/*
 * A random source: the system's, through libsodium, which it initialises (sodium_init: that also
 * lets libsodium choose its fastest code). A device without an operating system has its own source
 * and names this one nowhere. Writes len bytes; BRINE_ERROR_RANDOM, or BRINE_ERROR_INVALID_ARGUMENT
 * when out is NULL. context is not used.
 */
BRINE_MUST_USE BRINE_API brine_result brine_random_sodium(void *context, uint8_t *out, size_t len);

#ifdef __cplusplus
}
#endif

#endif
