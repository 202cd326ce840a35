/*
 * The changes that are tried on a scenario, file by file.
 */
#ifndef BRINE_TESTS_ATTACK_PLAN_H
#define BRINE_TESTS_ATTACK_PLAN_H

#include "attack/tally.h"

#define PLAN_RECORDS_MAX 64

/* A record of a stream, header included. */
typedef struct plan_record {
    size_t at, len; /* bytes */
    uint8_t type;
    bool in_plaintext; /* before ChangeCipherSpec, or that itself */
} plan_record;

/* What one side said, and its records. */
typedef struct plan_stream {
    peer_slice bytes;
    plan_record records[PLAN_RECORDS_MAX];
    size_t count;
} plan_stream;

typedef struct plan {
    const scenario *scenario;
    subject client;
    libssl_server server;
    recording recording;
    plan_stream from_server, from_client;
    bool brief; /* the short form */
    tally tally;
} plan;

/* Makes both sides, and records a connection; it must be clean, and repeat itself. */
void plan_open(plan *p, const scenario *s, peer_pki *pki, bool brief);
void plan_close(plan *p);

/* Runs one connection, judges and counts it, and prints what is at fault. */
void plan_try(plan *p, const change *c);

/* Whether each bit counts at this place: everywhere but between first and last payload record. */
bool plan_is_dense(const plan_stream *s, size_t at);

/* ---- The changes ---- */

void plan_bytes(plan *p);    /* bits, bytes, cuts: bytes.c */
void plan_records(plan *p);  /* records.c */
void plan_messages(plan *p); /* messages.c */
void plan_carriage(plan *p); /* portions and capacities: carriage.c */

#endif
