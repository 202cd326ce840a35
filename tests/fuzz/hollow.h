/*
 * Crypto that a fuzzer gets past: the AEAD copies, the hash puts out zeros (so verify_data is
 * known), signatures hold as verifiers.h says, and what is random is not. What is left is the
 * record layer, the handshake and its messages, alerts, and what an engine promises its caller.
 */
#ifndef BRINE_TESTS_FUZZ_HOLLOW_H
#define BRINE_TESTS_FUZZ_HOLLOW_H

#include <brine/provider.h>

/* Static. */
const brine_provider *hollow_provider(void);

#endif
