/*
 * Encrypted private keys, as OpenSSL makes them in each way that brine reads, and in those that
 * get a sentence instead.
 */
#include "support/test.h"
#include "unit/x509/damage.h"
#include "unit/x509/factory.h"
#include "x509/key/private_key.h"

#include "base/memory.h"

#include <brine/limits.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

#define RIGHT "a passphrase that is longer than the block of SHA-256, which has 64 bytes"

static uint8_t file[2 * BRINE_KEY_ENCRYPTED_SIZE_MAX];
static size_t file_len;
static EVP_PKEY *pkey;
static brn_private_key key;
static brine_error error;

/* ---- The one who is asked ---- */

typedef struct answer {
    const char *text;
    size_t asked;
} answer;

static size_t give(void *context, char *out, size_t cap)
{
    answer *a = context;
    size_t len = strlen(a->text);

    a->asked++;
    assert_int_equal(cap, BRINE_PASSPHRASE_MAX);
    memcpy(out, a->text, len);
    return len;
}

static size_t give_nothing(void *context, char *out, size_t cap)
{
    (void)context;
    (void)out;
    (void)cap;
    return BRINE_PASSPHRASE_NONE;
}

static size_t give_too_much(void *context, char *out, size_t cap)
{
    (void)context;
    (void)out;
    return cap + 1;
}

static brine_result parse(brine_passphrase ask, answer *a)
{
    const brn_passphrase passphrase = {ask, a};

    memset(&key, 0, sizeof key);
    return brn_private_key_parse(&brn_system_allocator, (brine_bytes){file, file_len}, "key.pem",
                                 &passphrase, &key, &error);
}

static brine_result parse_with(const char *text)
{
    answer a = {.text = text};

    return parse(give, &a);
}

/* ---- Files ---- */

static void keep_pem(X509_SIG *sealed)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *data;
    long len;

    assert_int_equal(PEM_write_bio_PKCS8(bio, sealed), 1);
    len = BIO_get_mem_data(bio, &data);
    assert_between(len, 1, sizeof file);
    memcpy(file, data, (size_t)len);
    file_len = (size_t)len;
    BIO_free(bio);
}

static void keep_der(X509_SIG *sealed)
{
    uint8_t *bytes = NULL;
    int len = i2d_X509_SIG(sealed, &bytes);

    assert_between(len, 1, sizeof file);
    memcpy(file, bytes, (size_t)len);
    file_len = (size_t)len;
    OPENSSL_free(bytes);
}

/* Takes the algorithm. */
static X509_SIG *seal(X509_ALGOR *algorithm)
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pkey);
    X509_SIG *sealed;

    assert_non_null(algorithm);
    sealed = PKCS8_set0_pbe(RIGHT, (int)strlen(RIGHT), info, algorithm);
    assert_non_null(sealed);
    PKCS8_PRIV_KEY_INFO_free(info);
    return sealed;
}

static X509_SIG *seal_pbkdf2(const EVP_CIPHER *cipher, int prf, int iterations)
{
    return seal(PKCS5_pbe2_set_iv(cipher, iterations, NULL, 0, NULL, prf));
}

static X509_SIG *seal_scrypt(const EVP_CIPHER *cipher, uint64_t n, uint64_t r, uint64_t p)
{
    return seal(PKCS5_pbe2_set_scrypt(cipher, NULL, 0, NULL, n, r, p));
}

/* ---- What is read ---- */

static void assert_scalar(void)
{
    uint8_t expected[48];
    BIGNUM *number = NULL;

    assert_int_equal(EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_PRIV_KEY, &number), 1);
    assert_int_equal(BN_bn2binpad(number, expected, 48), 48);
    assert_int_equal(key.key.kind, BRINE_KEY_EC);
    assert_int_equal(key.key.scalar.len, 48);
    assert_memory_equal(key.key.scalar.data, expected, 48);
    BN_clear_free(number);
}

/* In PEM and in DER; the passphrase is asked for once. */
static void accept(const char *what, X509_SIG *sealed)
{
    for (int form = 0; form < 2; form++) {
        answer a = {.text = RIGHT};

        if (form == 1)
            keep_der(sealed);
        else
            keep_pem(sealed);
        if (parse(give, &a) != BRINE_OK)
            fail_msg("%s: %s", what, error.text);
        assert_int_equal(a.asked, 1);
        assert_scalar();
        brn_private_key_free(&brn_system_allocator, &key);
        assert_int_equal(parse_with("another"), BRINE_ERROR_KEY_ENCRYPTED);
        assert_non_null(strstr(error.text, "the passphrase is wrong, or the file is damaged"));
        assert_null(key.block);
    }
    X509_SIG_free(sealed);
}

