#include "stored.h"

#include "config/config.h"
#include "config/session.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "fuzz.h"

#include <brine/brine.h>

#include <string.h>

#define CHECKSUM_SIZE 16
#define NOON          INT64_C(1749988800)

static int64_t noon(void *context)
{
    (void)context;
    return NOON;
}

static unsigned sum_of(brine_bytes bytes)
{
    unsigned sum = 0;

    for (size_t i = 0; i < bytes.len; i++)
        sum += bytes.data[i];
    return sum;
}

/* All that it shows can be read. */
static brine_verdict judge(void *context, const brine_verify_request *request, brine_alert *alert)
{
    unsigned sum = sum_of(request->staple) + sum_of(request->sct_list);

    (void)context;
    (void)alert;
    FUZZ_CHECK(request->resumed && request->chain_count > 0 && request->path_count == 0);
    for (size_t i = 0; i < request->chain_count; i++)
        sum += sum_of(request->chain[i]);
    return sum % 2 == 0 ? BRINE_VERDICT_ACCEPT : BRINE_VERDICT_REFUSE;
}

static void need(brine_result result)
{
    FUZZ_CHECK(result == BRINE_OK);
}

const brine_config *stored_config(uint8_t options)
{
    static brine_config *configs[4];
    brine_config **config = &configs[options >> 1 & 3];

    if (*config != NULL)
        return *config;
    need(brine_config_new(NULL, config, NULL));
    need(brine_config_set_clock(*config, noon, NULL));
    need(brine_config_insecure_skip_chain(*config));
    need(brine_config_set_session_cache(*config, 0));
    if ((options & WITH_HOOK) != 0)
        need(brine_config_set_verify_hook(*config, judge, NULL));
    if ((options & WITH_FRAGMENTS) != 0)
        need(brine_config_set_max_fragment_length(*config, 512));
    need(brine_config_freeze(*config, NULL));
    return *config;
}

/* ---- The blob ---- */

size_t stored_blob(uint8_t options, const uint8_t *data, size_t size, uint8_t blob[STORED_BLOB_MAX])
{
    static const uint8_t head[] = {'B', 'R', 'N', 'S', 3};
    const brine_config *config = stored_config(options);
    const brine_provider *provider = config->provider;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    size_t len = 0;

    if ((options & WITH_HEAD) == 0) {
        memcpy(blob, head, sizeof head);
        brn_config_fingerprint(config, blob + sizeof head);
        len = sizeof head + 32;
    }
    if (size > STORED_BLOB_MAX - CHECKSUM_SIZE - len)
        size = STORED_BLOB_MAX - CHECKSUM_SIZE - len;
    if (size > 0)
        memcpy(blob + len, data, size);
    len += size;
    brn_digest(provider, brn_find_hash(provider, BRINE_HASH_SHA256), (brine_bytes){blob, len},
               digest);
    memcpy(blob + len, digest, CHECKSUM_SIZE);
    return len + CHECKSUM_SIZE;
}

/* A session's blob is what it was loaded from, but for a peer that the config does not keep. */
static void check_saved(const brine_config *config, const brine_session *session,
                        const uint8_t *blob, size_t len)
{
    static uint8_t saved[STORED_BLOB_MAX], again[STORED_BLOB_MAX];
    brine_session *copy = NULL;
    size_t saved_len = 0, again_len = 0;

    need(brine_session_save(session, config, saved, sizeof saved, &saved_len, NULL));
    FUZZ_CHECK(saved_len <= len);
    if (brn_config_keeps_peer(config))
        FUZZ_CHECK(saved_len == len && memcmp(saved, blob, len) == 0);
    need(brine_session_load(config, saved, saved_len, &copy, NULL));
    need(brine_session_save(copy, config, again, sizeof again, &again_len, NULL));
    FUZZ_CHECK(again_len == saved_len && memcmp(again, saved, again_len) == 0);
    brine_session_free(copy);
}

/* ---- A server that resumes it ---- */

