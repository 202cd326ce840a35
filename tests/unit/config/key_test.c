/* A key by itself: read from each form, compared, asked to sign. */
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "support/test.h"
#include "unit/x509/factory.h"

#include <brine/brine.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

#define MESSAGE                                                                                    \
    (brine_bytes)                                                                                  \
    {                                                                                              \
        (const uint8_t *)"all handshake messages so far", 29                                       \
    }
#define NOTHING_YET                                                                                \
    (brine_bytes)                                                                                  \
    {                                                                                              \
        NULL, 0                                                                                    \
    }

/* ---- Texts ---- */

static uint8_t space[16384];

static brine_bytes take(BIO *bio)
{
    char *data;
    long len = BIO_get_mem_data(bio, &data);

    assert_between(len, 1, sizeof space);
    memcpy(space, data, (size_t)len);
    BIO_free(bio);
    return (brine_bytes){space, (size_t)len};
}

static brine_bytes private_pem(factory_key key)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(
        PEM_write_bio_PKCS8PrivateKey(bio, factory_pkey(key), NULL, NULL, 0, NULL, NULL), 1);
    return take(bio);
}

static brine_bytes encrypted_pem(factory_key key)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(PEM_write_bio_PKCS8PrivateKey(bio, factory_pkey(key), EVP_aes_128_cbc(),
                                                   "secret", 6, NULL, NULL),
                     1);
    return take(bio);
}

static brine_bytes private_der(factory_key key)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(i2d_PKCS8PrivateKey_bio(bio, factory_pkey(key), NULL, NULL, 0, NULL, NULL), 1);
    return take(bio);
}

static brine_bytes public_pem(factory_key key)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(PEM_write_bio_PUBKEY(bio, factory_pkey(key)), 1);
    return take(bio);
}

static brine_bytes public_der(factory_key key)
{
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(i2d_PUBKEY_bio(bio, factory_pkey(key)), 1);
    return take(bio);
}

static der certificate(factory_key key)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);

    spec.key = key;
    return factory_make(&spec);
}

static brine_bytes certificate_der(factory_key key)
{
    return certificate(key);
}

/* A certificate in a text that begins with words, as bundles do. */
static brine_bytes certificate_pem(factory_key key)
{
    char pem[8192];

    assert_true(brine_cert_pem(certificate(key), pem, sizeof pem) < sizeof pem);
    snprintf((char *)space, sizeof space, "words\n%s", pem);
    return (brine_bytes){space, strlen((char *)space)};
}

/* The certificate before its key, as some servers keep them in one file. */
static brine_bytes both_pem(factory_key key)
{
    char pem[8192];
    BIO *bio = BIO_new(BIO_s_mem());

    assert_true(brine_cert_pem(certificate(key), pem, sizeof pem) < sizeof pem);
    assert_true(BIO_puts(bio, pem) > 0);
    assert_int_equal(
        PEM_write_bio_PKCS8PrivateKey(bio, factory_pkey(key), NULL, NULL, 0, NULL, NULL), 1);
    return take(bio);
}

static brine_key *make(brine_bytes text)
{
    brine_key *key = NULL;
    brine_error error;

    if (brine_key_new(brine_provider_default(), NULL, text, NULL, NULL, &key, &error) != BRINE_OK)
        fail_msg("%s", error.text);
    return key;
}

/* ---- Reading ---- */

static const factory_key kinds[] = {KEY_LEAF,     KEY_P384,     KEY_ED25519,
                                    KEY_RSA_2048, KEY_RSA_2052, KEY_RSA_PSS};
#define KINDS (sizeof kinds / sizeof *kinds)

static void assert_bytes(brine_bytes a, brine_bytes b)
{
    assert_int_equal(a.len, b.len);
    if (a.len > 0)
        assert_memory_equal(a.data, b.data, a.len);
}

