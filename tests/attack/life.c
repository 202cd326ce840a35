#include "attack/life.h"

#include "attack/payload.h"

#include <string.h>

#define BLOB_MAX 65536

typedef struct life {
    const life_world *world;
    trouble *trouble;
    brine_trust *trust;
    brine_config *config;
    brine_stream *stream;
    brine_session *session;
    uint8_t blob[BLOB_MAX];
    size_t blob_len;
    libssl_side side; /* at the other end of the stream */
    peer_bytes wire;  /* from there, not read yet */
    brine_error error;
    const char *fault;
} life;

static void fault(life *l, const char *words)
{
    if (l->fault == NULL)
        l->fault = words;
}

/* ---- The transport ---- */

static brine_result transport_read(void *context, void *buf, size_t cap, size_t *got)
{
    life *l = context;

    if (l->wire.len == 0)
        return BRINE_CLOSED;
    *got = l->wire.len < cap ? l->wire.len : cap;
    memcpy(buf, l->wire.data, *got);
    peer_remove(&l->wire, 0, *got);
    return BRINE_OK;
}

static brine_result transport_write(void *context, const void *data, size_t n, size_t *taken)
{
    life *l = context;

    libssl_side_hear(&l->side, data, n, &l->wire);
    *taken = n;
    return BRINE_OK;
}

static void transport_close(void *context)
{
    life *l = context;

    libssl_side_close(&l->side);
    l->wire.len = 0;
}

static brine_result connect(life *l, brine_session *session)
{
    const brine_transport transport = {.size = sizeof transport,
                                       .context = l,
                                       .read = transport_read,
                                       .write = transport_write,
                                       .close = transport_close};
    const brine_dial_options options = {.size = sizeof options, .session = session};

    libssl_side_open(&l->side, l->world->server);
    return brine_stream_open_transport(l->config, &transport, PEER_SERVER_NAME, 443, &options,
                                       &l->stream, &l->error);
}

/* ---- The steps ---- */

static brine_result load_trust(life *l)
{
    const brine_allocator allocator = trouble_allocator(l->trouble);
    brine_result result = brine_trust_new(&allocator, &l->trust, NULL);

    if (result == BRINE_OK)
        result = brine_trust_add_file(l->trust, l->world->root_file, &l->error);
    return result == BRINE_OK ? brine_trust_freeze(l->trust, &l->error) : result;
}

static brine_result make_config(life *l)
{
    const brine_allocator allocator = trouble_allocator(l->trouble);

    return brine_config_new_with(trouble_provider(l->trouble), &allocator, &l->config, &l->error);
}

static brine_verdict accept(void *context, const brine_verify_request *request, brine_alert *alert)
{
    (void)context;
    (void)request;
    (void)alert;
    return BRINE_VERDICT_ACCEPT;
}

static void ignore_line(void *context, const brine_key_log_line *line)
{
    (void)context;
    (void)line;
}

static brine_result choose_callbacks(life *l)
{
    brine_result result = brine_config_set_clock(l->config, trouble_clock, l->trouble);

    if (result == BRINE_OK)
        result = brine_config_set_verify_hook(l->config, accept, NULL);
    if (result == BRINE_OK)
        result = brine_config_set_key_log(l->config, ignore_line, NULL);
    return result;
}

static brine_result choose_trust(life *l)
{
    return brine_config_set_trust(l->config, l->trust);
}

static brine_result trust_file(life *l)
{
    return brine_config_trust_file(l->config, l->world->root_file, &l->error);
}

static brine_result choose_lists(life *l)
{
    static const char *const protocols[] = {"h2", "http/1.1"};
    brine_result result = brine_config_set_alpn(l->config, protocols, 2, &l->error);

    if (result == BRINE_OK)
        result = brine_config_set_groups(l->config, "X25519:P-256", &l->error);
    if (result == BRINE_OK)
        result = brine_config_request_staple(l->config);
    if (result == BRINE_OK)
        result = brine_config_request_scts(l->config);
    if (result == BRINE_OK)
        result = brine_config_keep_peer(l->config);
    return result;
}

static brine_result keep_sessions(life *l)
{
    return brine_config_set_session_cache(l->config, 4);
}

static brine_result load_identity(life *l)
{
    return brine_config_set_identity_files(l->config, l->world->chain_file, l->world->key_file,
                                           &l->error);
}

static brine_result freeze(life *l)
{
    return brine_config_freeze(l->config, &l->error);
}

static brine_result open_first(life *l)
{
    return connect(l, NULL);
}

static brine_result open_with_session(life *l)
{
    return connect(l, l->session);
}

static brine_result authenticate(life *l)
{
    return brine_stream_authenticate(l->stream);
}

