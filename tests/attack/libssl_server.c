#include "attack/libssl_server.h"

#include "attack/payload.h"

#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(long worked)
{
    if (worked > 0)
        return;
    ERR_print_errors_fp(stderr);
    abort();
}

static void note_alert(const SSL *ssl, int where, int value)
{
    libssl_side *side = SSL_get_app_data(ssl);

    if ((where & SSL_CB_ALERT) == 0 || value >> 8 != SSL3_AL_FATAL)
        return;
    if ((where & SSL_CB_WRITE) != 0)
        side->alert_sent = value & 0xff;
    else
        side->alert_received = value & 0xff;
}

static void use_identity(SSL_CTX *context, const peer_identity *identity)
{
    const uint8_t *der = identity->chain[0].data;
    X509 *leaf = d2i_X509(NULL, &der, (long)identity->chain[0].len);

    need(leaf != NULL);
    need(SSL_CTX_use_certificate(context, leaf));
    need(SSL_CTX_use_PrivateKey(context, identity->key));
    X509_free(leaf);
}

/* Sessions and tickets that each connection begins with, and keys of tickets that repeat. */
static void use_sessions(SSL_CTX *context, const scenario *s)
{
    unsigned char keys[80], name[] = "attack";

    memset(keys, 0x42, sizeof keys);
    need(SSL_CTX_set_tlsext_ticket_keys(context, keys, sizeof keys));
    need(SSL_CTX_set_session_id_context(context, name, sizeof name));
    if (s->begin == ATTACK_SESSION_ID)
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
}

libssl_server libssl_server_make(const scenario *s, peer_pki *pki, size_t payload)
{
    libssl_server made = {.context = SSL_CTX_new(TLS_server_method()), .payload = payload};
    char groups[32]; /* libssl's macro casts const away */

    snprintf(groups, sizeof groups, "%s", scenario_groups(s));
    need(made.context != NULL);
    need(SSL_CTX_set_min_proto_version(made.context, TLS1_2_VERSION));
    need(SSL_CTX_set_max_proto_version(made.context, TLS1_2_VERSION));
    need(SSL_CTX_set_cipher_list(made.context, scenario_suite(s)));
    need(SSL_CTX_set1_groups_list(made.context, groups));
    SSL_CTX_set_options(made.context, SSL_OP_CIPHER_SERVER_PREFERENCE);
    use_identity(made.context, peer_pki_leaf(pki, s->key));
    use_sessions(made.context, s);
    if (s->identity != ATTACK_NOT_ASKED) {
        SSL_CTX_set_verify(made.context, SSL_VERIFY_PEER, NULL);
        need(X509_STORE_add_cert(SSL_CTX_get_cert_store(made.context), pki->root->x509));
        need(SSL_CTX_add_client_CA(made.context, pki->root->x509));
    }
    SSL_CTX_set_info_callback(made.context, note_alert);
    return made;
}

void libssl_server_free(libssl_server *server)
{
    SSL_CTX_free(server->context);
    peer_bytes_free(&server->session);
}

/* ---- One connection ---- */

/* A session that once failed is not resumed again, so each connection gets its own copy. */
static void offer_session(const libssl_server *server)
{
    const uint8_t *der = server->session.data;
    SSL_SESSION *session;

    SSL_CTX_flush_sessions(server->context, 0);
    if (server->session.len == 0)
        return;
    session = d2i_SSL_SESSION(NULL, &der, (long)server->session.len);
    need(session != NULL);
    need(SSL_CTX_add_session(server->context, session));
    SSL_SESSION_free(session);
}

void libssl_side_open(libssl_side *side, const libssl_server *server)
{
    *side = (libssl_side){.ssl = SSL_new(server->context),
                          .payload = server->payload,
                          .alert_sent = -1,
                          .alert_received = -1};
    need(side->ssl != NULL);
    offer_session(server);
    SSL_set_app_data(side->ssl, side);
    SSL_set_bio(side->ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_accept_state(side->ssl);
}

/* True when libssl only waits for more. */
static bool waits(libssl_side *side, int result)
{
    bool wants = SSL_get_error(side->ssl, result) == SSL_ERROR_WANT_READ;

    side->failed = !wants;
    ERR_clear_error();
    return wants;
}

static void handshake(libssl_side *side)
{
    int result = SSL_do_handshake(side->ssl);

    side->handshaken = result == 1;
    if (!side->handshaken)
        waits(side, result);
}

static void answer(libssl_side *side)
{
    const uint8_t *payload = payload_of(PAYLOAD_SERVER);

    for (size_t done = 0, n; done < side->payload; done += n) {
        n = payload_record(done, side->payload);
        need(SSL_write(side->ssl, payload + done, (int)n));
    }
    SSL_shutdown(side->ssl);
    side->answered = true;
}

static void read_payload(libssl_side *side)
{
    static uint8_t buf[SSL3_RT_MAX_PLAIN_LENGTH];

    while (!side->failed) {
        int n = SSL_read(side->ssl, buf, sizeof buf);

        if (n <= 0) {
            waits(side, n);
            return;
        }
        if ((size_t)n > side->payload - side->received ||
            memcmp(buf, payload_of(PAYLOAD_CLIENT) + side->received, (size_t)n) != 0)
            side->wrong = true;
        side->received += (size_t)n;
        if (side->wrong || side->received >= side->payload)
            return;
    }
}

void libssl_side_hear(libssl_side *side, const uint8_t *in, size_t len, peer_bytes *out)
{
    uint8_t buf[4096];
    int n;

    if (len > 0)
        need(BIO_write(SSL_get_rbio(side->ssl), in, (int)len));
    if (!side->handshaken && !side->failed)
        handshake(side);
    if (side->handshaken && !side->failed && !side->wrong && !side->answered) {
        read_payload(side);
        if (!side->wrong && side->received == side->payload)
            answer(side);
    } else if (side->answered && !side->failed) {
        n = SSL_read(side->ssl, buf, sizeof buf);
        side->wrong = n > 0;
        side->failed = n <= 0 && SSL_get_error(side->ssl, n) == SSL_ERROR_SSL;
        ERR_clear_error();
    }
    while ((n = BIO_read(SSL_get_wbio(side->ssl), buf, sizeof buf)) > 0)
        peer_put(out, buf, (size_t)n);
}

void libssl_side_close(libssl_side *side)
{
    SSL_free(side->ssl);
    side->ssl = NULL;
}

void libssl_server_remember(libssl_server *server, const libssl_side *side)
{
    SSL_SESSION *session = SSL_get_session(side->ssl);
    uint8_t *to;
    int len = i2d_SSL_SESSION(session, NULL);

    need(len);
    peer_bytes_free(&server->session);
    peer_put_zeros(&server->session, (size_t)len);
    to = server->session.data;
    need(i2d_SSL_SESSION(session, &to));
}
