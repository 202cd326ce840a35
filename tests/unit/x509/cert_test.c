/* brine_cert: what a caller sees of a certificate. */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/name/general_name.h"

#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509.h>

static brine_cert *open_cert(der whole)
{
    brine_cert *cert = NULL;
    brine_error error = BRINE_NO_ERROR;

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
    assert_string_equal(text, "...");
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
        {BRINE_NAME_DNS, "*.www.example"},
        {BRINE_NAME_IP, "192.0.2.1"},
        {BRINE_NAME_EMAIL, "email:me@example"},
        {BRINE_NAME_URI, "URI:https://www.example/"},
        {BRINE_NAME_DIRECTORY, "directory:CN=someone"},
        {BRINE_NAME_OTHER, "other:88022a03"},
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

/* As sentences show them: of a name constraint, say. */
static void entries_of_no_decoded_form_are_shown_as_their_bytes(void **state)
{
    static const brn_name_form forms[] = {BRN_NAME_OTHER, BRN_NAME_X400, BRN_NAME_EDI_PARTY,
                                          BRN_NAME_REGISTERED_ID};
    const brine_bytes value = {(const uint8_t *)"\x2a\x03", 2};

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char with[16], without[16];
        brn_text named = brn_text_in(with, sizeof with);
        brn_text bare = brn_text_in(without, sizeof without);

        brn_general_name_text(&named, forms[i], value);
        assert_string_equal(with, "other:2a03");
        brn_general_name_value(&bare, forms[i], value);
        assert_string_equal(without, "2a03");
    }
}

static const char *text_of(brine_name_kind kind, const void *bytes, size_t len)
{
    static char texts[2][256];
    static unsigned turn;
    char *text = texts[turn++ % 2];
    brine_name name = {kind, {bytes, len}};
    size_t whole = brine_name_text(&name, text, sizeof texts[0]);

    assert_int_equal(whole, strlen(text));
    return text;
}

/* CN=x, where the value is one byte of a UTF8String. */
#define ONE_LETTER_NAME(type, byte) "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04" type "\x0c\x01" byte

