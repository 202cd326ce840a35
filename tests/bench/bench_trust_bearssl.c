/*
 * BearSSL leaves files to its user: this is the shortest way from a bundle to an array of
 * br_x509_trust_anchor. Each certificate is decoded for its subject and key, which are
 * copied.
 */
#include "bench_bearssl.h"
#include "bench_trust_peers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes that are being gathered. */
typedef struct gathered {
    unsigned char bytes[65536];
    size_t len;
} gathered;

static void gather(void *context, const void *data, size_t len)
{
    gathered *g = context;

    if (len > sizeof g->bytes - g->len)
        abort();
    memcpy(g->bytes + g->len, data, len);
    g->len += len;
}

static unsigned char *copy(const unsigned char *data, size_t len)
{
    unsigned char *block = malloc(len > 0 ? len : 1);

    if (block == NULL)
        abort();
    memcpy(block, data, len);
    return block;
}

static void copy_key(br_x509_pkey *to, const br_x509_pkey *key)
{
    *to = *key;
    if (key->key_type == BR_KEYTYPE_RSA) {
        to->key.rsa.n = copy(key->key.rsa.n, key->key.rsa.nlen);
        to->key.rsa.e = copy(key->key.rsa.e, key->key.rsa.elen);
    } else {
        to->key.ec.q = copy(key->key.ec.q, key->key.ec.qlen);
    }
}

static void free_anchor(br_x509_trust_anchor *anchor)
{
    free(anchor->dn.data);
    if (anchor->pkey.key_type == BR_KEYTYPE_RSA) {
        free(anchor->pkey.key.rsa.n);
        free(anchor->pkey.key.rsa.e);
    } else {
        free(anchor->pkey.key.ec.q);
    }
}

static void decode_anchor(br_x509_trust_anchor *anchor, const gathered *der)
{
    static gathered name;
    br_x509_decoder_context decoder;
    const br_x509_pkey *key;

    name.len = 0;
    br_x509_decoder_init(&decoder, gather, &name);
    br_x509_decoder_push(&decoder, der->bytes, der->len);
    key = br_x509_decoder_get_pkey(&decoder);
    if (key == NULL)
        abort();
    anchor->dn.data = copy(name.bytes, name.len);
    anchor->dn.len = name.len;
    anchor->flags = br_x509_decoder_isCA(&decoder) ? BR_X509_TA_CA : 0;
    copy_key(&anchor->pkey, key);
}

static unsigned char *read_all(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    unsigned char *data;
    long size;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
        abort();
    rewind(file);
    data = malloc((size_t)size + 1);
    if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size)
        abort();
    fclose(file);
    *len = (size_t)size;
    return data;
}

bearssl_store *bearssl_open(const char *path)
{
    static gathered der;
    br_pem_decoder_context pem;
    size_t len, at = 0;
    unsigned char *text = read_all(path, &len);
    bearssl_store *store = calloc(1, sizeof *store);

    if (store == NULL)
        abort();
    br_pem_decoder_init(&pem);
    while (at < len) {
        at += br_pem_decoder_push(&pem, text + at, len - at);
        switch (br_pem_decoder_event(&pem)) {
        case BR_PEM_BEGIN_OBJ:
            der.len = 0;
            br_pem_decoder_setdest(&pem, gather, &der);
            break;
        case BR_PEM_END_OBJ:
            if (store->count == BEARSSL_ANCHORS_MAX)
                abort();
            decode_anchor(&store->anchors[store->count++], &der);
            break;
        case BR_PEM_ERROR:
            abort();
        }
    }
    free(text);
    return store;
}

void bearssl_close(bearssl_store *store)
{
    while (store->count > 0)
        free_anchor(&store->anchors[--store->count]);
    free(store);
}

void load_with_bearssl(void *context)
{
    bearssl_close(bearssl_open(context));
}
