/* The premaster secret, encrypted to an RSA key. */
#include "unit/crypto/rsa_support.h"

#define ENCRYPT brine_premaster_encrypter_rsa.encrypt

static rsa_key rfc;

static int begin(void **state)
{
    (void)state;
    rsa_key_rfc7520(&rfc);
    return 0;
}

static int end(void **state)
{
    (void)state;
    rsa_key_free(&rfc);
    return 0;
}

static brine_result no_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    (void)out;
    (void)len;
    return BRINE_ERROR_RANDOM;
}

/* Every byte as *context says. */
static brine_result constant_random(void *context, uint8_t *out, size_t len)
{
    memset(out, *(const uint8_t *)context, len);
    return BRINE_OK;
}

static size_t decrypt(const rsa_key *key, int padding, const uint8_t *in, size_t in_len,
                      uint8_t *out)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key->pkey, NULL);
    size_t len = RSA_BYTES_MAX;

    assert_int_equal(EVP_PKEY_decrypt_init(context), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(context, padding), 1);
    assert_int_equal(EVP_PKEY_decrypt(context, out, &len, in, in_len), 1);
    EVP_PKEY_CTX_free(context);
    return len;
}

static void libcrypto_decrypts_what_brine_encrypts(void **state)
{
    static const int bits[][2] = {{1024, 1024}, {1025, 1024}, {1030, 1031}};

    (void)state;
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        uint8_t premaster[48], out[RSA_BYTES_MAX], back[RSA_BYTES_MAX];
        size_t len = 0;
        rsa_key key;

        rsa_key_generate(&key, bits[i][0], bits[i][1]);
        for (size_t round = 0; round < 5; round++) {
            randombytes_buf(premaster, sizeof premaster);
            assert_int_equal(
                ENCRYPT(NULL, brine_random_sodium, &key.public_key, premaster, 48, out, &len),
                BRINE_OK);
            assert_int_equal(len, key.public_key.modulus.len);
            assert_int_equal(decrypt(&key, RSA_PKCS1_PADDING, out, len, back), 48);
            assert_memory_equal(back, premaster, 48);
        }
        rsa_key_free(&key);
    }
}

static void the_padding_is_random_and_never_zero(void **state)
{
    uint8_t premaster[48] = {0}, out[RSA_BYTES_MAX], back[RSA_BYTES_MAX];
    size_t len, seen[256] = {0};

    (void)state;
    for (size_t round = 0; round < 20; round++) {
        assert_int_equal(
            ENCRYPT(NULL, brine_random_sodium, &rfc.public_key, premaster, 48, out, &len),
            BRINE_OK);
        assert_int_equal(decrypt(&rfc, RSA_NO_PADDING, out, len, back), 256);
        assert_int_equal(back[0], 0);
        assert_int_equal(back[1], 2);
        for (size_t i = 2; i < 256 - 49; i++)
            seen[back[i]]++;
        assert_int_equal(back[256 - 49], 0);
    }
    assert_int_equal(seen[0], 0);
    for (size_t value = 1; value < 256; value++) /* 4100 bytes: 16 each */
        assert_between(seen[value], 1, 60);
}

static void the_ends_of_the_random_range_give_one_and_255(void **state)
{
    uint8_t premaster[48] = {0}, out[RSA_BYTES_MAX], back[RSA_BYTES_MAX];
    uint8_t values[] = {0x00, 0xFF}, expected[] = {1, 255};
    size_t len;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(
            ENCRYPT(&values[i], constant_random, &rfc.public_key, premaster, 48, out, &len),
            BRINE_OK);
        assert_int_equal(decrypt(&rfc, RSA_NO_PADDING, out, len, back), 256);
        for (size_t j = 2; j < 256 - 49; j++)
            assert_int_equal(back[j], expected[i]);
    }
}

static void the_longest_message_has_eight_bytes_of_padding(void **state)
{
    uint8_t message[256 - 10], out[RSA_BYTES_MAX], back[RSA_BYTES_MAX];
    size_t len = 0;

    (void)state;
    memset(message, 0x55, sizeof message);
    assert_int_equal(
        ENCRYPT(NULL, brine_random_sodium, &rfc.public_key, message, 256 - 11, out, &len),
        BRINE_OK);
    assert_int_equal(decrypt(&rfc, RSA_PKCS1_PADDING, out, len, back), 256 - 11);
    assert_memory_equal(back, message, 256 - 11);
    len = 0;
    assert_int_equal(
        ENCRYPT(NULL, brine_random_sodium, &rfc.public_key, message, 256 - 10, out, &len),
        BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(len, 0);
}

static void a_bad_key_or_no_random_encrypts_nothing(void **state)
{
    uint8_t premaster[48] = {0}, out[RSA_BYTES_MAX], untouched[RSA_BYTES_MAX];
    brine_public_key key = rfc.public_key;
    size_t len = 0;

    (void)state;
    memset(out, 0xAA, sizeof out);
    memset(untouched, 0xAA, sizeof untouched);
    key.kind = BRINE_KEY_RSA_PSS;
    assert_int_equal(ENCRYPT(NULL, brine_random_sodium, &key, premaster, 48, out, &len),
                     BRINE_ERROR_BAD_KEY);
    key = rfc.public_key;
    key.modulus.len--;
    assert_int_equal(ENCRYPT(NULL, brine_random_sodium, &key, premaster, 48, out, &len),
                     BRINE_ERROR_BAD_KEY);
    assert_int_equal(ENCRYPT(NULL, no_random, &rfc.public_key, premaster, 48, out, &len),
                     BRINE_ERROR_RANDOM);
    assert_int_equal(len, 0);
    assert_memory_equal(out, untouched, sizeof out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libcrypto_decrypts_what_brine_encrypts),
        cmocka_unit_test(the_padding_is_random_and_never_zero),
        cmocka_unit_test(the_ends_of_the_random_range_give_one_and_255),
        cmocka_unit_test(the_longest_message_has_eight_bytes_of_padding),
        cmocka_unit_test(a_bad_key_or_no_random_encrypts_nothing),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
