/*
 * Who verifies and makes signatures: the same for both providers, since libsodium has none
 * of the web's kinds but Ed25519. For each kind the fastest stands first.
 */
#include "crypto/provider/entries.h"

/* clang-format off */
const brine_verifier *const brn_verifiers[] = {
    &brine_verifier_ecdsa_p256_sha256_adx,
    &brine_verifier_ecdsa_p256_sha256,
    &brine_verifier_ecdsa_p384_sha384_adx,
    &brine_verifier_ecdsa_p384_sha384,
    &brine_verifier_ecdsa_p521_sha512,
    &brine_verifier_ecdsa_p256_sha384_adx,
    &brine_verifier_ecdsa_p256_sha384,
    &brine_verifier_ecdsa_p256_sha512_adx,
    &brine_verifier_ecdsa_p256_sha512,
    &brine_verifier_ecdsa_p384_sha256_adx,
    &brine_verifier_ecdsa_p384_sha256,
    &brine_verifier_ecdsa_p384_sha512_adx,
    &brine_verifier_ecdsa_p384_sha512,
    &brine_verifier_ecdsa_p521_sha256,
    &brine_verifier_ecdsa_p521_sha384,
    &brine_verifier_rsa_pss_sha256,
    &brine_verifier_rsa_pss_sha384,
    &brine_verifier_rsa_pss_sha512,
    &brine_verifier_rsa_pss_key_sha256,
    &brine_verifier_rsa_pss_key_sha384,
    &brine_verifier_rsa_pss_key_sha512,
    &brine_verifier_rsa_pkcs1_sha256,
    &brine_verifier_rsa_pkcs1_sha384,
    &brine_verifier_rsa_pkcs1_sha512,
    &brine_verifier_ed25519_sodium,
    NULL,
};

const brine_signer *const brn_signers[] = {
    &brine_signer_ecdsa_p256,
    &brine_signer_ecdsa_p384,
    &brine_signer_rsa,
    &brine_signer_rsa_pss,
    &brine_signer_ed25519_sodium,
    NULL,
};
/* clang-format on */
