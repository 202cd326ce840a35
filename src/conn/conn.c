/*
 * A connection's life: made, set up, closed, freed.
 */
#include "conn/conn.h"

#include "base/error.h"
#include "base/memory.h"
#include "crypto/registers.h"
#include "system/process.h"
#include "x509/path/server_name.h"

#define PORT_DEFAULT 443
#define STEP         "connection"

static brine_result check(const brine_config *config, const char *server_name, brine_conn **out,
                          brn_server_name *name, brine_error *error)
{
    if (config == NULL || out == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, STEP,
                        config == NULL ? "the new connection's config is NULL"
                                       : "the place for the new connection is NULL");
    if (!config->frozen)
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, STEP,
                        "the new connection's config is not frozen");
    if (server_name == NULL && config->policy.choices.insecure_skip_name)
        return BRINE_OK;
    return brn_server_name_read(server_name, name, error);
}

brine_result brine_conn_new(const brine_config *config, const char *server_name, brine_conn **out,
                            brine_error *error)
{
    brn_server_name name = {.text = NULL};
    brine_result result = check(config, server_name, out, &name, error);
    brine_conn *conn;

    if (result != BRINE_OK)
        return result;
    conn = brn_process_watch() ? brn_allocate(&config->allocator, 1, sizeof *conn) : NULL;
    if (conn == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, STEP, NULL);
    result = brn_handshake_new(config, &name, &conn->hs);
    if (result != BRINE_OK) {
        brn_release(&config->allocator, conn, sizeof *conn);
        return brn_fail(error, result, STEP, NULL);
    }
    conn->config = brn_config_hold(config);
    conn->port = PORT_DEFAULT;
    conn->plaintext_max = BRINE_RECORD_PLAINTEXT_MAX;
    conn->alert_wanted = conn->alert_sent = conn->alert_received = BRINE_ALERT_none;
    brn_conn_note_facts(conn);
    *out = conn;
    return BRINE_OK;
}

void brine_conn_free(brine_conn *conn)
{
    brine_config *config;

    if (conn == NULL)
        return;
    config = conn->config;
    brn_handshake_free(conn->hs);
    brn_protection_clear(&conn->read, &config->allocator);
    brn_protection_clear(&conn->write, &config->allocator);
    brine_session_free(conn->session);
    brn_peer_free(conn->peer);
    brn_release(&config->allocator, conn, sizeof *conn);
    brine_config_free(config);
    brn_clear_registers(); /* other holders may keep the config */
}

brine_result brine_conn_set_port(brine_conn *conn, uint16_t port)
{
    if (conn == NULL || port == 0)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->started)
        return BRINE_ERROR_WRONG_STATE;
    conn->port = port;
    return BRINE_OK;
}

brine_result brine_conn_set_session(brine_conn *conn, brine_session *session)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->started)
        return BRINE_ERROR_WRONG_STATE;
    brine_session_free(conn->session);
    conn->session = brn_session_hold(session);
    return BRINE_OK;
}

brine_result brine_conn_abort(brine_conn *conn, brine_alert alert)
{
    brine_result result;

    if (conn == NULL || !brn_alert_is_an_error_of_ours(alert))
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    conn->alert_chosen = alert;
    result = brn_conn_fail(conn, BRINE_ERROR_ABORTED); /* as it shall */
    return result == BRINE_ERROR_ABORTED ? BRINE_OK : result;
}

brine_result brine_conn_set_context(brine_conn *conn, void *context)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->started)
        return BRINE_ERROR_WRONG_STATE;
    conn->context = context;
    return BRINE_OK;
}

void *brine_conn_context(const brine_conn *conn)
{
    return conn == NULL ? NULL : conn->context;
}

brine_result brine_conn_close(brine_conn *conn)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    conn->close_wanted = true;
    if (!conn->started)
        conn->close_sent = true; /* nothing was sent yet, so there is nothing to close */
    return BRINE_OK;
}