static size_t put_extensions(uint8_t *out, const brine_session *session, uint8_t options)
{
    static const uint8_t renegotiation[] = {0xff, 1, 0, 1, 0}, ems[] = {0, 23, 0, 0},
                         ticket[] = {0, 35, 0, 0}, fragments[] = {0, 1, 0, 1, 1};
    size_t len = 2;

    memcpy(out + len, renegotiation, sizeof renegotiation);
    len += sizeof renegotiation;
    if (session->extended_master_secret) {
        memcpy(out + len, ems, sizeof ems);
        len += sizeof ems;
    }
    if ((options & WITH_TICKET) != 0) {
        memcpy(out + len, ticket, sizeof ticket);
        len += sizeof ticket;
    }
    if (session->max_fragment_length != 0) {
        memcpy(out + len, fragments, sizeof fragments);
        len += sizeof fragments;
    }
    out[0] = 0;
    out[1] = (uint8_t)(len - 2);
    return len;
}

/* ServerHello in a record, in answer to the ClientHello at `hello`. Returns its length. */
static size_t put_server_hello(uint8_t out[256], const uint8_t *hello, const brine_session *session,
                               uint8_t options)
{
    const uint8_t *id = hello + 5 + 4 + 2 + 32; /* behind headers, version and random */
    size_t id_len = *id, at = 5 + 4;

    memset(out, 0, 256);
    out[at++] = 3;
    out[at++] = 3;
    memset(out + at, 'S', 32);
    at += 32;
    memcpy(out + at, id, 1 + id_len);
    at += 1 + id_len;
    out[at++] = (uint8_t)(session->suite >> 8);
    out[at++] = (uint8_t)session->suite;
    at += 1 + put_extensions(out + at + 1, session, options);
    memcpy(out, "\x16\x03\x03", 3);
    out[4] = (uint8_t)(at - 5);
    out[5] = 2;
    out[8] = (uint8_t)(at - 9);
    return at;
}

static void resume(const brine_config *config, brine_session *session, uint8_t options)
{
    static uint8_t hello[BRINE_TICKET_MAX + 2048];
    uint8_t answer[256];
    brine_received got;
    brine_conn *conn = NULL;
    size_t made = 0, taken = 0, len;
    brine_result result;

    need(brine_conn_new(config, "www.example", &conn, NULL));
    need(brine_conn_set_session(conn, session));
    need(brine_conn_send(conn, hello, sizeof hello, NULL, 0, &made, &taken));
    FUZZ_CHECK(made > 5 + 4 + 2 + 32 && made <= sizeof hello);
    len = put_server_hello(answer, hello, session, options);
    result = brine_conn_receive(conn, answer, len, &got);
    FUZZ_CHECK(got.data_len == 0 && (brine_conn_state(conn) & BRINE_CONN_READABLE) == 0);
    FUZZ_CHECK(result != BRINE_OK || got.consumed == len);
    brine_conn_free(conn);
}

void stored_session(uint8_t options, const uint8_t *data, size_t size)
{
    static uint8_t blob[STORED_BLOB_MAX];
    const brine_config *config = stored_config(options);
    size_t len = stored_blob(options, data, size, blob);
    brine_session *session = NULL;
    brine_result result;

    if ((options & WITH_DAMAGE) != 0)
        blob[len - 1 - (options >> 5)] ^= 1;
    result = brine_session_load(config, blob, len, &session, NULL);
    FUZZ_CHECK((options & WITH_DAMAGE) == 0 || result == BRINE_ERROR_SESSION_MALFORMED);
    FUZZ_CHECK(result == BRINE_OK || result == BRINE_ERROR_SESSION_MALFORMED ||
               result == BRINE_ERROR_SESSION_MISMATCH);
    if (result != BRINE_OK)
        return;
    check_saved(config, session, blob, len);
    resume(config, session, options);
    brine_session_free(session);
}

void stored_session_as_it_is(const uint8_t *data, size_t size)
{
    brine_session *session = NULL;

    /* No input has the right checksum of a session by chance. */
    FUZZ_CHECK(brine_session_load(stored_config(0), data, size, &session, NULL) != BRINE_OK);
}
