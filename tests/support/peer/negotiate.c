/* What client and server agree on, and the secrets that follow from it. */
#include "support/peer/server.h"

#include <string.h>

enum { HANDSHAKE_FAILURE = 40, ILLEGAL_PARAMETER = 47, PROTOCOL_VERSION = 70 };

/* ---- Suites, groups, schemes ---- */

static bool suite_usable(const peer *p, const peer_suite *suite)
{
    EVP_PKEY *key = p->config.identity->key;
    bool ecdsa = EVP_PKEY_is_a(key, "EC") || EVP_PKEY_is_a(key, "ED25519");

    if (!suite || suite->ecdsa != ecdsa || !peer_list_has(p->hello.suites, suite->id))
        return false;
    return !suite->rsa_key_exchange || EVP_PKEY_is_a(key, "RSA");
}

static const peer_suite *choose_suite(const peer *p)
{
    peer_cursor offered = peer_cursor_at(p->hello.suites);

    for (const uint16_t *each = p->config.suites; each && *each; each++)
        if (suite_usable(p, peer_suite_find(*each)))
            return peer_suite_find(*each);
    while (!p->config.suites && offered.left) {
        const peer_suite *suite = peer_suite_find((uint16_t)peer_get_number(&offered, 2));

        if (suite_usable(p, suite))
            return suite;
    }
    return NULL;
}

/* 0 = none. */
static uint16_t choose_group(const peer *p)
{
    peer_cursor offered = peer_cursor_at(p->hello.groups);

    for (const uint16_t *each = p->config.groups; each && *each; each++)
        if (peer_list_has(p->hello.groups, *each))
            return *each;
    while (!p->config.groups && offered.left) {
        uint16_t group = (uint16_t)peer_get_number(&offered, 2);

        if (peer_group_known(group))
            return group;
    }
    return 0;
}

static uint16_t choose_scheme(const peer *p)
{
    peer_cursor offered = peer_cursor_at(p->hello.schemes);

    if (p->config.scheme)
        return p->config.scheme;
    while (offered.left) {
        uint16_t scheme = (uint16_t)peer_get_number(&offered, 2);

        if (peer_scheme_fits(scheme, p->config.identity->key))
            return scheme;
    }
    return 0;
}

/* ---- Sessions ---- */

void peer_store_clear(peer_store *store)
{
    for (size_t i = 0; i < PEER_SESSIONS_MAX; i++)
        peer_bytes_free(&store->sessions[i].key);
    memset(store, 0, sizeof *store);
}

void peer_remember_session(peer *p, bool is_ticket, peer_slice key)
{
    peer_session *session;

    if (!p->config.store || !key.len)
        return;
    session = &p->config.store->sessions[p->config.store->made++ % PEER_SESSIONS_MAX];
    session->key.len = 0;
    peer_put_slice(&session->key, key);
    session->is_ticket = is_ticket;
    session->suite = p->suite;
    session->extended_master_secret = p->extended_master_secret;
    memcpy(session->master, p->master, sizeof session->master);
}

static const peer_session *find_session(const peer *p, bool is_ticket, peer_slice key)
{
    const peer_store *store = p->config.store;

    for (size_t i = 0; store && key.len && i < PEER_SESSIONS_MAX; i++)
        if (store->sessions[i].is_ticket == is_ticket &&
            peer_equal(peer_slice_of(&store->sessions[i].key), key))
            return &store->sessions[i];
    return NULL;
}

/* RFC 7627 section 5.3: a session made with extended_master_secret is resumed with it only. */
static const peer_session *session_to_resume(const peer *p)
{
    bool extended = p->hello.extended_master_secret && !p->config.no_extended_master_secret;
    const peer_session *session = p->config.tickets ? find_session(p, true, p->hello.ticket)
                                                    : find_session(p, false, p->hello.session_id);

    if (!session || p->config.refuse_resumption ||
        !peer_list_has(p->hello.suites, session->suite->id) ||
        session->extended_master_secret != extended)
        return NULL;
    return session;
}

static void copy_session_id(peer *p)
{
    p->session_id_length = p->hello.session_id.len;
    if (p->session_id_length)
        memcpy(p->session_id, p->hello.session_id.data, p->session_id_length);
}

static void resume(peer *p, const peer_session *session)
{
    p->resumed = true;
    p->suite = session->suite;
    p->extended_master_secret = session->extended_master_secret;
    p->will_send_ticket = p->config.renew_ticket && p->hello.session_ticket;
    memcpy(p->master, session->master, sizeof p->master);
    copy_session_id(p);
    peer_derive_keys(p);
}

static void begin_session(peer *p)
{
    if (p->config.store && p->config.tickets) {
        p->will_send_ticket = p->hello.session_ticket;
    } else if (p->config.store) {
        p->session_id_length = sizeof p->session_id;
        peer_random(p, p->session_id, sizeof p->session_id);
    }
    if (p->config.echo_session_id)
        copy_session_id(p);
}

/* ---- The whole ---- */

const char *peer_negotiate(peer *p, uint8_t *alert)
{
    const peer_session *session = session_to_resume(p);

    *alert = PROTOCOL_VERSION;
    if (p->hello.version < 0x0303)
        return "ClientHello: the version is less than TLS 1.2";
    *alert = HANDSHAKE_FAILURE;
    peer_random(p, p->server_random, sizeof p->server_random);
    if (p->hello.max_fragment_length && p->config.max_fragment_length)
        p->record_limit = (size_t)256 << p->hello.max_fragment_length;
    if (p->config.protocol && peer_protocols_have(p->hello.protocols, p->config.protocol))
        p->protocol = p->config.protocol;
    if (session) {
        resume(p, session);
        return NULL;
    }
    p->extended_master_secret =
        p->hello.extended_master_secret && !p->config.no_extended_master_secret;
    p->will_staple = p->hello.status_request && p->config.staple.len;
    begin_session(p);
    p->suite = choose_suite(p);
    if (!p->suite)
        return "ClientHello: no suite in common";
    if (p->suite->rsa_key_exchange)
        return NULL;
    p->group = choose_group(p);
    p->scheme = choose_scheme(p);
    if (!p->group || !p->scheme)
        return "ClientHello: no group or signature scheme in common";
    return NULL;
}

/* RFC 5246 section 8.1 and RFC 7627 section 4. */
void peer_derive_master(peer *p, peer_slice premaster)
{
    peer_slice client = {p->hello.random, 32}, server = {p->server_random, 32};
    uint8_t hash[PEER_HASH_MAX];
    peer_slice session_hash = {hash, 0}, none = {NULL, 0};

    memcpy(p->premaster, premaster.data, premaster.len);
    p->premaster_length = premaster.len;
    if (p->extended_master_secret) {
        session_hash.len = peer_hash(p->suite->digest, peer_slice_of(&p->transcript), hash);
        peer_prf(p->suite, premaster, "extended master secret", session_hash, none, p->master,
                 sizeof p->master);
    } else {
        peer_prf(p->suite, premaster, "master secret", client, server, p->master, sizeof p->master);
    }
    peer_derive_keys(p);
}

void peer_derive_keys(peer *p)
{
    peer_key_block(p->suite, p->master, p->hello.random, p->server_random, &p->next_reading,
                   &p->next_writing);
}
