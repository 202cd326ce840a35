#include "bench_x509_peers.h"

#include <gnutls/x509.h>
#include <mbedtls/x509_crt.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench_bearssl.h"

static void need(int condition)
{
    if (!condition)
        abort();
}

/* ---- OpenSSL ---- */

static void *openssl_open(const char *bundle)
{
    X509_STORE *store = X509_STORE_new();

    need(store != NULL && X509_STORE_load_file(store, bundle) == 1);
    return store;
}

static void openssl_verify(void *store, const bench_chain *chain)
{
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *sent = sk_X509_new_null();
    X509_VERIFY_PARAM *param;

    for (size_t i = 0; i < chain->count; i++) {
        const uint8_t *at = chain->certificates[i].data;
        X509 *certificate = d2i_X509(NULL, &at, (long)chain->certificates[i].len);

        need(certificate != NULL && sk_X509_push(sent, certificate) > 0);
    }
    need(X509_STORE_CTX_init(context, store, sk_X509_value(sent, 0), sent) == 1);
    param = X509_STORE_CTX_get0_param(context);
    need(X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_SSL_SERVER) == 1);
    need(X509_VERIFY_PARAM_set1_host(param, chain->host, 0) == 1);
    need(X509_verify_cert(context) == 1);
    X509_STORE_CTX_free(context);
    sk_X509_pop_free(sent, X509_free);
}

static void openssl_close(void *store)
{
    X509_STORE_free(store);
}

const bench_library bench_openssl = {"OpenSSL", openssl_open, openssl_verify, openssl_close};

/* ---- GnuTLS ---- */

static void *gnutls_open(const char *bundle)
{
    gnutls_x509_trust_list_t list;

    need(gnutls_x509_trust_list_init(&list, 0) == 0);
    need(gnutls_x509_trust_list_add_trust_file(list, bundle, NULL, GNUTLS_X509_FMT_PEM, 0, 0) > 0);
    return list;
}

static void gnutls_verify(void *store, const bench_chain *chain)
{
    gnutls_x509_crt_t sent[BENCH_CHAIN_MAX];
    gnutls_typed_vdata_st data[1];
    char host[256];
    unsigned status = 1;

    for (size_t i = 0; i < chain->count; i++) {
        gnutls_datum_t der = {(unsigned char *)(uintptr_t)chain->certificates[i].data,
                              (unsigned)chain->certificates[i].len};

        need(gnutls_x509_crt_init(&sent[i]) == 0);
        need(gnutls_x509_crt_import(sent[i], &der, GNUTLS_X509_FMT_DER) == 0);
    }
    need(strlen(chain->host) < sizeof host);
    strcpy(host, chain->host);
    data[0].type = GNUTLS_DT_DNS_HOSTNAME;
    data[0].data = (unsigned char *)host;
    data[0].size = 0;
    need(gnutls_x509_trust_list_verify_crt2(store, sent, (unsigned)chain->count, data, 1, 0,
                                            &status, NULL) == 0 &&
         status == 0);
    for (size_t i = 0; i < chain->count; i++)
        gnutls_x509_crt_deinit(sent[i]);
}

static void gnutls_close(void *store)
{
    gnutls_x509_trust_list_deinit(store, 1);
}

const bench_library bench_gnutls = {"GnuTLS", gnutls_open, gnutls_verify, gnutls_close};

/* ---- mbedTLS ---- */

static void *mbedtls_open(const char *bundle)
{
    mbedtls_x509_crt *anchors = malloc(sizeof *anchors);

    need(anchors != NULL);
    mbedtls_x509_crt_init(anchors);
    need(mbedtls_x509_crt_parse_file(anchors, bundle) >= 0);
    return anchors;
}

static void mbedtls_verify(void *store, const bench_chain *chain)
{
    mbedtls_x509_crt sent;
    uint32_t flags = 1;

    mbedtls_x509_crt_init(&sent);
    for (size_t i = 0; i < chain->count; i++)
        need(mbedtls_x509_crt_parse_der(&sent, chain->certificates[i].data,
                                        chain->certificates[i].len) == 0);
    need(mbedtls_x509_crt_verify(&sent, store, NULL, chain->host, &flags, NULL, NULL) == 0);
    mbedtls_x509_crt_free(&sent);
}

static void mbedtls_close(void *store)
{
    mbedtls_x509_crt_free(store);
    free(store);
}

const bench_library bench_mbedtls = {"mbedTLS", mbedtls_open, mbedtls_verify, mbedtls_close};

/* ---- BearSSL ---- */

static void *bear_open(const char *bundle)
{
    return bearssl_open(bundle);
}

static void bear_verify(void *store, const bench_chain *chain)
{
    bearssl_store *anchors = store;
    br_x509_minimal_context context;
    const br_x509_class **engine = &context.vtable;
    time_t now = time(NULL);

    br_x509_minimal_init_full(&context, anchors->anchors, anchors->count);
    /* Days since year 0, in which it counts. */
    br_x509_minimal_set_time(&context, (uint32_t)(now / 86400) + 719528, (uint32_t)(now % 86400));
    (*engine)->start_chain(engine, chain->host);
    for (size_t i = 0; i < chain->count; i++) {
        (*engine)->start_cert(engine, (uint32_t)chain->certificates[i].len);
        (*engine)->append(engine, chain->certificates[i].data, chain->certificates[i].len);
        (*engine)->end_cert(engine);
    }
    need((*engine)->end_chain(engine) == 0);
}

static void bear_close(void *store)
{
    bearssl_close(store);
}

const bench_library bench_bearssl = {"BearSSL", bear_open, bear_verify, bear_close};
