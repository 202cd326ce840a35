/*
 * Chains that are made to cost, brine beside libcrypto's X509_verify_cert, and what a
 * handshake adds; each in multiples of one ECDSA verification with P-256, too, which is
 * what BRINE_PATH_WORK_MAX counts in. All chains are refused.
 */
#include "bench.h"

#include <brine/cert.h>

#include <openssl/x509v3.h>
#include <string.h>

#include "crypto/provider/lookup.h"
#include "unit/x509/costly.h"

typedef struct scenario {
    const char *title;
    der root, sent[BRINE_CERTIFICATES_SENT_MAX];
    size_t count;
    brine_trust *trust;
    X509_STORE *store;
} scenario;

static void need(int condition)
{
    if (!condition)
        abort();
}

/* ---- Chains ---- */

/* The certificate with a signature of 1024 bytes, as RSA-8192 makes: below every modulus here. */
static der sign_at_length(der certificate)
{
    static uint8_t signature[1024];
    const uint8_t *at = certificate.data;
    X509 *x = d2i_X509(NULL, &at, (long)certificate.len);
    uint8_t *tbs = NULL;
    der all;
    int len;

    memset(signature, 0x5a, sizeof signature);
    len = i2d_re_X509_tbs(x, &tbs);
    need(x != NULL && len > 0);
    all = SEQ(factory_copy(tbs, (size_t)len), RSA_SHA256,
              WRAP(0x03, BYTES(0), factory_copy(signature, sizeof signature)));
    OPENSSL_free(tbs);
    X509_free(x);
    return all;
}

/* CAs of one name with costly keys; issued by the root or by another of its name. */
static void add_cas(scenario *s, size_t count, bool rsa, const char *issuer, factory_key signer)
{
    cert_spec server = spec_server("www.example", "CA", KEY_CA);

    server.not_after = TIME("20991231235959Z");
    if (rsa)
        server.algorithm = RSA_SHA256;
    s->sent[0] = factory_make(&server);
    if (rsa)
        s->sent[0] = sign_at_length(s->sent[0]);
    for (size_t i = 0; i < count; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, issuer, signer);

        ca.not_after = server.not_after;
        spec_set(&ca, AKI, false, factory_aki(KEY_ROOT));
        ca.spki = rsa ? costly_rsa(8192, costly_dense_exponent(), i) : costly_point("P-521", i);
        s->sent[i + 1] = factory_make(&ca);
    }
    s->count = count + 1;
}

static void add_names(scenario *s)
{
    enum { NAMES = 2048 };
    static der names[NAMES];
    cert_spec server = spec_server("www.example", "CA", KEY_CA);
    cert_spec ca = spec_ca("CA", KEY_CA, "Root", KEY_ROOT);
    char text[24];

    server.not_after = ca.not_after = TIME("20991231235959Z");
    for (size_t i = 0; i < NAMES; i++) {
        snprintf(text, sizeof text, "t%zu.test", i);
        names[i] = i == 0 ? DNS("www.example") : DNS(text);
    }
    spec_set(&server, SAN, false, factory_wrap(0x30, names, NAMES));
    for (size_t i = 0; i < NAMES; i++) {
        snprintf(text, sizeof text, "x%zu.test", i);
        names[i] = SEQ(DNS(text));
    }
    spec_set(&ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, factory_join(names, NAMES))));
    s->sent[0] = factory_make(&server);
    s->sent[1] = factory_make(&ca);
    s->count = 2;
}

static void finish(scenario *s)
{
    cert_spec root = spec_root("Root", KEY_ROOT);
    const uint8_t *at;
    X509 *anchor;

    root.not_after = TIME("20991231235959Z");
    s->root = factory_make(&root);
    at = s->root.data;
    anchor = d2i_X509(NULL, &at, (long)s->root.len);
    s->store = X509_STORE_new();
    need(anchor != NULL && X509_STORE_add_cert(s->store, anchor) == 1);
    X509_free(anchor);
    s->trust = TRUST(s->root);
}

/* ---- Contenders ---- */

static void verify_brine(void *context)
{
    scenario *s = context;
    brine_verify_options options = {.size = sizeof options,
                                    .trust = s->trust,
                                    .server_name = "www.example",
                                    .time = FACTORY_NOW};
    brine_error error;

    need(brine_cert_verify(&options, s->sent, s->count, NULL, 0, NULL, &error) != BRINE_OK);
}

static void verify_libcrypto(void *context)
{
    scenario *s = context;
    X509_STORE_CTX *verification = X509_STORE_CTX_new();
    STACK_OF(X509) *sent = sk_X509_new_null();

    for (size_t i = 0; i < s->count; i++) {
        const uint8_t *at = s->sent[i].data;

        need(sk_X509_push(sent, d2i_X509(NULL, &at, (long)s->sent[i].len)) > 0);
    }
    need(X509_STORE_CTX_init(verification, s->store, sk_X509_value(sent, 0), sent) == 1);
    need(X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(verification), "www.example", 0));
    need(X509_verify_cert(verification) != 1);
    X509_STORE_CTX_free(verification);
    sk_X509_pop_free(sent, X509_free);
}

