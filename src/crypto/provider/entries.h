/*
 * The lists that the shipped providers share. The entries themselves are public: one `const`
 * struct each, in the file that implements it.
 */
#ifndef BRN_CRYPTO_PROVIDER_ENTRIES_H
#define BRN_CRYPTO_PROVIDER_ENTRIES_H

#include <brine/algorithms.h>

/* Each ends with NULL. suites.c and signatures.c: in order of preference. */
extern const brine_suite *const brn_suites[];
extern const brine_verifier *const brn_verifiers[];
extern const brine_signer *const brn_signers[];

/*
 * Has libsodium choose its implementations for this processor and open its source of random bytes,
 * the first time. False where the system gives no random bytes; libsodium then works with its
 * slowest implementations, and brine_random_sodium says BRINE_ERROR_RANDOM. Any thread may call it
 * at any time.
 */
bool brn_sodium_ready(void);

#endif
