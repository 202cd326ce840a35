/* AES-CBC decryption: NIST's examples, and libcrypto's results. */
#include "crypto/aes/cbc.h"
#include "hex.h"
#include "support/test.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

#define BLOCKS_MAX 6

/* SP 800-38A sections F.2.1 to F.2.6: the same plaintext and IV for each key. */
static const char plaintext[] = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                                "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
static const struct {
    const char *key, *ciphertext;
} examples[] = {
    {"2b7e151628aed2a6abf7158809cf4f3c",
     "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
     "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"},
    {"603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
     "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
     "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"},
};

static void nists_examples_come_out(void **state)
{
    uint8_t iv[16], key[32], data[64], expected[64];

    (void)state;
    hex_bytes(iv, sizeof iv, "000102030405060708090a0b0c0d0e0f");
    hex_bytes(expected, sizeof expected, plaintext);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        size_t key_len = hex_bytes(key, sizeof key, examples[i].key);

        assert_int_equal(hex_bytes(data, sizeof data, examples[i].ciphertext), sizeof data);
        brn_aes_cbc_decrypt(key, key_len, iv, data, sizeof data);
        assert_memory_equal(data, expected, sizeof data);
    }
}

static void encrypt(const uint8_t *key, size_t key_len, const uint8_t *iv, const uint8_t *in,
                    uint8_t *out, size_t len)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int made;

    assert_int_equal(EVP_EncryptInit_ex(context,
                                        key_len == 16 ? EVP_aes_128_cbc() : EVP_aes_256_cbc(), NULL,
                                        key, iv),
                     1);
    assert_int_equal(EVP_CIPHER_CTX_set_padding(context, 0), 1);
    assert_int_equal(EVP_EncryptUpdate(context, out, &made, in, (int)len), 1);
    assert_int_equal(made, len);
    EVP_CIPHER_CTX_free(context);
}

static void what_libcrypto_encrypts_is_decrypted(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2000; i++) {
        uint8_t key[32], iv[16], in[16 * BLOCKS_MAX], out[16 * BLOCKS_MAX];
        size_t key_len = i % 2 == 0 ? 16 : 32, len = 16 * (i % (BLOCKS_MAX + 1));

        randombytes_buf(key, sizeof key);
        randombytes_buf(iv, sizeof iv);
        randombytes_buf(in, sizeof in);
        encrypt(key, key_len, iv, in, out, len);
        brn_aes_cbc_decrypt(key, key_len, iv, out, len);
        assert_memory_equal(in, out, len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nists_examples_come_out),
        cmocka_unit_test(what_libcrypto_encrypts_is_decrypted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
