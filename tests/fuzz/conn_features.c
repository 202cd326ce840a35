#include "conn_features.h"

#include "base/memory.h"
#include "config/config.h"
#include "config/session.h"
#include "fuzz.h"
#include "hollow.h"

#include <string.h>

#define NOON INT64_C(1749988800)

/* A certificate of a client, with an Ed25519 key and no extensions. */
static const uint8_t certificate[] = {
    0x30, 0x81, 0xce, 0x30, 0x81, 0x81, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01, 0x30,
    0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x30, 0x11, 0x31, 0x0f, 0x30, 0x0d, 0x06, 0x03, 0x55,
    0x04, 0x03, 0x0c, 0x06, 0x63, 0x6c, 0x69, 0x65, 0x6e, 0x74, 0x30, 0x1e, 0x17, 0x0d, 0x32,
    0x30, 0x30, 0x31, 0x30, 0x31, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x5a, 0x17, 0x0d, 0x34,
    0x39, 0x31, 0x32, 0x33, 0x31, 0x32, 0x33, 0x35, 0x39, 0x35, 0x39, 0x5a, 0x30, 0x11, 0x31,
    0x0f, 0x30, 0x0d, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x06, 0x63, 0x6c, 0x69, 0x65, 0x6e,
    0x74, 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, 0x09, 0x09,
    0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09,
    0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09, 0x09,
    0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x41, 0x00, 0x01, 0x01, 0x01, 0x01, 0x01,
    0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01,
    0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01,
    0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01,
    0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01,
};

static void need(brine_result result)
{
    FUZZ_CHECK(result == BRINE_OK);
}

/* ---- Callbacks ---- */

static int64_t noon(void *context)
{
    (void)context;
    return NOON;
}

/* The verdict is the context, so that no connection is needed to know it. */
static brine_verdict judge(void *context, const brine_verify_request *request, brine_alert *alert)
{
    static const brine_verdict verdicts[] = {BRINE_VERDICT_ACCEPT, BRINE_VERDICT_ACCEPT,
                                             BRINE_VERDICT_REFUSE, BRINE_VERDICT_LATER};
    const uint8_t *number = context;

    FUZZ_CHECK(request->chain_count > 0 && request->path_count == 0);
    FUZZ_CHECK(*alert == BRINE_ALERT_certificate_unknown);
    return verdicts[*number];
}

/* Reads all of the request; what it chooses depends on that. */
static size_t choose(void *context, const brine_identity_request *request)
{
    size_t cursor = 0, names = 0;
    brine_bytes name;
    char text[32];

    (void)context;
    while (brine_identity_request_authority(request, &cursor, &name)) {
        const brine_name shown = {.kind = BRINE_NAME_DIRECTORY, .value = name};

        brine_name_text(&shown, text, sizeof text);
        names++;
    }
    FUZZ_CHECK(names <= request->authorities.len && request->schemes.len % 2 == 0);
    return names == 1 ? BRINE_IDENTITY_NONE : request->choice;
}

/* Every byte that an event promises is there. */
static void trace(void *context, const brine_trace_event *event)
{
    unsigned sum = 0;

    (void)context;
    FUZZ_CHECK(event->message[0] != '\0' && event->fields != NULL && event->time == NOON);
    for (size_t i = 0; event->body != NULL && i < event->length; i++)
        sum += event->body[i];
    FUZZ_CHECK(sum <= event->length * 255);
}

static void log_key(void *context, const brine_key_log_line *line)
{
    (void)context;
    FUZZ_CHECK(strlen(line->text) < BRINE_KEY_LOG_LINE_MAX);
}

/* ---- The config ---- */

static void set_identities(brine_config *config, uint32_t features)
{
    const brine_bytes chain = {certificate, sizeof certificate};

    if ((features & (CONN_IDENTITY | CONN_TWO_IDENTITIES)) != 0)
        need(brine_config_add_identity_external(config, chain, NULL));
    if ((features & CONN_TWO_IDENTITIES) != 0) {
        need(brine_config_add_identity_external(config, chain, NULL));
        need(brine_config_set_identity_hook(config, choose, NULL));
    }
    if ((features & CONN_MATCH_IDENTITY) != 0)
        need(brine_config_match_identity(config));
}

