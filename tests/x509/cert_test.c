/* brine_cert: what a caller sees of a certificate. */
#include "test.h"
#include "x509/chain.h"

#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509.h>

static brine_cert *open_cert(der whole)
{
    brine_cert *cert = NULL;
    brine_error error = {.text = ""};

    if (brine_cert_new(NULL, whole, &cert, &error) != BRINE_OK)
        fail_msg("%s", error.text);
    return cert;
}

static void fields_are_shown(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    der whole = factory_make(&spec);
    brine_cert *cert = open_cert(whole);
    char text[80];

    (void)state;
    assert_ptr_equal(brine_cert_der(cert).data, whole.data);
    assert_int_equal(brine_cert_subject(cert, text, sizeof text), 14);
    assert_string_equal(text, "CN=www.example");
    assert_int_equal(brine_cert_issuer(cert, text, 4), 5);
    assert_string_equal(text, "CN=");
    assert_true(brine_cert_not_before(cert) == INT64_C(1577836800));
    assert_true(brine_cert_not_after(cert) == INT64_C(1924991999));
    assert_int_equal(brine_cert_public_key(cert).kind, BRINE_KEY_EC);
    brine_cert_key_name(cert, text, sizeof text);
    assert_string_equal(text, "P-256");
    assert_string_equal(brine_cert_signature_name(cert), "ECDSA-SHA256");
    assert_false(brine_cert_is_ca(cert));
    assert_int_equal(brine_cert_key_usage(cert), 1);
    assert_true(brine_cert_serial(cert).len > 0);
    assert_int_equal(brine_cert_spki(cert).len, factory_spki(KEY_LEAF).len);
    brine_cert_free(cert);
    brine_cert_free(NULL);
}

static void what_is_absent_is_shown_as_that(void **state)
{
    cert_spec spec = spec_root("Root", KEY_ROOT);
    brine_cert *cert;
    char text[80];

    (void)state;
    spec_drop(&spec, KEY_USAGE);
    spec.algorithm = SEQ(OID("1.2.3"));
    cert = open_cert(factory_make(&spec));
    assert_int_equal(brine_cert_key_usage(cert), -1);
    assert_true(brine_cert_is_ca(cert));
    assert_int_equal(brine_cert_name_count(cert), 0);
    assert_string_equal(brine_cert_signature_name(cert), "unknown");
    brine_cert_usages(cert, text, sizeof text);
    assert_string_equal(text, "any; any");
    brine_cert_free(cert);
}

static void usages_are_words(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    brine_cert *cert;
    char text[160];

    (void)state;
    spec_set(&spec, KEY_USAGE, true, factory_key_usage(1 << 0 | 1 << 2 | 1 << 8));
    spec_set(&spec, EXT_KEY_USAGE, false,
             SEQ(OID(SERVER_AUTH), OID(CLIENT_AUTH), OID("1.2.3.4"), OID(ANY_PURPOSE)));
    cert = open_cert(factory_make(&spec));
    brine_cert_usages(cert, text, sizeof text);
    assert_string_equal(text, "digitalSignature, keyEncipherment, decipherOnly; serverAuth, "
                              "clientAuth, 1.2.3.4, anyExtendedKeyUsage");
    brine_cert_free(cert);
}

