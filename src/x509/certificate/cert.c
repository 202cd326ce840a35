/* brine_cert: a certificate to look at. */

#include <brine/cert.h>

#include <sodium.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/reader.h"
#include "base/text.h"
#include "x509/asn1/oid.h"
#include "x509/asn1/time.h"
#include "x509/certificate/certificate.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/general_name.h"
#include "x509/name/ip_address.h"
#include "x509/pem/pem.h"

struct brine_cert {
    brine_allocator allocator;
    brn_certificate certificate;
};

brine_result brine_cert_new(const brine_allocator *allocator, brine_bytes der, brine_cert **out,
                            brine_error *error)
{
    const brine_allocator *from = allocator != NULL ? allocator : &brn_system_allocator;
    brn_malformed malformed;
    brine_cert *cert;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || brn_bytes_are_missing(der))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate", "the %s is NULL",
                        out == NULL ? "place for the certificate" : "certificate's DER");
    cert = brn_allocate(from, 1, sizeof *cert);
    if (cert == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "Certificate", NULL);
    cert->allocator = *from;
    if (!brn_certificate_parse(der, &cert->certificate, &malformed)) {
        brn_release(from, cert, sizeof *cert);
        return brn_fail(error, BRINE_ERROR_CERT_MALFORMED, "Certificate",
                        "a certificate is malformed: %s %s", malformed.field, malformed.rule);
    }
    *out = cert;
    return BRINE_OK;
}

void brine_cert_free(brine_cert *cert)
{
    brine_allocator allocator;

    if (cert == NULL)
        return;
    allocator = cert->allocator;
    brn_release(&allocator, cert, sizeof *cert);
}

brine_bytes brine_cert_der(const brine_cert *cert)
{
    return cert == NULL ? (brine_bytes){NULL, 0} : cert->certificate.der;
}

brine_bytes brine_cert_serial(const brine_cert *cert)
{
    return cert == NULL ? (brine_bytes){NULL, 0} : cert->certificate.serial;
}

brine_bytes brine_cert_spki(const brine_cert *cert)
{
    return cert == NULL ? (brine_bytes){NULL, 0} : cert->certificate.spki;
}

