#include "handshake/trace.h"

#include "base/escape.h"
#include "config/trace.h"

#include <string.h>

static const char *scheme_name(uint16_t id)
{
    const brn_signature_scheme *scheme = brn_find_signature_scheme(id);

    return scheme == NULL ? "unknown" : scheme->name;
}

static void add_client_hello(const brn_handshake *hs, brn_text *text)
{
    const char *name = hs->server_name == NULL ? "" : hs->server_name;

    brn_text_string(text, "server_name=");
    brn_text_foreign(text, (brine_bytes){(const uint8_t *)name, strlen(name)});
    brn_text_say(text, " suites=%lu groups=%lu session=%s", (unsigned long)hs->config->suite_count,
                 (unsigned long)hs->config->group_count,
                 hs->offered == NULL           ? "none"
                 : hs->offered->ticket_len > 0 ? "ticket"
                                               : "id");
}

static void add_server_hello(const brn_handshake *hs, brn_text *text)
{
    if (hs->suite == NULL)
        return;
    brn_text_say(text, "suite=%s resumed=%s extended_master_secret=%s", hs->suite->suite->name,
                 hs->resumed ? "yes" : "no", hs->extended_master_secret ? "yes" : "no");
    if (hs->alpn.len == 0)
        return;
    brn_text_string(text, " alpn=");
    brn_text_foreign(text, hs->alpn);
}

static void add_fields(const brn_handshake *hs, bool sent, unsigned type, brn_text *text)
{
    switch (type) {
    case BRN_CLIENT_HELLO:
        add_client_hello(hs, text);
        break;
    case BRN_SERVER_HELLO:
        add_server_hello(hs, text);
        break;
    case BRN_CERTIFICATE:
        if (!sent)
            brn_text_say(text, "certificates=%lu", (unsigned long)hs->certificate_count);
        break;
    case BRN_CERTIFICATE_STATUS:
        brn_text_say(text, "response=%lu", (unsigned long)hs->staple.len);
        break;
    case BRN_SERVER_KEY_EXCHANGE:
        brn_text_say(text, "group=%s scheme=%s", hs->group == NULL ? "none" : hs->group->name,
                     scheme_name(hs->signature_scheme));
        break;
    case BRN_CERTIFICATE_VERIFY:
        brn_text_say(text, "scheme=%s", scheme_name(hs->client_scheme->id));
        break;
    case BRN_NEW_SESSION_TICKET:
        brn_text_say(text, "lifetime=%lu ticket=%lu", (unsigned long)hs->ticket_lifetime,
                     (unsigned long)hs->ticket.len);
        break;
    default:
        break;
    }
}

void brn_trace_message(const brn_handshake *hs, bool sent, unsigned type, brine_bytes body)
{
    char fields[512];
    brn_text text = brn_text_in(fields, sizeof fields);

    if (hs->config->trace == NULL)
        return;
    if (BRN_TEXTS)
        add_fields(hs, sent, type, &text);
    if (type == BRN_FINISHED)
        body.data = NULL;
    brn_trace_event(hs->config, hs->connection_context, sent, brn_message_name(type), body, fields);
}
