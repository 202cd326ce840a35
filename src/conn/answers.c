/*
 * Answers from outside: a signature that was made elsewhere, a verdict that took time.
 */
#include "conn/conn.h"
#include "crypto/lookup.h"
#include "crypto/registers.h"

#include <string.h>

static bool awaits_signature(const brine_conn *conn)
{
    return conn->failure == BRINE_OK && conn->hs != NULL && conn->hs->signature_answer == BRN_ASKED;
}

brine_result brine_conn_signature_request(const brine_conn *conn, brine_signature_request *request)
{
    const brn_handshake *hs;
    const brine_hash *hash;

    if (conn == NULL || request == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!awaits_signature(conn))
        return BRINE_ERROR_WRONG_STATE;
    hs = conn->hs;
    hash = brn_find_hash(conn->config->provider, hs->client_scheme->hash);
    *request = (brine_signature_request){
        .scheme = hs->client_scheme->id,
        .hash = hs->client_scheme->hash,
        .digest = {hash == NULL ? NULL : hs->digest, hash == NULL ? 0 : hash->output_length},
        .message = {hs->transcript.block, hs->parsed},
    };
    return BRINE_OK;
}

static brine_result go_on(brine_conn *conn)
{
    brine_result result = brn_conn_after_handshake(conn, brn_handshake_advance(conn->hs));

    brn_clear_registers();
    return result;
}

brine_result brine_conn_signature(brine_conn *conn, const uint8_t *signature, size_t len)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (!awaits_signature(conn))
        return BRINE_ERROR_WRONG_STATE;
    if (signature != NULL && (len == 0 || len > BRINE_SIGNATURE_MAX))
        return BRINE_ERROR_INVALID_ARGUMENT;
    conn->hs->signature_answer = signature == NULL ? BRN_REFUSED : BRN_ACCEPTED;
    if (signature != NULL) {
        memcpy(conn->hs->signature, signature, len);
        conn->hs->signature_len = len;
    }
    return go_on(conn);
}

brine_result brine_conn_verdict(brine_conn *conn, brine_verdict verdict, brine_alert alert)
{
    if (conn == NULL || verdict == BRINE_VERDICT_LATER)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (conn->hs == NULL || conn->hs->verdict != BRN_ASKED)
        return BRINE_ERROR_WRONG_STATE;
    conn->hs->verdict = verdict == BRINE_VERDICT_ACCEPT ? BRN_ACCEPTED : BRN_REFUSED;
    if (verdict == BRINE_VERDICT_REFUSE)
        conn->hs->refusal = alert;
    return go_on(conn);
}