/* One verification with P-256: the measure. */
static void verify_p256(void *context)
{
    static uint8_t digest[32], spki[256], signature[80];
    static size_t spki_len, signature_len = sizeof signature;
    brine_public_key key = {.kind = BRINE_KEY_EC, .curve = BRINE_GROUP_SECP256R1};
    const brine_provider *provider = brine_provider_default();
    const brine_verifier *verifier =
        brn_find_verifier(provider, key.kind, key.curve, BRINE_HASH_SHA256, BRINE_PADDING_NONE);

    (void)context;
    if (spki_len == 0) {
        EVP_PKEY_CTX *signer = EVP_PKEY_CTX_new(factory_pkey(KEY_CA), NULL);
        der whole = factory_spki(KEY_CA);

        spki_len = whole.len;
        memcpy(spki, whole.data, whole.len);
        need(EVP_PKEY_sign_init(signer) == 1 &&
             EVP_PKEY_sign(signer, signature, &signature_len, digest, sizeof digest) == 1);
        EVP_PKEY_CTX_free(signer);
    }
    key.point = (brine_bytes){spki + spki_len - 65, 65};
    need(verifier->verify(NULL, &key, digest, sizeof digest, (brine_bytes){digest, 0},
                          (brine_bytes){signature, signature_len}) == BRINE_OK);
}

/* ---- What the key of the server's certificate adds ---- */

static brine_public_key server_key(void)
{
    static uint8_t modulus[1024], exponent[8];

    memset(modulus, 0xa5, sizeof modulus);
    memset(exponent, 0xff, sizeof exponent);
    return (brine_public_key){.kind = BRINE_KEY_RSA,
                              .modulus = {modulus, sizeof modulus},
                              .exponent = {exponent, sizeof exponent},
                              .bits = 8192};
}

static void verify_key_exchange(void *context)
{
    static uint8_t digest[32], signature[1024];
    brine_public_key key = server_key();
    const brine_verifier *verifier = brn_find_verifier(
        brine_provider_default(), key.kind, key.curve, BRINE_HASH_SHA256, BRINE_PADDING_PKCS1);

    (void)context;
    memset(signature, 0x5a, sizeof signature);
    need(verifier->verify(NULL, &key, digest, sizeof digest, (brine_bytes){digest, 0},
                          (brine_bytes){signature, sizeof signature}) == BRINE_ERROR_BAD_SIGNATURE);
}

static void encrypt_premaster(void *context)
{
    static uint8_t premaster[48], out[1024];
    brine_public_key key = server_key();
    const brine_provider *provider = brine_provider_default();
    size_t len = sizeof out;

    (void)context;
    need(provider->premaster_encrypter->encrypt(NULL, provider->random, &key, premaster,
                                                sizeof premaster, out, &len) == BRINE_OK);
}

static void run(const char *title, bench_contender *contenders, size_t count)
{
    bench_run(contenders, count);
    printf("%s\n", title);
    for (size_t i = 1; i < count; i++)
        printf("  %-28s %9.3f ms  %7.1f x P-256; %5.1f ms where P-256 takes 60 us\n",
               contenders[i].name, contenders[i].ns / 1e6, contenders[i].ns / contenders[0].ns,
               contenders[i].ns / contenders[0].ns * 0.06);
}

int main(void)
{
    static scenario scenarios[] = {
        {.title = "127 P-521 CAs of one name, no anchor in reach"},
        {.title = "127 P-521 CAs of one name, named as a root's, which issued none"},
        {.title = "127 P-521 CAs of one name, which a root issued"},
        {.title = "90 RSA-8192 CAs with exponents of 64 ones, no anchor in reach"},
        {.title = "90 RSA-8192 CAs with exponents of 64 ones, which a root issued"},
        {.title = "2048 names under 2048 constraints"},
    };
    bench_contender added[] = {{"P-256", verify_p256, NULL, 0},
                               {"verify ServerKeyExchange", verify_key_exchange, NULL, 0},
                               {"encrypt a premaster secret", encrypt_premaster, NULL, 0}};

    add_cas(&scenarios[0], 127, false, "CA", KEY_ROOT);
    add_cas(&scenarios[1], 127, false, "Root", KEY_OTHER);
    add_cas(&scenarios[2], 127, false, "Root", KEY_ROOT);
    add_cas(&scenarios[3], 90, true, "CA", KEY_ROOT);
    add_cas(&scenarios[4], 90, true, "Root", KEY_ROOT);
    add_names(&scenarios[5]);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        bench_contender contenders[] = {{"P-256", verify_p256, NULL, 0},
                                        {"brine", verify_brine, &scenarios[i], 0},
                                        {"libcrypto", verify_libcrypto, &scenarios[i], 0}};

        finish(&scenarios[i]);
        run(scenarios[i].title, contenders, 3);
        brine_trust_free(scenarios[i].trust);
        X509_STORE_free(scenarios[i].store);
    }
    run("RSA-8192 with an exponent of 64 ones as the server's key", added, 3);
    factory_reset();
    return 0;
}
