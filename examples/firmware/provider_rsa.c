/* x25519, ChaCha20-Poly1305 and SHA-256, for a server whose certificates are RSA: the fastest. */
#include "device.h"

#include <brine/algorithms.h>

static const brine_suite *const suites[] = {&brine_suite_ecdhe_rsa_with_chacha20_poly1305_sha256,
                                            NULL};
static const brine_aead *const aeads[] = {&brine_aead_chacha20_poly1305_sodium, NULL};
static const brine_hash *const hashes[] = {&brine_hash_sha256_sodium, NULL};
static const brine_group *const groups[] = {&brine_group_x25519_portable, NULL};
static const brine_verifier *const verifiers[] = {&brine_verifier_rsa_pkcs1_sha256,
                                                  &brine_verifier_rsa_pss_sha256, NULL};
static const brine_signer *const signers[] = {NULL};

const brine_provider device_provider = {
    .size = sizeof(brine_provider),
    .name = "RSA",
    .suites = suites,
    .aeads = aeads,
    .hashes = hashes,
    .groups = groups,
    .verifiers = verifiers,
    .signers = signers,
    .random = device_random,
};
