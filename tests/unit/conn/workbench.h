/*
 * A workbench: one connection against one scripted server, on a provider of the test's
 * choice.
 */
#ifndef BRINE_TESTS_UNIT_CONN_WORKBENCH_H
#define BRINE_TESTS_UNIT_CONN_WORKBENCH_H

#include "support/peer/drive.h"
#include "support/providers.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <string.h>

typedef struct bench {
    brine_config *config;
    brine_conn *conn;
    peer *server;
    drive d;
} bench;

/* Starts; config is given up with the bench. */
static inline bench bench_open(brine_config *config, const peer_config *server,
                               const drive_options *options)
{
    bench b = {.config = config};

    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &b.conn, NULL), BRINE_OK);
    b.server = peer_new(server);
    b.d = drive_start(b.conn, b.server, options);
    return b;
}

/* Ends one connection; the config stays. */
static inline void bench_next(bench *b)
{
    assert_null(b->d.broken_promise);
    drive_stop(&b->d);
    brine_conn_free(b->conn);
    peer_free(b->server);
}

static inline void bench_close(bench *b)
{
    bench_next(b);
    brine_config_free(b->config);
}

/* Handshakes and fails the test when that fails. */
static inline void bench_handshake(bench *b)
{
    brine_error error;

    if (drive_run(&b->d) != BRINE_OK) {
        brine_conn_error(b->conn, &error);
        fail_msg("%s (server: %s)", error.text, b->server->fault);
    }
    assert_true(brine_conn_state(b->conn) & BRINE_CONN_READABLE);
}

static inline brine_facts bench_facts(const bench *b)
{
    brine_facts facts;

    brine_conn_facts(b->conn, &facts, sizeof facts);
    return facts;
}

/* A config on provider number i. */
static inline brine_config *bench_config(const peer_pki *pki, size_t i)
{
    brine_config *config = test_config(pki);

    assert_int_equal(brine_config_set_provider(config, providers[i].get()), BRINE_OK);
    return config;
}

/* An identity of the client's, issued for this. */
static inline void bench_add_identity(brine_config *config, peer_pki *pki, peer_key_kind kind,
                                      const peer_certificate *issuer)
{
    const peer_certificate_plan plan = {.key = kind, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, issuer);
    peer_bytes chain = {0}, key = {0};
    brine_error error;

    peer_put_certificate_pem(&chain, certificate);
    peer_put_key_pem(&key, certificate->key);
    if (brine_config_add_identity(config, (brine_bytes){chain.data, chain.len},
                                  (brine_bytes){key.data, key.len}, &error) != BRINE_OK)
        fail_msg("%s", error.text);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

/*
 * A leaf that provider number i can talk to with an ECDSA suite: libsodium has no group but
 * x25519, so the sodium provider refuses keys on P-256 (RFC 8422 section 5.3).
 */
static inline peer_key_kind bench_leaf(size_t i)
{
    return strcmp(providers[i].name, "sodium") == 0 ? PEER_KEY_ED25519 : PEER_KEY_P256;
}

#endif