static void every_form_gives_the_same_public_key(void **state)
{
    static const struct {
        brine_bytes (*text)(factory_key key);
        bool is_private;
    } forms[] = {{private_pem, true},     {private_der, true}, {both_pem, true},
                 {public_pem, false},     {public_der, false}, {certificate_pem, false},
                 {certificate_der, false}};

    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        brine_key *first = make(public_pem(kinds[i]));
        brine_public_key expected;

        brine_key_public(first, &expected);
        assert_int_not_equal(expected.kind, 0);
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            brine_key *key = make(forms[f].text(kinds[i]));
            brine_public_key found;

            memset(space, 0, sizeof space); /* the text is the caller's, and gone */
            brine_key_public(key, &found);
            assert_int_equal(brine_key_is_private(key), forms[f].is_private);
            assert_int_equal(found.kind, expected.kind);
            assert_int_equal(found.curve, expected.curve);
            assert_int_equal(found.bits, expected.bits);
            assert_bytes(found.point, expected.point);
            assert_bytes(found.modulus, expected.modulus);
            assert_bytes(found.exponent, expected.exponent);
            brine_key_free(key);
        }
        brine_key_free(first);
        factory_reset();
    }
}

static size_t tell(void *context, char *out, size_t cap)
{
    assert_true(cap >= 6);
    memcpy(out, context, 6);
    return 6;
}

static void an_encrypted_key_asks_for_its_passphrase(void **state)
{
    char secret[] = "secret", wrong[] = "terces";
    brine_key *key = NULL;
    brine_error error;

    (void)state;
    assert_int_equal(brine_key_new(brine_provider_default(), NULL, encrypted_pem(KEY_LEAF), tell,
                                   secret, &key, &error),
                     BRINE_OK);
    assert_true(brine_key_is_private(key));
    brine_key_free(key);
    key = NULL;
    assert_int_equal(brine_key_new(brine_provider_default(), NULL, encrypted_pem(KEY_LEAF), tell,
                                   wrong, &key, &error),
                     BRINE_ERROR_KEY_ENCRYPTED);
    assert_int_equal(brine_key_new(brine_provider_default(), NULL, encrypted_pem(KEY_LEAF), NULL,
                                   NULL, &key, &error),
                     BRINE_ERROR_KEY_ENCRYPTED);
    assert_null(key);
}

static void refuse(brine_bytes text, brine_result expected, const char *words)
{
    brine_key *key = NULL;
    brine_error error = BRINE_NO_ERROR;

    assert_int_equal(brine_key_new(brine_provider_default(), NULL, text, NULL, NULL, &key, &error),
                     expected);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' lacks '%s'", error.text, words);
    assert_null(key);
}

static brine_bytes words(const char *text)
{
    return (brine_bytes){(const uint8_t *)text, strlen(text)};
}

static void what_is_no_key_is_told(void **state)
{
    (void)state;
    refuse(words(""), BRINE_ERROR_NO_PRIVATE_KEY, "the text holds no key: it is empty");
    refuse(words("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"),
           BRINE_ERROR_NO_PRIVATE_KEY, "the text holds no key: its first block is 'X509 CRL'");
    refuse(words("-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----\n"), BRINE_ERROR_PEM,
           "the block in line 1 is broken: it is not base64");
    refuse(words("-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n"),
           BRINE_ERROR_KEY_MALFORMED, "the public key: its subjectPublicKeyInfo ");
    refuse(words("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"),
           BRINE_ERROR_CERT_MALFORMED, "the certificate can't be read: ");
    refuse(words("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"),
           BRINE_ERROR_KEY_UNSUPPORTED, "OpenSSH's own form");
    refuse((brine_bytes){(const uint8_t *)"\x30\x00", 2}, BRINE_ERROR_KEY_MALFORMED,
           "the public key: its subjectPublicKeyInfo ");
    refuse(private_pem(KEY_RSA_1024), BRINE_ERROR_KEY_UNSUPPORTED, "modulus");
}

static void *allocate_some(void *context, size_t size)
{
    size_t *left = context;

    if (*left == 0)
        return NULL;
    --*left;
    return calloc(1, size);
}

