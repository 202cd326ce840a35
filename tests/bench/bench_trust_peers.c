#include "bench_trust_peers.h"

#include <gnutls/x509.h>
#include <mbedtls/x509_crt.h>
#include <openssl/x509.h>
#include <stdlib.h>

void load_with_openssl(void *context)
{
    X509_STORE *store = X509_STORE_new();

    if (store == NULL || X509_STORE_load_file(store, context) != 1)
        abort();
    X509_STORE_free(store);
}

void load_with_gnutls(void *context)
{
    gnutls_x509_trust_list_t list;

    if (gnutls_x509_trust_list_init(&list, 0) < 0 ||
        gnutls_x509_trust_list_add_trust_file(list, context, NULL, GNUTLS_X509_FMT_PEM, 0, 0) <= 0)
        abort();
    gnutls_x509_trust_list_deinit(list, 1);
}

void load_with_mbedtls(void *context)
{
    mbedtls_x509_crt chain;

    mbedtls_x509_crt_init(&chain);
    if (mbedtls_x509_crt_parse_file(&chain, context) < 0)
        abort();
    mbedtls_x509_crt_free(&chain);
}
