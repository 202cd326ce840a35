/*
 * A whole handshake and a record each way: what is derived from the key exchange must not
 * show in branches and addresses, from the premaster secret to the plaintext.
 *
 * The primitives have tests of their own. Here they run on defined copies of their secrets,
 * and what comes out of them is marked as secret again, so that a complaint is about the
 * handshake, the record layer or the engine.
 */
#include "conn/conn.h"
#include "crypto/provider/lookup.h"
#include "ct/ct.h"
#include "leak.h"
#include "support/peer/peer.h"

#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

static brine_provider provider;
static const brine_group *real_group;
static const brine_aead *real_aead;
static const brine_premaster_encrypter *real_encrypter;
static brine_group group;
static brine_aead aead;
static brine_premaster_encrypter encrypter;
static const brine_group *groups[] = {&group, NULL};
static const brine_aead *aeads[] = {&aead, NULL};

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "ct_handshake_test: %s\n", what);
    exit(1);
}

/* The primitives take their secrets as const, but to know of them is no change. */
static void set_secret(const void *p, size_t len)
{
    ct_secret((void *)(uintptr_t)p, len);
}

static void set_public(const void *p, size_t len)
{
    ct_public((void *)(uintptr_t)p, len);
}

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    brine_result result = real_group->keygen(context, random, private_key, public_key);

    set_secret(private_key, real_group->private_length);
    return result;
}

static brine_result agree(void *context, const uint8_t *private_key, const uint8_t *peer_key,
                          size_t peer_len, uint8_t *shared)
{
    brine_result result;

    set_public(private_key, real_group->private_length);
    result = real_group->agree(context, private_key, peer_key, peer_len, shared);
    set_secret(private_key, real_group->private_length);
    set_secret(shared, real_group->shared_length);
    return result;
}

static brine_result encrypt(void *context, brine_random_function random,
                            const brine_public_key *key, const uint8_t *message, size_t len,
                            uint8_t *out, size_t *out_len)
{
    brine_result result = real_encrypter->encrypt(context, random, key, message, len, out, out_len);

    set_secret(message, len);
    return result;
}

static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    brine_result result;

    must(ct_all_secret(key, real_aead->key_length), "the tool lost sight of the keys");
    set_public(key, real_aead->key_length);
    result = real_aead->set_key(context, state, key);
    set_secret(key, real_aead->key_length);
    set_secret(state, real_aead->state_size);
    return result;
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    uint8_t clear_nonce[BRINE_AEAD_NONCE_SIZE];
    brine_result result;

    memcpy(clear_nonce, nonce, sizeof clear_nonce);
    set_public(clear_nonce, sizeof clear_nonce);
    set_public(state, real_aead->state_size);
    set_public(in, len);
    result = real_aead->seal(context, state, clear_nonce, ad, ad_len, in, len, out);
    set_secret(state, real_aead->state_size);
    set_secret(in, len);
    return result;
}

static brine_result open_record(void *context, const void *state,
                                const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                                size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    uint8_t clear_nonce[BRINE_AEAD_NONCE_SIZE];
    brine_result result;

    memcpy(clear_nonce, nonce, sizeof clear_nonce);
    set_public(clear_nonce, sizeof clear_nonce);
    set_public(state, real_aead->state_size);
    result = real_aead->open(context, state, clear_nonce, ad, ad_len, in, len, out);
    set_secret(state, real_aead->state_size);
    /* ad[8] is the record's type. Alerts and handshake messages are no secrets once opened. */
    if (ad[8] == BRN_CONTENT_APPLICATION_DATA)
        set_secret(out, len - real_aead->tag_length);
    return result;
}

static void clear(void *context, void *state)
{
    set_public(state, real_aead->state_size);
    real_aead->clear(context, state);
}

static void make_provider(brine_group_id group_id, brine_aead_id aead_id)
{
    provider = *brine_provider_default();
    real_group = brn_find_group(&provider, group_id);
    real_aead = brn_find_aead(&provider, aead_id);
    real_encrypter = provider.premaster_encrypter;
    group = *real_group;
    group.keygen = keygen;
    group.agree = agree;
    aead = *real_aead;
    aead.set_key = set_key;
    aead.seal = seal;
    aead.open = open_record;
    aead.clear = clear;
    encrypter = *real_encrypter;
    encrypter.encrypt = encrypt;
    provider.groups = groups;
    provider.aeads = aeads;
    provider.premaster_encrypter = &encrypter;
}

