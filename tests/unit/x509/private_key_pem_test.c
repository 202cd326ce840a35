/*
 * Keys as OpenSSL writes them, in every form it knows, and compared with what it made.
 */
#include "support/test.h"
#include "x509/key/private_key.h"

#include "base/memory.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <string.h>

#define TEXT_SIZE 16384

static char text[TEXT_SIZE];
static size_t text_len;
static const brn_passphrase nothing_to_say = {NULL, NULL};
static brn_private_key key;
static brine_error error;

static brine_result parse(void)
{
    return brn_private_key_parse(
        &brn_system_allocator,
        (brine_bytes){(const uint8_t *)text, text_len > 0 ? text_len : strlen(text)}, "key.pem",
        &nothing_to_say, &key, &error);
}

/* Keeps what was written to a BIO as text and frees it. */
static void keep(BIO *out)
{
    int len = BIO_read(out, text, TEXT_SIZE - 1);

    assert_between(len, 1, TEXT_SIZE - 1);
    text[len] = '\0';
    BIO_free(out);
}

static void write_pkcs8(EVP_PKEY *pkey, const char *password)
{
    BIO *out = BIO_new(BIO_s_mem());
    const EVP_CIPHER *cipher = password != NULL ? EVP_aes_256_cbc() : NULL;

    assert_int_equal(PEM_write_bio_PKCS8PrivateKey(out, pkey, cipher, password,
                                                   password != NULL ? 6 : 0, NULL, NULL),
                     1);
    keep(out);
}

static void write_traditional(EVP_PKEY *pkey, const char *password)
{
    BIO *out = BIO_new(BIO_s_mem());
    const EVP_CIPHER *cipher = password != NULL ? EVP_aes_256_cbc() : NULL;

    assert_int_equal(PEM_write_bio_PrivateKey_traditional(out, pkey, cipher,
                                                          (const unsigned char *)password,
                                                          password != NULL ? 6 : 0, NULL, NULL),
                     1);
    keep(out);
}

static void assert_number(EVP_PKEY *pkey, const char *name, brine_bytes value)
{
    uint8_t expected[1024];
    BIGNUM *number = NULL;
    int len;

    assert_int_equal(EVP_PKEY_get_bn_param(pkey, name, &number), 1);
    len = BN_bn2binpad(number, expected, (int)value.len);
    assert_int_equal(len, value.len);
    assert_memory_equal(expected, value.data, value.len);
    BN_clear_free(number);
}

static void assert_rsa(EVP_PKEY *pkey, brine_key_kind kind)
{
    assert_int_equal(parse(), BRINE_OK);
    assert_int_equal(key.key.kind, kind);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_N, key.key.modulus);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_E, key.key.exponent);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_FACTOR1, key.key.prime1);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_FACTOR2, key.key.prime2);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_EXPONENT1, key.key.exponent1);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_EXPONENT2, key.key.exponent2);
    assert_number(pkey, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, key.key.coefficient);
    brn_private_key_free(&brn_system_allocator, &key);
}

static void rsa_keys_are_read(void **state)
{
    EVP_PKEY *pkey = EVP_RSA_gen(2048);

    (void)state;
    assert_non_null(pkey);
    write_pkcs8(pkey, NULL);
    assert_non_null(strstr(text, "-----BEGIN PRIVATE KEY-----"));
    assert_rsa(pkey, BRINE_KEY_RSA);
    write_traditional(pkey, NULL);
    assert_non_null(strstr(text, "-----BEGIN RSA PRIVATE KEY-----"));
    assert_rsa(pkey, BRINE_KEY_RSA);
    EVP_PKEY_free(pkey);
}

static EVP_PKEY *make_pss_key(bool restricted)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);
    EVP_PKEY *pkey = NULL;

    assert_int_equal(EVP_PKEY_keygen_init(context), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048), 1);
    if (restricted) {
        assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_keygen_md(context, EVP_sha256()), 1);
        assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md(context, EVP_sha256()), 1);
        assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_keygen_saltlen(context, 32), 1);
    }
    assert_int_equal(EVP_PKEY_generate(context, &pkey), 1);
    EVP_PKEY_CTX_free(context);
    return pkey;
}

