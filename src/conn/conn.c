#include "conn/conn.h"

#include "base/memory.h"
#include "config/session_cache.h"
#include "crypto/registers.h"
#include "handshake/trace.h"

#include <brine/cert.h>
#include <sodium.h>
#include <string.h>

#define PORT_DEFAULT 443

brine_result brine_conn_new(const brine_config *config, const char *server_name, brine_conn **out)
{
    brine_result result;
    brine_conn *conn;

    if (config == NULL || out == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!config->frozen)
        return BRINE_ERROR_NOT_FROZEN;
    if (server_name == NULL && !config->insecure_skip_name)
        return BRINE_ERROR_SERVER_NAME_MISSING;
    if (server_name != NULL) {
        result = brine_server_name_check(server_name, NULL);
        if (result != BRINE_OK)
            return result;
    }
    conn = brn_allocate(&config->allocator, 1, sizeof *conn);
    if (conn == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    result = brn_handshake_new(config, server_name, &conn->hs);
    if (result != BRINE_OK) {
        brn_release(&config->allocator, conn, sizeof *conn);
        return result;
    }
    conn->config = brn_config_hold(config);
    conn->port = PORT_DEFAULT;
    conn->plaintext_max = BRINE_RECORD_PLAINTEXT_MAX;
    conn->alert_wanted = conn->alert_sent = conn->alert_received = BRINE_ALERT_none;
    conn->failed_step = "";
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
    brn_clear_registers(); /* others may hold the config still */
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

/* The caller's session if it fits, else the cache's if that does. */
static brine_session *session_to_offer(brine_conn *conn)
{
    const brine_config *config = conn->config;
    const char *name = conn->hs->server_name;
    int64_t now = brn_config_now(config);
    brine_session *session = conn->session;

    conn->session = NULL;
    if (session != NULL && brn_session_fits(session, config, name, conn->port, now))
        return session;
    brine_session_free(session);
    session = brn_session_cache_get(config->session_cache, name, conn->port);
    if (session != NULL && brn_session_fits(session, config, name, conn->port, now))
        return session;
    brine_session_free(session);
    return NULL;
}

brine_result brn_conn_start(brine_conn *conn)
{
    if (conn->started)
        return BRINE_OK;
    conn->started = true;
    conn->hs->port = conn->port;
    conn->hs->offered = session_to_offer(conn);
    return brn_conn_after_handshake(conn, brn_handshake_advance(conn->hs));
}

/* What the handshake leaves behind; called once, when the server is authenticated. */
static brine_result adopt(brine_conn *conn)
{
    brn_handshake *hs = conn->hs;
    brn_reader rest =
        brn_reader_at(hs->transcript.block + hs->parsed, hs->transcript.len - hs->parsed);

    memcpy(conn->master_secret, hs->master_secret, sizeof conn->master_secret);
    conn->randoms = hs->randoms;
    conn->suite = hs->suite;
    conn->session = brn_session_hold(hs->session);
    if (conn->config->keep_peer)
        conn->peer = brn_peer_hold(hs->peer);
    conn->readable = true;
    conn->hello_requests = hs->hello_requests; /* the limit is one for a connection's life */
    /* A HelloRequest may follow Finished in its record. */
    return brn_reader_empty(&rest) ? BRINE_OK : brn_conn_handle_late_message(conn, rest);
}

brine_result brn_conn_after_handshake(brine_conn *conn, brine_result result)
{
    brn_handshake *hs = conn->hs;

    conn->settled_version = hs->server_hello_received;
    if (hs->max_fragment_length != 0)
        conn->plaintext_max = hs->max_fragment_length;
    if (result == BRINE_WANT_SIGNATURE || result == BRINE_WANT_VERDICT)
        return BRINE_OK;
    if (result == BRINE_OK && hs->complete && !conn->readable)
        result = adopt(conn);
    if (result != BRINE_OK)
        return brn_conn_fail(conn, result);
    conn->writable = hs->writable;
    brn_conn_settle(conn);
    return BRINE_OK;
}

void brn_conn_settle(brine_conn *conn)
{
    if (conn->hs == NULL || !conn->hs->complete || conn->hs->output_count > 0)
        return;
    brn_conn_note_facts(conn);
    brn_handshake_free(conn->hs);
    conn->hs = NULL;
}

/* What the peer is told about a failure. */
static brine_alert alert_about(const brine_conn *conn, brine_result code)
{
    const brn_handshake *hs = conn->hs;

    if (conn->close_sent) /* the peer no longer listens */
        return BRINE_ALERT_none;
    if (code == BRINE_ERROR_ENDED_IN_HANDSHAKE && conn->alert_received == BRINE_ALERT_close_notify)
        return BRINE_ALERT_close_notify; /* polite, and no reproach */
    if (code == BRINE_ERROR_CERT_REFUSED && hs != NULL && hs->refusal != BRINE_ALERT_none)
        return hs->refusal;
    return brine_result_alert(code);
}

brine_result brn_conn_fail(brine_conn *conn, brine_result code)
{
    const brine_allocator *allocator = &conn->config->allocator;
    brn_handshake *hs = conn->hs;

    if (conn->failure != BRINE_OK)
        return conn->failure;
    conn->failure = code;
    conn->failed_step = hs != NULL ? hs->step : "connection";
    conn->alert_wanted = alert_about(conn, code);
    /* RFC 5246 section 7.2.2: a session that ended in a fatal alert must not be resumed. */
    if (hs != NULL && hs->offered != NULL)
        brn_session_cache_remove(conn->config->session_cache, hs->offered);
    if (conn->session != NULL && code != BRINE_ERROR_TRUNCATED)
        brn_session_cache_remove(conn->config->session_cache, conn->session);
    conn->readable = conn->writable = false;
    brn_conn_note_facts(conn);
    brn_protection_clear(&conn->read, allocator);
    if (conn->alert_wanted == BRINE_ALERT_none) /* else the alert needs them */
        brn_protection_clear(&conn->write, allocator);
    sodium_memzero(conn->master_secret, sizeof conn->master_secret);
    if (hs != NULL) {
        brn_protection_clear(&hs->read_keys, allocator);
        brn_protection_clear(&hs->write_keys, allocator);
        hs->output_count = 0;
        sodium_memzero(hs->premaster, sizeof hs->premaster);
        sodium_memzero(hs->master_secret, sizeof hs->master_secret);
    }
    return code;
}

static bool output_is_pending(const brine_conn *conn)
{
    if (conn->failure != BRINE_OK)
        return conn->alert_wanted != BRINE_ALERT_none;
    if (conn->close_sent)
        return false;
    return !conn->started || (conn->hs != NULL && conn->hs->output_count > 0) ||
           conn->no_renegotiation_wanted || conn->close_wanted;
}

unsigned brine_conn_state(const brine_conn *conn)
{
    const brn_handshake *hs = conn->hs;
    unsigned state = 0;

    if (conn->readable && !conn->close_received)
        state |= BRINE_CONN_READABLE;
    if (conn->writable && !conn->close_wanted && !conn->close_received)
        state |= BRINE_CONN_WRITABLE;
    if (output_is_pending(conn))
        state |= BRINE_CONN_OUTPUT_PENDING;
    if (conn->failure != BRINE_OK)
        return state | BRINE_CONN_CLOSED;
    if (hs != NULL && hs->signature_answer == BRN_ASKED)
        state |= BRINE_CONN_WAIT_SIGNATURE;
    if (hs != NULL && hs->verdict == BRN_ASKED)
        state |= BRINE_CONN_WAIT_VERDICT;
    if (conn->close_sent || conn->close_received)
        state |= BRINE_CONN_CLOSED;
    return state;
}

brine_result brine_conn_close(brine_conn *conn)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    conn->close_wanted = true;
    if (!conn->started)
        conn->close_sent = true; /* nobody was spoken to */
    return BRINE_OK;
}
