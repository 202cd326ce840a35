/*
 * What is judged in a full handshake is judged again when the server resumes: by the clock, by
 * the verify hook, by require_staple.
 */
#include "crypto/provider/lookup.h"
#include "unit/conn/workbench.h"

#include <stdlib.h>

static peer_pki *pki;
static peer_identity chain; /* leaf, a certificate that leads nowhere, intermediate */
static peer_identity short_lived;

static const peer_slice staple = PEER_LITERAL("an OCSP response");
static const peer_slice scts = PEER_LITERAL("\x00\x07\x00\x05hello");

#define LIFE 100 /* seconds that the short-lived intermediate still has */

static void make_chains(void)
{
    const peer_certificate_plan leaf = {
        .key = PEER_KEY_P256, .subject = "leaf", .names = "DNS:" PEER_SERVER_NAME};
    const peer_certificate_plan brief = {.key = PEER_KEY_P256,
                                         .subject = "Brief CA",
                                         .key_usage = "critical,keyCertSign",
                                         .basic_constraints = "critical,CA:TRUE",
                                         .not_after = PEER_NOW + LIFE};
    const peer_certificate *ca = peer_pki_issue_ca(pki, "Issuing CA", pki->root);
    const peer_certificate *stray = peer_pki_issue_ca(pki, "Other CA", pki->root);
    const peer_certificate *brief_ca = peer_pki_issue(pki, &brief, pki->root);

    chain = peer_identity_of(peer_pki_issue(pki, &leaf, ca));
    peer_identity_add(&chain, stray);
    peer_identity_add(&chain, ca);
    short_lived = peer_identity_of(peer_pki_issue(pki, &leaf, brief_ca));
    peer_identity_add(&short_lived, brief_ca);
}

static bool same(brine_bytes a, peer_slice b)
{
    return a.len == b.len && memcmp(a.data, b.data, b.len) == 0;
}

/* ---- A hook that notes what it sees ---- */

typedef struct opinion {
    brine_verdict verdict; /* on resumption; a full handshake is accepted */
    brine_alert alert;
    unsigned full, resumed;
    const peer *server; /* to see what the client has sent by then */
    size_t messages, change_cipher_specs;
    bool chain_is_right, path_is_right, path_is_empty, extras_are_right;
} opinion;

static bool path_is_right(const brine_bytes *path, size_t count)
{
    return count == 3 && same(path[0], chain.chain[0]) && same(path[1], chain.chain[2]) &&
           same(path[2], peer_slice_of(&pki->root->der));
}

static brine_verdict judge(void *context, const brine_verify_request *request, brine_alert *alert)
{
    opinion *o = context;

    assert_string_equal(request->server_name, PEER_SERVER_NAME);
    assert_int_equal(*alert, BRINE_ALERT_certificate_unknown);
    o->chain_is_right = request->chain_count == chain.count;
    for (size_t i = 0; o->chain_is_right && i < chain.count; i++)
        o->chain_is_right = same(request->chain[i], chain.chain[i]);
    o->path_is_right = path_is_right(request->path, request->path_count);
    o->path_is_empty = request->path_count == 0;
    o->extras_are_right = same(request->staple, staple) && same(request->sct_list, scts);
    if (!request->resumed) {
        o->full++;
        return BRINE_VERDICT_ACCEPT;
    }
    o->resumed++;
    if (o->server != NULL) {
        o->messages = o->server->report.message_count;
        o->change_cipher_specs = o->server->report.change_cipher_specs;
    }
    if (o->alert != BRINE_ALERT_none)
        *alert = o->alert;
    return o->verdict;
}

static brine_config *hooked_config(opinion *o)
{
    brine_config *config = bench_config(pki, 0);

    assert_int_equal(brine_config_set_verify_hook(config, judge, o), BRINE_OK);
    assert_int_equal(brine_config_request_staple(config), BRINE_OK);
    assert_int_equal(brine_config_request_scts(config), BRINE_OK);
    return config;
}

/* Sessions by ID, by ticket, and by a ticket that is renewed each time. */
enum { BY_ID, BY_TICKET, BY_NEW_TICKET, KINDS };

static peer_config server_with(peer_store *store, int kind)
{
    return (peer_config){.identity = &chain,
                         .store = store,
                         .tickets = kind != BY_ID,
                         .renew_ticket = kind == BY_NEW_TICKET,
                         .pack = kind == BY_NEW_TICKET,
                         .staple = staple,
                         .scts = scts};
}

