#include "attack/walk_kind.h"

#include "support/peer/drive.h"

#include <brine/brine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

walk_kind walk_kinds[WALK_KINDS] = {
    {.name = "full", .terms = {.key_exchange = true}},
    {.name = "full, with all messages",
     .terms = {.key_exchange = true, .staple = true, .ticket = true},
     .staple = true,
     .requests_certificate = true},
    {.name = "full, False Start",
     .terms = {.key_exchange = true, .ticket = true},
     .false_start = true},
    {.name = "RSA key exchange", .terms = {.ticket = true}, .rsa = true},
    {.name = "resumed by session ID", .terms = {.resumed = true}, .session_id = true},
    {.name = "resumed by ticket", .terms = {.resumed = true, .ticket = true}},
};

static void need(brine_result result)
{
    if (result == BRINE_OK)
        return;
    fprintf(stderr, "attack_walk: %s\n", brine_result_name(result));
    abort();
}

static int64_t now(void *context)
{
    (void)context;
    return PEER_NOW;
}

static void set_trust(brine_config *config, const peer_pki *pki)
{
    peer_slice root = peer_pki_root(pki);
    brine_trust *trust = NULL;

    need(brine_trust_new(NULL, &trust, NULL));
    need(brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, NULL));
    need(brine_trust_freeze(trust, NULL));
    need(brine_config_set_trust(config, trust));
    brine_trust_free(trust);
}

static void set_identity(brine_config *config, peer_pki *pki)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_P256, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);
    peer_bytes chain = {.len = 0}, key = {.len = 0};

    peer_put_certificate_pem(&chain, certificate);
    peer_put_key_pem(&key, certificate->key);
    need(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                   (brine_bytes){key.data, key.len}, NULL));
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

static brine_config *make_config(const walk_kind *kind, peer_pki *pki)
{
    brine_config *config = NULL;

    need(brine_config_new(NULL, &config, NULL));
    need(brine_config_set_clock(config, now, NULL));
    need(brine_config_set_session_cache(config, 0));
    set_trust(config, pki);
    if (kind->requests_certificate)
        set_identity(config, pki);
    if (kind->staple)
        need(brine_config_request_staple(config));
    if (kind->rsa)
        need(brine_config_enable_legacy_rsa_key_exchange(config));
    if (kind->false_start)
        need(brine_config_enable_false_start(config));
    need(brine_config_freeze(config, NULL));
    return config;
}

static void copy_session(peer_session *to, const peer_session *from)
{
    *to = *from;
    to->key = (peer_bytes){.len = 0};
    peer_put_slice(&to->key, peer_slice_of(&from->key));
}

peer_config walk_kind_server(const walk_kind *kind, peer_pki *pki, peer_store *store)
{
    static const uint16_t rsa_suites[] = {0x009C, 0x009D, 0};
    static const peer_slice staple = PEER_LITERAL("an OCSP response");
    peer_config server = {.identity = peer_pki_leaf(pki, kind->rsa ? PEER_KEY_RSA : PEER_KEY_P256),
                          .request_certificate = kind->requests_certificate,
                          .tickets = !kind->session_id,
                          .renew_ticket = !kind->session_id};

    *store = (peer_store){.made = 0};
    if (kind->terms.ticket || kind->terms.resumed)
        server.store = store;
    if (kind->session != NULL) {
        copy_session(&store->sessions[0], &kind->known);
        store->made = 1;
    }
    if (kind->rsa)
        server.suites = rsa_suites;
    if (kind->staple)
        server.staple = staple;
    return server;
}

brine_conn *walk_kind_connect(const walk_kind *kind)
{
    brine_conn *conn = NULL;

    need(brine_conn_new(kind->config, PEER_SERVER_NAME, &conn, NULL));
    need(brine_conn_set_session(conn, kind->session));
    return conn;
}

/* A handshake in peace, whose session both sides keep. */
static void make_session(walk_kind *kind, peer_pki *pki)
{
    peer_store store;
    peer_config server = walk_kind_server(kind, pki, &store);
    brine_conn *conn = walk_kind_connect(kind);
    peer *p = peer_new(&server);
    drive d = drive_start(conn, p, NULL);

    need(drive_run(&d));
    need(brine_conn_session(conn, &kind->session, NULL));
    copy_session(&kind->known, &store.sessions[0]);
    drive_stop(&d);
    peer_free(p);
    brine_conn_free(conn);
    peer_store_clear(&store);
}

void walk_kind_open(walk_kind *kind, peer_pki *pki)
{
    kind->config = make_config(kind, pki);
    if (kind->terms.resumed)
        make_session(kind, pki);
}

void walk_kind_close(walk_kind *kind)
{
    brine_session_free(kind->session);
    brine_config_free(kind->config);
    peer_bytes_free(&kind->known.key);
}
