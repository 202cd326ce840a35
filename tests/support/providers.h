/* The three providers, for tests that run on each. */
#ifndef BRINE_TESTS_PROVIDERS_H
#define BRINE_TESTS_PROVIDERS_H

#include "support/provider_libcrypto/provider_libcrypto.h"

static const struct {
    const char *name;
    const brine_provider *(*get)(void);
} providers[] = {
    {"default", brine_provider_default},
    {"sodium", brine_provider_sodium},
    {"libcrypto", provider_libcrypto},
};

#define PROVIDERS_COUNT (sizeof providers / sizeof *providers)

#endif
