/*
 * Keys from passphrases, as encrypted private keys name the way: keyDerivationFunc of
 * PBES2-params (RFC 8018 appendix A.4).
 */
#ifndef BRN_X509_KEY_KEY_DERIVATION_H
#define BRN_X509_KEY_KEY_DERIVATION_H

#include "base/reader.h"

#include <brine/error.h>

/* The longest key of a cipher that is asked for here: AES-256. */
#define BRN_DERIVED_KEY_MAX 32

typedef struct brn_key_derivation brn_key_derivation;

struct brn_key_derivation {
    brine_result (*derive)(const brn_key_derivation *how, brine_bytes passphrase, uint8_t *key,
                           size_t key_len);
    brine_bytes salt;
    uint32_t key_len;                           /* as the parameters say; 0 = they don't */
    uint32_t iterations;                        /* PBKDF2 */
    uint32_t cost, block_size, parallelization; /* scrypt: N, r, p */
};

/*
 * Reads an AlgorithmIdentifier, whose salt stays a slice of it. Errors as of
 * brn_encrypted_key_decrypt.
 */
BRINE_MUST_USE brine_result brn_key_derivation_read(brn_reader *r, brn_key_derivation *out,
                                                    const char **rule);

#endif