/* A whole connection; whether it resumed. */
static bool connects_again(brine_config *config, const peer_config *server, brine_session *session)
{
    bench b = bench_open(config, server, NULL);
    bool resumed;

    if (session != NULL)
        assert_int_equal(brine_conn_set_session(b.conn, session), BRINE_OK);
    bench_handshake(&b);
    resumed = bench_facts(&b).resumed;
    assert_int_equal(drive_write(&b.d, "ping", 4), 4);
    assert_int_equal(b.server->application.len, 4);
    bench_next(&b);
    return resumed;
}

/* The first connection, and its session as it is saved. */
static size_t save_first(brine_config *config, const peer_config *server, uint8_t *blob, size_t cap)
{
    bench b = bench_open(config, server, NULL);
    brine_session *session;
    size_t len;

    bench_handshake(&b);
    assert_false(bench_facts(&b).resumed);
    assert_int_equal(brine_conn_session(b.conn, &session, NULL), BRINE_OK);
    assert_int_equal(brine_session_save(session, config, blob, cap, &len, NULL), BRINE_OK);
    brine_session_free(session);
    bench_next(&b);
    return len;
}

static brine_session *load(const brine_config *config, const uint8_t *blob, size_t len)
{
    brine_session *session;

    assert_int_equal(brine_session_load(config, blob, len, &session, NULL), BRINE_OK);
    return session;
}

/* ---- The hook ---- */

static void the_hook_sees_again_what_it_saw(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind);
        brine_config *config = test_freeze(hooked_config(&o));

        assert_false(connects_again(config, &server, NULL));
        assert_int_equal(o.full, 1);
        assert_int_equal(o.resumed, 0);
        for (unsigned i = 1; i < 4; i++) {
            o.chain_is_right = o.path_is_right = o.extras_are_right = false;
            assert_true(connects_again(config, &server, NULL));
            assert_int_equal(o.full, 1);
            assert_int_equal(o.resumed, i);
            assert_true(o.chain_is_right);
            assert_true(o.path_is_right);
            assert_true(o.extras_are_right);
        }
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* Nothing but ClientHello was sent when it is asked, and then its alert alone, in plaintext. */
static void assert_refused_before_anything_was_sent(const bench *b, brine_alert alert)
{
    assert_int_equal(peer_fatal_alert(b->server), alert);
    assert_int_equal(b->server->report.alert_count, 1);
    assert_false(b->server->report.alerts[0].protected);
    assert_int_equal(b->server->report.message_count, 1);
    assert_int_equal(b->server->report.change_cipher_specs, 0);
    assert_int_equal(b->server->application.len, 0);
    assert_true(bench_facts(b).resumed);
    assert_false(brine_conn_state(b->conn) & (BRINE_CONN_READABLE | BRINE_CONN_WRITABLE));
}

static void a_refusal_ends_the_handshake_and_the_session(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_REFUSE, .alert = BRINE_ALERT_certificate_revoked};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind);
        brine_config *config = test_freeze(hooked_config(&o));
        brine_session *session;
        bench b;

        assert_false(connects_again(config, &server, NULL));
        b = bench_open(config, &server, NULL);
        o.server = b.server;
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
        assert_int_equal(o.messages, 1);
        assert_int_equal(o.change_cipher_specs, 0);
        assert_refused_before_anything_was_sent(&b, BRINE_ALERT_certificate_revoked);
        assert_int_equal(brine_conn_session(b.conn, &session, NULL), BRINE_ERROR_NOT_AVAILABLE);
        bench_next(&b);
        o.server = NULL;
        assert_false(connects_again(config, &server, NULL));
        assert_int_equal(o.full, 2);
        assert_int_equal(o.resumed, 1);
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* Loaded from an application's store, or with an older ticket, it still is the same session. */
static void a_refusal_of_a_copy_ends_the_session_in_the_cache(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind);
        brine_config *config = test_freeze(hooked_config(&o));
        static uint8_t blob[65536];
        size_t len = save_first(config, &server, blob, sizeof blob);
        brine_session *copy = load(config, blob, len);
        bench b;

        assert_true(connects_again(config, &server, NULL));
        o.verdict = BRINE_VERDICT_REFUSE;
        b = bench_open(config, &server, NULL);
        assert_int_equal(brine_conn_set_session(b.conn, copy), BRINE_OK);
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
        bench_next(&b);
        assert_false(connects_again(config, &server, NULL));
        brine_session_free(copy);
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* Up to the verdict that has to be waited for. */
static bench wait_for_verdict(brine_config *config, const peer_config *server)
{
    bench b;
    brine_bytes shown[PEER_CHAIN_MAX];

    assert_false(connects_again(config, server, NULL));
    b = bench_open(config, server, NULL);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_WAIT_VERDICT);
    assert_true(bench_facts(&b).resumed);
    assert_int_equal(b.server->report.message_count, 1);
    assert_int_equal(brine_conn_peer_chain(b.conn, shown, PEER_CHAIN_MAX), chain.count);
    assert_true(same(shown[2], chain.chain[2]));
    assert_true(same(brine_conn_peer_staple(b.conn), staple));
    assert_true(same(brine_conn_peer_scts(b.conn), scts));
    return b;
}