static void each_way_of_pbes2_is_read(void **state)
{
    (void)state;
    accept("AES-128, SHA-256", seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA256, 2048));
    accept("AES-256, SHA-256", seal_pbkdf2(EVP_aes_256_cbc(), NID_hmacWithSHA256, 1));
    accept("AES-128, SHA-512", seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA512, 2));
    accept("AES-256, SHA-512", seal_pbkdf2(EVP_aes_256_cbc(), NID_hmacWithSHA512, 2048));
    accept("AES-128, scrypt", seal_scrypt(EVP_aes_128_cbc(), 1024, 8, 1));
    accept("AES-256, scrypt", seal_scrypt(EVP_aes_256_cbc(), 2048, 4, 16));
    accept("scrypt, largest N for r = 1", seal_scrypt(EVP_aes_128_cbc(), 1 << 15, 1, 1));
    accept("scrypt, N = 2^16 for r = 2", seal_scrypt(EVP_aes_128_cbc(), 1 << 16, 2, 1));
    accept("scrypt, largest blocks", seal_scrypt(EVP_aes_256_cbc(), 2, BRINE_KEY_SCRYPT_BLOCK_MAX,
                                                 BRINE_KEY_SCRYPT_PARALLEL_MAX));
}

/* A wrong passphrase gives noise, which by chance may end like a padding: one in 256. */
static void no_wrong_passphrase_is_taken_for_right(void **state)
{
    X509_SIG *sealed = seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA256, 1);

    (void)state;
    keep_der(sealed);
    for (int i = 0; i < 2000; i++) {
        char text[16];

        snprintf(text, sizeof text, "wrong %d", i);
        assert_int_equal(parse_with(text), BRINE_ERROR_KEY_ENCRYPTED);
    }
    assert_int_equal(parse_with(RIGHT), BRINE_OK);
    brn_private_key_free(&brn_system_allocator, &key);
    X509_SIG_free(sealed);
}

static void without_a_passphrase_the_key_stays_shut(void **state)
{
    static const char sentence[] =
        "key.pem: the private key in line 1 is encrypted, and no passphrase was given; give its "
        "passphrase (brine_config_set_passphrase), or decrypt it: openssl pkey "
        "-in KEY -out PLAIN_KEY";
    X509_SIG *sealed = seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA256, 1);

    (void)state;
    keep_pem(sealed);
    assert_int_equal(parse(NULL, NULL), BRINE_ERROR_KEY_ENCRYPTED);
    assert_string_equal(error.text, sentence);
    assert_int_equal(parse(give_nothing, NULL), BRINE_ERROR_KEY_ENCRYPTED);
    assert_string_equal(error.text, sentence);
    assert_int_equal(parse(give_too_much, NULL), BRINE_ERROR_KEY_ENCRYPTED);
    X509_SIG_free(sealed);
}

/* ---- What is not ---- */

static void refuse(X509_SIG *sealed, brine_result code, const char *words)
{
    keep_pem(sealed);
    assert_int_equal(parse_with(RIGHT), code);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' is not in '%s'", words, error.text);
    X509_SIG_free(sealed);
}

#define CONVERT "openssl pkcs8 -topk8 -in KEY -out NEW_KEY"

static void older_ways_get_the_command_that_converts_them(void **state)
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pkey);

    (void)state;
    refuse(seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA1, 1), BRINE_ERROR_KEY_ENCRYPTED,
           "is encrypted by way of HMAC-SHA-1, which brine does not use: convert it with " CONVERT);
    refuse(seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA384, 1), BRINE_ERROR_KEY_ENCRYPTED,
           "by way of another HMAC than SHA-256's and SHA-512's: convert it with " CONVERT);
    refuse(
        seal_pbkdf2(EVP_des_ede3_cbc(), NID_hmacWithSHA256, 1), BRINE_ERROR_KEY_ENCRYPTED,
        "another cipher than AES-128-CBC and AES-256-CBC, such as 3DES: convert it with " CONVERT);
    refuse(PKCS8_encrypt(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NULL, RIGHT, (int)strlen(RIGHT),
                         NULL, 0, 1, info),
           BRINE_ERROR_KEY_ENCRYPTED, "in an old way (PBES1): convert it with " CONVERT);
    PKCS8_PRIV_KEY_INFO_free(info);
}

