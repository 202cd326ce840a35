/* A provider whose verifiers are counted, in signatures and in units of work. */
#ifndef BRINE_TESTS_X509_METER_H
#define BRINE_TESTS_X509_METER_H

#include <brine/provider.h>

typedef struct meter {
    size_t signatures; /* verified since meter_reset */
    size_t work;       /* what they cost, in units of BRINE_PATH_WORK_MAX */
    /* What a verification says; NULL = what the default provider's says. */
    brine_result (*answer)(const brine_public_key *key);
} meter;

extern meter metered;

void meter_reset(brine_result (*answer)(const brine_public_key *key));

/* The default provider, metered. */
const brine_provider *meter_provider(void);

#endif
