#include "against.h"

#include "fuzz.h"
#include "x509/certificate/certificate.h"

#include <brine/cert.h>
#include <openssl/x509v3.h>
#include <string.h>

static void check_same(brine_bytes ours, const void *theirs, int length)
{
    FUZZ_CHECK(length >= 0 && ours.len == (size_t)length);
    FUZZ_CHECK(length == 0 || memcmp(ours.data, theirs, ours.len) == 0);
}

static void check_time(int64_t ours, const ASN1_TIME *theirs)
{
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0, seconds = 0;

    FUZZ_CHECK(ASN1_TIME_diff(&days, &seconds, epoch, theirs) == 1);
    FUZZ_CHECK(ours == (int64_t)days * 86400 + seconds);
    ASN1_TIME_free(epoch);
}

static void check_name(brine_bytes ours, const X509_NAME *theirs)
{
    const unsigned char *der = NULL;
    size_t length = 0;

    FUZZ_CHECK(X509_NAME_get0_der(theirs, &der, &length) == 1);
    check_same(ours, der, (int)length);
}

static void check_serial(brine_bytes ours, const ASN1_INTEGER *theirs)
{
    unsigned char *der = NULL;
    int length = i2d_ASN1_INTEGER(theirs, &der);

    /* Behind its header, which is short: RFC 5280 allows 20 bytes. */
    FUZZ_CHECK(length > 2);
    if (der[1] < 0x80)
        check_same(ours, der + 2, length - 2);
    OPENSSL_free(der);
}

static void check_extensions(const brn_certificate *ours, const X509 *theirs)
{
    int critical = -1;
    BASIC_CONSTRAINTS *basic = X509_get_ext_d2i(theirs, NID_basic_constraints, &critical, NULL);
    ASN1_BIT_STRING *usage;

    FUZZ_CHECK(critical != -2); /* brine takes no extension twice */
    FUZZ_CHECK(ours->extensions.is_ca == (basic != NULL && basic->ca != 0));
    if (basic != NULL && ours->extensions.has_path_length)
        FUZZ_CHECK(ASN1_INTEGER_get(basic->pathlen) == (long)ours->extensions.path_length);
    BASIC_CONSTRAINTS_free(basic);
    usage = X509_get_ext_d2i(theirs, NID_key_usage, &critical, NULL);
    FUZZ_CHECK((ours->key_usage >= 0) == (usage != NULL));
    for (int bit = 0; usage != NULL && bit <= 8; bit++)
        FUZZ_CHECK((ours->key_usage >> bit & 1) == ASN1_BIT_STRING_get_bit(usage, bit));
    ASN1_BIT_STRING_free(usage);
}

static void check_alternative(const brine_name *ours, const GENERAL_NAME *theirs)
{
    static const int kinds[] = {
        [BRINE_NAME_DNS] = GEN_DNS,           [BRINE_NAME_IP] = GEN_IPADD,
        [BRINE_NAME_EMAIL] = GEN_EMAIL,       [BRINE_NAME_URI] = GEN_URI,
        [BRINE_NAME_DIRECTORY] = GEN_DIRNAME,
    };

    if (ours->kind == BRINE_NAME_OTHER) {
        FUZZ_CHECK(theirs->type == GEN_OTHERNAME || theirs->type == GEN_X400 ||
                   theirs->type == GEN_EDIPARTY || theirs->type == GEN_RID);
        return;
    }
    FUZZ_CHECK(kinds[ours->kind] == theirs->type);
    if (ours->kind == BRINE_NAME_DIRECTORY)
        check_name(ours->value, theirs->d.directoryName);
    else
        check_same(ours->value, ASN1_STRING_get0_data(theirs->d.ia5),
                   ASN1_STRING_length(theirs->d.ia5));
}

/* libcrypto also decodes what brine hands on as bytes: otherName, x400Address and their like. */
static void check_alternatives(const brine_cert *ours, const X509 *theirs)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(theirs, NID_subject_alt_name, NULL, NULL);
    size_t count = brine_cert_name_count(ours);
    bool has_other = false;
    brine_name name;

    for (size_t i = 0; i < count; i++) {
        FUZZ_CHECK(brine_cert_name(ours, i, &name));
        has_other = has_other || name.kind == BRINE_NAME_OTHER || name.kind == BRINE_NAME_DIRECTORY;
    }
    FUZZ_CHECK(names != NULL || count == 0 || has_other);
    if (names == NULL)
        return;
    FUZZ_CHECK((size_t)sk_GENERAL_NAME_num(names) == count);
    for (size_t i = 0; i < count; i++) {
        FUZZ_CHECK(brine_cert_name(ours, i, &name));
        check_alternative(&name, sk_GENERAL_NAME_value(names, (int)i));
    }
    GENERAL_NAMES_free(names);
}

static void compare(const brine_cert *cert, const brn_certificate *ours, X509 *theirs)
{
    const ASN1_BIT_STRING *signature = NULL;
    unsigned char *spki = NULL;
    int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(theirs), &spki);

    FUZZ_CHECK((long)ours->version == X509_get_version(theirs) + 1);
    check_serial(ours->serial, X509_get0_serialNumber(theirs));
    check_time(ours->not_before, X509_get0_notBefore(theirs));
    check_time(ours->not_after, X509_get0_notAfter(theirs));
    check_name(ours->subject, X509_get_subject_name(theirs));
    check_name(ours->issuer, X509_get_issuer_name(theirs));
    check_same(ours->spki, spki, length);
    OPENSSL_free(spki);
    X509_get0_signature(&signature, NULL, theirs);
    check_same(ours->signature, signature->data, signature->length);
    check_extensions(ours, theirs);
    check_alternatives(cert, theirs);
    against_public_key(ours->spki);
}

static bool reads_name(brine_bytes name)
{
    const unsigned char *at = name.data;
    X509_NAME *read = d2i_X509_NAME(NULL, &at, (long)name.len);
    bool done = read != NULL;

    X509_NAME_free(read);
    return done;
}

/*
 * What libcrypto may refuse though brine does not:
 * - An attribute of a name that is no string of any kind. RFC 5280 section 4.1.2.4 has ANY there;
 *   brine compares and shows it.
 * - The contents of the parameters of an algorithm that brine does not know, and with which it
 *   verifies nothing: they are ANY, too (section 4.1.1.2).
 */
static bool may_be_refused(const brn_certificate *ours)
{
    return !reads_name(ours->subject) || !reads_name(ours->issuer) ||
           (int)ours->subject_key.key.kind == 0 || ours->signature_algorithm == NULL;
}

void against_certificate(brine_bytes der)
{
    brn_certificate ours;
    brn_malformed malformed;
    brine_cert *cert = NULL;
    const unsigned char *at = der.data;
    X509 *theirs;

    if (!brn_certificate_parse(der, &ours, &malformed))
        return;
    FUZZ_CHECK(brine_cert_new(NULL, der, &cert, NULL) == BRINE_OK);
    theirs = d2i_X509(NULL, &at, (long)der.len);
    FUZZ_CHECK(theirs != NULL || may_be_refused(&ours));
    if (theirs != NULL) {
        FUZZ_CHECK(at == der.data + der.len);
        compare(cert, &ours, theirs);
    }
    X509_free(theirs);
    brine_cert_free(cert);
}