static void rsa_pss_keys_are_read(void **state)
{
    (void)state;
    for (int restricted = 0; restricted < 2; restricted++) {
        EVP_PKEY *pkey = make_pss_key(restricted);

        write_pkcs8(pkey, NULL);
        assert_rsa(pkey, BRINE_KEY_RSA_PSS);
        EVP_PKEY_free(pkey);
    }
}

static void assert_ec(EVP_PKEY *pkey, brine_group_id curve, size_t len)
{
    assert_int_equal(parse(), BRINE_OK);
    assert_int_equal(key.key.kind, BRINE_KEY_EC);
    assert_int_equal(key.key.curve, curve);
    assert_int_equal(key.key.scalar.len, len);
    assert_number(pkey, OSSL_PKEY_PARAM_PRIV_KEY, key.key.scalar);
    brn_private_key_free(&brn_system_allocator, &key);
}

static void ec_keys_are_read(void **state)
{
    static const struct {
        const char *name;
        brine_group_id curve;
        size_t len;
    } curves[] = {{"P-256", BRINE_GROUP_SECP256R1, 32}, {"P-384", BRINE_GROUP_SECP384R1, 48}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        EVP_PKEY *pkey = EVP_EC_gen(curves[i].name);

        write_pkcs8(pkey, NULL);
        assert_ec(pkey, curves[i].curve, curves[i].len);
        write_traditional(pkey, NULL);
        assert_non_null(strstr(text, "-----BEGIN EC PRIVATE KEY-----"));
        assert_ec(pkey, curves[i].curve, curves[i].len);
        EVP_PKEY_free(pkey);
    }
}

/* ---- Forms that tools write, though the RFC has another ---- */

/* A file of these bytes, which need not be text. */
static void write_der(uint8_t *der, int len)
{
    assert_between(len, 1, TEXT_SIZE);
    memcpy(text, der, (size_t)len);
    text_len = (size_t)len;
    OPENSSL_free(der);
}

static void write_der_forms(EVP_PKEY *pkey, void (*check)(EVP_PKEY *pkey))
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pkey);
    uint8_t *der = NULL;
    int len = i2d_PKCS8_PRIV_KEY_INFO(info, &der);

    write_der(der, len);
    check(pkey);
    PKCS8_PRIV_KEY_INFO_free(info);
    der = NULL;
    len = i2d_PrivateKey(pkey, &der); /* PKCS#1 and SEC1 */
    write_der(der, len);
    check(pkey);
    text_len = 0;
}

static void check_rsa(EVP_PKEY *pkey)
{
    assert_rsa(pkey, BRINE_KEY_RSA);
}

static void check_p256(EVP_PKEY *pkey)
{
    assert_ec(pkey, BRINE_GROUP_SECP256R1, 32);
}

static void keys_in_der_are_read(void **state)
{
    EVP_PKEY *rsa = EVP_RSA_gen(2048), *ec = EVP_EC_gen("P-256");

    (void)state;
    write_der_forms(rsa, check_rsa);
    write_der_forms(ec, check_p256);
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(ec);
    write_der(OPENSSL_memdup("\x30\x06\x02\x01\x00\x30\x01\x00", 8), 8);
    assert_int_equal(parse(), BRINE_ERROR_KEY_MALFORMED);
    assert_string_equal(error.text, "key.pem: the private key in DER is no PrivateKeyInfo; check "
                                    "that it is a PKCS#8, SEC1 or PKCS#1 key in PEM or DER");
    text_len = 0;
}

static void put_number(uint8_t **at, EVP_PKEY *pkey, const char *name)
{
    BIGNUM *number = NULL;
    ASN1_INTEGER *integer;

    if (name != NULL)
        assert_int_equal(EVP_PKEY_get_bn_param(pkey, name, &number), 1);
    else
        number = BN_new(); /* 0 */
    integer = BN_to_ASN1_INTEGER(number, NULL);
    i2d_ASN1_INTEGER(integer, at);
    ASN1_INTEGER_free(integer);
    BN_clear_free(number);
}