static int64_t now(void *context)
{
    (void)context;
    return PEER_NOW;
}

static brine_config *make_config(const peer_pki *pki, bool rsa_key_exchange)
{
    peer_slice root = peer_pki_root(pki);
    brine_config *config;
    brine_trust *trust = NULL;

    must(brine_config_new(NULL, &config, NULL) == BRINE_OK &&
             brine_trust_new(NULL, &trust, NULL) == BRINE_OK &&
             brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, NULL) ==
                 BRINE_OK &&
             brine_trust_freeze(trust, NULL) == BRINE_OK &&
             brine_config_set_trust(config, trust) == BRINE_OK &&
             brine_config_set_provider(config, &provider) == BRINE_OK &&
             brine_config_set_clock(config, now, NULL) == BRINE_OK,
         "no config");
    brine_trust_free(trust);
    if (rsa_key_exchange)
        must(brine_config_enable_legacy_rsa_key_exchange(config) == BRINE_OK &&
                 brine_config_set_suites(config, "AES128-GCM-SHA256", NULL) == BRINE_OK,
             "no RSA key exchange");
    must(brine_config_freeze(config, NULL) == BRINE_OK, "the config does not freeze");
    return config;
}

/* Sends all there is, and len bytes of data. */
static void carry_out(brine_conn *conn, peer *server, const uint8_t *data, size_t len)
{
    static uint8_t out[8192];
    size_t made, taken;

    must(brine_conn_send(conn, out, sizeof out, data, len, &made, &taken) == BRINE_OK &&
             taken == len,
         "sending failed");
    peer_feed(server, out, made);
}

static void carry_in(brine_conn *conn, peer *server, uint8_t *data, size_t *len)
{
    static uint8_t in[65536];
    size_t have = peer_take(server, in, sizeof in);
    brine_received received;

    *len = 0;
    for (size_t at = 0; at < have; at += received.consumed) {
        must(brine_conn_receive(conn, in + at, have - at, &received) == BRINE_OK,
             "receiving failed");
        memcpy(data + *len, received.data, received.data_len);
        *len += received.data_len;
    }
}

static void run(brine_config *config, const peer_config *server_config, leak wanted)
{
    peer *server = peer_new(server_config);
    uint8_t data[64] = "secret";
    brine_conn *conn;
    size_t len;

    must(brine_conn_new(config, PEER_SERVER_NAME, &conn, NULL) == BRINE_OK, "no connection");
    while ((brine_conn_state(conn) & BRINE_CONN_READABLE) == 0) {
        carry_out(conn, server, NULL, 0);
        carry_in(conn, server, data, &len);
    }
    must(ct_all_secret(conn->master_secret, sizeof conn->master_secret),
         "the tool lost sight of the master secret");
    leak_if(wanted, conn->master_secret);
    ct_secret(data, 6);
    carry_out(conn, server, data, 6);
    peer_say(server, "answer", 6);
    carry_in(conn, server, data, &len);
    must(len == 6 && ct_all_secret(data, len), "the tool lost sight of the plaintext");
    must(brine_conn_close(conn) == BRINE_OK, "closing failed");
    brine_conn_free(conn);
    peer_free(server);
}

static void run_both(const peer_pki *pki, const peer_identity *identity, bool rsa_key_exchange,
                     leak wanted)
{
    brine_config *config = make_config(pki, rsa_key_exchange);
    peer_store store = {.made = 0};
    peer_config server = {.identity = identity, .store = &store, .tickets = true};

    run(config, &server, wanted); /* full */
    run(config, &server, wanted); /* resumed */
    peer_store_clear(&store);
    brine_config_free(config);
}

int main(int argc, char **argv)
{
    leak wanted = leak_wanted(argc, argv);
    peer_pki *pki = peer_pki_new();

    make_provider(BRINE_GROUP_X25519, BRINE_AEAD_CHACHA20_POLY1305);
    run_both(pki, peer_pki_leaf(pki, PEER_KEY_ED25519), false, wanted);
    puts("x25519, ChaCha20-Poly1305: done");
    make_provider(BRINE_GROUP_SECP256R1, BRINE_AEAD_AES_128_GCM);
    run_both(pki, peer_pki_leaf(pki, PEER_KEY_P256), false, wanted);
    puts("secp256r1, AES-128-GCM: done");
    run_both(pki, peer_pki_leaf(pki, PEER_KEY_RSA), true, wanted);
    puts("RSA key exchange, AES-128-GCM: done");
    peer_pki_free(pki);
    return 0;
}
