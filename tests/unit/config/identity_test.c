/*
 * What a config takes as the client's identity. The certificate is judged by the server: here it
 * is bytes to send, and only its key has to fit.
 */
#include "config/config.h"
#include "config/identity.h"
#include "support/test.h"
#include "unit/x509/factory.h"
#include "x509/asn1/der.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <stdio.h>
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

    assert_between(len, 1, sizeof out->bytes - out->len);
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

/* With files as they are. */
static brine_result set_files(const text *chain, const text *key, brine_error *error)
{
    brine_config *config;
    brine_result result;

    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    result = brine_config_set_identity(config, bytes_of(chain), bytes_of(key), error);
    brine_config_free(config);
    return result;
}

static brine_result set_identity(der certificate, factory_key key, brine_error *error)
{
    text chain = {.len = 0}, pem = {.len = 0};

    put_certificate(certificate, &chain);
    put_key(key, &pem);
    return set_files(&chain, &pem, error);
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
        brine_error error = BRINE_NO_ERROR;

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
    brine_error error = BRINE_NO_ERROR;
    cert_spec spec = client();
    der leaf = factory_make(&spec), other = malformed_extensions();

    (void)state;
    put_certificate(leaf, &chain);
    put_certificate(other, &chain);
    put_key(KEY_LEAF, &pem);
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    if (brine_config_set_identity(config, bytes_of(&chain), bytes_of(&pem), &error) != BRINE_OK)
        fail_msg("%s", error.text);
    assert_int_equal(config->identities[0]->chain.len, 6 + leaf.len + other.len);
    brine_config_free(config);
    factory_reset();
}

/* ---- Files and keys that other tools take ---- */

static void accept(const char *what, const text *chain, const text *key)
{
    brine_error error = BRINE_NO_ERROR;

    if (set_files(chain, key, &error) != BRINE_OK)
        fail_msg("%s: %s", what, error.text);
}

static void put(const void *bytes, size_t len, text *out)
{
    assert_true(len <= sizeof out->bytes - out->len);
    memcpy(out->bytes + out->len, bytes, len);
    out->len += len;
}

/* A certificate for a key, which need not be one of the factory's. */
static der certificate_for(EVP_PKEY *pkey)
{
    cert_spec spec = client();
    uint8_t *spki = NULL;
    int len = i2d_PUBKEY(pkey, &spki);

    assert_true(len > 0);
    spec.spki = factory_copy(spki, (size_t)len);
    OPENSSL_free(spki);
    return factory_make(&spec);
}

static void put_der_key(EVP_PKEY *pkey, text *out)
{
    uint8_t *bytes = NULL;
    int len = i2d_PrivateKey(pkey, &bytes);

    assert_true(len > 0);
    put(bytes, (size_t)len, out);
    OPENSSL_clear_free(bytes, (size_t)len);
}

static void files_may_be_der(void **state)
{
    text chain = {.len = 0}, pem_chain = {.len = 0}, key = {.len = 0}, pem_key = {.len = 0};
    cert_spec spec = client();
    der certificate = factory_make(&spec);

    (void)state;
    put(certificate.data, certificate.len, &chain);
    put_certificate(certificate, &pem_chain);
    put_der_key(factory_pkey(KEY_LEAF), &key);
    put_key(KEY_LEAF, &pem_key);
    accept("both in DER", &chain, &key);
    accept("the certificate in DER", &chain, &pem_key);
    accept("the key in DER", &pem_chain, &key);
    factory_reset();
}

/* RFC 4055 section 1.2: the certificate ties the key to PSS; its file may say RSA. */
static void a_certificate_for_pss_takes_a_file_that_says_rsa(void **state)
{
    der spki = factory_spki(KEY_RSA_2048), bits;
    brn_reader r = brn_reader_of(spki), sequence;
    text chain = {.len = 0}, key = {.len = 0};
    cert_spec spec = client();

    (void)state;
    assert_true(brn_der_enter(&r, BRN_DER_SEQUENCE, &sequence));
    assert_true(brn_der_read_whole(&sequence, BRN_DER_SEQUENCE, &bits));
    assert_true(brn_der_read_whole(&sequence, BRN_DER_BIT_STRING, &bits));
    spec.spki = SEQ(SEQ(OID("1.2.840.113549.1.1.10")), bits);
    put_certificate(factory_make(&spec), &chain);
    put_key(KEY_RSA_2048, &key);
    accept("a certificate for RSA-PSS", &chain, &key);
    factory_reset();
}

