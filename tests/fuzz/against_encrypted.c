#include "against.h"

#include "base/memory.h"
#include "fuzz.h"
#include "x509/key/encrypted_key.h"
#include "x509/key/key_derivation.h"
#include "x509/key/private_key.h"

#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <string.h>

static const char passphrase[] = "correct horse";

/* Work that an input may ask for. */
#define ITERATIONS_MAX 2000u
#define SCRYPT_MAX     (64u * 1024)

static size_t ask(void *context, char *out, size_t cap)
{
    (void)context;
    FUZZ_CHECK(cap >= sizeof passphrase);
    memcpy(out, passphrase, sizeof passphrase - 1);
    return sizeof passphrase - 1;
}

/* Bits of the options. */
enum { WITH_AES_256 = 1, WITH_SHA_512 = 2, WITH_SCRYPT = 4 };

static X509_ALGOR *make_algorithm(uint8_t options)
{
    static const unsigned char salt[] = "saltsalt";
    unsigned char copy[sizeof salt];
    const EVP_CIPHER *cipher =
        (options & WITH_AES_256) != 0 ? EVP_aes_256_cbc() : EVP_aes_128_cbc();
    int hash = (options & WITH_SHA_512) != 0 ? NID_hmacWithSHA512 : NID_hmacWithSHA256;
    X509_ALGOR *made;

    memcpy(copy, salt, sizeof salt);
    made = (options & WITH_SCRYPT) != 0
               ? PKCS5_pbe2_set_scrypt(cipher, copy, 8, NULL, 16, 1, 1)
               : PKCS5_pbe2_set_iv(cipher, 1 + options % 7, copy, 8, NULL, hash);
    FUZZ_CHECK(made != NULL);
    return made;
}

/* EncryptedPrivateKeyInfo ::= SEQUENCE { algorithm, encryptedData OCTET STRING }. */
static X509_SIG *encrypt(uint8_t options, brine_bytes content)
{
    X509_ALGOR *algorithm = make_algorithm(options), *place = NULL;
    ASN1_OCTET_STRING *data = NULL;
    X509_SIG *made = X509_SIG_new();
    unsigned char *ciphertext = NULL;
    int length = 0;

    FUZZ_CHECK(made != NULL);
    FUZZ_CHECK(PKCS12_pbe_crypt(algorithm, passphrase, sizeof passphrase - 1, content.data,
                                (int)content.len, &ciphertext, &length, 1) != NULL);
    X509_SIG_getm(made, &place, &data);
    FUZZ_CHECK(X509_ALGOR_copy(place, algorithm) == 1);
    ASN1_STRING_set0(data, ciphertext, length);
    X509_ALGOR_free(algorithm);
    return made;
}

/* A key that was encrypted is what it was: brine says the same of both. */
void against_encrypted_key(uint8_t options, brine_bytes content)
{
    static const brine_bytes label = {(const uint8_t *)"PRIVATE KEY", 11};
    const brn_passphrase who = {ask, NULL};
    brn_private_key plain = {.block = NULL}, key;
    unsigned char *der = NULL;
    const char *rule = NULL;
    X509_SIG *sealed;
    brine_result result, expected;
    int length;

    if (content.len == 0)
        return;
    sealed = encrypt(options, content);
    length = i2d_X509_SIG(sealed, &der);
    FUZZ_CHECK(length > 0);
    expected = brn_private_key_decode(label, content, &plain, &rule);
    result = brn_private_key_parse(&brn_system_allocator, (brine_bytes){der, (size_t)length},
                                   "fuzz", &who, &key, NULL);
    FUZZ_CHECK((result == BRINE_OK) == (expected == BRINE_OK));
    if (result == BRINE_OK) {
        FUZZ_CHECK(key.key.kind == plain.key.kind && key.key.curve == plain.key.curve);
        brn_private_key_free(&brn_system_allocator, &key);
    }
    OPENSSL_free(der);
    X509_SIG_free(sealed);
}

/* Whether deriving a key is more work than a fuzzer has time for, wherever it may stand. */
static bool is_much_work(brine_bytes der)
{
    brn_key_derivation how;
    const char *rule;

    for (size_t at = 0; at < der.len; at++) {
        brn_reader r = brn_reader_at(der.data + at, der.len - at);

        if (brn_key_derivation_read(&r, &how, &rule) == BRINE_OK &&
            (how.iterations > ITERATIONS_MAX ||
             (uint64_t)how.cost * how.block_size * how.parallelization > SCRYPT_MAX))
            return true;
    }
    return false;
}

/* What brine decrypts, libcrypto decrypts to the same. */
void against_encryption(brine_bytes der)
{
    const brine_bytes secret = {(const uint8_t *)passphrase, sizeof passphrase - 1};
    uint8_t *copy;
    const unsigned char *at = der.data;
    const X509_ALGOR *algorithm;
    const ASN1_OCTET_STRING *data;
    unsigned char *theirs = NULL;
    brine_bytes ours;
    const char *rule = NULL;
    X509_SIG *sealed;
    int length = 0;

    if (der.len == 0 || is_much_work(der))
        return;
    copy = malloc(der.len);
    FUZZ_CHECK(copy != NULL);
    memcpy(copy, der.data, der.len);
    if (brn_encrypted_key_decrypt(copy, der.len, secret, &ours, &rule) == BRINE_OK) {
        sealed = d2i_X509_SIG(NULL, &at, (long)der.len);
        FUZZ_CHECK(sealed != NULL && ours.data >= copy && ours.data + ours.len <= copy + der.len);
        X509_SIG_get0(sealed, &algorithm, &data);
        FUZZ_CHECK(PKCS12_pbe_crypt(algorithm, passphrase, sizeof passphrase - 1, data->data,
                                    data->length, &theirs, &length, 0) != NULL);
        FUZZ_CHECK(ours.len == (size_t)length && memcmp(ours.data, theirs, ours.len) == 0);
        OPENSSL_free(theirs);
        X509_SIG_free(sealed);
    } else {
        FUZZ_CHECK(rule != NULL);
    }
    free(copy);
}
