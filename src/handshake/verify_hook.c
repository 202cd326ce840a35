#include "handshake/verify_hook.h"

#include "handshake/flow.h"

void brn_ask_verify_hook(brn_handshake *hs, brine_verify_request *request)
{
    const brine_config *config = hs->config;
    brine_alert alert = BRINE_ALERT_certificate_unknown;

    if (config->verify_hook == NULL)
        return;
    request->connection_context = hs->connection_context;
    request->server_name = hs->server_name;
    request->resumed = hs->resumed;
    /* The server's certificate alone would look like a trust anchor. */
    if (config->policy.choices.insecure_skip_chain)
        request->path_count = 0;
    switch (config->verify_hook(config->verify_hook_context, request, &alert)) {
    case BRINE_VERDICT_ACCEPT:
        hs->verdict = BRN_ACCEPTED;
        return;
    case BRINE_VERDICT_LATER:
        hs->verdict = BRN_ASKED;
        return;
    case BRINE_VERDICT_REFUSE:
        break;
    }
    hs->refusal = alert;
    hs->verdict = BRN_REFUSED;
}

brine_result brn_await_verdict(brn_handshake *hs)
{
    switch (hs->verdict) {
    case BRN_NOT_ASKED: /* there is no hook */
    case BRN_ACCEPTED:
        return BRINE_OK;
    case BRN_ASKED:
        return BRINE_WANT_VERDICT;
    case BRN_REFUSED:
        break;
    }
    return BRINE_ERROR_CERT_REFUSED;
}
