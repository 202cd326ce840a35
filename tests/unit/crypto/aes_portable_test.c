/* The parts of the portable tier by themselves. */
#include "crypto/aes/bitslice.h"
#include "crypto/aes/ghash.h"
#include "support/test.h"
#include "unit/crypto/differential.h"

#include <openssl/evp.h>

/* One bit at a time, which is easy to believe. */
static void clmul_slowly(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    *high = 0;
    *low = 0;
    for (unsigned i = 0; i < 64; i++)
        if ((b >> i & 1) != 0) {
            *low ^= a << i;
            *high ^= i == 0 ? 0 : a >> (64 - i);
        }
}

static uint64_t draw(differential *d)
{
    uint8_t bytes[8];
    uint64_t value = 0;

    differential_number(d, bytes, sizeof bytes);
    for (size_t i = 0; i < 8; i++)
        value = value << 8 | bytes[i];
    return value;
}

static void both_multiplications_are_the_slow_one(void **state)
{
    differential d = differential_begin("carry-less multiplication", 20000);

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        uint64_t a = i == 0 ? UINT64_MAX : draw(&d), b = i == 0 ? UINT64_MAX : draw(&d);
        uint64_t high, low, high_32, low_32, high_64, low_64;

        clmul_slowly(a, b, &high, &low);
        brn_clmul_32(a, b, &high_32, &low_32);
        brn_clmul_64(a, b, &high_64, &low_64);
        assert_true(high == high_32 && low == low_32);
        assert_true(high == high_64 && low == low_64);
    }
}

static void the_counter_mode_is_that_of_libcrypto(void **state)
{
    differential d = differential_begin("bitsliced AES", 500);

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        unsigned rounds = i % 2 == 0 ? 10 : 14;
        EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
        brn_aes_packed_keys packed;
        brn_aes_round_keys keys;
        uint8_t key[32], iv[16], stream[BRN_AES_BATCH_SIZE], expected[BRN_AES_BATCH_SIZE];
        static const uint8_t zero[BRN_AES_BATCH_SIZE] = {0};
        uint32_t counter;
        int made;

        differential_number(&d, key, sizeof key);
        differential_number(&d, iv, sizeof iv);
        counter = (uint32_t)iv[12] << 24 | (uint32_t)iv[13] << 16 | (uint32_t)iv[14] << 8 | iv[15];
        if (counter > UINT32_MAX - 3) /* libcrypto's counter has 128 bits */
            iv[12] = 0, counter &= 0xffffff;
        assert_int_equal(EVP_EncryptInit_ex(c, rounds == 10 ? EVP_aes_128_ctr() : EVP_aes_256_ctr(),
                                            NULL, key, iv),
                         1);
        assert_int_equal(EVP_EncryptUpdate(c, expected, &made, zero, sizeof zero), 1);
        EVP_CIPHER_CTX_free(c);
        brn_aes_expand(&packed, key, rounds);
        brn_aes_unpack(&keys, &packed, rounds);
        brn_aes_counter(&keys, rounds, iv, counter, stream);
        assert_memory_equal(stream, expected, sizeof stream);
    }
}

/* The counter is 32 bits: it wraps without a carry into the nonce. */
static void the_counter_wraps_at_32_bits(void **state)
{
    const uint8_t key[16] = {1}, nonce[12] = {2};
    brn_aes_packed_keys packed;
    brn_aes_round_keys keys;
    uint8_t wrapped[BRN_AES_BATCH_SIZE], fresh[BRN_AES_BATCH_SIZE];

    (void)state;
    brn_aes_expand(&packed, key, 10);
    brn_aes_unpack(&keys, &packed, 10);
    brn_aes_counter(&keys, 10, nonce, UINT32_MAX - 1, wrapped);
    brn_aes_counter(&keys, 10, nonce, 0, fresh);
    assert_memory_equal(wrapped + 32, fresh, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_multiplications_are_the_slow_one),
        cmocka_unit_test(the_counter_mode_is_that_of_libcrypto),
        cmocka_unit_test(the_counter_wraps_at_32_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
