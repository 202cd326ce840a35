#include "support/certificate.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

static void need(int worked)
{
    if (worked > 0)
        return;
    ERR_print_errors_fp(stderr);
    exit(1);
}

static void add_extension(X509 *cert, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509_EXTENSION *extension;

    X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
    extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    need(extension != NULL);
    need(X509_add_ext(cert, extension, -1));
    X509_EXTENSION_free(extension);
}

static X509 *begin_certificate(const char *name, X509 *issuer, EVP_PKEY *key, long serial)
{
    X509 *cert = X509_new();
    X509_NAME *subject;

    need(cert != NULL);
    subject = X509_get_subject_name(cert);
    need(X509_set_version(cert, X509_VERSION_3));
    need(ASN1_INTEGER_set(X509_get_serialNumber(cert), serial));
    need(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1,
                                    -1, 0));
    need(X509_set_issuer_name(cert, X509_get_subject_name(issuer != NULL ? issuer : cert)));
    need(ASN1_TIME_set_string_X509(X509_getm_notBefore(cert), "20200101000000Z"));
    need(ASN1_TIME_set_string_X509(X509_getm_notAfter(cert), "99991231235959Z"));
    need(X509_set_pubkey(cert, key));
    return cert;
}

server_identity make_identity(void)
{
    EVP_PKEY *root_key = EVP_EC_gen("P-256");
    server_identity made = {.key = EVP_EC_gen("P-256")};

    need(root_key != NULL && made.key != NULL);
    made.root = begin_certificate("root of the example tests", NULL, root_key, 1);
    add_extension(made.root, made.root, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(made.root, made.root, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(made.root, made.root, NID_subject_key_identifier, "hash");
    need(X509_sign(made.root, root_key, EVP_sha256()));

    made.leaf = begin_certificate("server of the example tests", made.root, made.key, 2);
    add_extension(made.leaf, made.root, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(made.leaf, made.root, NID_key_usage, "critical,digitalSignature");
    add_extension(made.leaf, made.root, NID_ext_key_usage, "serverAuth");
    add_extension(made.leaf, made.root, NID_authority_key_identifier, "keyid:always");
    add_extension(made.leaf, made.root, NID_subject_alt_name,
                  "DNS:localhost,DNS:www.brine.test,DNS:other.brine.test,DNS:*.ends.brine.test,IP:"
                  "127.0.0.1,IP:::1");
    need(X509_sign(made.leaf, root_key, EVP_sha256()));
    EVP_PKEY_free(root_key);
    return made;
}
