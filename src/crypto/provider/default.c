/*
 * The best on this machine: libsodium's algorithms, joined by brine's own where libsodium
 * has none or where ours is much faster. In each list the fastest stands first and the
 * one that runs everywhere last.
 */
#include "crypto/provider/entries.h"

static const brine_aead *const aeads[] = {
    &brn_aead_aes_128_gcm_vaes512,
    &brn_aead_aes_128_gcm_vaes256,
    &brn_aead_aes_128_gcm_aesni,
    &brn_aead_aes_128_gcm_armv8,
    &brn_aead_aes_128_gcm_portable,
    &brn_aead_aes_256_gcm_vaes512,
    &brn_aead_aes_256_gcm_vaes256,
    &brn_aead_aes_256_gcm_aesni,
    &brn_aead_aes_256_gcm_armv8,
    &brn_aead_aes_256_gcm_sodium,
    &brn_aead_aes_256_gcm_portable,
    &brn_aead_chacha20_poly1305_sodium,
    NULL,
};

static const brine_hash *const hashes[] = {
    &brn_hash_sha256_shani,  &brn_hash_sha256_armv8,  &brn_hash_sha256_sodium,
    &brn_hash_sha384_sodium, &brn_hash_sha512_sodium, NULL,
};

static const brine_group *const groups[] = {
    &brn_group_x25519_sodium, &brn_group_secp256r1_adx, &brn_group_secp256r1,
    &brn_group_secp384r1_adx, &brn_group_secp384r1,     NULL,
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
    .premaster_encrypter = &brn_premaster_encrypter_rsa,
    .random = brn_random_sodium,
};

const brine_provider *brine_provider_default(void)
{
    (void)brn_sodium_ready(); /* if it fails, random will say so */
    return &provider;
}
