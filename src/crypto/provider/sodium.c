/*
 * Key exchange and AEAD by libsodium alone; signatures of the web's certificates, which
 * libsodium can't verify, by brine.
 */
#include "crypto/provider/entries.h"

static const brine_aead *const aeads[] = {
    &brine_aead_aes_256_gcm_sodium,
    &brine_aead_chacha20_poly1305_sodium,
    NULL,
};

static const brine_hash *const hashes[] = {
    &brine_hash_sha256_sodium,
    &brine_hash_sha384_sodium,
    &brine_hash_sha512_sodium,
    NULL,
};

static const brine_group *const groups[] = {
    &brine_group_x25519_sodium,
    NULL,
};

static const brine_provider provider = {
    .size = sizeof(brine_provider),
    .name = "sodium",
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

const brine_provider *brine_provider_sodium(void)
{
    (void)brn_sodium_ready(); /* if it fails, random will say so */
    return &provider;
}