static brine_result say_all(life *l)
{
    size_t taken = 0, len = l->world->server->payload;
    brine_result result = brine_stream_write(l->stream, payload_of(PAYLOAD_CLIENT), len, &taken);

    if (result == BRINE_OK && taken != len)
        fault(l, "takes less than all without an error");
    return result == BRINE_OK ? brine_stream_flush(l->stream) : result;
}

static brine_result read_all(life *l)
{
    size_t done = 0, got = 0;
    uint8_t buf[300];
    brine_result result;

    while ((result = brine_stream_read(l->stream, buf, sizeof buf, &got)) == BRINE_OK) {
        if (got > l->world->server->payload - done ||
            memcmp(buf, payload_of(PAYLOAD_SERVER) + done, got) != 0) {
            fault(l, "gives plaintext that the server never said");
            return BRINE_OK;
        }
        done += got;
    }
    if (result == BRINE_CLOSED && done != l->world->server->payload)
        fault(l, "calls an end clean before all was said");
    return result == BRINE_CLOSED ? BRINE_OK : result;
}

static brine_result export_key(life *l)
{
    uint8_t key[32];

    return brine_conn_export(brine_stream_conn(l->stream), "EXPORTER-attack", NULL, key, sizeof key,
                             NULL);
}

static brine_result save_session(life *l)
{
    brine_session *session = NULL;
    brine_result result = brine_conn_session(brine_stream_conn(l->stream), &session, NULL);

    if (result == BRINE_OK)
        result =
            brine_session_save(session, l->config, l->blob, sizeof l->blob, &l->blob_len, NULL);
    brine_session_free(session);
    return result;
}

static brine_result load_session(life *l)
{
    return brine_session_load(l->config, l->blob, l->blob_len, &l->session, NULL);
}

static brine_result close_stream(life *l)
{
    brine_result result = brine_stream_close(l->stream);

    brine_stream_free(l->stream);
    l->stream = NULL;
    return result;
}

static const struct {
    const char *name;
    brine_result (*live)(life *l);
} steps[] = {
    {"load a trust store", load_trust},
    {"make a config", make_config},
    {"choose callbacks", choose_callbacks},
    {"trust a file", trust_file},
    {"choose a trust store", choose_trust},
    {"choose lists", choose_lists},
    {"keep sessions", keep_sessions},
    {"load an identity", load_identity},
    {"freeze", freeze},
    {"open a stream", open_first},
    {"authenticate", authenticate},
    {"write", say_all},
    {"read", read_all},
    {"export", export_key},
    {"save a session", save_session},
    {"close", close_stream},
    {"load a session", load_session},
    {"open a stream with a session", open_with_session},
    {"write", say_all},
    {"read", read_all},
    {"export", export_key},
    {"close", close_stream},
    {"open a stream with the cache", open_first},
    {"write", say_all},
    {"read", read_all},
    {"close", close_stream},
};

/* ---- All of it ---- */

/* Each call on a stream that failed fails, and gives nothing. */
static void judge_stream(life *l, brine_result result)
{
    uint8_t buf[64];
    size_t got = 0, taken = 0;
    brine_error error;

    brine_stream_error(l->stream, &error);
    if (error.code != result || error.text[0] == '\0')
        fault(l, "has no words for a stream's error");
    if (brine_stream_read(l->stream, buf, sizeof buf, &got) == BRINE_OK || got != 0)
        fault(l, "reads after an error");
    if (brine_stream_write(l->stream, "late", 4, &taken) == BRINE_OK || taken != 0)
        fault(l, "writes after an error");
}

/* Saving a session may fail beside a stream that goes on. */
static bool is_of_stream(const life *l)
{
    brine_error error;

    brine_stream_error(l->stream, &error);
    return error.code != BRINE_OK;
}

static void give_back(life *l)
{
    brine_stream_free(l->stream);
    brine_session_free(l->session);
    brine_config_free(l->config);
    brine_trust_free(l->trust);
    peer_bytes_free(&l->wire);
    if (l->trouble->live != 0)
        fault(l, "leaves memory behind");
}

life_end life_live(const life_world *world, trouble *t)
{
    static life l;
    life_end end = {.result = BRINE_OK};

    l = (life){.world = world, .trouble = t, .error = {.code = BRINE_OK}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps && end.result == BRINE_OK; i++) {
        end.result = steps[i].live(&l);
        end.step = steps[i].name;
    }
    if (end.result != BRINE_OK && l.error.code != BRINE_OK && l.error.code != end.result)
        fault(&l, "says another error than it returns");
    if (end.result != BRINE_OK && l.stream != NULL && is_of_stream(&l))
        judge_stream(&l, end.result);
    give_back(&l);
    end.fault = l.fault;
    return end;
}
