/* RAND_set_rand_method is deprecated, and the one way to make libssl repeat itself. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "bench/replay_openssl.h"

#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void replay_record(replay_recording *recording, const uint8_t *data, size_t len)
{
    if (len == 0)
        return;
    if (recording->count == REPLAY_ANSWERS_MAX)
        abort();
    peer_put(&recording->answers[recording->count++], data, len);
}

void replay_rewind(replay_recording *recording)
{
    recording->next = 0;
}

size_t replay_next(replay_recording *recording, uint8_t *out, size_t cap)
{
    const peer_bytes *answer;

    if (recording->next == recording->count)
        return 0;
    answer = &recording->answers[recording->next++];
    if (answer->len > cap)
        abort();
    memcpy(out, answer->data, answer->len);
    return answer->len;
}

void replay_forget(replay_recording *recording)
{
    for (size_t i = 0; i < recording->count; i++)
        peer_bytes_free(&recording->answers[i]);
    memset(recording, 0, sizeof *recording);
}

struct replay_openssl {
    SSL_CTX *context;
    SSL_SESSION *session;
    replay_recording recording;
    peer *server; /* while it is recorded */
};

static uint64_t draw;

static int repeat_bytes(unsigned char *out, int len)
{
    for (int i = 0; i < len; i++) {
        draw = draw * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        out[i] = (unsigned char)(draw >> 33);
    }
    return 1;
}

static int ready(void)
{
    return 1;
}

static const RAND_METHOD repeating = {NULL, repeat_bytes, NULL, NULL, repeat_bytes, ready};

static void fail(const char *what)
{
    fprintf(stderr, "replay_openssl: %s\n", what);
    exit(1);
}

/* What the server answers to len bytes. */
static size_t answer(replay_openssl *r, const uint8_t *data, size_t len, uint8_t *in, size_t cap)
{
    size_t have;

    if (r->server == NULL)
        return replay_next(&r->recording, in, cap);
    /* The server draws from libcrypto, too, and must not take what is the client's. */
    RAND_set_rand_method(NULL);
    peer_feed(r->server, data, len);
    RAND_set_rand_method(&repeating);
    have = peer_take(r->server, in, cap);
    replay_record(&r->recording, in, have);
    return have;
}

static SSL *handshake(replay_openssl *r)
{
    static uint8_t out[32768], in[65536];
    char name[] = PEER_SERVER_NAME; /* libssl's macro casts const away */
    SSL *ssl = SSL_new(r->context);
    BIO *to_client = BIO_new(BIO_s_mem()), *to_server = BIO_new(BIO_s_mem());

    draw = 1;
    RAND_set_rand_method(&repeating);
    SSL_set_bio(ssl, to_client, to_server);
    SSL_set_tlsext_host_name(ssl, name);
    SSL_set1_host(ssl, PEER_SERVER_NAME);
    if (r->session != NULL)
        SSL_set_session(ssl, r->session);
    while (SSL_connect(ssl) != 1) {
        int made = BIO_read(to_server, out, sizeof out);
        size_t have = answer(r, out, made > 0 ? (size_t)made : 0, in, sizeof in);

        if (have == 0)
            fail("libssl's handshake came to a halt");
        BIO_write(to_client, in, (int)have);
    }
    if (r->server != NULL && BIO_pending(to_server) > 0) { /* Finished of a resumed one */
        int made = BIO_read(to_server, out, sizeof out);

        peer_feed(r->server, out, (size_t)made);
    }
    RAND_set_rand_method(NULL);
    /* Freed without a shutdown, a connection would take its session along. */
    SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    return ssl;
}

static SSL *record(replay_openssl *r, const peer_config *server)
{
    SSL *ssl;

    replay_forget(&r->recording);
    r->server = peer_new(server);
    ssl = handshake(r);
    peer_free(r->server);
    r->server = NULL;
    return ssl;
}

replay_openssl *replay_openssl_new(const peer_config *server, peer_slice root, bool resumed)
{
    replay_openssl *r = calloc(1, sizeof *r);
    const unsigned char *der = root.data;
    X509 *anchor;
    SSL *ssl;

    if (r == NULL)
        abort();
    r->context = SSL_CTX_new(TLS_client_method());
    anchor = d2i_X509(NULL, &der, (long)root.len);
    SSL_CTX_set_max_proto_version(r->context, TLS1_2_VERSION);
    SSL_CTX_set_verify(r->context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_cipher_list(r->context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    X509_STORE_add_cert(SSL_CTX_get_cert_store(r->context), anchor);
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(r->context), (time_t)PEER_NOW);
    X509_free(anchor);
    ssl = record(r, server);
    if (resumed) {
        r->session = SSL_get1_session(ssl);
        SSL_free(ssl);
        ssl = record(r, server);
        if (!SSL_session_reused(ssl))
            fail("libssl did not resume");
    }
    SSL_free(ssl);
    return r;
}

void replay_openssl_run(replay_openssl *r)
{
    replay_rewind(&r->recording);
    SSL_free(handshake(r));
}

void replay_openssl_free(replay_openssl *r)
{
    replay_forget(&r->recording);
    SSL_SESSION_free(r->session);
    SSL_CTX_free(r->context);
    free(r);
}
