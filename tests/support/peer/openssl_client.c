#include "support/peer/openssl_client.h"

#include <openssl/x509.h>
#include <string.h>

SSL_CTX *openssl_client_context(const peer_pki *pki)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(context);

    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), pki->root->x509);
    X509_VERIFY_PARAM_set_time(param, (time_t)PEER_NOW);
    X509_VERIFY_PARAM_set1_host(param, PEER_SERVER_NAME, 0);
    return context;
}

SSL *openssl_client_new(SSL_CTX *context)
{
    SSL *ssl = SSL_new(context);
    char name[] = PEER_SERVER_NAME; /* libssl's macro casts const away */

    SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_tlsext_host_name(ssl, name);
    SSL_set_connect_state(ssl);
    return ssl;
}

void openssl_client_carry(SSL *ssl, peer *p)
{
    uint8_t buf[40000];
    int n;
    size_t taken;

    while ((n = BIO_read(SSL_get_wbio(ssl), buf, sizeof buf)) > 0)
        peer_feed(p, buf, (size_t)n);
    while ((taken = peer_take(p, buf, sizeof buf)) > 0)
        BIO_write(SSL_get_rbio(ssl), buf, (int)taken);
}

bool openssl_client_handshake(SSL *ssl, peer *p)
{
    for (int round = 0; round < 8; round++) {
        if (SSL_do_handshake(ssl) == 1) {
            openssl_client_carry(ssl, p);
            return true;
        }
        openssl_client_carry(ssl, p);
    }
    return false;
}

bool openssl_client_echo(SSL *ssl, peer *p)
{
    static const char question[] = "is anybody there?", answer[] = "nobody but us";
    char buf[64];

    if (SSL_write(ssl, question, sizeof question) != sizeof question)
        return false;
    openssl_client_carry(ssl, p);
    if (p->application.len != sizeof question ||
        memcmp(p->application.data, question, sizeof question) != 0)
        return false;
    p->application.len = 0;
    peer_say(p, answer, sizeof answer);
    openssl_client_carry(ssl, p);
    return SSL_read(ssl, buf, sizeof buf) == sizeof answer &&
           memcmp(buf, answer, sizeof answer) == 0;
}
