/*
 * A resumed handshake has no Certificate: what the server showed, and in which path it was
 * verified, comes from the session. Time has passed since, so the dates are compared with the
 * clock again; and the application, which may know of a revocation by now, is asked again.
 */
#include "config/certificate_list.h"
#include "handshake/flow.h"
#include "handshake/verify_hook.h"
#include "x509/path/dates.h"

static brine_result check_dates(brn_handshake *hs, const brn_path *path)
{
    const brn_peer_parts *parts = &hs->peer->parts;
    int64_t now = brn_config_now(hs->config);
    brine_error error;

    if (hs->config->policy.choices.insecure_skip_time)
        return BRINE_OK;
    for (size_t i = 0; i < path->count; i++)
        if (brn_dates_check(path->certificates[i],
                            i < parts->places.len ? parts->places.data[i] : -1, now,
                            &error) != BRINE_OK)
            return brn_handshake_keep_error(hs, &error);
    return BRINE_OK;
}

brine_result brn_judge_resumption(brn_handshake *hs)
{
    brine_bytes chain[BRINE_CERTIFICATES_SENT_MAX];
    const brn_peer *peer = hs->peer;
    brine_verify_request request = {.chain = chain};
    brn_path path;
    brine_result result;

    if (peer == NULL) /* then the config has no hook, or brn_session_fits was wrong */
        return hs->config->verify_hook == NULL ? BRINE_OK : BRINE_ERROR_INTERNAL;
    request.chain_count =
        brn_read_certificate_list(peer->parts.chain, chain, BRINE_CERTIFICATES_SENT_MAX);
    request.staple = peer->parts.staple;
    request.sct_list = peer->parts.sct_list;
    brn_peer_path(peer, chain, &path);
    request.path = path.certificates;
    request.path_count = path.count;
    result = check_dates(hs, &path);
    if (result == BRINE_OK)
        brn_ask_verify_hook(hs, &request);
    return result;
}
