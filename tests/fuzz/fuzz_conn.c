/*
 * Anything that a server may send, from its first byte on, on hollow crypto (hollow.h). The
 * first three bytes of the input are bits: in what portions the rest arrives, what is offered
 * and what the application does (conn_features.h).
 */
#include "fuzz.h"

#include "conn_features.h"

#include <string.h>

static bool failed(brine_result result)
{
    return brine_result_category(result) != BRINE_CATEGORY_STATUS;
}

static void drain(brine_conn *conn, uint32_t features, const char *data, size_t len)
{
    static uint8_t out[BRINE_RECORD_MAX];
    size_t room = (features & CONN_SMALL_ROOM) != 0 ? BRINE_SEND_CAP_MIN : sizeof out;
    size_t made = 1, taken;

    for (unsigned i = 0; made > 0; i++) {
        bool writable = (brine_conn_state(conn) & BRINE_CONN_WRITABLE) != 0;
        brine_result result = brine_conn_send(conn, out, room, data, len, &made, &taken);

        FUZZ_CHECK(made <= room && taken <= len && i < 10000);
        FUZZ_CHECK(taken == 0 || writable || (brine_conn_state(conn) & BRINE_CONN_WRITABLE) != 0);
        FUZZ_CHECK(result == BRINE_OK || result == BRINE_CLOSED || failed(result));
        len = 0;
    }
}

/* What it waits for; false when that is nothing. */
static bool answer(brine_conn *conn, uint32_t features)
{
    static const uint8_t signature[64] = {1};
    unsigned state = brine_conn_state(conn);
    bool refuses = (features & CONN_LATE_REFUSAL) != 0, lacks = (features & CONN_NO_KEY) != 0;
    brine_signature_request request;

    FUZZ_CHECK((state & BRINE_CONN_WAIT_VERDICT) == 0 || (state & BRINE_CONN_WRITABLE) == 0);
    if ((state & BRINE_CONN_WAIT_VERDICT) != 0)
        return brine_conn_verdict(conn, refuses ? BRINE_VERDICT_REFUSE : BRINE_VERDICT_ACCEPT,
                                  BRINE_ALERT_access_denied) == BRINE_OK;
    if ((state & BRINE_CONN_WAIT_SIGNATURE) == 0)
        return false;
    FUZZ_CHECK(brine_conn_signature_request(conn, &request) == BRINE_OK);
    FUZZ_CHECK(request.message.len > 0 && request.scheme == 0x0807);
    return brine_conn_signature(conn, lacks ? NULL : signature, lacks ? 0 : sizeof signature) ==
           BRINE_OK;
}

static void check_received(brine_conn *conn, const brine_received *got, brine_result result,
                           const uint8_t *in, size_t have)
{
    FUZZ_CHECK(got->consumed <= have);
    FUZZ_CHECK(got->data_len == 0 || (brine_conn_state(conn) & BRINE_CONN_READABLE) != 0 ||
               result == BRINE_CLOSED);
    FUZZ_CHECK(got->data_len == 0 ||
               (got->data >= in && got->data + got->data_len <= in + got->consumed));
    FUZZ_CHECK(!failed(result) || got->data_len == 0);
}

/* Hands over what has come; returns how much is left of it. */
static size_t receive(brine_conn *conn, uint32_t features, uint8_t *in, size_t have)
{
    brine_result result = BRINE_OK;
    brine_received got = {.consumed = 1};

    while (!failed(result) && got.consumed > 0) {
        result = brine_conn_receive(conn, in, have, &got);
        check_received(conn, &got, result, in, have);
        memmove(in, in + got.consumed, have - got.consumed);
        have -= got.consumed;
        if (answer(conn, features))
            got.consumed = 1;
    }
    return have;
}

/* Calls that an application may make at any time; what they give is whole or nothing. */
static void ask(brine_conn *conn)
{
    brine_bytes chain[4], path[BRINE_PATH_LENGTH_MAX];
    size_t count = brine_conn_peer_chain(conn, chain, 4), len = 0;
    brine_session *session = NULL;
    brine_facts facts;
    uint8_t out[64];

    brine_conn_facts(conn, &facts, sizeof facts);
    for (size_t i = 0; i < count && i < 4; i++)
        FUZZ_CHECK(chain[i].data != NULL && chain[i].len > 0);
    (void)brine_conn_peer_staple(conn);
    (void)brine_conn_peer_scts(conn);
    if (brine_conn_peer_path(conn, path, BRINE_PATH_LENGTH_MAX, &count, NULL) == BRINE_OK)
        FUZZ_CHECK(count <= BRINE_PATH_LENGTH_MAX);
    if (brine_conn_tls_server_end_point(conn, out, sizeof out, &len, NULL) == BRINE_OK)
        FUZZ_CHECK(len > 0 && len <= sizeof out);
    if (brine_conn_export(conn, "EXPERIMENTAL fuzz", NULL, out, 16, NULL) == BRINE_OK)
        FUZZ_CHECK(facts.finished_verified);
    if (brine_conn_session(conn, &session, NULL) == BRINE_OK)
        FUZZ_CHECK(session != NULL && facts.finished_verified);
    brine_session_free(session);
}

static void check_end(brine_conn *conn, uint32_t features)
{
    brine_received got;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_conn_receive_end(conn), again;

    brine_conn_error(conn, &error);
    FUZZ_CHECK(!failed(result) || error.text[0] != '\0');
    drain(conn, features, "late", 4);
    again = brine_conn_receive(conn, NULL, 0, &got);
    FUZZ_CHECK(!failed(result) || (again == result && got.data_len == 0));
    ask(conn);
}

static void talk(brine_conn *conn, uint32_t features, const uint8_t *data, size_t size)
{
    static const size_t portions[] = {1, 7, 600, BRINE_RECORD_MAX};
    static uint8_t in[BRINE_RECORD_MAX];
    size_t portion = portions[features & CONN_PORTIONS], have = 0;

    drain(conn, features, NULL, 0);
    for (size_t at = 0; at < size;) {
        size_t n = portion < size - at ? portion : size - at;

        n = n < sizeof in - have ? n : sizeof in - have;
        if (n == 0)
            break;
        memcpy(in + have, data + at, n);
        at += n;
        have = receive(conn, features, in, have + n);
        drain(conn, features, "ping", 4);
        if ((features & CONN_ASKS) != 0)
            ask(conn);
        if ((features & CONN_CLOSES) != 0 && at > size / 2 && brine_conn_close(conn) != BRINE_OK)
            break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brine_conn *conn = NULL;
    brine_config *config;
    uint32_t features;

    if (size < 3)
        return 0;
    features = data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16;
    config = conn_config(features);
    FUZZ_CHECK(brine_conn_new(config, "www.example", &conn, NULL) == BRINE_OK);
    conn_offer_session(conn, config, features);
    talk(conn, features, data + 3, size - 3);
    check_end(conn, features);
    brine_conn_free(conn);
    brine_config_free(config);
    return 0;
}
