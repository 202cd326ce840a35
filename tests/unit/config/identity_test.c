/*
 * What a config takes as the client's identity. The certificate is judged by the server: here it
 * is bytes to send, and only its key has to fit.
 */
#include "config/config.h"
#include "config/identity.h"
#include "support/test.h"
#include "unit/x509/factory.h"

#include <openssl/pem.h>
#include <string.h>

typedef struct text {
    char bytes[16384];
    size_t len;
} text;

static brine_bytes bytes_of(const text *t)
{
    return (brine_bytes){(const uint8_t *)t->bytes, t->len};
}

static void keep(BIO *bio, text *out)
{
    char *data;
    long len = BIO_get_mem_data(bio, &data);

    assert_in_range(len, 1, sizeof out->bytes - out->len);
    memcpy(out->bytes + out->len, data, (size_t)len);
    out->len += (size_t)len;
    BIO_free(bio);
}

static void put_certificate(der certificate, text *out)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_true(PEM_write_bio(bio, "CERTIFICATE", "", certificate.data, (long)certificate.len) > 0);
    keep(bio, out);
}

static void put_key(factory_key key, text *out)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(
        PEM_write_bio_PKCS8PrivateKey(bio, factory_pkey(key), NULL, NULL, 0, NULL, NULL), 1);
    keep(bio, out);
}

static brine_result set_identity(der certificate, factory_key key, brine_error *error)
{
    text chain = {.len = 0}, pem = {.len = 0};
    brine_config *config;
    brine_result result;

    assert_int_equal(brine_config_new(NULL, &config), BRINE_OK);
    put_certificate(certificate, &chain);
    put_key(key, &pem);
    result = brine_config_set_identity(config, bytes_of(&chain), bytes_of(&pem), error);
    brine_config_free(config);
    return result;
}

/* ---- Certificates that no server's certificate may look like ---- */

static cert_spec client(void)
{
    return spec_server("www.example.test", "CA", KEY_CA);
}

static der odd_entries(void)
{
    cert_spec spec = client();

    spec_set(&spec, SAN, false, SEQ(DNS("device_0042"), DNS("a.*.x"), IP(1, 2, 3), DNS("")));
    return factory_make(&spec);
}

static der no_names(void)
{
    cert_spec spec = client();

    spec_set(&spec, SAN, false, SEQ(NOTHING));
    return factory_make(&spec);
}

static der malformed_extensions(void)
{
    cert_spec spec = client();

    spec_set(&spec, AIA, false, BYTES(0x05, 0x00));
    spec_set(&spec, BASIC_CONSTRAINTS, true, SEQ(BYTES(0x01, 0x01, 0x00)));
    spec_set(&spec, KEY_USAGE, true, BYTES(0x05, 0x00));
    return factory_make(&spec);
}

static der unknown_critical_extension(void)
{
    cert_spec spec = client();

    spec_set(&spec, "1.3.6.1.4.1.99999.1", true, BYTES(0x05, 0x00));
    return factory_make(&spec);
}

static der odd_serial(void)
{
    cert_spec spec = client();

    spec.serial = INT(-5);
    return factory_make(&spec);
}

static der version_1(void)
{
    cert_spec spec = client();

    spec.version = 1;
    spec.extension_count = 0;
    return factory_make(&spec);
}

static der default_spelt_out(void)
{
    cert_spec spec = client();

    spec_set(&spec, BASIC_CONSTRAINTS, false, SEQ(BYTES(0x01, 0x01, 0x00)));
    return factory_make(&spec);
}

static der no_names_at_all(void)
{
    cert_spec spec = client();

    spec.subject = spec.issuer = SEQ(NOTHING);
    return factory_make(&spec);
}

static der times_of_no_calendar(void)
{
    cert_spec spec = client();

    spec.not_before = TIME("20209999000000Z");
    return factory_make(&spec);
}

static der two_algorithms(void)
{
    cert_spec spec = client();

    spec.inner_algorithm = SEQ(OID("1.2.840.10045.4.3.3"));
    return factory_make(&spec);
}

static const struct {
    const char *name;
    der (*make)(void);
} shapes[] = {
    {"entries of subjectAltName that are no host names", odd_entries},
    {"an empty subjectAltName", no_names},
    {"extensions of another form than the RFC's", malformed_extensions},
    {"an unknown critical extension", unknown_critical_extension},
    {"a negative serial number", odd_serial},
    {"version 1", version_1},
    {"a default that is spelt out", default_spelt_out},
    {"neither subject nor issuer", no_names_at_all},
    {"a time of no calendar", times_of_no_calendar},
    {"two signature algorithms", two_algorithms},
};

static void a_certificate_is_bytes_to_send(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        brine_error error = {.code = BRINE_OK};

        if (set_identity(shapes[i].make(), KEY_LEAF, &error) != BRINE_OK)
            fail_msg("%s: %s", shapes[i].name, error.text);
        factory_reset();
    }
}

/* What has no key, or ends elsewhere than where it says, is a broken file. */
static void what_has_no_key_is_told(void **state)
{
    cert_spec spec = client();
    brine_error error;
    der good = factory_make(&spec);

    (void)state;
    assert_int_equal(set_identity(BYTES(0x05, 0x00), KEY_LEAF, &error), BRINE_ERROR_CERT_MALFORMED);
    assert_non_null(strstr(error.text, "the client's certificate can't be read: it is not DER"));
    assert_int_equal(set_identity(JOIN(good, BYTES(0x05, 0x00)), KEY_LEAF, &error),
                     BRINE_ERROR_CERT_MALFORMED);
    assert_non_null(strstr(error.text, "bytes follow the certificate"));
    spec.spki = SEQ(SEQ(OID("1.2.840.113549.1.1.1"), BYTES(0x05, 0x00)), BYTES(0x03, 0x01, 0x00));
    assert_int_equal(set_identity(factory_make(&spec), KEY_LEAF, &error),
                     BRINE_ERROR_CERT_MALFORMED);
    assert_non_null(strstr(error.text, "its subjectPublicKeyInfo is not an RSAPublicKey"));
    spec.spki = SEQ(SEQ(OID("1.3.101.113")), BYTES(0x03, 0x01, 0x00)); /* Ed448 */
    assert_int_equal(set_identity(factory_make(&spec), KEY_LEAF, &error),
                     BRINE_ERROR_KEY_UNSUPPORTED);
    assert_non_null(strstr(error.text, "for a key of the kind Ed448"));
    factory_reset();
}

/* Certificates behind the first are not looked into at all. */
static void the_rest_of_the_chain_is_bytes_as_well(void **state)
{
    text chain = {.len = 0}, pem = {.len = 0};
    brine_config *config;
    brine_error error = {.code = BRINE_OK};
    cert_spec spec = client();
    der leaf = factory_make(&spec), other = malformed_extensions();

    (void)state;
    put_certificate(leaf, &chain);
    put_certificate(other, &chain);
    put_key(KEY_LEAF, &pem);
    assert_int_equal(brine_config_new(NULL, &config), BRINE_OK);
    if (brine_config_set_identity(config, bytes_of(&chain), bytes_of(&pem), &error) != BRINE_OK)
        fail_msg("%s", error.text);
    assert_int_equal(config->identity->chain.len, 6 + leaf.len + other.len);
    brine_config_free(config);
    factory_reset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_is_bytes_to_send),
        cmocka_unit_test(what_has_no_key_is_told),
        cmocka_unit_test(the_rest_of_the_chain_is_bytes_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
