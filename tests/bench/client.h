/*
 * The client of benches that shake hands with the scripted server.
 */
#ifndef BRINE_TESTS_BENCH_CLIENT_H
#define BRINE_TESTS_BENCH_CLIENT_H

#include "support/peer/peer.h"

#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

static inline void bench_must(brine_result result)
{
    if (result != BRINE_OK) {
        fprintf(stderr, "bench: %s\n", brine_result_name(result));
        exit(1);
    }
}

static inline int64_t bench_clock(void *context)
{
    (void)context;
    return PEER_NOW;
}

/* A config that trusts this root and lives when the server does; the caller freezes it. */
static inline brine_config *bench_config(const brine_allocator *allocator, peer_slice root)
{
    brine_config *config;
    brine_trust *trust;

    bench_must(brine_config_new(allocator, &config, NULL));
    bench_must(brine_trust_new(NULL, &trust, NULL));
    bench_must(brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, NULL));
    bench_must(brine_trust_freeze(trust, NULL));
    bench_must(brine_config_set_trust(config, trust));
    brine_trust_free(trust);
    bench_must(brine_config_set_clock(config, bench_clock, NULL));
    return config;
}

#endif
