#include "support/peer/pki.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

/* An id-RSASSA-PSS key with the numbers of an RSA key: making new numbers is slow. */
static EVP_PKEY *as_pss(EVP_PKEY *rsa)
{
    OSSL_PARAM *numbers = NULL;
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);

    must(context && EVP_PKEY_todata(rsa, EVP_PKEY_KEYPAIR, &numbers) == 1 &&
         EVP_PKEY_fromdata_init(context) == 1 &&
         EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, numbers) == 1);
    OSSL_PARAM_free(numbers);
    EVP_PKEY_CTX_free(context);
    return key;
}

static unsigned rsa_bits(peer_key_kind kind)
{
    return kind == PEER_KEY_RSA_1024 ? 1024 : kind == PEER_KEY_RSA_3072 ? 3072 : 2048;
}

static EVP_PKEY *rsa_key(peer_pki *pki, peer_key_kind kind)
{
    EVP_PKEY **key = &pki->rsa_keys[kind];

    if (!*key)
        *key = kind == PEER_KEY_RSA_PSS ? as_pss(rsa_key(pki, PEER_KEY_RSA))
                                        : EVP_RSA_gen(rsa_bits(kind));
    must(*key != NULL);
    return *key;
}

static EVP_PKEY *make_key(peer_pki *pki, peer_key_kind kind)
{
    EVP_PKEY *key = NULL;

    switch (kind) {
    case PEER_KEY_P256:
        key = EVP_EC_gen("P-256");
        break;
    case PEER_KEY_P384:
        key = EVP_EC_gen("P-384");
        break;
    case PEER_KEY_P521:
        key = EVP_EC_gen("P-521");
        break;
    case PEER_KEY_ED25519:
        key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
        break;
    case PEER_KEY_RSA:
    case PEER_KEY_RSA_PSS:
    case PEER_KEY_RSA_1024:
    case PEER_KEY_RSA_3072:
        key = rsa_key(pki, kind);
        must(EVP_PKEY_up_ref(key) == 1);
        break;
    case PEER_KEY_KINDS:
        break;
    }
    must(key != NULL);
    return key;
}

static void set_name(X509_NAME *name, const char *common_name)
{
    must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name,
                                    -1, -1, 0) == 1);
}

