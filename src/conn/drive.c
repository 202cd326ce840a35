/*
 * Driving the handshake: starting it, asking after it when it may have moved, taking over what
 * it leaves behind.
 */
#include "config/remember.h"
#include "config/session_fits.h"
#include "conn/conn.h"
#include "crypto/registers.h"
#include "system/process.h"

#include <string.h>

/* The caller's session if it fits, else the cache's if that does. */
static brine_session *session_to_offer(brine_conn *conn)
{
    const brine_config *config = conn->config;
    const char *name = brn_handshake_server_name(conn->hs);
    int64_t now = brn_config_now(config);
    brine_session *session = conn->session;

    conn->session = NULL;
    if (session != NULL && brn_session_fits(session, config, name, conn->port, now))
        return session;
    brine_session_free(session);
    session = brn_remembered(config, name, conn->port);
    if (session != NULL && brn_session_fits(session, config, name, conn->port, now))
        return session;
    brine_session_free(session);
    return NULL;
}

brine_result brn_conn_start(brine_conn *conn)
{
    brn_beginning beginning = {.connection_context = conn->context, .port = conn->port};

    if (conn->started)
        return BRINE_OK;
    conn->started = true;
    conn->forks = brn_process_forks();
    beginning.session = session_to_offer(conn);
    brn_handshake_begin(conn->hs, &beginning);
    return brn_conn_after_handshake(conn, brn_handshake_advance(conn->hs));
}

/* The callback gets a hold of its own. */
static void tell_session(const brine_conn *conn)
{
    const brine_config *config = conn->config;
    brine_session_event event = {.connection_context = conn->context};

    if (config->session_hook == NULL)
        return;
    event.session = brn_session_hold(conn->session);
    brn_clear_registers();
    config->session_hook(config->session_hook_context, &event);
}

/* Takes over what the handshake leaves behind; called once, when the server is authenticated. */
static brine_result adopt(brine_conn *conn)
{
    brn_outcome outcome = brn_handshake_outcome(conn->hs);
    brine_result result = BRINE_OK;

    memcpy(conn->master_secret, outcome.master_secret, sizeof conn->master_secret);
    conn->randoms = *outcome.randoms;
    conn->suite = outcome.suite;
    conn->session = brn_session_hold(outcome.session);
    if (conn->config->keep_peer)
        conn->peer = brn_peer_hold(outcome.peer);
    conn->readable = true;
    conn->hello_requests = outcome.hello_requests; /* the limit is one for a connection's life */
    /* A HelloRequest may follow Finished in its record. */
    if (!brn_reader_empty(&outcome.rest))
        result = brn_conn_handle_late_message(conn, outcome.rest);
    if (result == BRINE_OK && outcome.session_made)
        tell_session(conn);
    return result;
}

brine_result brn_conn_after_handshake(brine_conn *conn, brine_result result)
{
    brn_progress progress = brn_handshake_progress(conn->hs);

    conn->settled_version = progress.version_settled;
    if (progress.max_fragment_length != 0)
        conn->plaintext_max = progress.max_fragment_length;
    if (result == BRINE_WANT_SIGNATURE || result == BRINE_WANT_VERDICT)
        return BRINE_OK;
    if (result == BRINE_OK && progress.complete && !conn->readable)
        result = adopt(conn);
    if (result != BRINE_OK)
        return brn_conn_fail(conn, result);
    conn->writable = progress.writable;
    brn_conn_release_handshake(conn);
    return BRINE_OK;
}

void brn_conn_release_handshake(brine_conn *conn)
{
    if (conn->hs == NULL || !brn_handshake_progress(conn->hs).complete ||
        brn_conn_flight_is_pending(conn))
        return;
    brn_conn_note_facts(conn);
    brn_handshake_free(conn->hs);
    conn->hs = NULL;
}