static void a_key_of_another_kind_or_another_key_is_told(void **state)
{
    static const struct {
        factory_key certificate, key;
        const char *words;
    } rows[] = {
        {KEY_LEAF, KEY_RSA_2048, "is of another kind than its certificate's key"},
        {KEY_RSA_2048, KEY_RSA_PSS, "is of another kind than its certificate's key"},
        {KEY_RSA_PSS, KEY_LEAF, "is of another kind than its certificate's key"},
        {KEY_RSA_PSS, KEY_RSA_2048, "does not belong to its certificate"},
        {KEY_LEAF, KEY_OTHER, "does not belong to its certificate"},
        {KEY_LEAF, KEY_P384, "does not belong to its certificate"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cert_spec spec = client();
        brine_error error;

        spec.key = rows[i].certificate;
        assert_int_equal(set_identity(factory_make(&spec), rows[i].key, &error),
                         BRINE_ERROR_KEY_MISMATCH);
        if (strstr(error.text, rows[i].words) == NULL)
            fail_msg("%lu: %s", (unsigned long)i, error.text);
        factory_reset();
    }
}

static void a_chain_in_pkcs12_gets_the_command_that_converts_it(void **state)
{
    der certificate = no_names();
    const uint8_t *at = certificate.data;
    X509 *x509 = d2i_X509(NULL, &at, (long)certificate.len);
    PKCS12 *packed =
        PKCS12_create("secret", "client", factory_pkey(KEY_LEAF), x509, NULL, 0, 0, 1, 1, 0);
    text chain = {.len = 0}, key = {.len = 0};
    uint8_t *bytes = NULL;
    int len = i2d_PKCS12(packed, &bytes);
    brine_error error;

    (void)state;
    assert_true(len > 0);
    put(bytes, (size_t)len, &chain);
    put_key(KEY_LEAF, &key);
    assert_int_equal(set_files(&chain, &key, &error), BRINE_ERROR_NO_CERTIFICATE);
    assert_non_null(strstr(error.text, "the client's chain is a PKCS#12 file: convert it with "));
    OPENSSL_free(bytes);
    PKCS12_free(packed);
    X509_free(x509);
    factory_reset();
}

static void the_old_label_of_a_certificate_is_known(void **state)
{
    text chain = {.len = 0}, key = {.len = 0};
    cert_spec spec = client();
    der certificate = factory_make(&spec);
    BIO *bio = BIO_new(BIO_s_mem());

    (void)state;
    assert_true(
        PEM_write_bio(bio, "X509 CERTIFICATE", "", certificate.data, (long)certificate.len) > 0);
    keep(bio, &chain);
    put_key(KEY_LEAF, &key);
    accept("X509 CERTIFICATE", &chain, &key);
    factory_reset();
}

/* The numbers are libcrypto's, and the public key that is computed of them is compared. */
static void rsa_keys_may_have_any_number_of_bits(void **state)
{
    (void)state;
    for (unsigned bits = 2048; bits < 2056; bits++) {
        text chain = {.len = 0}, key = {.len = 0};
        EVP_PKEY *pkey = EVP_RSA_gen(bits);
        char what[32];

        assert_non_null(pkey);
        put_certificate(certificate_for(pkey), &chain);
        put_der_key(pkey, &key);
        snprintf(what, sizeof what, "RSA with %u bits", bits);
        accept(what, &chain, &key);
        EVP_PKEY_free(pkey);
        factory_reset();
    }
}

/* About one key of 256 has a scalar that begins with a zero byte; some tools drop it. */
static void a_scalar_may_lack_its_leading_zeros(void **state)
{
    static const uint8_t parameters[] = {0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86,
                                         0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
    text chain = {.len = 0}, key = {.len = 0};
    uint8_t scalar[32];
    EVP_PKEY *pkey;
    BIGNUM *number = NULL;

    (void)state;
    do {
        pkey = EVP_EC_gen("P-256");
        assert_int_equal(EVP_PKEY_get_bn_param(pkey, "priv", &number), 1);
        assert_int_equal(BN_bn2binpad(number, scalar, sizeof scalar), sizeof scalar);
        BN_clear_free(number);
        number = NULL;
        if (scalar[0] != 0)
            EVP_PKEY_free(pkey);
    } while (scalar[0] != 0);
    put_certificate(certificate_for(pkey), &chain);
    put("\x30\x30\x02\x01\x01\x04\x1f", 7, &key);
    put(scalar + 1, 31, &key);
    put(parameters, sizeof parameters, &key);
    accept("a scalar of 31 bytes", &chain, &key);
    key.len = 0;
    put("\x30\x32\x02\x01\x01\x04\x21\0", 8, &key);
    put(scalar, 32, &key);
    put(parameters, sizeof parameters, &key);
    accept("a scalar of 33 bytes", &chain, &key);
    EVP_PKEY_free(pkey);
    factory_reset();
}

/* ---- A passphrase callback that breaks its rule: it must not change the config ---- */

typedef struct meddler {
    brine_config *config;
    const text *chain;
    bool freezes; /* false: it adds identities until there is no more room */
} meddler;

static size_t meddle(void *context, char *out, size_t cap)
{
    meddler *m = context;
    brine_error error;

    (void)cap;
    if (m->freezes)
        assert_int_equal(brine_config_freeze(m->config, &error), BRINE_OK);
    else
        while (brine_config_add_identity_external(m->config, bytes_of(m->chain), &error) ==
               BRINE_OK)
            continue;
    memcpy(out, "secret", 6);
    return 6;
}

static void put_encrypted_key(factory_key key, text *out)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(PEM_write_bio_PKCS8PrivateKey(bio, factory_pkey(key), EVP_aes_128_cbc(),
                                                   "secret", 6, NULL, NULL),
                     1);
    keep(bio, out);
}

/* Adds an encrypted key; there are `count` identities afterwards, and this is none of them. */
static void assert_refused(bool freezes, brine_result code, size_t count)
{
    text chain = {.len = 0}, key = {.len = 0};
    meddler m = {.chain = &chain, .freezes = freezes};
    cert_spec spec;
    brine_error error;

    spec = client();
    put_certificate(factory_make(&spec), &chain);
    put_encrypted_key(KEY_LEAF, &key);
    assert_int_equal(brine_config_new(NULL, &m.config, NULL), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_chain(m.config), BRINE_OK);
    assert_int_equal(brine_config_set_passphrase(m.config, meddle, &m), BRINE_OK);
    assert_int_equal(brine_config_add_identity(m.config, bytes_of(&chain), bytes_of(&key), &error),
                     code);
    assert_int_equal(m.config->identity_count, count);
    brine_config_free(m.config);
    factory_reset();
}

static void an_identity_finds_its_room_taken(void **state)
{
    (void)state;
    assert_refused(false, BRINE_ERROR_LIMIT, BRINE_IDENTITIES_MAX);
    assert_refused(true, BRINE_ERROR_FROZEN, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_is_bytes_to_send),
        cmocka_unit_test(what_has_no_key_is_told),
        cmocka_unit_test(the_rest_of_the_chain_is_bytes_as_well),
        cmocka_unit_test(files_may_be_der),
        cmocka_unit_test(a_certificate_for_pss_takes_a_file_that_says_rsa),
        cmocka_unit_test(a_key_of_another_kind_or_another_key_is_told),
        cmocka_unit_test(a_chain_in_pkcs12_gets_the_command_that_converts_it),
        cmocka_unit_test(the_old_label_of_a_certificate_is_known),
        cmocka_unit_test(rsa_keys_may_have_any_number_of_bits),
        cmocka_unit_test(a_scalar_may_lack_its_leading_zeros),
        cmocka_unit_test(an_identity_finds_its_room_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