static void give_back(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static void memory_may_end_at_any_allocation(void **state)
{
    brine_bytes (*const texts[])(factory_key) = {private_pem, certificate_pem};

    (void)state;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        brine_bytes text = texts[t](KEY_RSA_2048);
        brine_result result = BRINE_ERROR_OUT_OF_MEMORY;
        size_t have = 0;

        for (; result != BRINE_OK; have++) {
            size_t left = have;
            brine_allocator allocator = {&left, allocate_some, give_back};
            brine_key *key = NULL;
            brine_error error = BRINE_NO_ERROR;

            result =
                brine_key_new(brine_provider_default(), &allocator, text, NULL, NULL, &key, &error);
            assert_int_equal(error.code, result);
            if (result != BRINE_OK)
                assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
            brine_key_free(key);
        }
        assert_true(have > 2);
        factory_reset();
    }
}

static brine_result load_nothing(void *context, void *state, const brine_private_key *key)
{
    (void)context;
    (void)state;
    (void)key;
    return BRINE_ERROR_BAD_KEY;
}

static brine_result no_public_key(void *context, const void *state, uint8_t *out, size_t *out_len)
{
    (void)context;
    (void)state;
    (void)out;
    (void)out_len;
    return BRINE_ERROR_CRYPTO;
}

static void a_provider_that_can_not_use_a_key_is_told(void **state)
{
    brine_provider provider = *brine_provider_default();
    brine_bytes text = private_pem(KEY_LEAF);
    const brine_signer *signers[2] = {NULL}, *ours = NULL;
    brine_signer signer;
    brine_key *key = NULL;
    brine_error error;

    (void)state;
    provider.signers = signers;
    assert_int_equal(brine_key_new(&provider, NULL, text, NULL, NULL, &key, &error),
                     BRINE_ERROR_KEY_UNSUPPORTED);
    assert_non_null(strstr(error.text, "can't sign with the kind of "));
    for (const brine_signer *const *s = brine_provider_default()->signers; *s != NULL; s++)
        if ((*s)->key == BRINE_KEY_EC && (*s)->curve == BRINE_GROUP_SECP256R1)
            ours = *s;
    assert_non_null(ours);
    signer = *ours;
    signer.load = load_nothing;
    signers[0] = &signer;
    assert_int_equal(brine_key_new(&provider, NULL, text, NULL, NULL, &key, &error),
                     BRINE_ERROR_KEY_MALFORMED);
    assert_non_null(strstr(error.text, "don't make a key"));
    signer.load = ours->load;
    signer.public_key = no_public_key;
    assert_int_equal(brine_key_new(&provider, NULL, text, NULL, NULL, &key, &error),
                     BRINE_ERROR_CRYPTO);
    assert_null(key);
}

static void without_the_hash_of_a_scheme_it_does_not_sign(void **state)
{
    brine_provider provider = *brine_provider_default();
    const brine_hash *hashes[2] = {brn_find_hash(&provider, BRINE_HASH_SHA384), NULL};
    uint8_t signature[BRINE_SIGNATURE_MAX];
    brine_key *key = NULL;
    brine_error error;
    size_t len = 0;

    (void)state;
    assert_int_equal(
        brine_key_new(&provider, NULL, private_pem(KEY_LEAF), NULL, NULL, &key, &error), BRINE_OK);
    provider.hashes = hashes;
    assert_int_equal(brine_key_sign(key, 0x0403, NOTHING_YET, MESSAGE, signature, &len, &error),
                     BRINE_ERROR_UNSUPPORTED);
    assert_non_null(strstr(error.text, "lacks the hash of ecdsa_secp256r1_sha256"));
    brine_key_free(key);
}

/* ---- Signing ---- */

static void assert_signs(const brine_key *key, const brn_signature_scheme *scheme,
                         brine_bytes digest)
{
    uint8_t signature[BRINE_SIGNATURE_MAX];
    size_t len = 0;
    brine_public_key public_key;
    brine_error error;

    if (brine_key_sign(key, scheme->id, digest, MESSAGE, signature, &len, &error) != BRINE_OK)
        fail_msg("%s: %s", scheme->name, error.text);
    brine_key_public(key, &public_key);
    assert_int_equal(brn_scheme_verify(brine_provider_default(), scheme, &public_key, MESSAGE,
                                       (brine_bytes){signature, len}),
                     BRINE_OK);
}

