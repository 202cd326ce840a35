/*
 * The modes of fuzz_libcrypto: what brine accepts, libcrypto reads as well, and as the same. What
 * is known to differ, and may, stands in each file beside the comparison that leaves it out.
 */
#ifndef BRINE_TESTS_FUZZ_AGAINST_H
#define BRINE_TESTS_FUZZ_AGAINST_H

#include <brine/types.h>

#include <openssl/evp.h>

void against_certificate(brine_bytes der);
/* Ecdsa-Sig-Value. */
void against_signature(brine_bytes der);
/* SubjectPublicKeyInfo. */
void against_public_key(brine_bytes der);
/* PrivateKeyInfo, its numbers included. */
void against_private_key(brine_bytes der);
/* What is in an EncryptedPrivateKeyInfo. options: how it is encrypted. */
void against_encrypted_key(uint8_t options, brine_bytes content);
/* An EncryptedPrivateKeyInfo as it is. */
void against_encryption(brine_bytes der);

#endif
