#include "config/session.h"

#include "base/ct.h"
#include "base/memory.h"
#include "crypto/registers.h"

#include <string.h>

brine_result brn_session_new(const brine_allocator *allocator, const uint8_t config_id[16],
                             const brn_session_parts *parts, brine_session **out)
{
    const char *name = parts->server_name == NULL ? "" : parts->server_name;
    brine_session *session;

    if (parts->session_id.len > BRN_SESSION_ID_MAX || parts->ticket.len > BRINE_TICKET_MAX)
        return BRINE_ERROR_LIMIT;
    session = brn_allocate(allocator, 1, sizeof *session);
    if (session == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    if (!brn_refcount_init(&session->holders)) {
        brn_release(allocator, session, sizeof *session);
        return BRINE_ERROR_OUT_OF_MEMORY;
    }
    session->allocator = *allocator;
    memcpy(session->config_id, config_id, sizeof session->config_id);
    session->port = parts->port;
    session->suite = parts->suite;
    session->group = parts->group;
    session->signature_scheme = parts->signature_scheme;
    session->extended_master_secret = parts->extended_master_secret;
    memcpy(session->master_secret, parts->master_secret, sizeof session->master_secret);
    session->session_id_len = parts->session_id.len;
    if (parts->session_id.len > 0)
        memcpy(session->session_id, parts->session_id.data, parts->session_id.len);
    session->established = parts->established;
    session->authenticated_until = parts->authenticated_until;
    session->expiry = parts->expiry;
    session->max_fragment_length = parts->max_fragment_length;
    if (parts->peer != NULL && brn_peer_parts_size(&parts->peer->parts) <= BRINE_SESSION_PEER_MAX)
        session->peer = brn_peer_hold(parts->peer);
    session->server_name = brn_copy_text(allocator, name, strlen(name));
    session->ticket_len = parts->ticket.len;
    if (parts->ticket.len > 0)
        session->ticket = brn_allocate(allocator, parts->ticket.len, 1);
    if (session->server_name == NULL || (parts->ticket.len > 0 && session->ticket == NULL)) {
        brine_session_free(session);
        return BRINE_ERROR_OUT_OF_MEMORY;
    }
    if (parts->ticket.len > 0)
        memcpy(session->ticket, parts->ticket.data, parts->ticket.len);
    *out = session;
    return BRINE_OK;
}

brine_session *brn_session_hold(brine_session *session)
{
    if (session != NULL)
        brn_refcount_take(&session->holders);
    return session;
}

bool brn_session_same(const brine_session *a, const brine_session *b)
{
    return brn_ct_equal(a->master_secret, b->master_secret, sizeof a->master_secret);
}

void brine_session_free(brine_session *session)
{
    brine_allocator allocator;

    if (session == NULL || !brn_refcount_drop(&session->holders))
        return;
    allocator = session->allocator;
    if (session->server_name != NULL)
        brn_release(&allocator, session->server_name, strlen(session->server_name) + 1);
    brn_release(&allocator, session->ticket, session->ticket_len);
    brn_peer_free(session->peer);
    brn_release(&allocator, session, sizeof *session);
    brn_clear_registers();
}

const char *brine_session_server_name(const brine_session *session)
{
    return session == NULL ? "" : session->server_name;
}

uint16_t brine_session_port(const brine_session *session)
{
    return session == NULL ? 0 : session->port;
}

int64_t brine_session_expiry(const brine_session *session)
{
    return session == NULL ? 0 : session->expiry;
}