static void names_are_listed(void **state)
{
    static const struct {
        brine_name_kind kind;
        const char *text;
    } wanted[] = {
        {BRINE_NAME_DNS, "*.www.example"},    {BRINE_NAME_IP, "192.0.2.1"},
        {BRINE_NAME_EMAIL, "me@example"},     {BRINE_NAME_URI, "https://www.example/"},
        {BRINE_NAME_DIRECTORY, "CN=someone"}, {BRINE_NAME_OTHER, "2a03"},
    };
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    brine_cert *cert;
    brine_name name;
    char text[80];

    (void)state;
    spec_set(&spec, SAN, false,
             SEQ(DNS("*.www.example"), IP(192, 0, 2, 1), EMAIL("me@example"),
                 URI("https://www.example/"), DIRECTORY(factory_name("someone")),
                 WRAP(0x88, BYTES(0x2a, 0x03))));
    cert = open_cert(factory_make(&spec));
    assert_int_equal(brine_cert_name_count(cert), 6);
    for (size_t i = 0; i < 6; i++) {
        assert_true(brine_cert_name(cert, i, &name));
        assert_int_equal(name.kind, wanted[i].kind);
        assert_int_equal(brine_name_text(&name, text, sizeof text), strlen(wanted[i].text));
        assert_string_equal(text, wanted[i].text);
    }
    assert_false(brine_cert_name(cert, 6, &name));
    brine_cert_free(cert);
}

static void fingerprints_are_sha256(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    der whole = factory_make(&spec), spki = factory_spki(KEY_LEAF);
    brine_cert *cert = open_cert(whole);
    uint8_t ours[32], theirs[32];
    unsigned len = 32;

    (void)state;
    brine_cert_fingerprint(cert, ours);
    assert_int_equal(EVP_Digest(whole.data, whole.len, theirs, &len, EVP_sha256(), NULL), 1);
    assert_memory_equal(ours, theirs, 32);
    brine_cert_spki_fingerprint(cert, ours);
    assert_int_equal(EVP_Digest(spki.data, spki.len, theirs, &len, EVP_sha256(), NULL), 1);
    assert_memory_equal(ours, theirs, 32);
    brine_cert_free(cert);
}

/* libcrypto's PEM of the same certificate, for every length modulo 48. */
static void pem_is_what_others_write(void **state)
{
    char ours[4096], *theirs;

    (void)state;
    for (size_t extra = 0; extra < 50; extra++) {
        cert_spec spec = spec_server("www.example", "CA", KEY_CA);
        uint8_t filling[64] = {0};
        der whole;
        const uint8_t *at;
        BIO *bio = BIO_new(BIO_s_mem());
        X509 *x509;
        long len;

        spec_set(&spec, "1.2.3", false, OCTETS(factory_copy(filling, extra)));
        whole = factory_make(&spec);
        at = whole.data;
        x509 = d2i_X509(NULL, &at, (long)whole.len);
        assert_non_null(x509);
        assert_int_equal(PEM_write_bio_X509(bio, x509), 1);
        len = BIO_get_mem_data(bio, &theirs);
        assert_int_equal(brine_cert_pem(whole, ours, sizeof ours), len);
        assert_memory_equal(ours, theirs, (size_t)len);
        assert_int_equal(ours[len], '\0');
        X509_free(x509);
        BIO_free(bio);
    }
}

static void a_malformed_certificate_has_no_view(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    brine_cert *cert = NULL;
    brine_error error;

    (void)state;
    spec_set(&spec, SAN, false, SEQ(NOTHING));
    assert_int_equal(brine_cert_new(NULL, factory_make(&spec), &cert, &error),
                     BRINE_ERROR_CERT_MALFORMED);
    assert_null(cert);
    assert_string_equal(error.text, "a certificate is malformed: subjectAltName has no name; its "
                                    "issuer has to issue it anew");
    assert_int_equal(brine_cert_new(NULL, NOTHING, &cert, NULL), BRINE_ERROR_CERT_MALFORMED);
}

static void times_are_text(void **state)
{
    char text[32];

    (void)state;
    assert_int_equal(brine_time_text(0, text, sizeof text), 23);
    assert_string_equal(text, "1970-01-01 00:00:00 UTC");
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(fields_are_shown),
        CASE(what_is_absent_is_shown_as_that),
        CASE(usages_are_words),
        CASE(names_are_listed),
        CASE(fingerprints_are_sha256),
        CASE(pem_is_what_others_write),
        CASE(a_malformed_certificate_has_no_view),
        CASE(times_are_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