static void the_verdict_may_come_later(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_LATER, .alert = BRINE_ALERT_none};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind);
        brine_config *config = test_freeze(hooked_config(&o));
        bench b = wait_for_verdict(config, &server);

        assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_ACCEPT, BRINE_ALERT_none),
                         BRINE_OK);
        bench_handshake(&b);
        assert_true(bench_facts(&b).resumed);
        assert_int_equal(brine_conn_verdict(b.conn, BRINE_VERDICT_ACCEPT, BRINE_ALERT_none),
                         BRINE_ERROR_WRONG_STATE);
        assert_int_equal(drive_write(&b.d, "ping", 4), 4);
        bench_next(&b);
        assert_int_equal(o.resumed, 1);

        b = bench_open(config, &server, NULL);
        assert_int_equal(drive_run(&b.d), BRINE_OK);
        assert_int_equal(
            brine_conn_verdict(b.conn, BRINE_VERDICT_REFUSE, BRINE_ALERT_access_denied),
            BRINE_ERROR_CERT_REFUSED);
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
        assert_refused_before_anything_was_sent(&b, BRINE_ALERT_access_denied);
        bench_next(&b);
        assert_false(connects_again(config, &server, NULL));
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

static void while_it_waits_it_still_takes_alerts(void **state)
{
    opinion o = {.verdict = BRINE_VERDICT_LATER, .alert = BRINE_ALERT_none};
    static const peer_rule rules[] = {PEER_STOP(PEER_SERVER_HELLO)};
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, BY_TICKET);
    brine_config *config = test_freeze(hooked_config(&o));
    bench b;

    (void)state;
    assert_false(connects_again(config, &server, NULL));
    server.rules = rules;
    server.rule_count = 1;
    b = bench_open(config, &server, NULL);
    b.d.ended = true; /* the transport stays open */
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_int_equal(brine_conn_state(b.conn), BRINE_CONN_WAIT_VERDICT);
    peer_say_raw(b.server, "\x15\x03\x03\x00\x02\x02\x5a", 7); /* fatal user_canceled */
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_ALERT);
    assert_false(brine_conn_state(b.conn) & BRINE_CONN_WAIT_VERDICT);
    bench_close(&b);
    peer_store_clear(&store);
}

/* A server that says it resumes and doesn't know the session gets no further for it. */
static void an_accepted_resumption_is_still_to_be_proven(void **state)
{
    static const peer_rule rules[] = {PEER_FLIP(PEER_F_VERIFY_DATA, 0)};
    opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, BY_TICKET);
    brine_config *config = test_freeze(hooked_config(&o));
    bench b;

    (void)state;
    assert_false(connects_again(config, &server, NULL));
    server.rules = rules;
    server.rule_count = 1;
    b = bench_open(config, &server, NULL);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_FINISHED);
    assert_int_equal(o.resumed, 1);
    bench_close(&b);
    peer_store_clear(&store);
}