static void an_old_header_gets_it_too(void **state)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *data;
    long len;

    (void)state;
    assert_int_equal(PEM_write_bio_PrivateKey_traditional(bio, pkey, EVP_aes_256_cbc(),
                                                          (const unsigned char *)RIGHT,
                                                          (int)strlen(RIGHT), NULL, NULL),
                     1);
    len = BIO_get_mem_data(bio, &data);
    memcpy(file, data, (size_t)len);
    file_len = (size_t)len;
    BIO_free(bio);
    assert_int_equal(parse_with(RIGHT), BRINE_ERROR_KEY_ENCRYPTED);
    assert_non_null(
        strstr(error.text, "in an old way (Proc-Type: 4,ENCRYPTED): convert it with " CONVERT));
}

#define PKCS12_WORDS                                                                               \
    "is in a PKCS#12 file: convert it with openssl pkcs12 -nodes -in FILE -out NEW_FILE"

/* Some tools write it as BER, with lengths that DER does not have, or with bytes behind it. */
static void pkcs12_in_ber_gets_it_as_well(void **state)
{
    static const struct {
        const char *begin;
        size_t len;
    } forms[] = {
        {"\x30\x80\2\1\3\x30\x80\6\x09", 9},
        {"\x30\x84\0\0\0\x09\2\1\3\x30\4\6\2*\3", 15},
        {"\x30\x07\2\1\3\x30\2\5\0trailing", 17},
    };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        memcpy(file, forms[i].begin, forms[i].len);
        file_len = forms[i].len;
        assert_int_equal(parse_with(RIGHT), BRINE_ERROR_KEY_UNSUPPORTED);
        assert_non_null(strstr(error.text, PKCS12_WORDS));
    }
}

static void pkcs12_gets_it_too(void **state)
{
    PKCS12 *p12 = PKCS12_create(RIGHT, "name", pkey, NULL, NULL, 0, 0, 1, 0, 0);
    uint8_t *bytes = NULL;
    int len = i2d_PKCS12(p12, &bytes);

    (void)state;
    assert_between(len, 1, sizeof file);
    memcpy(file, bytes, (size_t)len);
    file_len = (size_t)len;
    assert_int_equal(parse_with(RIGHT), BRINE_ERROR_KEY_UNSUPPORTED);
    assert_non_null(strstr(error.text, PKCS12_WORDS));
    OPENSSL_free(bytes);
    PKCS12_free(p12);
}

/* ---- Limits, and files that lie ---- */

#define PBES2       "1.2.840.113549.1.5.13"
#define PBKDF2      "1.2.840.113549.1.5.12"
#define SCRYPT      "1.3.6.1.4.1.11591.4.11"
#define HMAC_SHA256 "1.2.840.113549.2.9"
#define AES_128_CBC "2.16.840.1.101.3.4.1.2"

