/*
 * Every implementation of an AEAD or a hash, also those that a provider would not choose
 * on this machine, for tests that force each in turn.
 */
#ifndef BRINE_TESTS_CRYPTO_TIERS_H
#define BRINE_TESTS_CRYPTO_TIERS_H

#include "crypto/provider/entries.h"

#include <sodium.h>

static const brine_aead *const aead_tiers[] = {
    &brine_aead_aes_128_gcm_portable,   &brine_aead_aes_256_gcm_portable,
    &brine_aead_aes_128_gcm_aesni,      &brine_aead_aes_128_gcm_armv8,
    &brine_aead_aes_256_gcm_aesni,      &brine_aead_aes_256_gcm_armv8,
    &brine_aead_aes_128_gcm_vaes256,    &brine_aead_aes_256_gcm_vaes256,
    &brine_aead_aes_128_gcm_vaes512,    &brine_aead_aes_256_gcm_vaes512,
    &brine_aead_aes_256_gcm_sodium,     &brine_aead_chacha20_poly1305_sodium,
    &brine_aead_chacha20_poly1305_avx2, &brine_aead_chacha20_poly1305_avx512,
};

static const brine_hash *const hash_tiers[] = {
    &brine_hash_sha256_sodium, &brine_hash_sha256_shani, &brine_hash_sha256_armv8,
    &brine_hash_sha384_sodium, &brine_hash_sha384_avx2,  &brine_hash_sha512_sodium,
    &brine_hash_sha512_avx2,
};

#define AEAD_TIERS (sizeof aead_tiers / sizeof *aead_tiers)
#define HASH_TIERS (sizeof hash_tiers / sizeof *hash_tiers)

static inline bool aead_runs(const brine_aead *aead)
{
    if (sodium_init() < 0) /* it wants that before it says what it has */
        return false;
    return aead->available == NULL || aead->available(NULL);
}

static inline bool hash_runs(const brine_hash *hash)
{
    return hash->available == NULL || hash->available(NULL);
}

#endif