/* The session has it for the hook; the connection shows it only where it was asked to. */
static void what_sessions_keep_connections_need_not(void **state)
{
    (void)state;
    for (int keep = 0; keep < 2; keep++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, BY_TICKET);
        brine_config *config = hooked_config(&o);

        if (keep == 1)
            assert_int_equal(brine_config_keep_peer(config), BRINE_OK);
        test_freeze(config);
        for (int i = 0; i < 2; i++) {
            bench b = bench_open(config, &server, NULL);

            bench_handshake(&b);
            assert_int_equal(drive_write(&b.d, "ping", 4), 4);
            assert_int_equal(bench_facts(&b).resumed, i == 1);
            assert_int_equal(brine_conn_peer_chain(b.conn, NULL, 0), keep == 1 ? chain.count : 0);
            bench_next(&b);
        }
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

static void a_chain_that_was_not_verified_has_no_path(void **state)
{
    opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
    peer_store store = {.made = 0};
    peer_config server = server_with(&store, BY_TICKET);
    brine_config *config = hooked_config(&o);

    (void)state;
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    test_freeze(config);
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(connects_again(config, &server, NULL), i == 1);
        assert_true(o.path_is_empty);
        assert_true(o.chain_is_right);
        assert_int_equal(o.resumed, i);
    }
    peer_store_clear(&store);
    brine_config_free(config);
}

/* ---- Dates ---- */

/* Without a hook as well: a certificate's date holds for what was built on it. */
static void no_session_outlives_a_certificate_of_its_path(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS * 2; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind / 2);
        brine_config *config = test_freeze(kind % 2 == 0 ? hooked_config(&o) : test_config(pki));
        bench b;

        server.identity = &short_lived;
        assert_false(connects_again(config, &server, NULL));
        test_now = PEER_NOW + LIFE;
        assert_true(connects_again(config, &server, NULL));
        test_now = PEER_NOW + LIFE + 1;
        b = bench_open(config, &server, NULL);
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_EXPIRED);
        assert_false(bench_facts(&b).resumed);
        bench_next(&b);
        server.identity = &chain; /* renewed meanwhile */
        assert_false(connects_again(config, &server, NULL));
        test_now = PEER_NOW;
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* Seconds that pass once ClientHello is made. */
static int64_t delay;

static void let_time_pass(void *context, const brine_trace_event *event)
{
    (void)context;
    if (event->sent && strcmp(event->message, "ClientHello") == 0)
        test_now += delay;
}

static void the_clock_is_asked_again_when_the_server_resumes(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS * 2; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        bool skip_time = kind % 2 == 1;
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind / 2);
        brine_config *config = hooked_config(&o);
        brine_error error;
        bench b;

        if (skip_time)
            assert_int_equal(brine_config_insecure_skip_time(config), BRINE_OK);
        assert_int_equal(brine_config_set_trace(config, let_time_pass, NULL), BRINE_OK);
        test_freeze(config);
        server.identity = &short_lived;
        assert_false(connects_again(config, &server, NULL));
        delay = LIFE + 1;
        b = bench_open(config, &server, NULL);
        assert_int_equal(drive_run(&b.d), skip_time ? BRINE_OK : BRINE_ERROR_CERT_EXPIRED);
        assert_int_equal(o.resumed, skip_time);
        if (!skip_time) {
            brine_conn_error(b.conn, &error);
            assert_non_null(strstr(error.text, "Brief CA"));
            assert_refused_before_anything_was_sent(&b, BRINE_ALERT_certificate_expired);
        }
        bench_next(&b);
        delay = 0;
        test_now = PEER_NOW;
        assert_int_equal(connects_again(config, &server, NULL), skip_time);
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* ---- Saved and loaded ---- */

static void a_loaded_session_is_judged_like_another(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        opinion other = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind);
        brine_config *config = test_freeze(hooked_config(&o));
        brine_config *later = test_freeze(hooked_config(&other));
        static uint8_t blob[65536];
        size_t len = save_first(config, &server, blob, sizeof blob);
        brine_session *session = load(later, blob, len);
        bench b;

        assert_true(connects_again(later, &server, session));
        assert_int_equal(other.full, 0);
        assert_int_equal(other.resumed, 1);
        assert_true(other.chain_is_right && other.path_is_right && other.extras_are_right);
        other.verdict = BRINE_VERDICT_REFUSE;
        b = bench_open(later, &server, NULL);
        assert_int_equal(brine_conn_set_session(b.conn, session), BRINE_OK);
        assert_int_equal(drive_run(&b.d), BRINE_ERROR_CERT_REFUSED);
        assert_refused_before_anything_was_sent(&b, BRINE_ALERT_certificate_unknown);
        bench_next(&b);
        brine_session_free(session);
        peer_store_clear(&store);
        brine_config_free(config);
        brine_config_free(later);
    }
}

