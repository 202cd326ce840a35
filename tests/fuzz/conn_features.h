/*
 * What fuzz_conn sets: the first three bytes of an input, the first one lowest.
 */
#ifndef BRINE_TESTS_FUZZ_CONN_FEATURES_H
#define BRINE_TESTS_FUZZ_CONN_FEATURES_H

#include <brine/brine.h>

enum {
    CONN_PORTIONS = 0x3, /* 1, 7, 600 bytes, or all that a record may have */
    CONN_ALPN = 0x4,
    CONN_STAPLE = 0x8, /* and SCTs */
    CONN_FRAGMENTS = 0x10,
    CONN_KEEP_PEER = 0x20,
    CONN_TRACE = 0x40,
    CONN_RSA = 0x80,

    CONN_IDENTITY = 0x100, /* whose key lives outside */
    CONN_TWO_IDENTITIES = 0x200,
    CONN_VERDICT = 0xc00, /* no hook, ACCEPT, REFUSE, LATER */
    CONN_LATE_REFUSAL = 0x1000,
    CONN_NO_KEY = 0x2000, /* the signature that is asked for does not come */
    CONN_RESUMES = 0x4000,
    CONN_BY_TICKET = 0x8000,

    CONN_FALSE_START = 0x10000,
    CONN_LEGACY_RENEGOTIATION = 0x20000,
    CONN_KEY_LOG = 0x40000,
    CONN_REQUIRES = 0x80000, /* what it offers, and extended_master_secret */
    CONN_SMALL_ROOM = 0x100000,
    CONN_MATCH_IDENTITY = 0x200000,
    CONN_CLOSES = 0x400000, /* half-way */
    CONN_ASKS = 0x800000    /* after each portion */
};

/* Frozen; without a chain, a name or a time to judge. */
brine_config *conn_config(uint32_t features);

/* The session that CONN_RESUMES means: its ID is 32 times 'i', its ticket 16 times 't'. */
void conn_offer_session(brine_conn *conn, const brine_config *config, uint32_t features);

#endif
