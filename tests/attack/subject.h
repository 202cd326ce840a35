/*
 * The client of a scenario: a frozen config, and the session that it resumes. Its memory is
 * counted, its chance repeats itself.
 */
#ifndef BRINE_TESTS_ATTACK_SUBJECT_H
#define BRINE_TESTS_ATTACK_SUBJECT_H

#include "attack/scenario.h"

#include <brine/conn.h>

typedef struct subject {
    brine_config *config;
    brine_session *session; /* NULL = a full handshake */
    size_t payload;         /* bytes each way */
    size_t live;            /* bytes that are allocated */
} subject;

/* Ends the process when brine refuses the scenario. s must stay where it is. */
void subject_open(subject *s, const scenario *wanted, peer_pki *pki, size_t payload);
void subject_close(subject *s);

/* A connection whose chance is that of all the others. */
brine_conn *subject_connect(const subject *s);

#endif
