/*
 * A connection in a process that was forked from the one that made it.
 */
#ifndef BRN_CONN_COPY_H
#define BRN_CONN_COPY_H

#include <brine/conn.h>

/*
 * Whether this is such a copy, after the handshake has begun: its maker seals with the same nonces.
 * A copy seals nothing, alerts included, and sends nothing that was sealed before.
 */
BRINE_MUST_USE bool brn_conn_is_a_copy(const brine_conn *conn);

#endif
