/*
 * Everything that runs without special instructions, for servers that one does not know. ChaCha20
 * stands first: without AES instructions it is many times as fast as AES in constant time.
 */
#include "device.h"

#include <brine/algorithms.h>

static const brine_suite *const suites[] = {
    &brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256,
    &brine_suite_ecdhe_rsa_with_chacha20_poly1305_sha256,
    &brine_suite_ecdhe_ecdsa_with_aes_128_gcm_sha256,
    &brine_suite_ecdhe_rsa_with_aes_128_gcm_sha256,
    &brine_suite_ecdhe_ecdsa_with_aes_256_gcm_sha384,
    &brine_suite_ecdhe_rsa_with_aes_256_gcm_sha384,
    NULL,
};
static const brine_aead *const aeads[] = {
    &brine_aead_chacha20_poly1305_sodium,
    &brine_aead_aes_128_gcm_portable,
    &brine_aead_aes_256_gcm_portable,
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
    &brine_group_secp256r1,
    &brine_group_secp384r1,
    NULL,
};
static const brine_verifier *const verifiers[] = {
    &brine_verifier_ecdsa_p256_sha256,
    &brine_verifier_ecdsa_p384_sha384,
    &brine_verifier_ecdsa_p521_sha512,
    &brine_verifier_ecdsa_p256_sha384,
    &brine_verifier_ecdsa_p256_sha512,
    &brine_verifier_ecdsa_p384_sha256,
    &brine_verifier_ecdsa_p384_sha512,
    &brine_verifier_ecdsa_p521_sha256,
    &brine_verifier_ecdsa_p521_sha384,
    &brine_verifier_ed25519_sodium,
    &brine_verifier_rsa_pss_sha256,
    &brine_verifier_rsa_pss_sha384,
    &brine_verifier_rsa_pss_sha512,
    &brine_verifier_rsa_pkcs1_sha256,
    &brine_verifier_rsa_pkcs1_sha384,
    &brine_verifier_rsa_pkcs1_sha512,
    NULL,
};
static const brine_signer *const signers[] = {
    &brine_signer_ecdsa_p256, &brine_signer_ecdsa_p384, &brine_signer_ed25519_sodium,
    &brine_signer_rsa_pss,    &brine_signer_rsa,        NULL,
};

const brine_provider device_provider = {
    .size = sizeof(brine_provider),
    .name = "everything",
    .suites = suites,
    .aeads = aeads,
    .hashes = hashes,
    .groups = groups,
    .verifiers = verifiers,
    .signers = signers,
    .random = device_random,
};