size_t brine_cert_subject(const brine_cert *cert, char *out, size_t cap)
{
    if (cert == NULL || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    return brn_name_text(cert->certificate.subject, out, cap);
}

size_t brine_cert_issuer(const brine_cert *cert, char *out, size_t cap)
{
    if (cert == NULL || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    return brn_name_text(cert->certificate.issuer, out, cap);
}

int64_t brine_cert_not_before(const brine_cert *cert)
{
    return cert == NULL ? 0 : cert->certificate.not_before;
}

int64_t brine_cert_not_after(const brine_cert *cert)
{
    return cert == NULL ? 0 : cert->certificate.not_after;
}

size_t brine_time_text(int64_t seconds, char *out, size_t cap)
{
    char buffer[BRN_TIME_TEXT_SIZE];
    brn_text text;

    if (brn_text_has_no_place(out, cap))
        return 0;
    text = brn_text_in(out, cap);
    brn_text_string(&text, brn_time_text(seconds, buffer));
    return text.len;
}

brine_public_key brine_cert_public_key(const brine_cert *cert)
{
    const brine_public_key none = {.kind = 0};

    return cert == NULL ? none : cert->certificate.subject_key.key;
}

size_t brine_cert_key_name(const brine_cert *cert, char *out, size_t cap)
{
    if (cert == NULL || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    return brn_key_text(&cert->certificate.subject_key, out, cap);
}

const char *brine_cert_signature_name(const brine_cert *cert)
{
    const brn_signature_algorithm *algorithm;

    if (cert == NULL)
        return "";
    algorithm = cert->certificate.signature_algorithm;
    return algorithm != NULL ? algorithm->name : "unknown";
}

bool brine_cert_is_ca(const brine_cert *cert)
{
    return cert != NULL && cert->certificate.extensions.is_ca;
}

int brine_cert_key_usage(const brine_cert *cert)
{
    return cert == NULL ? 0 : cert->certificate.key_usage;
}

/* ---- Usages as text ---- */

/* RFC 5280 section 4.2.1.3, by bit number. */
static const char *const key_usages[] = {
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign",      "cRLSign",        "encipherOnly",    "decipherOnly",
};

/* RFC 5280 section 4.2.1.12 */
static const struct {
    const brine_bytes *oid;
    const char *text;
} purposes[] = {
    {&brn_oid_server_auth, "serverAuth"},
    {&brn_oid_client_auth, "clientAuth"},
    {&brn_oid_code_signing, "codeSigning"},
    {&brn_oid_email_protection, "emailProtection"},
    {&brn_oid_time_stamping, "timeStamping"},
    {&brn_oid_ocsp_signing, "OCSPSigning"},
    {&brn_oid_any_extended_key_usage, "anyExtendedKeyUsage"},
};

static void put_key_usages(brn_text *text, int usage)
{
    bool first = true;

    if (usage < 0)
        brn_text_string(text, "any");
    for (size_t i = 0; usage > 0 && i < sizeof key_usages / sizeof *key_usages; i++) {
        if ((usage >> i & 1) == 0)
            continue;
        brn_text_string(text, first ? "" : ", ");
        brn_text_string(text, key_usages[i]);
        first = false;
    }
}

static void put_purpose(brn_text *text, brine_bytes oid)
{
    for (size_t i = 0; i < sizeof purposes / sizeof *purposes; i++)
        if (brn_bytes_equal(oid, *purposes[i].oid)) {
            brn_text_string(text, purposes[i].text);
            return;
        }
    brn_text_oid(text, oid);
}

size_t brine_cert_usages(const brine_cert *cert, char *out, size_t cap)
{
    bool first = true;
    brine_bytes oid;
    brn_text text;
    brn_reader r;

    if (cert == NULL || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    text = brn_text_in(out, cap);
    r = brn_reader_of(cert->certificate.extensions.purposes);
    put_key_usages(&text, cert->certificate.key_usage);
    brn_text_string(&text, "; ");
    if (brn_reader_empty(&r))
        brn_text_string(&text, "any");
    while (brn_der_read_oid(&r, &oid)) {
        brn_text_string(&text, first ? "" : ", ");
        put_purpose(&text, oid);
        first = false;
    }
    return text.len;
}

/* ---- Names ---- */

size_t brine_cert_name_count(const brine_cert *cert)
{
    return cert == NULL ? 0 : cert->certificate.extensions.name_count;
}

static brine_name_kind kind_of(brn_name_form form)
{
    switch ((int)form) {
    case BRN_NAME_DNS:
        return BRINE_NAME_DNS;
    case BRN_NAME_IP:
        return BRINE_NAME_IP;
    case BRN_NAME_RFC822:
        return BRINE_NAME_EMAIL;
    case BRN_NAME_URI:
        return BRINE_NAME_URI;
    case BRN_NAME_DIRECTORY:
        return BRINE_NAME_DIRECTORY;
    default:
        return BRINE_NAME_OTHER;
    }
}

bool brine_cert_name(const brine_cert *cert, size_t index, brine_name *out)
{
    brn_general_name name;
    brn_reader names, at;

    if (cert == NULL || out == NULL)
        return false;
    names = at = brn_reader_of(cert->certificate.extensions.names);
    for (size_t i = 0; brn_read_general_name(&names, &name); i++, at = names)
        if (i == index) {
            *out = (brine_name){kind_of(name.form), name.value};
            if (out->kind == BRINE_NAME_DIRECTORY && !name.is_sound)
                out->kind = BRINE_NAME_OTHER;
            if (out->kind == BRINE_NAME_OTHER) /* what it is, its tag alone tells */
                out->value = (brine_bytes){at.at, at.left - names.left};
            return true;
        }
    return false;
}

static brn_name_form form_of(brine_name_kind kind)
{
    switch (kind) {
    case BRINE_NAME_DNS:
        return BRN_NAME_DNS;
    case BRINE_NAME_IP:
        return BRN_NAME_IP;
    case BRINE_NAME_EMAIL:
        return BRN_NAME_RFC822;
    case BRINE_NAME_URI:
        return BRN_NAME_URI;
    case BRINE_NAME_DIRECTORY:
        return BRN_NAME_DIRECTORY;
    case BRINE_NAME_OTHER:
        break;
    }
    return BRN_NAME_OTHER;
}

size_t brine_name_text(const brine_name *name, char *out, size_t cap)
{
    brn_text text;

    if (name == NULL || brn_bytes_are_missing(name->value) || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    text = brn_text_in(out, cap);
    brn_general_name_text(&text, form_of(name->kind), name->value);
    return text.len;
}

/* ---- Fingerprints and PEM ---- */

/* Of no bytes: zeros, which are no pin that could match. */
static void fingerprint(brine_bytes bytes, uint8_t out[32])
{
    if (out == NULL)
        return;
    if (bytes.len == 0)
        memset(out, 0, 32);
    else
        crypto_hash_sha256(out, bytes.data, bytes.len);
}

void brine_cert_fingerprint(const brine_cert *cert, uint8_t out[32])
{
    fingerprint(brine_cert_der(cert), out);
}

void brine_cert_spki_fingerprint(const brine_cert *cert, uint8_t out[32])
{
    fingerprint(brine_cert_spki(cert), out);
}

size_t brine_cert_pem(brine_bytes der, char *out, size_t cap)
{
    brn_text text;

    if (brn_bytes_are_missing(der) || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    text = brn_text_in(out, cap);
    brn_pem_write(&text, "CERTIFICATE", der);
    return text.len;
}
