/*
 * The client of fuzz_server: a config as the plan wants it, and what its callbacks were told.
 */
#ifndef BRINE_TESTS_FUZZ_SERVER_CLIENT_H
#define BRINE_TESTS_FUZZ_SERVER_CLIENT_H

#include "attack/order.h"
#include "server_plan.h"

#include <brine/brine.h>

#define CLIENT_EVENTS_MAX 256u

/* What the callbacks of one connection were told. */
typedef struct client_notes {
    const plan *plan;
    order_event events[CLIENT_EVENTS_MAX]; /* what the trace shows of the server's messages */
    size_t event_count;
    bool resumed, stapled, ticket; /* as ServerHello has it */
    size_t verify_calls, session_calls, finished_received;
    char key_log[256];
} client_notes;

/* The identity of the client's, once there is one. */
extern const peer_certificate *client_certificate;

void client_notes_begin(client_notes *notes, const plan *p);

/* Frozen. Its callbacks take the connection's context for the notes. */
brine_config *client_config(const plan *p, peer_pki *pki);

#endif