static void add_extension(X509 *x509, X509V3_CTX *context, int nid, const char *value)
{
    X509_EXTENSION *extension;

    if (!value)
        return;
    extension = X509V3_EXT_conf_nid(NULL, context, nid, value);
    must(extension && X509_add_ext(x509, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

static void sign_certificate(X509 *x509, EVP_PKEY *key, const char *digest)
{
    const EVP_MD *md = EVP_get_digestbyname(digest ? digest : "SHA256");

    if (EVP_PKEY_is_a(key, "ED25519"))
        md = NULL;
    must(X509_sign(x509, key, md) > 0);
}

/* Changes the certificate's public key in place, so that no key has it. */
static void leave_curve(X509 *x509)
{
    const uint8_t *point;
    int len;

    must(X509_PUBKEY_get0_param(NULL, &point, &len, NULL, X509_get_X509_PUBKEY(x509)) == 1);
    ((uint8_t *)(uintptr_t)point)[len - 1] ^= 1;
}

peer_certificate *peer_pki_issue(peer_pki *pki, const peer_certificate_plan *plan,
                                 const peer_certificate *issuer)
{
    static long serial = 1000;
    peer_certificate *made = calloc(1, sizeof *made);
    X509V3_CTX context;
    int64_t from = plan->not_before ? plan->not_before : PEER_NOW - 10 * PEER_DAY;
    int64_t until = plan->not_after ? plan->not_after : PEER_NOW + 90 * PEER_DAY;
    uint8_t *der = NULL;
    int len;

    must(made != NULL);
    made->next = pki->all;
    pki->all = made;
    made->key = make_key(pki, plan->key);
    made->x509 = X509_new();
    must(made->x509 && X509_set_version(made->x509, X509_VERSION_3) == 1 &&
         ASN1_INTEGER_set(X509_get_serialNumber(made->x509), serial++) == 1 &&
         ASN1_TIME_set(X509_getm_notBefore(made->x509), (time_t)from) != NULL &&
         ASN1_TIME_set(X509_getm_notAfter(made->x509), (time_t)until) != NULL &&
         X509_set_pubkey(made->x509, made->key) == 1);
    set_name(X509_get_subject_name(made->x509), plan->subject ? plan->subject : "leaf");
    must(X509_set_issuer_name(made->x509,
                              X509_get_subject_name(issuer ? issuer->x509 : made->x509)) == 1);
    X509V3_set_ctx(&context, issuer ? issuer->x509 : made->x509, made->x509, NULL, NULL, 0);
    add_extension(made->x509, &context, NID_subject_key_identifier, "hash");
    if (issuer)
        add_extension(made->x509, &context, NID_authority_key_identifier, "keyid:always");
    add_extension(made->x509, &context, NID_basic_constraints, plan->basic_constraints);
    add_extension(made->x509, &context, NID_key_usage, plan->key_usage);
    add_extension(made->x509, &context, NID_ext_key_usage, plan->extended_key_usage);
    add_extension(made->x509, &context, NID_subject_alt_name, plan->names);
    if (plan->off_curve)
        leave_curve(made->x509);
    sign_certificate(made->x509, issuer ? issuer->key : made->key, plan->digest);
    len = i2d_X509(made->x509, &der);
    must(len > 0);
    peer_put(&made->der, der, (size_t)len);
    OPENSSL_free(der);
    return made;
}

peer_certificate *peer_pki_issue_ca(peer_pki *pki, const char *subject,
                                    const peer_certificate *issuer)
{
    peer_certificate_plan plan = {
        .key = PEER_KEY_P256,
        .subject = subject,
        .basic_constraints = "critical,CA:TRUE",
        .key_usage = "critical,keyCertSign,cRLSign",
        .not_before = PEER_NOW - 1000 * PEER_DAY,
        .not_after = PEER_NOW + 1000 * PEER_DAY,
    };

    return peer_pki_issue(pki, &plan, issuer);
}

peer_pki *peer_pki_new(void)
{
    peer_pki *pki = calloc(1, sizeof *pki);

    must(pki != NULL);
    pki->root = peer_pki_issue_ca(pki, "Test Root", NULL);
    return pki;
}

void peer_pki_free(peer_pki *pki)
{
    peer_certificate *next;

    if (!pki)
        return;
    for (peer_certificate *each = pki->all; each; each = next) {
        next = each->next;
        X509_free(each->x509);
        EVP_PKEY_free(each->key);
        peer_bytes_free(&each->der);
        free(each);
    }
    for (size_t i = 0; i < PEER_KEY_KINDS; i++)
        EVP_PKEY_free(pki->rsa_keys[i]);
    free(pki);
}

peer_identity peer_identity_of(const peer_certificate *leaf)
{
    peer_identity identity = {leaf->key, {peer_slice_of(&leaf->der)}, 1};

    return identity;
}

void peer_identity_add(peer_identity *identity, const peer_certificate *intermediate)
{
    must(identity->count < PEER_CHAIN_MAX);
    identity->chain[identity->count++] = peer_slice_of(&intermediate->der);
}

const peer_identity *peer_pki_leaf(peer_pki *pki, peer_key_kind kind)
{
    peer_identity *leaf = &pki->leaves[kind];
    peer_certificate_plan plan = {
        .key = kind,
        .names = "DNS:" PEER_SERVER_NAME ",IP:127.0.0.1",
        .basic_constraints = "critical,CA:FALSE",
        .key_usage = kind == PEER_KEY_RSA ? "critical,digitalSignature,keyEncipherment"
                                          : "critical,digitalSignature",
        .extended_key_usage = "serverAuth,clientAuth",
    };

    if (!leaf->key)
        *leaf = peer_identity_of(peer_pki_issue(pki, &plan, pki->root));
    return leaf;
}

peer_slice peer_pki_root(const peer_pki *pki)
{
    return peer_slice_of(&pki->root->der);
}

static void put_bio(peer_bytes *to, BIO *bio)
{
    char *text = NULL;
    long len = BIO_get_mem_data(bio, &text);

    must(len > 0);
    peer_put(to, text, (size_t)len);
    peer_put_zeros(to, 1);
    to->len--;
    BIO_free(bio);
}

void peer_put_certificate_pem(peer_bytes *to, const peer_certificate *certificate)
{
    BIO *bio = BIO_new(BIO_s_mem());

    must(bio && PEM_write_bio_X509(bio, certificate->x509) == 1);
    put_bio(to, bio);
}

void peer_put_key_pem(peer_bytes *to, EVP_PKEY *key)
{
    BIO *bio = BIO_new(BIO_s_mem());

    must(bio && PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1);
    put_bio(to, bio);
}
