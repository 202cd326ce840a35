/* Configs for tests: the PKI's root as the only anchor, and a clock that the test sets. */
#ifndef BRINE_TESTS_CONFIG_FIXTURE_H
#define BRINE_TESTS_CONFIG_FIXTURE_H

#include "support/peer/pki.h"

#include <brine/config.h>

/* What a config's clock says; PEER_NOW until a test changes it. */
extern int64_t test_now;
int64_t test_clock(void *context);

/* An unfrozen config that trusts pki's root. */
brine_config *test_config(const peer_pki *pki);
/* Frozen; the test fails when it can't be. Returns config. */
brine_config *test_freeze(brine_config *config);

/*
 * Fixtures of cmocka for a group of tests that need no more than one frozen config of test_config,
 * and the PKI that it trusts.
 */
extern peer_pki *test_pki;
extern brine_config *test_frozen;
int test_frozen_setup(void **state);
int test_frozen_teardown(void **state);

#endif