static void it_signs_with_each_scheme_of_its_kind_and_no_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        brine_key *key = make(private_pem(kinds[i]));
        brine_public_key public_key;

        brine_key_public(key, &public_key);
        for (const brn_signature_scheme *s = brn_signature_schemes; s->id != 0; s++) {
            uint8_t digest[BRINE_HASH_OUTPUT_MAX], signature[BRINE_SIGNATURE_MAX];
            const brine_hash *hash = brn_find_hash(brine_provider_default(), s->hash);
            brine_error error;
            size_t len;

            if (s->key != public_key.kind) {
                assert_int_equal(
                    brine_key_sign(key, s->id, NOTHING_YET, MESSAGE, signature, &len, &error),
                    BRINE_ERROR_UNSUPPORTED);
                assert_non_null(strstr(error.text, s->name));
                continue;
            }
            assert_signs(key, s, NOTHING_YET);
            if (hash == NULL)
                continue;
            brn_digest(brine_provider_default(), hash, MESSAGE, digest);
            assert_signs(key, s, (brine_bytes){digest, hash->output_length});
        }
        brine_key_free(key);
    }
}

static void assert_signs_not(const brine_key *key, uint16_t scheme, brine_bytes digest,
                             brine_bytes message, brine_result expected, const char *sentence)
{
    uint8_t signature[BRINE_SIGNATURE_MAX];
    brine_error error = BRINE_NO_ERROR;
    size_t len = 7;

    assert_int_equal(brine_key_sign(key, scheme, digest, message, signature, &len, &error),
                     expected);
    if (strncmp(error.text, sentence, strlen(sentence)) != 0)
        fail_msg("'%s' does not begin with '%s'", error.text, sentence);
    assert_int_equal(len, 7);
}

static void what_it_can_not_sign_is_told(void **state)
{
    static const uint8_t digest[48];
    brine_key *key = make(private_pem(KEY_LEAF)), *edwards = make(private_pem(KEY_ED25519)),
              *public_key = make(public_pem(KEY_LEAF));

    (void)state;
    assert_signs_not(public_key, 0x0403, NOTHING_YET, MESSAGE, BRINE_ERROR_NO_PRIVATE_KEY,
                     "the key is a public one, which can't sign; ");
    assert_signs_not(key, 0x0203, NOTHING_YET, MESSAGE, BRINE_ERROR_UNSUPPORTED,
                     "the signature scheme 0x0203 is none of those that brine knows; ");
    assert_signs_not(key, 0x0401, NOTHING_YET, MESSAGE, BRINE_ERROR_UNSUPPORTED,
                     "a key of this kind (ECDSA P-256) makes no signatures with rsa_pkcs1_sha256");
    assert_signs_not(key, 0x0403, (brine_bytes){digest, 48}, MESSAGE, BRINE_ERROR_INVALID_ARGUMENT,
                     "the digest has 48 bytes, ecdsa_secp256r1_sha256 signs 32; ");
    assert_signs_not(edwards, 0x0807, (brine_bytes){digest, 32}, NOTHING_YET,
                     BRINE_ERROR_INVALID_ARGUMENT, "ed25519 signs the message, which is empty; ");
    brine_key_free(key);
    brine_key_free(edwards);
    brine_key_free(public_key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_gives_the_same_public_key),
        cmocka_unit_test(an_encrypted_key_asks_for_its_passphrase),
        cmocka_unit_test(what_is_no_key_is_told),
        cmocka_unit_test(memory_may_end_at_any_allocation),
        cmocka_unit_test(a_provider_that_can_not_use_a_key_is_told),
        cmocka_unit_test(without_the_hash_of_a_scheme_it_does_not_sign),
        cmocka_unit_test(it_signs_with_each_scheme_of_its_kind_and_no_other),
        cmocka_unit_test(what_it_can_not_sign_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
