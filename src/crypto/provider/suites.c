/*
 * The cipher suites that brine can negotiate, in order of preference: RFC 5289
 * (ECDHE with AES-GCM), RFC 7905 (ChaCha20-Poly1305), RFC 5288 (AES-GCM with the RSA
 * key exchange, which has no forward secrecy and is offered only when asked for).
 */
#include "crypto/provider/entries.h"

/* The names are arrays, which the linker leaves out one by one; literals stay together. */
#define SUITE(entry, number, iana, openssl, cipher, hash, signature, exchange)                     \
    static const char entry##_name[] = "TLS_" iana, entry##_openssl_name[] = openssl;              \
    const brine_suite brine_suite_##entry = {                                                      \
        .size = sizeof(brine_suite),                                                               \
        .id = number,                                                                              \
        .name = entry##_name,                                                                      \
        .openssl_name = entry##_openssl_name,                                                      \
        .aead = BRINE_AEAD_##cipher,                                                               \
        .prf_hash = BRINE_HASH_##hash,                                                             \
        .authentication = BRINE_AUTHENTICATION_##signature,                                        \
        .key_exchange = BRINE_KEY_EXCHANGE_##exchange,                                             \
    }

SUITE(ecdhe_ecdsa_with_aes_128_gcm_sha256, 0xC02B, "ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "ECDHE-ECDSA-AES128-GCM-SHA256", AES_128_GCM, SHA256, ECDSA, ECDHE);
SUITE(ecdhe_rsa_with_aes_128_gcm_sha256, 0xC02F, "ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256", AES_128_GCM, SHA256, RSA, ECDHE);
SUITE(ecdhe_ecdsa_with_aes_256_gcm_sha384, 0xC02C, "ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "ECDHE-ECDSA-AES256-GCM-SHA384", AES_256_GCM, SHA384, ECDSA, ECDHE);
SUITE(ecdhe_rsa_with_aes_256_gcm_sha384, 0xC030, "ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384", AES_256_GCM, SHA384, RSA, ECDHE);
SUITE(ecdhe_ecdsa_with_chacha20_poly1305_sha256, 0xCCA9,
      "ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305",
      CHACHA20_POLY1305, SHA256, ECDSA, ECDHE);
SUITE(ecdhe_rsa_with_chacha20_poly1305_sha256, 0xCCA8, "ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
      "ECDHE-RSA-CHACHA20-POLY1305", CHACHA20_POLY1305, SHA256, RSA, ECDHE);
SUITE(rsa_with_aes_128_gcm_sha256, 0x009C, "RSA_WITH_AES_128_GCM_SHA256", "AES128-GCM-SHA256",
      AES_128_GCM, SHA256, RSA, RSA);
SUITE(rsa_with_aes_256_gcm_sha384, 0x009D, "RSA_WITH_AES_256_GCM_SHA384", "AES256-GCM-SHA384",
      AES_256_GCM, SHA384, RSA, RSA);

const brine_suite *const brn_suites[] = {
    &brine_suite_ecdhe_ecdsa_with_aes_128_gcm_sha256,
    &brine_suite_ecdhe_rsa_with_aes_128_gcm_sha256,
    &brine_suite_ecdhe_ecdsa_with_aes_256_gcm_sha384,
    &brine_suite_ecdhe_rsa_with_aes_256_gcm_sha384,
    &brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256,
    &brine_suite_ecdhe_rsa_with_chacha20_poly1305_sha256,
    &brine_suite_rsa_with_aes_128_gcm_sha256,
    &brine_suite_rsa_with_aes_256_gcm_sha384,
    NULL,
};
