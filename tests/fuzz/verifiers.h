/*
 * Signatures that a fuzzer can make: they hold unless their last byte is 0xff. So searches and
 * handshakes go deep.
 */
#ifndef BRINE_TESTS_FUZZ_VERIFIERS_H
#define BRINE_TESTS_FUZZ_VERIFIERS_H

#include <brine/provider.h>

/* The default provider's list, each entry's verify replaced; static. */
const brine_verifier *const *fuzz_verifiers(void);

/* Signatures judged since a fuzz target set it to 0. */
extern size_t fuzz_verified;

#endif
