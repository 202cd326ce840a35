#include "config/session.h"

#include "base/ct.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "config/offered.h"
#include "crypto/registers.h"

#include <string.h>

brine_result brn_session_new(const brine_config *config, const brn_session_parts *parts,
                             brine_session **out)
{
    const brine_allocator *allocator = &config->allocator;
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
    memcpy(session->config_id, config->id, sizeof session->config_id);
    session->port = parts->port;
    session->suite = parts->suite;
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

/* What can't be judged again must not be resumed. */
static bool keeps_what_is_judged(const brine_session *session, const brine_config *config)
{
    const brn_peer *peer = session->peer;

    if (config->verify_hook != NULL && peer == NULL)
        return false;
    return !config->require_staple || (peer != NULL && peer->parts.staple.len > 0);
}

bool brn_session_fits(const brine_session *session, const brine_config *config,
                      const char *server_name, uint16_t port, int64_t now)
{
    const char *name = server_name == NULL ? "" : server_name;

    if (memcmp(session->config_id, config->id, sizeof session->config_id) != 0)
        return false;
    if (session->port != port ||
        !brn_text_same(session->server_name, strlen(session->server_name), name, strlen(name)))
        return false;
    /* A session from the future was made by another clock: its age is not known. */
    if (now >= session->expiry || now < session->established)
        return false;
    /*
     * RFC 7627 section 5.3 says that a session without extended_master_secret SHOULD NOT be
     * resumed. An attacker in the middle who shares the session could then misuse client
     * authentication and exported keys. So brine does not resume it with a client
     * certificate, and exports no keys without extended_master_secret.
     */
    if (!session->extended_master_secret &&
        (config->require_extended_master_secret || config->identity_count > 0))
        return false;
    return keeps_what_is_judged(session, config) &&
           brn_offered_suite_find(config, session->suite) != NULL;
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