static void set_extensions(brine_config *config, uint32_t features)
{
    bool requires = (features & CONN_REQUIRES) != 0;

    if ((features & CONN_ALPN) != 0) {
        need(brine_config_set_alpn(config, (const char *const[]){"http/1.1"}, 1, NULL));
        if (requires)
            need(brine_config_require_alpn(config));
    }
    if ((features & CONN_STAPLE) != 0) {
        need(requires ? brine_config_require_staple(config) : brine_config_request_staple(config));
        need(brine_config_request_scts(config));
    }
    if ((features & CONN_FRAGMENTS) != 0)
        need(brine_config_set_max_fragment_length(config, 512));
    if (requires)
        need(brine_config_require_extended_master_secret(config));
    if ((features & CONN_LEGACY_RENEGOTIATION) != 0)
        need(brine_config_allow_legacy_renegotiation(config));
    if ((features & CONN_RSA) != 0)
        need(brine_config_enable_legacy_rsa_key_exchange(config));
    if ((features & CONN_FALSE_START) != 0)
        need(brine_config_enable_false_start(config));
}

static void set_callbacks(brine_config *config, uint32_t features)
{
    static uint8_t numbers[] = {0, 1, 2, 3};
    uint32_t verdict = (features & CONN_VERDICT) >> 10;

    need(brine_config_set_clock(config, noon, NULL));
    if (verdict != 0)
        need(brine_config_set_verify_hook(config, judge, &numbers[verdict]));
    if ((features & CONN_TRACE) != 0)
        need(brine_config_set_trace(config, trace, NULL));
    if ((features & CONN_KEY_LOG) != 0)
        need(brine_config_set_key_log(config, log_key, NULL));
    if ((features & CONN_KEEP_PEER) != 0)
        need(brine_config_keep_peer(config));
}

brine_config *conn_config(uint32_t features)
{
    brine_config *config = NULL;
    brine_error error;

    need(brine_config_new_with(hollow_provider(), NULL, &config, NULL));
    need(brine_config_insecure_skip_chain(config));
    need(brine_config_insecure_skip_name(config));
    need(brine_config_insecure_skip_time(config));
    set_identities(config, features);
    set_extensions(config, features);
    set_callbacks(config, features);
    need(brine_config_freeze(config, &error));
    return config;
}

/* ---- A session ---- */

static brn_peer *make_peer(void)
{
    uint8_t list[3 + sizeof certificate] = {0, 0, sizeof certificate};
    const brn_peer_parts parts = {
        .chain = {list, sizeof list},
        .staple = {list, 4},
        .sct_list = {list, 5},
    };

    _Static_assert(sizeof certificate < 256, "its length is one byte");
    memcpy(list + 3, certificate, sizeof certificate);
    return brn_peer_new(&brn_system_allocator, &parts);
}

void conn_offer_session(brine_conn *conn, const brine_config *config, uint32_t features)
{
    static const uint8_t ticket[] = "tttttttttttttttt", id[] = "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
                         master_secret[BRN_MASTER_SECRET_SIZE] = {5};
    bool by_ticket = (features & CONN_BY_TICKET) != 0;
    brn_session_parts parts = {
        .server_name = "www.example",
        .port = 443,
        .suite = 0xc02b,
        .group = 29,
        .signature_scheme = 0x0807,
        .extended_master_secret = true,
        .master_secret = master_secret,
        .session_id = {id, by_ticket ? 0 : sizeof id - 1},
        .ticket = {ticket, by_ticket ? sizeof ticket - 1 : 0},
        .established = NOON - 60,
        .authenticated_until = NOON + 600,
        .expiry = NOON + 300,
        .max_fragment_length = (features & CONN_FRAGMENTS) != 0 ? 512 : 0,
    };
    brine_session *session = NULL;

    if ((features & CONN_RESUMES) == 0)
        return;
    parts.peer = make_peer();
    FUZZ_CHECK(parts.peer != NULL);
    need(brn_session_new(&brn_system_allocator, config->id, &parts, &session));
    need(brine_conn_set_session(conn, session));
    brine_session_free(session);
    brn_peer_free(parts.peer);
}
