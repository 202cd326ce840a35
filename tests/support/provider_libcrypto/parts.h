/* What the files of this provider share. */
#ifndef BRINE_TESTS_PROVIDER_LIBCRYPTO_PARTS_H
#define BRINE_TESTS_PROVIDER_LIBCRYPTO_PARTS_H

/* The SHA-2 structs, deprecated in 3.0, are the only hash states without a heap. */
#define OPENSSL_API_COMPAT 0x10101000L

#include <brine/provider.h>
#include <openssl/evp.h>

extern const brine_aead *const libcrypto_aeads[];
extern const brine_hash *const libcrypto_hashes[];
extern const brine_group *const libcrypto_groups[];
extern const brine_verifier *const libcrypto_verifiers[];
extern const brine_signer *const libcrypto_signers[];
extern const brine_premaster_encrypter libcrypto_premaster_encrypter;

/* Names of libcrypto: NULL for what it is not asked for here. */
const char *libcrypto_curve_name(brine_group_id curve);
const EVP_MD *libcrypto_digest(brine_hash_id hash);

/* A key made of its numbers, or NULL when they are not those of a key. */
EVP_PKEY *libcrypto_public_key(const brine_public_key *key);
EVP_PKEY *libcrypto_private_key(const brine_private_key *key);

#endif
