/* An encrypted private key for the client (key_client.h), and what must not stay of it. */
#ifndef BRINE_TESTS_RESIDUE_SEALED_KEY_H
#define BRINE_TESTS_RESIDUE_SEALED_KEY_H

#include "residue/secrets.h"

#define SEALED_TEXT_SIZE 8192

typedef enum sealed_how {
    SEALED_PBKDF2_SHA256,
    SEALED_PBKDF2_SHA512,
    SEALED_SCRYPT,
    SEALED_WAYS,
} sealed_how;

typedef struct sealed_key {
    char chain[SEALED_TEXT_SIZE], key[SEALED_TEXT_SIZE]; /* PEM */
} sealed_key;

/*
 * Encrypts the key of an identity with the right passphrase, and adds to s both passphrases, what
 * follows from each on the way to the key, and the private key.
 */
void sealed_key_make(sealed_key *out, const peer_identity *identity, sealed_how how, secrets *s);

#endif
