#include "libtls/peer.h"

#include "libtls/cipher_name.h"
#include "libtls/oneline.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HASH_PREFIX "SHA256:"

void brn_tls_peer_clear(brn_tls_peer *peer)
{
    brine_cert_free(peer->certificate);
    brn_tls_bytes_clear(&peer->leaf);
    free(peer->alpn);
    free(peer->chain_pem);
    free(peer->hash);
    free(peer->subject);
    free(peer->issuer);
    *peer = (brn_tls_peer){0};
}

static bool learn_connection(brn_tls_peer *peer, const brine_conn *conn)
{
    brine_facts facts;

    brine_conn_facts(conn, &facts, sizeof facts);
    peer->version = facts.version;
    peer->cipher = brn_tls_cipher_name(facts.suite_id, facts.suite);
    peer->strength = brn_tls_cipher_strength(facts.suite_id);
    peer->resumed = facts.resumed;
    if (facts.alpn.len == 0)
        return true;
    peer->alpn = calloc(1, facts.alpn.len + 1);
    if (peer->alpn != NULL)
        memcpy(peer->alpn, facts.alpn.data, facts.alpn.len);
    return peer->alpn != NULL;
}

/* Two passes: how long the text is, then the text. */
static bool write_pem(brn_tls_peer *peer, const brine_bytes *chain, size_t count)
{
    size_t size = 1, at = 0;

    for (size_t i = 0; i < count; i++)
        size += brine_cert_pem(chain[i], NULL, 0);
    peer->chain_pem = calloc(1, size);
    if (peer->chain_pem == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        at += brine_cert_pem(chain[i], peer->chain_pem + at, size - at);
    peer->chain_pem_len = at;
    return true;
}

static bool write_hash(brn_tls_peer *peer)
{
    const size_t prefix = sizeof HASH_PREFIX - 1;
    uint8_t digest[32];

    peer->hash = malloc(prefix + 2 * sizeof digest + 1);
    if (peer->hash == NULL)
        return false;
    memcpy(peer->hash, HASH_PREFIX, prefix);
    brine_cert_fingerprint(peer->certificate, digest);
    sodium_bin2hex(peer->hash + prefix, 2 * sizeof digest + 1, digest, sizeof digest);
    return true;
}

/* A certificate that can't be parsed passes only without verification; it has no names then. */
static bool learn_certificate(brn_tls_peer *peer, brine_bytes der)
{
    brine_result result;

    if (!brn_tls_bytes_copy(&peer->leaf, der.data, der.len))
        return false;
    result = brine_cert_new(NULL, brn_tls_bytes_view(&peer->leaf), &peer->certificate, NULL);
    if (result != BRINE_OK)
        return result != BRINE_ERROR_OUT_OF_MEMORY;
    peer->subject = brn_tls_oneline(peer->certificate, brine_cert_subject);
    peer->issuer = brn_tls_oneline(peer->certificate, brine_cert_issuer);
    return peer->subject != NULL && peer->issuer != NULL && write_hash(peer);
}

static bool learn_chain(brn_tls_peer *peer, const brine_conn *conn)
{
    size_t count = brine_conn_peer_chain(conn, NULL, 0);
    brine_bytes *chain;
    bool done;

    if (count == 0)
        return true;
    chain = calloc(count, sizeof *chain);
    if (chain == NULL)
        return false;
    brine_conn_peer_chain(conn, chain, count);
    done = learn_certificate(peer, chain[0]) && write_pem(peer, chain, count);
    free(chain);
    return done;
}

bool brn_tls_peer_learn(brn_tls_peer *peer, const brine_conn *conn)
{
    brn_tls_peer_clear(peer);
    peer->known = learn_connection(peer, conn) && learn_chain(peer, conn);
    if (!peer->known)
        brn_tls_peer_clear(peer);
    return peer->known;
}
