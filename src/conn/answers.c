/*
 * Answers from outside: a signature that was made elsewhere, a verdict that took time.
 */
#include "conn/conn.h"
#include "crypto/registers.h"

brine_result brine_conn_signature_request(const brine_conn *conn, brine_signature_request *request)
{
    if (conn == NULL || request == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK || brn_conn_waiting_for(conn) != BRINE_WANT_SIGNATURE)
        return BRINE_ERROR_WRONG_STATE;
    *request = brn_handshake_signature_request(conn->hs);
    return BRINE_OK;
}

/* answered is how far the handshake got with the answer. */
static brine_result go_on(brine_conn *conn, brine_result answered)
{
    brine_result result = brn_conn_after_handshake(conn, answered);

    brn_clear_registers();
    return result;
}

brine_result brine_conn_signature(brine_conn *conn, const uint8_t *signature, size_t len)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (brn_conn_waiting_for(conn) != BRINE_WANT_SIGNATURE)
        return BRINE_ERROR_WRONG_STATE;
    if (signature != NULL && (len == 0 || len > BRINE_SIGNATURE_MAX))
        return BRINE_ERROR_INVALID_ARGUMENT;
    return go_on(conn, brn_handshake_answer_signature(conn->hs, (brine_bytes){signature, len}));
}

brine_result brine_conn_verdict(brine_conn *conn, brine_verdict verdict, brine_alert alert)
{
    if (conn == NULL || verdict == BRINE_VERDICT_LATER)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (brn_conn_waiting_for(conn) != BRINE_WANT_VERDICT)
        return BRINE_ERROR_WRONG_STATE;
    return go_on(conn, brn_handshake_answer_verdict(conn->hs, verdict, alert));
}
