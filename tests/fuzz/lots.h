/*
 * Random bytes that are the same in every run of an input, of brine's and of libcrypto's: what a
 * fuzzer finds can be found again.
 */
#ifndef BRINE_TESTS_FUZZ_LOTS_H
#define BRINE_TESTS_FUZZ_LOTS_H

#include <brine/provider.h>

/* From here on libcrypto draws these. */
void lots_for_libcrypto(void);

/* Begins anew, for both. */
void lots_rewind(void);

/* Of the default provider, whose source of random bytes this is. Static. */
const brine_provider *lots_provider(void);

#endif
