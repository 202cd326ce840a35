/*
 * The end of the handshake: what it leaves behind is a session and what the server showed.
 */
#include "config/remember.h"
#include "handshake/flow.h"

/* Lifetime of a session that came without a hint, in seconds: two hours, as servers keep them. */
#define LIFETIME_DEFAULT 7200

/* Whether this handshake leaves a session that was not there before. */
static bool makes_session(const brn_handshake *hs)
{
    if (hs->config->without_sessions) /* the server may give a session ID all the same */
        return false;
    return hs->ticket.len > 0 || (!hs->resumed && hs->server_session_id_len > 0);
}

static bool peer_is_wanted(const brn_handshake *hs, const brn_peer_parts *parts)
{
    if (hs->resumed) /* the session had it */
        return false;
    if (hs->config->keep_peer)
        return true;
    return brn_config_keeps_peer(hs->config) && makes_session(hs) &&
           brn_peer_parts_size(parts) <= BRINE_SESSION_PEER_MAX;
}

static brine_result keep_peer(brn_handshake *hs)
{
    const brn_peer_parts parts = brn_handshake_peer(hs);

    if (!peer_is_wanted(hs, &parts))
        return BRINE_OK;
    hs->peer = brn_peer_new(&hs->config->allocator, &parts);
    return hs->peer == NULL ? BRINE_ERROR_OUT_OF_MEMORY : BRINE_OK;
}

/* Without overflow: an application's clock may say any time. */
static int64_t later(int64_t time, int64_t seconds)
{
    return time > INT64_MAX - seconds ? INT64_MAX : time + seconds;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/*
 * A day after the handshake in which the server was authenticated (RFC 5246 appendix F.1.4),
 * or when a certificate of its path expires: sooner or later the server has to show a new one.
 */
static int64_t authenticated_until(const brn_handshake *hs, int64_t now)
{
    int64_t end = later(now, BRINE_SESSION_LIFETIME_MAX);

    if (hs->resumed)
        return hs->offered->authenticated_until;
    return hs->config->policy.choices.insecure_skip_time ? end
                                                         : earlier(end, later(hs->valid_until, 1));
}

static brine_result make_session(brn_handshake *hs)
{
    int64_t now = brn_config_now(hs->config);
    int64_t until = authenticated_until(hs, now);
    int64_t lifetime = hs->ticket_lifetime > 0 ? (int64_t)hs->ticket_lifetime : LIFETIME_DEFAULT;
    bool has_ticket = hs->ticket.len > 0;
    brn_session_parts parts = {
        .server_name = hs->server_name,
        .port = hs->port,
        .suite = hs->suite->suite->id,
        .group = (uint16_t)brn_handshake_group(hs),
        .signature_scheme = hs->signature_scheme,
        .extended_master_secret = hs->extended_master_secret,
        .master_secret = hs->master_secret,
        .ticket = brn_span_bytes(hs, hs->ticket),
        .established = hs->resumed ? hs->offered->established : now,
        .authenticated_until = until,
        .expiry = earlier(later(now, lifetime), until), /* however often it is renewed */
        .max_fragment_length = hs->max_fragment_length,
        .peer = hs->peer,
    };

    if (!has_ticket)
        parts.session_id = (brine_bytes){hs->server_session_id, hs->server_session_id_len};
    return brn_session_new(&hs->config->allocator, hs->config->id, &parts, &hs->session);
}

/*
 * A renewed ticket replaces the old one (RFC 5077 section 3.3); without one, the resumed
 * session is kept.
 */
static brine_result keep_session(brn_handshake *hs)
{
    brine_result result = BRINE_OK;

    hs->session_made = makes_session(hs);
    if (hs->session_made)
        result = make_session(hs);
    else if (hs->resumed)
        hs->session = brn_session_hold(hs->offered);
    if (result == BRINE_OK && hs->session != NULL)
        brn_remember(hs->config, hs->session);
    return result;
}

brine_result brn_complete(brn_handshake *hs)
{
    brine_result result = keep_peer(hs);

    if (result == BRINE_OK)
        result = keep_session(hs);
    if (result != BRINE_OK)
        return result;
    hs->writable = true;
    hs->complete = true;
    return BRINE_OK;
}
