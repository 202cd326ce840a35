/*
 * What the proofs assume of libsodium: sodium_memzero changes what it wipes, and nothing else.
 */
#ifndef BRINE_TESTS_PROOF_STAND_IN_SODIUM_H
#define BRINE_TESTS_PROOF_STAND_IN_SODIUM_H

#include <stdint.h>

/*@ requires \valid(spent);
    assigns *spent; */
void proof_wipe(uint64_t *spent);

#define sodium_memzero(at, size) proof_wipe(at)

#endif