/* Of all bytes that could be there, valid in a certificate or not. */
static void no_two_entries_have_the_same_text(void **state)
{
    static const struct {
        brine_name_kind kind;
        size_t len;
        const char *bytes;
    } entries[] = {
        {BRINE_NAME_DNS, 0, ""},
        {BRINE_NAME_DNS, 9, "a.example"},
        {BRINE_NAME_DNS, 10, "a.example "},
        {BRINE_NAME_DNS, 10, "a.example\0"},
        {BRINE_NAME_DNS, 11, "a.example\0b"},
        {BRINE_NAME_DNS, 12, "a.example\\00"},
        {BRINE_NAME_DNS, 13, "a.example\\\\00"},
        {BRINE_NAME_DNS, 10, "a.example\n"},
        {BRINE_NAME_DNS, 10, "a.example?"},
        {BRINE_NAME_DNS, 10, "a.example\x7f"},
        {BRINE_NAME_DNS, 10, "a.example\x9b"},
        {BRINE_NAME_DNS, 11, "a.example\xc2\x9b"},
        {BRINE_NAME_DNS, 12, "a.example\xe2\x80\x8e"},
        {BRINE_NAME_DNS, 12, "\xe2\x80\xae\x61.example"},
        {BRINE_NAME_DNS, 9, "192.0.2.1"},
        {BRINE_NAME_DNS, 13, "DNS:192.0.2.1"},
        {BRINE_NAME_DNS, 17, "DNS:DNS:192.0.2.1"},
        {BRINE_NAME_DNS, 11, "2001:db8::1"},
        {BRINE_NAME_DNS, 7, "IP:c000"},
        {BRINE_NAME_DNS, 4, "c000"},
        {BRINE_NAME_DNS, 9, "email:a@b"},
        {BRINE_NAME_DNS, 3, "a@b"},
        {BRINE_NAME_DNS, 14, "directory:CN=a"},
        {BRINE_NAME_DNS, 14, "other:88022a03"},
        {BRINE_NAME_IP, 0, ""},
        {BRINE_NAME_IP, 2, "\xc0\0"},
        {BRINE_NAME_IP, 4, "\xc0\0\x02\x01"},
        {BRINE_NAME_IP, 5, "\xc0\0\x02\x01\0"},
        {BRINE_NAME_IP, 16, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"},
        {BRINE_NAME_IP, 16, "\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\x02\x01"},
        {BRINE_NAME_EMAIL, 0, ""},
        {BRINE_NAME_EMAIL, 3, "a@b"},
        {BRINE_NAME_EMAIL, 9, "a.example"},
        {BRINE_NAME_EMAIL, 9, "email:a@b"},
        {BRINE_NAME_EMAIL, 5, "a@b\r\n"},
        {BRINE_NAME_URI, 3, "a@b"},
        {BRINE_NAME_URI, 9, "a.example"},
        {BRINE_NAME_DIRECTORY, 2, "\x30\0"},
        {BRINE_NAME_DIRECTORY, 14, ONE_LETTER_NAME("\x03", "\x61")},
        {BRINE_NAME_DIRECTORY, 14, ONE_LETTER_NAME("\x03", "\n")},
        {BRINE_NAME_DIRECTORY, 14, ONE_LETTER_NAME("\x03", "\0")},
        {BRINE_NAME_DIRECTORY, 14, ONE_LETTER_NAME("\x03", "\xff")},
        {BRINE_NAME_DIRECTORY, 14, ONE_LETTER_NAME("\x03", "\xfe")},
        {BRINE_NAME_DIRECTORY, 14, ONE_LETTER_NAME("\x0a", "\x61")},
        {BRINE_NAME_OTHER, 4, "\x88\x02\x2a\x03"},
        {BRINE_NAME_OTHER, 4, "\xa5\x02\x2a\x03"},
    };
    const size_t count = sizeof entries / sizeof *entries;

    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(text_of(entries[i].kind, entries[i].bytes, entries[i].len),
                                    text_of(entries[j].kind, entries[j].bytes, entries[j].len));
}

/* All names of one to three bytes from the escapes' own alphabet. */
static void no_two_short_names_have_the_same_text(void **state)
{
    static const unsigned char letters[] = {'\\', '0', 'a', '9', 'b', '.', ':', '\n', 0x9b};
    static char texts[9 + 81 + 729][16];
    size_t count = 0, names = 1;

    (void)state;
    for (size_t len = 1; len <= 3; len++) {
        names *= sizeof letters;
        for (size_t number = 0; number < names; number++) {
            unsigned char name[3];
            size_t rest = number;

            for (size_t i = 0; i < len; i++, rest /= sizeof letters)
                name[i] = letters[rest % sizeof letters];
            snprintf(texts[count++], sizeof texts[0], "%s", text_of(BRINE_NAME_DNS, name, len));
        }
    }
    assert_int_equal(count, sizeof texts / sizeof *texts);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(texts[i], texts[j]);
}

/* The bytes stay in brine_cert_name; a terminal gets the text. */
static void bytes_of_entries_stay_as_they_are(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    brine_cert *cert;
    brine_name name;

    (void)state;
    spec_set(&spec, SAN, false, SEQ(EMAIL("a\033[2J\\b")));
    cert = open_cert(factory_make(&spec));
    assert_true(brine_cert_name(cert, 0, &name));
    assert_int_equal(name.value.len, 7);
    assert_memory_equal(name.value.data, "a\033[2J\\b", 7);
    assert_string_equal(text_of(name.kind, name.value.data, name.value.len), "email:a\\1b[2J\\\\b");
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
        CASE(entries_of_no_decoded_form_are_shown_as_their_bytes),
        CASE(no_two_entries_have_the_same_text),
        CASE(no_two_short_names_have_the_same_text),
        CASE(bytes_of_entries_stay_as_they_are),
        CASE(fingerprints_are_sha256),
        CASE(pem_is_what_others_write),
        CASE(a_malformed_certificate_has_no_view),
        CASE(times_are_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
