/* P-256, ChaCha20-Poly1305 and SHA-256: for a server of one's own, whose certificates are P-256. */
#include "device.h"

#include <brine/algorithms.h>

static const brine_suite *const suites[] = {&brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256,
                                            NULL};
static const brine_aead *const aeads[] = {&brine_aead_chacha20_poly1305_sodium, NULL};
static const brine_hash *const hashes[] = {&brine_hash_sha256_sodium, NULL};
static const brine_group *const groups[] = {&brine_group_secp256r1, NULL};
static const brine_verifier *const verifiers[] = {&brine_verifier_ecdsa_p256_sha256, NULL};
static const brine_signer *const signers[] = {NULL};

const brine_provider device_provider = {
    .size = sizeof(brine_provider),
    .name = "P-256",
    .suites = suites,
    .aeads = aeads,
    .hashes = hashes,
    .groups = groups,
    .verifiers = verifiers,
    .signers = signers,
    .random = device_random,
};
