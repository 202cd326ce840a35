/*
 * The best on this machine: libsodium's algorithms, joined by brine's own where libsodium
 * has none or where ours is much faster. In each list the fastest stands first and the
 * one that runs everywhere last.
 */
#include "crypto/provider/entries.h"

static const brine_aead *const aeads[] = {
    &brine_aead_aes_128_gcm_vaes512,
    &brine_aead_aes_128_gcm_vaes256,
    &brine_aead_aes_128_gcm_aesni,
    &brine_aead_aes_128_gcm_armv8,
    &brine_aead_aes_128_gcm_portable,
    &brine_aead_aes_256_gcm_vaes512,
    &brine_aead_aes_256_gcm_vaes256,
    &brine_aead_aes_256_gcm_aesni,
    &brine_aead_aes_256_gcm_armv8,
    &brine_aead_aes_256_gcm_sodium,
    &brine_aead_aes_256_gcm_portable,
    &brine_aead_chacha20_poly1305_avx512,
    &brine_aead_chacha20_poly1305_avx2,
    &brine_aead_chacha20_poly1305_sodium,
    NULL,
};

static const brine_hash *const hashes[] = {
    &brine_hash_sha256_shani,  &brine_hash_sha256_armv8,
    &brine_hash_sha256_sodium, &brine_hash_sha384_avx2,
    &brine_hash_sha384_sodium, &brine_hash_sha512_avx2,
    &brine_hash_sha512_sodium, NULL,
};

static const brine_group *const groups[] = {
    &brine_group_x25519_adx,
    &brine_group_x25519_sodium,
    &brine_group_secp256r1_adx,
    &brine_group_secp256r1,
    &brine_group_secp384r1_adx,
    &brine_group_secp384r1,
    NULL,
};

static const brine_provider provider = {
    .size = sizeof(brine_provider),
    .name = "default",
    .context = NULL,
    .suites = brn_suites,
    .aeads = aeads,
    .hashes = hashes,
    .groups = groups,
    .verifiers = brn_verifiers,
    .signers = brn_signers,
    .premaster_encrypter = &brine_premaster_encrypter_rsa,
    .random = brine_random_sodium,
};

const brine_provider *brine_provider_default(void)
{
    (void)brn_sodium_ready(); /* if it fails, random will say so */
    return &provider;
}
