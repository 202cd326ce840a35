/*
 * What the server showed, and what follows from it: the verified path, the channel binding.
 */
#include "base/error.h"
#include "config/certificate_list.h"
#include "conn/conn.h"
#include "x509/certificate/certificate.h"
#include "x509/key/digest.h"

#include <string.h>

/* What the connection kept; during the handshake, what the handshake has. */
static brn_peer_parts peer_parts(const brine_conn *conn)
{
    if (conn != NULL && conn->peer != NULL)
        return conn->peer->parts;
    if (conn != NULL && conn->hs != NULL)
        return brn_handshake_peer(conn->hs);
    return (brn_peer_parts){.chain = {NULL, 0}};
}

size_t brine_conn_peer_chain(const brine_conn *conn, brine_bytes *chain, size_t cap)
{
    brine_bytes list = peer_parts(conn).chain;

    if (chain == NULL && cap > 0)
        return 0;
    return list.len > 0 ? brn_read_certificate_list(list, chain, cap) : 0;
}

brine_bytes brine_conn_peer_staple(const brine_conn *conn)
{
    return peer_parts(conn).staple;
}

brine_bytes brine_conn_peer_scts(const brine_conn *conn)
{
    return peer_parts(conn).sct_list;
}

/* Only what stays with the connection, so that the answer does not change with its progress. */
static brine_result check_kept(const brine_conn *conn, const char *step, brine_error *error)
{
    if (!brn_conn_is_authenticated(conn))
        return brn_conn_not_authenticated(conn, error, step);
    if (!conn->config->keep_peer)
        return brn_conn_not_available(error, step,
                                      "the connection did not keep the server's certificates",
                                      "call brine_config_keep_peer before the config is frozen");
    if (conn->peer == NULL)
        return brn_conn_not_available(
            error, step, "the session that was resumed did not keep the server's certificates",
            "make a connection without that session; BRINE_SESSION_PEER_MAX says "
            "how much one keeps");
    return BRINE_OK;
}

brine_result brine_conn_peer_path(const brine_conn *conn, brine_bytes *path, size_t cap,
                                  size_t *count, brine_error *error)
{
    brine_bytes chain[BRINE_CERTIFICATES_SENT_MAX];
    brine_result result;
    brn_path found;

    if (conn == NULL || count == NULL || (path == NULL && cap > 0))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "path", NULL);
    *count = 0;
    result = check_kept(conn, "path", error);
    if (result != BRINE_OK)
        return result;
    if (conn->config->policy.choices.insecure_skip_chain)
        return brn_conn_not_available(
            error, "path", "the config skips the chain, so no path was verified",
            "verify the chain, or ask brine_conn_peer_chain for what was sent");
    (void)brn_read_certificate_list(conn->peer->parts.chain, chain, BRINE_CERTIFICATES_SENT_MAX);
    brn_peer_path(conn->peer, chain, &found);
    brn_path_hand_out(&found, path, cap);
    *count = found.count;
    return BRINE_OK;
}

/* ---- tls-server-end-point ---- */

static const char end_point[] = "tls-server-end-point";

/* Hashes a certificate by its signature's hash function; false with the reason in error. */
static bool hash_certificate(const brine_conn *conn, brine_bytes der, uint8_t *digest, size_t *len,
                             brine_error *error)
{
    const brn_signature_algorithm *algorithm = NULL;
    brn_certificate certificate;
    brn_malformed malformed;

    if (brn_certificate_parse_some(der, BRN_JUDGE_KEY, &certificate, &malformed))
        algorithm = certificate.signature_algorithm;
    if (algorithm != NULL && algorithm->end_point != BRN_NO_END_POINT &&
        brn_hash_message(conn->config->provider, algorithm->end_point, der, digest, len))
        return true;
    (void)brn_fail(error, BRINE_ERROR_NOT_AVAILABLE, end_point,
                   "the server's certificate is signed with %s, which has no hash function that "
                   "serves for tls-server-end-point here (RFC 5929 section 4.1)",
                   algorithm != NULL ? algorithm->name : "an unknown algorithm");
    if (error != NULL)
        brn_error_advise(error, "", "use no channel binding, or one by brine_conn_export");
    return false;
}

brine_result brine_conn_tls_server_end_point(const brine_conn *conn, uint8_t *out, size_t cap,
                                             size_t *len, brine_error *error)
{
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    brine_result result;
    size_t digest_len;
    brine_bytes leaf;

    if (conn == NULL || len == NULL || (out == NULL && cap > 0))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, end_point, NULL);
    *len = 0;
    result = check_kept(conn, end_point, error);
    if (result != BRINE_OK)
        return result;
    (void)brn_read_certificate_list(conn->peer->parts.chain, &leaf, 1);
    if (!hash_certificate(conn, leaf, digest, &digest_len, error))
        return BRINE_ERROR_NOT_AVAILABLE;
    if (cap < digest_len)
        return brn_fail(error, BRINE_ERROR_BUFFER_TOO_SMALL, end_point,
                        "the buffer has %lu bytes, expected at least %lu", (unsigned long)cap,
                        (unsigned long)digest_len);
    memcpy(out, digest, digest_len);
    *len = digest_len;
    return BRINE_OK;
}
