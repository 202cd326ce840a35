/*
 * Who verifies and makes signatures: the same for both providers, since libsodium has none
 * of the web's kinds but Ed25519. For each kind the fastest stands first.
 */
#include "crypto/provider/entries.h"

/* clang-format off */
const brine_verifier *const brn_verifiers[] = {
    &brn_verifier_ecdsa_p256_sha256_adx,
    &brn_verifier_ecdsa_p256_sha256,
    &brn_verifier_ecdsa_p384_sha384_adx,
    &brn_verifier_ecdsa_p384_sha384,
    &brn_verifier_ecdsa_p521_sha512,
    &brn_verifier_ecdsa_p256_sha384_adx,
    &brn_verifier_ecdsa_p256_sha384,
    &brn_verifier_ecdsa_p256_sha512_adx,
    &brn_verifier_ecdsa_p256_sha512,
    &brn_verifier_ecdsa_p384_sha256_adx,
    &brn_verifier_ecdsa_p384_sha256,
    &brn_verifier_ecdsa_p384_sha512_adx,
    &brn_verifier_ecdsa_p384_sha512,
    &brn_verifier_ecdsa_p521_sha256,
    &brn_verifier_ecdsa_p521_sha384,
    &brn_verifier_rsa_pss_sha256,
    &brn_verifier_rsa_pss_sha384,
    &brn_verifier_rsa_pss_sha512,
    &brn_verifier_rsa_pss_key_sha256,
    &brn_verifier_rsa_pss_key_sha384,
    &brn_verifier_rsa_pss_key_sha512,
    &brn_verifier_rsa_pkcs1_sha256,
    &brn_verifier_rsa_pkcs1_sha384,
    &brn_verifier_rsa_pkcs1_sha512,
    &brn_verifier_ed25519_sodium,
    NULL,
};

const brine_signer *const brn_signers[] = {
    &brn_signer_ecdsa_p256,
    &brn_signer_ecdsa_p384,
    &brn_signer_rsa,
    &brn_signer_rsa_pss,
    &brn_signer_ed25519_sodium,
    NULL,
};
/* clang-format on */
