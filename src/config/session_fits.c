#include "config/session_fits.h"

#include "base/text.h"
#include "config/offered.h"

#include <string.h>

/* What can't be judged again must not be resumed. */
static bool keeps_what_is_judged(const brine_session *session, const brine_config *config)
{
    const brn_peer *peer = session->peer;

    if (config->verify_hook != NULL && peer == NULL)
        return false;
    return !config->require_staple || (peer != NULL && peer->parts.staple.len > 0);
}

/* What a session was made with must still be what the application chose. */
static bool was_made_with_offers(const brine_session *session, const brine_config *config)
{
    if (brn_offered_suite_find(config, session->suite) == NULL)
        return false;
    return session->signature_scheme == 0 ||
           brn_scheme_is_offered(config, session->signature_scheme);
}

bool brn_session_fits(const brine_session *session, const brine_config *config,
                      const char *server_name, uint16_t port, int64_t now)
{
    const char *name = server_name == NULL ? "" : server_name;

    if (config->without_sessions)
        return false;
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
    return keeps_what_is_judged(session, config) && was_made_with_offers(session, config);
}