static der sixteen(void)
{
    return BYTES(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
}

static der pbkdf2_with(int64_t iterations, der key_length, der hmac_parameters)
{
    return SEQ(OID(PBKDF2), SEQ(OCTETS(sixteen()), INT(iterations), key_length,
                                SEQ(OID(HMAC_SHA256), hmac_parameters)));
}

static der pbkdf2(int64_t iterations, der key_length)
{
    return pbkdf2_with(iterations, key_length, BYTES(0x05, 0x00));
}

static der scrypt(int64_t n, int64_t r, int64_t p)
{
    return SEQ(OID(SCRYPT), SEQ(OCTETS(sixteen()), INT(n), INT(r), INT(p)));
}

static der aes(der iv)
{
    return SEQ(OID(AES_128_CBC), iv);
}

/* The ciphertext is noise: what is refused here is refused before any work. */
static void refuse_file(der derivation, der cipher, der ciphertext, brine_result code,
                        const char *words)
{
    der made = SEQ(SEQ(OID(PBES2), SEQ(derivation, cipher)), OCTETS(ciphertext));

    memcpy(file, made.data, made.len);
    file_len = made.len;
    assert_int_equal(parse_with(RIGHT), code);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' is not in '%s'", words, error.text);
    factory_reset();
}

static void refuse_derivation(der derivation, brine_result code, const char *words)
{
    refuse_file(derivation, aes(OCTETS(sixteen())), sixteen(), code, words);
}

static void work_and_memory_have_limits(void **state)
{
    static const char too_much[] = "an scrypt of more than 64 MiB, or of more than 16 times the";

    (void)state;
    refuse_derivation(pbkdf2(BRINE_KEY_ITERATIONS_MAX + 1, NOTHING), BRINE_ERROR_LIMIT,
                      "more than 10,000,000 iterations of PBKDF2 (BRINE_KEY_ITERATIONS_MAX)");
    refuse_derivation(pbkdf2(0xffffffff, NOTHING), BRINE_ERROR_LIMIT, "more than 10,000,000");
    refuse_derivation(scrypt(1 << 20, 8, 1), BRINE_ERROR_LIMIT, too_much);
    refuse_derivation(scrypt(1 << 16, 9, 1), BRINE_ERROR_LIMIT, too_much);
    refuse_derivation(scrypt(2, 0xffffffff, 1), BRINE_ERROR_LIMIT, too_much);
    refuse_derivation(scrypt(1 << 30, 1 << 30, 1), BRINE_ERROR_LIMIT, too_much);
    refuse_derivation(scrypt(2, 1, BRINE_KEY_SCRYPT_PARALLEL_MAX + 1), BRINE_ERROR_LIMIT, too_much);
    /* 128 N r is 64 MiB at most, but 128 r p is far more: half a gigabyte of it. */
    refuse_derivation(scrypt(2, BRINE_KEY_SCRYPT_MEMORY_MAX / 256, 16), BRINE_ERROR_LIMIT,
                      "or of blocks larger than r = 256 (BRINE_KEY_SCRYPT_MEMORY_MAX, "
                      "BRINE_KEY_SCRYPT_PARALLEL_MAX, BRINE_KEY_SCRYPT_BLOCK_MAX)");
    refuse_derivation(scrypt(2, BRINE_KEY_SCRYPT_BLOCK_MAX + 1, 1), BRINE_ERROR_LIMIT, too_much);
}

/* A block more than the limit is refused, and as much as the limit is decrypted. */
static void the_size_of_the_encrypted_key_has_a_limit(void **state)
{
    static uint8_t noise[BRINE_KEY_ENCRYPTED_SIZE_MAX + 16];
    der most = {noise, BRINE_KEY_ENCRYPTED_SIZE_MAX}, more = {noise, sizeof noise};

    (void)state;
    refuse_file(pbkdf2(1, NOTHING), aes(OCTETS(sixteen())), most, BRINE_ERROR_KEY_ENCRYPTED,
                "the passphrase is wrong, or the file is damaged");
    refuse_file(pbkdf2(1, NOTHING), aes(OCTETS(sixteen())), more, BRINE_ERROR_LIMIT,
                "has more than 65,536 bytes of encryptedData (BRINE_KEY_ENCRYPTED_SIZE_MAX)");
}

static void numbers_that_make_no_sense_are_refused(void **state)
{
    static const char pbkdf2_params[] = "has no well-formed PBKDF2-params";
    static const char scrypt_params[] = "has no well-formed scrypt-params";
    static const char pbes2_params[] = "has no well-formed PBES2-params";

    (void)state;
    refuse_derivation(pbkdf2(0, NOTHING), BRINE_ERROR_KEY_MALFORMED, pbkdf2_params);
    refuse_derivation(pbkdf2(-1, NOTHING), BRINE_ERROR_KEY_MALFORMED, pbkdf2_params);
    refuse_derivation(pbkdf2(1, INT(32)), BRINE_ERROR_KEY_MALFORMED, pbes2_params);
    refuse_derivation(pbkdf2(1, INT(0)), BRINE_ERROR_KEY_MALFORMED, pbkdf2_params);
    refuse_derivation(pbkdf2_with(1, NOTHING, INT(7)), BRINE_ERROR_KEY_MALFORMED, pbkdf2_params);
    refuse_derivation(pbkdf2_with(1, NOTHING, BYTES(5, 0, 5, 0)), BRINE_ERROR_KEY_MALFORMED,
                      pbkdf2_params);
    refuse_derivation(SEQ(OID(SCRYPT), SEQ(OCTETS(sixteen()), INT(2), INT(1), INT(1), INT(0))),
                      BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(scrypt(3, 1, 1), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(scrypt(1, 1, 1), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(scrypt(0, 1, 1), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    /* RFC 7914 section 2: N < 2^(16 r), which only r = 1 makes less than the limit on memory. */
    refuse_derivation(scrypt(1 << 16, 1, 1), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(scrypt(1 << 19, 1, 1), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(scrypt(2, 0, 1), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(scrypt(2, 1, 0), BRINE_ERROR_KEY_MALFORMED, scrypt_params);
    refuse_derivation(SEQ(OID(AES_128_CBC), SEQ(NOTHING)), BRINE_ERROR_KEY_ENCRYPTED,
                      "another derivation than PBKDF2 and scrypt");
    refuse_file(pbkdf2(1, NOTHING), aes(OCTETS(BYTES(1))), sixteen(), BRINE_ERROR_KEY_MALFORMED,
                pbes2_params);
    refuse_file(pbkdf2(1, NOTHING), aes(OCTETS(sixteen())), BYTES(1, 2), BRINE_ERROR_KEY_MALFORMED,
                "has encryptedData of no whole blocks");
    refuse_file(pbkdf2(1, NOTHING), aes(OCTETS(sixteen())), NOTHING, BRINE_ERROR_KEY_MALFORMED,
                "has encryptedData of no whole blocks");
}

/* No byte that is changed makes another key of it or is read past the end. */
static void a_damaged_file_gives_no_key(void **state)
{
    X509_SIG *sealed = seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA256, 1);

    (void)state;
    keep_der(sealed);
    for (size_t len = file_len, at = 0; at < len; at++) {
        file[at] ^= 0x40;
        if (parse_with(RIGHT) == BRINE_OK) {
            assert_true(key.key.kind == BRINE_KEY_EC); /* the copy of the public key is not used */
            brn_private_key_free(&brn_system_allocator, &key);
        }
        file[at] ^= 0x40;
    }
    for (size_t len = file_len; len-- > 0;) {
        file_len = len;
        assert_int_not_equal(parse_with(RIGHT), BRINE_OK);
    }
    X509_SIG_free(sealed);
}

/* The damages of a file that still give the key, one a line. */
static const char *harmless(X509_SIG *sealed)
{
    static char all[1024];
    char what[64];
    size_t len = 0;
    der whole, damaged;

    keep_der(sealed);
    X509_SIG_free(sealed);
    whole = factory_copy(file, file_len);
    all[0] = '\0';
    for (size_t n = 0; (damaged = damage(whole, n, what, sizeof what)).data != NULL; n++) {
        file_len = damaged.len;
        memcpy(file, damaged.data, damaged.len);
        if (parse_with(RIGHT) != BRINE_OK)
            continue;
        brn_private_key_free(&brn_system_allocator, &key);
        len += (size_t)snprintf(all + len, sizeof all - len, "%s\n", what);
    }
    return all;
}

static void a_file_with_one_thing_wrong_gives_no_key(void **state)
{
    (void)state;
    /* The parameters of the HMAC may be absent: RFC 8018 appendix A.2 does not make them NULL. */
    assert_string_equal(harmless(seal_pbkdf2(EVP_aes_128_cbc(), NID_hmacWithSHA256, 1)),
                        "element 12 (tag 0x05) is left out\n");
    assert_string_equal(harmless(seal_scrypt(EVP_aes_256_cbc(), 2, 1, 1)), "");
    factory_reset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_of_pbes2_is_read),
        cmocka_unit_test(no_wrong_passphrase_is_taken_for_right),
        cmocka_unit_test(without_a_passphrase_the_key_stays_shut),
        cmocka_unit_test(older_ways_get_the_command_that_converts_them),
        cmocka_unit_test(an_old_header_gets_it_too),
        cmocka_unit_test(pkcs12_gets_it_too),
        cmocka_unit_test(pkcs12_in_ber_gets_it_as_well),
        cmocka_unit_test(work_and_memory_have_limits),
        cmocka_unit_test(the_size_of_the_encrypted_key_has_a_limit),
        cmocka_unit_test(numbers_that_make_no_sense_are_refused),
        cmocka_unit_test(a_damaged_file_gives_no_key),
        cmocka_unit_test(a_file_with_one_thing_wrong_gives_no_key),
    };
    int failed;

    pkey = EVP_EC_gen("P-384");
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    EVP_PKEY_free(pkey);
    return failed;
}
