#include "server_client.h"

#include "fuzz.h"
#include "lots.h"

#include <string.h>

const peer_certificate *client_certificate;

static void need(brine_result result)
{
    FUZZ_CHECK(result == BRINE_OK);
}

/* ---- Callbacks ---- */

static int64_t now(void *context)
{
    (void)context;
    return PEER_NOW;
}

static brine_verdict judge_server(void *context, const brine_verify_request *request,
                                  brine_alert *alert)
{
    static const brine_verdict verdicts[] = {BRINE_VERDICT_ACCEPT, BRINE_VERDICT_ACCEPT,
                                             BRINE_VERDICT_REFUSE, BRINE_VERDICT_LATER};
    client_notes *notes = request->connection_context;

    (void)context;
    FUZZ_CHECK(*alert == BRINE_ALERT_certificate_unknown && request->chain_count > 0);
    FUZZ_CHECK(++notes->verify_calls == 1);
    *alert = BRINE_ALERT_certificate_revoked;
    return verdicts[plan_client_number(notes->plan, CLIENT_VERDICT_LOW)];
}

static size_t choose_identity(void *context, const brine_identity_request *request)
{
    size_t cursor = 0, names = 0;
    brine_bytes name;

    (void)context;
    while (brine_identity_request_authority(request, &cursor, &name)) {
        FUZZ_CHECK(name.data >= request->authorities.data &&
                   name.data + name.len <= request->authorities.data + request->authorities.len);
        names++;
    }
    FUZZ_CHECK(names <= request->authorities.len && request->identity_count == 2);
    return names == 1 ? BRINE_IDENTITY_NONE : 1 - (request->schemes.len / 2 & 1);
}

static void note(client_notes *notes, order_event event)
{
    if (notes->event_count < CLIENT_EVENTS_MAX)
        notes->events[notes->event_count++] = event;
}

/* The extensions that later messages depend on. */
static void read_server_hello(client_notes *notes, peer_slice body)
{
    peer_cursor from = peer_cursor_at(body), block;

    peer_get(&from, 34);
    peer_get_vector(&from, 1);
    peer_get(&from, 3);
    block = peer_cursor_at(peer_get_vector(&from, 2));
    while (block.left > 0 && !block.bad) {
        uint32_t code = peer_get_number(&block, 2);

        peer_get_vector(&block, 2);
        notes->stapled = notes->stapled || code == PEER_EXT_STATUS_REQUEST;
        notes->ticket = notes->ticket || code == PEER_EXT_SESSION_TICKET;
    }
}

static void trace(void *context, const brine_trace_event *event)
{
    static const struct {
        const char *name;
        order_event received;
    } messages[] = {
        {"ServerHello", ORDER_SERVER_HELLO},
        {"Certificate", ORDER_CERTIFICATE},
        {"CertificateStatus", ORDER_CERTIFICATE_STATUS},
        {"ServerKeyExchange", ORDER_SERVER_KEY_EXCHANGE},
        {"CertificateRequest", ORDER_CERTIFICATE_REQUEST},
        {"ServerHelloDone", ORDER_SERVER_HELLO_DONE},
        {"NewSessionTicket", ORDER_NEW_SESSION_TICKET},
        {"ChangeCipherSpec", ORDER_CHANGE_CIPHER_SPEC},
        {"Finished", ORDER_FINISHED},
    };
    client_notes *notes = event->connection_context;

    (void)context;
    if (event->sent) {
        if (strcmp(event->message, "ClientKeyExchange") == 0)
            note(notes, ORDER_CLIENT_SPEAKS);
        return;
    }
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (strcmp(event->message, messages[i].name) == 0)
            note(notes, messages[i].received);
    if (strcmp(event->message, "ServerHello") == 0)
        read_server_hello(notes, (peer_slice){event->body, event->length});
}

static void keep_line(void *context, const brine_key_log_line *line)
{
    client_notes *notes = line->connection_context;

    (void)context;
    snprintf(notes->key_log, sizeof notes->key_log, "%s", line->text);
}

static void keep_session(void *context, const brine_session_event *event)
{
    client_notes *notes = event->connection_context;

    (void)context;
    notes->session_calls++;
    brine_session_free(event->session);
}

/* ---- The config ---- */

