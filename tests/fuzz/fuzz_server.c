/*
 * A server that has the keys and breaks the rules: the scripted server, which hashes, signs and
 * seals what the input makes of its messages, so that what is wrong stands inside protected
 * records and behind a Finished that is right. The input also sets both sides (server_plan.h):
 * resumption, identities and signatures from outside, verdicts now and later,
 * max_fragment_length, RSA key exchange, trace, keep_peer.
 *
 * server_judge.c says what must be so at the end: no data before the server is authenticated, no
 * byte of an attacker's, the order of RFC 5246, the same secrets on both sides, one alert, an
 * error that stays.
 */
#include "fuzz.h"
#include "lots.h"
#include "server_judge.h"

#include <stdlib.h>
#include <string.h>

static peer_pki *pki;

static void open_pki(void)
{
    if (pki != NULL)
        return;
    lots_for_libcrypto();
    pki = peer_pki_new();
}

static peer_config server_of(plan *p, peer_store *store)
{
    static const peer_key_kind leaves[] = {PEER_KEY_ED25519, PEER_KEY_P256, PEER_KEY_P384,
                                           PEER_KEY_RSA};
    static const uint16_t rsa_suites[] = {0x009C, 0x009D, 0};
    static const peer_slice staple = PEER_LITERAL("an OCSP response"),
                            scts = PEER_LITERAL("\0\x06\0\4list"), none = {NULL, 0};
    unsigned leaf = plan_server_number(p, SERVER_LEAF_LOW);

    return (peer_config){
        .identity = peer_pki_leaf(pki, leaves[leaf]),
        .rules = p->rules,
        .rule_count = judge_add_rules(p->rules, p->count),
        .suites = leaf == 3 && plan_client(p, CLIENT_RSA) ? rsa_suites : NULL,
        .no_extended_master_secret = plan_server(p, SERVER_NO_EMS),
        .no_renegotiation_info = plan_server(p, SERVER_NO_RENEGOTIATION_INFO),
        .no_server_name = plan_server(p, SERVER_NO_SERVER_NAME),
        .max_fragment_length = plan_server(p, SERVER_FRAGMENTS),
        .protocol = plan_server(p, SERVER_ALPN) ? "http/1.1" : NULL,
        .staple = plan_server(p, SERVER_STAPLES) ? staple : none,
        .scts = plan_server(p, SERVER_SCTS) ? scts : none,
        .store = store,
        .tickets = plan_server(p, SERVER_TICKETS),
        .renew_ticket = plan_server(p, SERVER_RENEWS_TICKET),
        .refuse_resumption = plan_server(p, SERVER_REFUSES_RESUMPTION),
        .request_certificate = plan_server(p, SERVER_REQUESTS_CERTIFICATE),
        .pack = plan_server(p, SERVER_PACKS),
        .random_nonces = plan_server(p, SERVER_RANDOM_NONCES),
        .wait_for_data = plan_server(p, SERVER_WAITS_FOR_DATA),
    };
}

/* ---- One connection ---- */

static void sign_outside(const plan *p, brine_conn *conn)
{
    brine_signature_request request;
    peer_bytes signature = {0};
    brine_result result;

    FUZZ_CHECK(brine_conn_signature_request(conn, &request) == BRINE_OK);
    if ((p->answers & ANSWER_NO_SIGNATURE) != 0) {
        result = brine_conn_signature(conn, NULL, 0);
        FUZZ_CHECK(result != BRINE_OK);
        return;
    }
    if ((p->answers & ANSWER_JUNK_SIGNATURE) != 0)
        peer_put_zeros(&signature, 1 + (size_t)(p->answers >> 4));
    else
        FUZZ_CHECK(peer_sign(client_certificate->key, request.scheme,
                             (peer_slice){request.message.data, request.message.len}, &signature));
    result = brine_conn_signature(conn, signature.data, signature.len);
    FUZZ_CHECK(result == BRINE_OK);
    peer_bytes_free(&signature);
}

