#include "attack/subject.h"

#include "attack/repeatable.h"

#include <brine/brine.h>

#include <stdio.h>
#include <stdlib.h>

static void need(brine_result result, const brine_error *error)
{
    if (result == BRINE_OK)
        return;
    fprintf(stderr, "attack: %s: %s\n", brine_result_name(result),
            error->code == result ? error->text : brine_result_text(result));
    abort();
}

static void *allocate(void *context, size_t size)
{
    subject *s = context;

    s->live += size;
    return malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    subject *s = context;

    s->live -= size;
    free(block);
}

static int64_t now(void *context)
{
    (void)context;
    return PEER_NOW;
}

static void trust_root(brine_config *config, const peer_pki *pki)
{
    peer_slice root = peer_pki_root(pki);
    brine_error error = {.code = BRINE_OK};
    brine_trust *trust = NULL;

    need(brine_trust_new(NULL, &trust, &error), &error);
    need(brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, &error), &error);
    need(brine_trust_freeze(trust, &error), &error);
    need(brine_config_set_trust(config, trust), &error);
    brine_trust_free(trust);
}

static void use_identity(brine_config *config, peer_pki *pki, attack_identity identity)
{
    const peer_certificate_plan plan = {.key =
                                            identity == ATTACK_RSA ? PEER_KEY_RSA : PEER_KEY_P256,
                                        .subject = "client",
                                        .extended_key_usage = "clientAuth"};
    peer_bytes chain = {.len = 0}, key = {.len = 0};
    brine_error error = {.code = BRINE_OK};
    const peer_certificate *certificate;

    if (identity != ATTACK_RSA && identity != ATTACK_EC)
        return;
    certificate = peer_pki_issue(pki, &plan, pki->root);
    peer_put_certificate_pem(&chain, certificate);
    peer_put_key_pem(&key, certificate->key);
    need(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                   (brine_bytes){key.data, key.len}, &error),
         &error);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

void subject_open(subject *s, const scenario *wanted, peer_pki *pki, size_t payload)
{
    const brine_allocator allocator = {s, allocate, release};
    brine_error error = {.code = BRINE_OK};

    *s = (subject){.payload = payload};
    need(brine_config_new_with(repeatable_provider(), &allocator, &s->config, &error), &error);
    need(brine_config_set_clock(s->config, now, NULL), &error);
    need(brine_config_set_session_cache(s->config, 0), &error);
    need(brine_config_enable_legacy_rsa_key_exchange(s->config), &error);
    trust_root(s->config, pki);
    use_identity(s->config, pki, wanted->identity);
    need(brine_config_freeze(s->config, &error), &error);
}

void subject_close(subject *s)
{
    brine_session_free(s->session);
    brine_config_free(s->config);
    if (s->live != 0) {
        fputs("attack: a config left memory behind\n", stderr);
        abort();
    }
}

brine_conn *subject_connect(const subject *s)
{
    brine_error error = {.code = BRINE_OK};
    brine_conn *conn = NULL;

    repeatable_rewind();
    need(brine_conn_new(s->config, PEER_SERVER_NAME, &conn, &error), &error);
    need(brine_conn_set_session(conn, s->session), &error);
    return conn;
}