/* RSAPrivateKey without the numbers that follow from the others. */
static void write_without_crt(EVP_PKEY *pkey)
{
    static const char *const names[] = {NULL,
                                        OSSL_PKEY_PARAM_RSA_N,
                                        OSSL_PKEY_PARAM_RSA_E,
                                        OSSL_PKEY_PARAM_RSA_D,
                                        OSSL_PKEY_PARAM_RSA_FACTOR1,
                                        OSSL_PKEY_PARAM_RSA_FACTOR2,
                                        NULL,
                                        NULL,
                                        NULL};
    static uint8_t numbers[TEXT_SIZE];
    uint8_t *at = numbers, *der = OPENSSL_malloc(TEXT_SIZE), *to = der;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_number(&at, pkey, names[i]);
    ASN1_put_object(&to, 1, (int)(at - numbers), V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
    memcpy(to, numbers, (size_t)(at - numbers));
    write_der(der, (int)(to - der) + (int)(at - numbers));
}

static void missing_crt_values_are_computed(void **state)
{
    (void)state;
    for (unsigned bits = 2048; bits <= 2056; bits += 4) {
        EVP_PKEY *pkey = EVP_RSA_gen(bits);

        assert_non_null(pkey);
        write_without_crt(pkey);
        assert_int_equal(parse(), BRINE_OK);
        assert_non_null(key.completion);
        brn_private_key_free(&brn_system_allocator, &key);
        assert_null(key.completion);
        assert_rsa(pkey, BRINE_KEY_RSA);
        text_len = 0;
        EVP_PKEY_free(pkey);
    }
}

/* As `openssl ecparam -genkey` writes it: the curve's parameters come first. */
static void blocks_before_the_key_are_passed_over(void **state)
{
    static const char parameters[] = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n"
                                     "-----END EC PARAMETERS-----\n"
                                     "-----BEGIN CERTIFICATE-----\nAAAA\n"
                                     "-----END CERTIFICATE-----\n";
    EVP_PKEY *pkey = EVP_EC_gen("P-256");

    (void)state;
    write_traditional(pkey, NULL);
    memmove(text + strlen(parameters), text, strlen(text) + 1);
    memcpy(text, parameters, strlen(parameters));
    assert_ec(pkey, BRINE_GROUP_SECP256R1, 32);
    EVP_PKEY_free(pkey);
}

static void ed25519_keys_are_read(void **state)
{
    EVP_PKEY *pkey = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    uint8_t seed[32];
    size_t len = sizeof seed;

    (void)state;
    write_pkcs8(pkey, NULL);
    assert_int_equal(EVP_PKEY_get_raw_private_key(pkey, seed, &len), 1);
    assert_int_equal(parse(), BRINE_OK);
    assert_int_equal(key.key.kind, BRINE_KEY_ED25519);
    assert_int_equal(key.key.scalar.len, 32);
    assert_memory_equal(key.key.scalar.data, seed, 32);
    brn_private_key_free(&brn_system_allocator, &key);
    EVP_PKEY_free(pkey);
}

static void refuse(brine_result code, const char *sentence)
{
    memset(&key, 0, sizeof key);
    assert_int_equal(parse(), code);
    assert_string_equal(error.text, sentence);
    assert_null(key.block);
}

static void keys_of_other_kinds_are_refused(void **state)
{
    EVP_PKEY *pkey = EVP_EC_gen("P-521");

    (void)state;
    write_pkcs8(pkey, NULL);
    refuse(BRINE_ERROR_KEY_UNSUPPORTED,
           "key.pem: the private key in line 1 is on another curve than P-256 and P-384; use RSA "
           "from 2048 bits, P-256, P-384 or Ed25519");
    EVP_PKEY_free(pkey);
    strcpy(text,
           "\n-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
    refuse(BRINE_ERROR_KEY_UNSUPPORTED, "key.pem: the private key in line 2 is in OpenSSH's own "
                                        "form: ssh-keygen -p -m PKCS8 -f KEY converts it; use RSA "
                                        "from 2048 bits, P-256, P-384 or Ed25519");
    strcpy(text, "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n");
    refuse(BRINE_ERROR_KEY_UNSUPPORTED, "key.pem: the private key in line 1 is a DSA key; use RSA "
                                        "from 2048 bits, P-256, P-384 or Ed25519");
}

static void a_text_without_key_is_told(void **state)
{
    (void)state;
    strcpy(text, "words\n");
    refuse(BRINE_ERROR_NO_PRIVATE_KEY, "key.pem holds no private key; check that the file holds a "
                                       "-----BEGIN ... PRIVATE KEY----- block, or is a key in DER");
    strcpy(text, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    refuse(BRINE_ERROR_NO_PRIVATE_KEY,
           "key.pem holds no private key, only a certificate; check that the file holds a "
           "-----BEGIN ... PRIVATE KEY----- block, or is a key in DER");
}

static void a_broken_block_is_told(void **state)
{
    static const char advice[] = "; check the file: it should hold -----BEGIN and -----END lines "
                                 "around base64 text";
    char sentence[256];

    (void)state;
    strcpy(text, "\n-----BEGIN PRIVATE KEY-----\nAAAA\n");
    snprintf(sentence, sizeof sentence, "%s%s",
             "key.pem: the block in line 2 is broken: it has no END line", advice);
    refuse(BRINE_ERROR_PEM, sentence);
    snprintf(sentence, sizeof sentence, "%s%s", "key.pem: the block in line 1 is not base64",
             advice);
    strcpy(text, "-----BEGIN PRIVATE KEY-----\nAA!A\n-----END PRIVATE KEY-----\n");
    refuse(BRINE_ERROR_PEM, sentence);
    strcpy(text, "-----BEGIN PRIVATE KEY-----\nAAA\n-----END PRIVATE KEY-----\n");
    refuse(BRINE_ERROR_PEM, sentence);
    strcpy(text, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refuse(BRINE_ERROR_KEY_MALFORMED,
           "key.pem: the private key in line 1 is no PrivateKeyInfo; check that it is a PKCS#8, "
           "SEC1 or PKCS#1 key in PEM or DER");
}

/* Hands out one block and keeps it, to look at it after it came back. */
typedef struct one_block {
    uint8_t bytes[8192];
    bool taken, dirty;
} one_block;

static void *take_block(void *context, size_t size)
{
    one_block *b = context;

    assert_true(size <= sizeof b->bytes && !b->taken);
    b->taken = true;
    return b->bytes;
}

static void give_block(void *context, void *block, size_t size)
{
    one_block *b = context;

    for (size_t i = 0; i < size; i++)
        b->dirty |= ((uint8_t *)block)[i] != 0;
    b->taken = false;
}

static void nothing_of_a_key_is_left_behind(void **state)
{
    static one_block block;
    const brine_allocator allocator = {&block, take_block, give_block};
    EVP_PKEY *pkey = EVP_EC_gen("P-256");
    char *end;

    (void)state;
    write_pkcs8(pkey, NULL);
    assert_int_equal(brn_private_key_parse(&allocator, (brine_bytes){(uint8_t *)text, strlen(text)},
                                           "x", &nothing_to_say, &key, NULL),
                     BRINE_OK);
    brn_private_key_free(&allocator, &key);
    assert_false(block.taken || block.dirty);
    end = strstr(text, "\n-----END");
    end[-1] = '!'; /* most is decoded by then */
    assert_int_equal(brn_private_key_parse(&allocator, (brine_bytes){(uint8_t *)text, strlen(text)},
                                           "x", &nothing_to_say, &key, NULL),
                     BRINE_ERROR_PEM);
    assert_false(block.taken || block.dirty);
    EVP_PKEY_free(pkey);
}

static void *refuse_memory(void *context, size_t size)
{
    (void)context;
    (void)size;
    return NULL;
}

static void lack_of_memory_is_told(void **state)
{
    const brine_allocator none = {NULL, refuse_memory, NULL};

    (void)state;
    strcpy(text, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assert_int_equal(brn_private_key_parse(&none, (brine_bytes){(uint8_t *)text, strlen(text)}, "x",
                                           &nothing_to_say, &key, NULL),
                     BRINE_ERROR_OUT_OF_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rsa_keys_are_read),
        cmocka_unit_test(rsa_pss_keys_are_read),
        cmocka_unit_test(ec_keys_are_read),
        cmocka_unit_test(keys_in_der_are_read),
        cmocka_unit_test(missing_crt_values_are_computed),
        cmocka_unit_test(blocks_before_the_key_are_passed_over),
        cmocka_unit_test(ed25519_keys_are_read),
        cmocka_unit_test(keys_of_other_kinds_are_refused),
        cmocka_unit_test(a_text_without_key_is_told),
        cmocka_unit_test(a_broken_block_is_told),
        cmocka_unit_test(nothing_of_a_key_is_left_behind),
        cmocka_unit_test(lack_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