/* What the connection waits for; false when it waits for nothing. */
static bool answer(const plan *p, brine_conn *conn)
{
    unsigned state = brine_conn_state(conn);
    bool refuse = (p->answers & ANSWER_REFUSE) != 0;
    brine_result result;

    FUZZ_CHECK((state & BRINE_CONN_WAIT_VERDICT) == 0 ||
               (state & (BRINE_CONN_READABLE | BRINE_CONN_WRITABLE)) == 0);
    if ((state & BRINE_CONN_WAIT_SIGNATURE) != 0) {
        sign_outside(p, conn);
        return true;
    }
    if ((state & BRINE_CONN_WAIT_VERDICT) == 0)
        return false;
    result = brine_conn_verdict(conn, refuse ? BRINE_VERDICT_REFUSE : BRINE_VERDICT_ACCEPT,
                                BRINE_ALERT_access_denied);
    FUZZ_CHECK((result != BRINE_OK) == refuse || brine_conn_state(conn) != state);
    return true;
}

static void run(const plan *p, drive *d)
{
    for (size_t i = 0; i < 4; i++) {
        drive_run(d);
        if (!answer(p, d->conn))
            break;
    }
}

/* Says something both ways and closes, as far as the connection lets. */
static void talk(const plan *p, drive *d)
{
    static const char said[] = {PLAN_SERVER_SAYS, PLAN_SERVER_SAYS, PLAN_SERVER_SAYS};

    run(p, d);
    drive_write(d, "ping", 4);
    if (d->server->phase == PEER_OPEN && !d->server->ended) {
        peer_say(d->server, said, sizeof said);
        if ((p->answers & ANSWER_CLOSE) == 0)
            peer_close(d->server);
        drive_run(d);
    }
    if ((p->answers & ANSWER_CLOSE) != 0 && d->result == BRINE_OK) {
        brine_result result = brine_conn_close(d->conn);

        FUZZ_CHECK(result == BRINE_OK);
        drive_run(d);
    } else if (!d->ended && d->result == BRINE_OK) {
        drive_end(d);
    }
}

/* Returns the session that was made, or NULL. */
static brine_session *connect_once(plan *p, brine_config *config, peer_store *store,
                                   brine_session *offered)
{
    peer_config server = server_of(p, store);
    brine_session *made = NULL;
    brine_conn *conn = NULL;
    client_notes notes;
    drive d;

    client_notes_begin(&notes, p);
    FUZZ_CHECK(brine_conn_new(config, PEER_SERVER_NAME, &conn, NULL) == BRINE_OK);
    FUZZ_CHECK(brine_conn_set_context(conn, &notes) == BRINE_OK);
    FUZZ_CHECK(brine_conn_set_session(conn, offered) == BRINE_OK);
    d = drive_start(conn, peer_new(&server), &p->transport);
    talk(p, &d);
    if (brine_conn_session(conn, &made, NULL) != BRINE_OK)
        made = NULL;
    judge_connection(p, &notes, &d);
    drive_stop(&d);
    peer_free(d.server);
    brine_conn_free(conn);
    return made;
}

/* Through its blob, in place of it. */
static brine_session *reload(const brine_config *config, brine_session *session)
{
    static uint8_t blob[65536];
    brine_session *again = NULL;
    size_t len = 0;

    FUZZ_CHECK(brine_session_save(session, config, blob, sizeof blob, &len, NULL) == BRINE_OK);
    FUZZ_CHECK(brine_session_load(config, blob, len, &again, NULL) == BRINE_OK);
    brine_session_free(session);
    return again;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static plan p, peace;
    peer_store store = {.made = 0};
    brine_session *session = NULL;
    brine_config *config;

    open_pki();
    lots_rewind();
    plan_read(&p, data, size);
    config = client_config(&p, pki);
    if (plan_client(&p, CLIENT_RESUMES)) {
        plan_make_peace(&p, &peace);
        session = connect_once(&peace, config, &store, NULL);
    }
    if (session != NULL && plan_client(&p, CLIENT_RELOADS_SESSION))
        session = reload(config, session);
    brine_session_free(
        connect_once(&p, config, &store, plan_client(&p, CLIENT_CACHES) ? NULL : session));
    brine_session_free(session);
    brine_config_free(config);
    peer_store_clear(&store);
    return 0;
}
