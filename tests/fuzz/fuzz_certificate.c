/*
 * Any bytes as a certificate. What is accepted lies within the bytes, can be shown in full,
 * and is the same when it is parsed from somewhere else.
 */
#include "fuzz.h"

#include <brine/cert.h>

#include <string.h>

#include "x509/certificate/certificate.h"
#include "x509/name/name_hash.h"

static void check_within(brine_bytes slice, const uint8_t *data, size_t size)
{
    FUZZ_CHECK(slice.len == 0 || (slice.data >= data && slice.len <= size &&
                                  (size_t)(slice.data - data) <= size - slice.len));
}

static void check_slices(const brn_certificate *c, const uint8_t *data, size_t size)
{
    const brine_public_key *key = &c->subject_key.key;
    uint64_t hash;

    check_within(c->tbs, data, size);
    check_within(c->serial, data, size);
    check_within(c->issuer, data, size);
    check_within(c->subject, data, size);
    check_within(c->spki, data, size);
    check_within(c->signature, data, size);
    check_within(c->extensions.names, data, size);
    check_within(c->extensions.permitted, data, size);
    check_within(c->extensions.excluded, data, size);
    check_within(c->extensions.purposes, data, size);
    check_within(key->point, data, size);
    check_within(key->modulus, data, size);
    check_within(key->exponent, data, size);
    FUZZ_CHECK(c->serial.len > 0);
    FUZZ_CHECK(c->version >= 1 && c->version <= 3);
    FUZZ_CHECK(brn_name_hash(c->subject, &hash) && brn_name_hash(c->issuer, &hash));
}

/* A text's length is the same however little of it fits. */
static void check_text(size_t (*write)(const brine_cert *, char *, size_t), const brine_cert *cert)
{
    char *whole, cut[8];
    size_t len = write(cert, NULL, 0);

    whole = malloc(len + 1);
    FUZZ_CHECK(whole != NULL);
    FUZZ_CHECK(write(cert, whole, len + 1) == len && strlen(whole) <= len);
    FUZZ_CHECK(write(cert, cut, sizeof cut) == len && strlen(cut) < sizeof cut);
    free(whole);
}

static void show(const brine_cert *cert)
{
    brine_name name;
    uint8_t fingerprint[32];
    char text[64];
    size_t count = brine_cert_name_count(cert);

    check_text(brine_cert_subject, cert);
    check_text(brine_cert_issuer, cert);
    check_text(brine_cert_key_name, cert);
    check_text(brine_cert_usages, cert);
    brine_cert_fingerprint(cert, fingerprint);
    brine_cert_spki_fingerprint(cert, fingerprint);
    for (size_t i = 0; i < count && i < 64; i++) {
        FUZZ_CHECK(brine_cert_name(cert, i, &name));
        brine_name_text(&name, text, sizeof text);
    }
    FUZZ_CHECK(!brine_cert_name(cert, count, &name));
    FUZZ_CHECK(brine_cert_pem(brine_cert_der(cert), NULL, 0) > brine_cert_der(cert).len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brn_certificate certificate;
    brn_malformed malformed = {NULL, NULL};
    brine_cert *cert = NULL;
    brine_error error;
    bool parsed = brn_certificate_parse((brine_bytes){data, size}, &certificate, &malformed);
    brine_result result = brine_cert_new(NULL, (brine_bytes){data, size}, &cert, &error);

    FUZZ_CHECK(parsed == (result == BRINE_OK));
    FUZZ_CHECK(parsed || (malformed.field != NULL && malformed.rule != NULL));
    FUZZ_CHECK(parsed || error.text[0] != '\0');
    if (parsed) {
        check_slices(&certificate, data, size);
        show(cert);
    }
    brine_cert_free(cert);
    return 0;
}
