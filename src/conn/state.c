/*
 * What a connection can do now.
 */
#include "conn/conn.h"
#include "conn/copy.h"
#include "system/process.h"

bool brn_conn_is_a_copy(const brine_conn *conn)
{
    return conn->started && conn->forks != brn_process_forks();
}

bool brn_conn_flight_is_pending(const brine_conn *conn)
{
    brn_output next;

    return conn->hs != NULL && brn_handshake_next_output(conn->hs, &next);
}

bool brn_conn_is_authenticated(const brine_conn *conn)
{
    return conn->readable || conn->failure == BRINE_ERROR_TRUNCATED;
}

static bool output_is_pending(const brine_conn *conn)
{
    if (conn->failure != BRINE_OK)
        return conn->alert_wanted != BRINE_ALERT_none;
    if (conn->close_sent)
        return false;
    return !conn->started || brn_conn_flight_is_pending(conn) || conn->no_renegotiation_wanted ||
           conn->close_wanted;
}

brine_result brn_conn_waiting_for(const brine_conn *conn)
{
    return conn->hs != NULL ? brn_handshake_waiting_for(conn->hs) : BRINE_OK;
}

unsigned brine_conn_state(const brine_conn *conn)
{
    brine_result waiting;
    unsigned state = 0;

    if (conn == NULL)
        return 0;
    if (conn->readable && !conn->close_received)
        state |= BRINE_CONN_READABLE;
    if (conn->writable && !conn->close_wanted && !conn->close_received)
        state |= BRINE_CONN_WRITABLE;
    if (output_is_pending(conn))
        state |= BRINE_CONN_OUTPUT_PENDING;
    if (conn->failure != BRINE_OK)
        return state | BRINE_CONN_CLOSED;
    waiting = brn_conn_waiting_for(conn);
    if (waiting == BRINE_WANT_SIGNATURE)
        state |= BRINE_CONN_WAIT_SIGNATURE;
    if (waiting == BRINE_WANT_VERDICT)
        state |= BRINE_CONN_WAIT_VERDICT;
    if (conn->close_sent || conn->close_received)
        state |= BRINE_CONN_CLOSED;
    return state;
}