/* What the server shows may be too large to keep; a session that can't be judged is none. */
static void what_is_too_large_to_keep_is_not_resumed(void **state)
{
    static uint8_t large[BRINE_SESSION_PEER_MAX], blob[65536];

    (void)state;
    for (int kind = 0; kind < 4; kind++) {
        opinion o = {.verdict = BRINE_VERDICT_ACCEPT, .alert = BRINE_ALERT_none};
        bool hooked = kind < 2;
        peer_store store = {.made = 0};
        peer_config server = server_with(&store, kind % 2);
        brine_config *config = hooked ? hooked_config(&o) : test_config(pki);
        brine_session *session;
        size_t len;

        if (!hooked)
            assert_int_equal(brine_config_require_staple(config), BRINE_OK);
        test_freeze(config);
        server.staple = (peer_slice){large, sizeof large};
        len = save_first(config, &server, blob, sizeof blob);
        session = load(config, blob, len);
        assert_false(connects_again(config, &server, NULL));
        assert_false(connects_again(config, &server, session));
        assert_int_equal(o.resumed, 0);
        brine_session_free(session);

        server.staple.len = sizeof large / 2;
        len = save_first(config, &server, blob, sizeof blob);
        session = load(config, blob, len);
        assert_true(connects_again(config, &server, session));
        assert_true(connects_again(config, &server, NULL));
        brine_session_free(session);
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

/* ---- A second full handshake ---- */

static unsigned verified;
static const brine_verifier *counted; /* ECDSA on P-256 with SHA-256: all of this PKI's */

static brine_result count_and_verify(void *context, const brine_public_key *key,
                                     const uint8_t *digest, size_t digest_len, brine_bytes message,
                                     brine_bytes signature)
{
    verified++;
    return counted->verify(context, key, digest, digest_len, message, signature);
}

/* The signatures verified in one more handshake with the config. */
static unsigned signatures_of_next(brine_config *config)
{
    const peer_config server = {.identity = &chain};
    bench b = bench_open(config, &server, NULL);

    verified = 0;
    bench_handshake(&b);
    assert_false(bench_facts(&b).resumed);
    bench_next(&b);
    return verified;
}

static void the_signature_of_a_ca_that_was_met_is_not_computed_again(void **state)
{
    brine_verifier counting;
    const brine_verifier *const verifiers[] = {&counting, NULL};
    brine_provider provider = *brine_provider_default();

    (void)state;
    counted = brn_find_verifier(&provider, BRINE_KEY_EC, BRINE_GROUP_SECP256R1, BRINE_HASH_SHA256,
                                BRINE_PADDING_NONE);
    counting = *counted;
    counting.verify = count_and_verify;
    provider.verifiers = verifiers;
    for (int remembers = 0; remembers < 2; remembers++) {
        brine_config *config = test_config(pki);

        assert_int_equal(brine_config_set_provider(config, &provider), BRINE_OK);
        assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
        assert_int_equal(brine_config_set_remembered_links(config, BRINE_REMEMBERED_LINKS_MAX + 1),
                         BRINE_ERROR_INVALID_ARGUMENT);
        if (!remembers)
            assert_int_equal(brine_config_set_remembered_links(config, 0), BRINE_OK);
        test_freeze(config);
        assert_int_equal(signatures_of_next(config), 3); /* CA, server, ServerKeyExchange */
        assert_int_equal(signatures_of_next(config), remembers ? 2 : 3);
        assert_int_equal(signatures_of_next(config), remembers ? 2 : 3);
        brine_config_free(config);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hook_sees_again_what_it_saw),
        cmocka_unit_test(a_refusal_ends_the_handshake_and_the_session),
        cmocka_unit_test(a_refusal_of_a_copy_ends_the_session_in_the_cache),
        cmocka_unit_test(the_verdict_may_come_later),
        cmocka_unit_test(while_it_waits_it_still_takes_alerts),
        cmocka_unit_test(an_accepted_resumption_is_still_to_be_proven),
        cmocka_unit_test(what_sessions_keep_connections_need_not),
        cmocka_unit_test(a_chain_that_was_not_verified_has_no_path),
        cmocka_unit_test(no_session_outlives_a_certificate_of_its_path),
        cmocka_unit_test(the_clock_is_asked_again_when_the_server_resumes),
        cmocka_unit_test(a_loaded_session_is_judged_like_another),
        cmocka_unit_test(what_is_too_large_to_keep_is_not_resumed),
        cmocka_unit_test(the_signature_of_a_ca_that_was_met_is_not_computed_again),
    };
    int failed;

    pki = peer_pki_new();
    make_chains();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