static void set_trust(brine_config *config, const plan *p, const peer_pki *pki)
{
    peer_slice root = peer_pki_root(pki);
    brine_trust *trust = NULL;

    if (!plan_client(p, CLIENT_JUDGES_CHAIN)) {
        need(brine_config_insecure_skip_chain(config));
        return;
    }
    need(brine_trust_new(NULL, &trust, NULL));
    need(brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, NULL));
    need(brine_trust_freeze(trust, NULL));
    need(brine_config_set_trust(config, trust));
    brine_trust_free(trust);
}

static void set_identities(brine_config *config, const plan *p, peer_pki *pki)
{
    static const peer_certificate_plan wanted = {.key = PEER_KEY_ED25519, .subject = "client"};
    static peer_bytes key;
    unsigned kind = plan_client_number(p, CLIENT_IDENTITY_LOW);
    brine_bytes chain;

    if (client_certificate == NULL) {
        client_certificate = peer_pki_issue(pki, &wanted, pki->root);
        peer_put_key_pem(&key, client_certificate->key);
    }
    chain = (brine_bytes){client_certificate->der.data, client_certificate->der.len};
    if (kind == 1 || kind == 3)
        need(brine_config_add_identity(config, chain, (brine_bytes){key.data, key.len}, NULL));
    if (kind >= 2)
        need(brine_config_add_identity_external(config, chain, NULL));
    if (kind == 3)
        need(brine_config_set_identity_hook(config, choose_identity, NULL));
    if (plan_client(p, CLIENT_MATCH_IDENTITY))
        need(brine_config_match_identity(config));
}

static void set_extensions(brine_config *config, const plan *p)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    static const size_t lengths[] = {0, 512, 1024, 4096};
    size_t length = lengths[plan_client_number(p, CLIENT_FRAGMENTS_LOW)];

    if (plan_client(p, CLIENT_ALPN))
        need(brine_config_set_alpn(config, protocols, 2, NULL));
    if (plan_client(p, CLIENT_ALPN) && plan_client(p, CLIENT_REQUIRE_ALPN))
        need(brine_config_require_alpn(config));
    if (plan_client(p, CLIENT_STAPLE))
        need(brine_config_request_staple(config));
    if (plan_client(p, CLIENT_REQUIRE_STAPLE))
        need(brine_config_require_staple(config));
    if (plan_client(p, CLIENT_SCTS))
        need(brine_config_request_scts(config));
    if (plan_client(p, CLIENT_REQUIRE_EMS))
        need(brine_config_require_extended_master_secret(config));
    if (length > 0)
        need(brine_config_set_max_fragment_length(config, length));
    if (plan_client(p, CLIENT_LEGACY_RENEGOTIATION))
        need(brine_config_allow_legacy_renegotiation(config));
}

static void set_manners(brine_config *config, const plan *p)
{
    unsigned false_start = plan_client_number(p, CLIENT_FALSE_START_LOW);

    if (false_start == 2)
        need(brine_config_enable_false_start(config));
    if (false_start == 3)
        need(brine_config_disable_false_start(config));
    if (plan_client(p, CLIENT_RSA))
        need(brine_config_enable_legacy_rsa_key_exchange(config));
    if (plan_client(p, CLIENT_KEEP_PEER))
        need(brine_config_keep_peer(config));
    if (plan_client_number(p, CLIENT_VERDICT_LOW) != 0)
        need(brine_config_set_verify_hook(config, judge_server, NULL));
    if (!plan_client(p, CLIENT_NO_TRACE))
        need(brine_config_set_trace(config, trace, NULL));
    need(brine_config_set_session_cache(config, plan_client(p, CLIENT_CACHES) ? 4 : 0));
    need(brine_config_set_session_hook(config, keep_session, NULL));
    need(brine_config_set_key_log(config, keep_line, NULL));
}

void client_notes_begin(client_notes *notes, const plan *p)
{
    *notes = (client_notes){.plan = p};
}

brine_config *client_config(const plan *p, peer_pki *pki)
{
    brine_config *config = NULL;

    need(brine_config_new(NULL, &config, NULL));
    need(brine_config_set_provider(config, lots_provider()));
    need(brine_config_set_clock(config, now, NULL));
    set_trust(config, p, pki);
    set_identities(config, p, pki);
    set_extensions(config, p);
    set_manners(config, p);
    need(brine_config_freeze(config, NULL));
    return config;
}
