/*
 * What must be so at the end of each connection of fuzz_server, whatever the server did.
 */
#ifndef BRINE_TESTS_FUZZ_SERVER_JUDGE_H
#define BRINE_TESTS_FUZZ_SERVER_JUDGE_H

#include "server_client.h"

/*
 * Puts two rules behind those of the plan that look at the server's first Finished when all
 * others have changed it; returns how many rules there are. One connection at a time.
 */
size_t judge_add_rules(peer_rule *rules, size_t count);

/* Ends the program where brine broke a promise. The connection can only be freed after it. */
void judge_connection(const plan *p, const client_notes *notes, drive *d);

#endif
