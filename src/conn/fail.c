/*
 * The first error is final: here it becomes an alert, and secrets are wiped.
 */
#include "config/remember.h"
#include "conn/conn.h"
#include "conn/copy.h"

#include <sodium.h>

/* What the peer is told about a failure. */
static brine_alert alert_about(const brine_conn *conn, brine_result code)
{
    brine_alert refusal;

    if (conn->close_sent) /* the peer no longer listens */
        return BRINE_ALERT_none;
    if (code == BRINE_ERROR_ENDED_IN_HANDSHAKE && conn->alert_received == BRINE_ALERT_close_notify)
        return BRINE_ALERT_close_notify; /* an answer to the server's, no accusation */
    refusal = conn->hs != NULL ? brn_handshake_refusal(conn->hs) : BRINE_ALERT_none;
    if (code == BRINE_ERROR_CERT_REFUSED && brn_alert_is_an_error_of_ours(refusal))
        return refusal;
    if (code == BRINE_ERROR_ABORTED) /* before ClientHello the server knows of no connection */
        return conn->started ? conn->alert_chosen : BRINE_ALERT_none;
    return brine_result_alert(code);
}

brine_result brn_conn_fail(brine_conn *conn, brine_result code)
{
    const brine_allocator *allocator = &conn->config->allocator;
    brn_handshake *hs = conn->hs;

    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (brn_conn_is_a_copy(conn)) /* so that neither an alert nor the end of the socket follows */
        code = BRINE_ERROR_WRONG_STATE;
    conn->failure = code;
    if (conn->noted.code != code)
        brn_note(&conn->noted, code);
    conn->noted.step = hs != NULL ? brn_handshake_failure(hs)->step : "connection";
    conn->alert_wanted = alert_about(conn, code);
    /* RFC 5246 section 7.2.2: a session that ended in a fatal alert must not be resumed. */
    if (hs != NULL && brn_handshake_offered(hs) != NULL)
        brn_forget(conn->config, brn_handshake_offered(hs));
    if (conn->session != NULL && code != BRINE_ERROR_TRUNCATED)
        brn_forget(conn->config, conn->session);
    conn->readable = conn->writable = false;
    brn_conn_note_facts(conn);
    brn_protection_clear(&conn->read, allocator);
    if (conn->alert_wanted == BRINE_ALERT_none) /* else the alert needs them */
        brn_protection_clear(&conn->write, allocator);
    sodium_memzero(conn->master_secret, sizeof conn->master_secret);
    if (hs != NULL)
        brn_handshake_abandon(hs);
    return code;
}

brine_result brn_conn_fail_named(brine_conn *conn, brine_result code, const char *name)
{
    return brn_conn_fail(conn, brn_note_name(&conn->noted, code, name));
}

brine_result brn_conn_fail_numbered(brine_conn *conn, brine_result code, const char *name,
                                    uint64_t found, uint64_t expected)
{
    return brn_conn_fail(conn, brn_note_numbers(&conn->noted, code, name, found, expected));
}
