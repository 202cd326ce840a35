/*
 * The PRF against vectors that its authors published on the TLS working group's list (RFC
 * 5246 has none), the derivations against libcrypto's TLS1-PRF.
 */
#include "crypto/provider/lookup.h"
#include "handshake/key_schedule.h"
#include "support/providers.h"
#include "support/test.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <string.h>

static brn_prf prf_of(size_t i, brine_hash_id hash)
{
    const brine_provider *provider = providers[i].get();

    return (brn_prf){provider, brn_find_hash(provider, hash)};
}

static void the_prf_gives_the_published_output(void **state)
{
    static const uint8_t secret[] = {0x9b, 0xbe, 0x43, 0x6b, 0xa9, 0x40, 0xf0, 0x17,
                                     0xb1, 0x76, 0x52, 0x84, 0x9a, 0x71, 0xdb, 0x35};
    static const uint8_t seed[] = {0xa0, 0xba, 0x9f, 0x93, 0x6c, 0xda, 0x31, 0x18,
                                   0x27, 0xa6, 0xf7, 0x96, 0xff, 0xd5, 0x19, 0x8c};
    static const uint8_t expected[] = {
        0xe3, 0xf2, 0x29, 0xba, 0x72, 0x7b, 0xe1, 0x7b, 0x8d, 0x12, 0x26, 0x20, 0x55, 0x7c, 0xd4,
        0x53, 0xc2, 0xaa, 0xb2, 0x1d, 0x07, 0xc3, 0xd4, 0x95, 0x32, 0x9b, 0x52, 0xd4, 0xe6, 0x1e,
        0xdb, 0x5a, 0x6b, 0x30, 0x17, 0x91, 0xe9, 0x0d, 0x35, 0xc9, 0xc9, 0xa4, 0x6b, 0x4e, 0x14,
        0xba, 0xf9, 0xaf, 0x0f, 0xa0, 0x22, 0xf7, 0x07, 0x7d, 0xef, 0x17, 0xab, 0xfd, 0x37, 0x97,
        0xc0, 0x56, 0x4b, 0xab, 0x4f, 0xbc, 0x91, 0x66, 0x6e, 0x9d, 0xef, 0x9b, 0x97, 0xfc, 0xe3,
        0x4f, 0x79, 0x67, 0x89, 0xba, 0xa4, 0x80, 0x82, 0xd1, 0x22, 0xee, 0x42, 0xc5, 0xa7, 0x2e,
        0x5a, 0x51, 0x10, 0xff, 0xf7, 0x01, 0x87, 0x34, 0x7b, 0x66};
    brine_bytes halves[] = {{seed, 5}, {seed + 5, sizeof seed - 5}};
    uint8_t out[sizeof expected];

    (void)state;
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        brn_prf prf = prf_of(i, BRINE_HASH_SHA256);

        brn_prf_expand(&prf, (brine_bytes){secret, sizeof secret}, "test label", halves, 2, out,
                       sizeof out);
        assert_memory_equal(out, expected, sizeof out);
    }
}

static void reference(const char *hash, brine_bytes secret, const char *label,
                      const brine_bytes *seeds, size_t count, uint8_t *out, size_t len)
{
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "TLS1-PRF", NULL);
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(kdf);
    uint8_t seed[512];
    size_t seed_len = strlen(label);
    OSSL_PARAM params[4];

    memcpy(seed, label, seed_len);
    for (size_t i = 0; i < count; i++) {
        memcpy(seed + seed_len, seeds[i].data, seeds[i].len);
        seed_len += seeds[i].len;
    }
    params[0] = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)(uintptr_t)hash, 0);
    params[1] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SECRET,
                                                  (void *)(uintptr_t)secret.data, secret.len);
    params[2] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SEED, seed, seed_len);
    params[3] = OSSL_PARAM_construct_end();
    assert_int_equal(EVP_KDF_derive(context, out, len, params), 1);
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
}

typedef struct inputs {
    uint8_t premaster[48];
    brn_randoms randoms;
    uint8_t hash[48];
} inputs;

static inputs make_inputs(void)
{
    inputs in;
    uint8_t *bytes = (uint8_t *)&in;

    for (size_t i = 0; i < sizeof in; i++)
        bytes[i] = (uint8_t)(7 * i + 3);
    return in;
}

static void check_derivations(const brn_prf *prf, const char *hash)
{
    inputs in = make_inputs();
    brine_bytes premaster = {in.premaster, 32};
    brine_bytes hello[] = {{in.randoms.client, 32}, {in.randoms.server, 32}};
    brine_bytes keys[] = {{in.randoms.server, 32}, {in.randoms.client, 32}};
    brine_bytes digest = {in.hash, prf->hash->output_length};
    uint8_t got[48], expected[48], block[72];
    const brine_aead aead = {.key_length = 32, .fixed_iv_length = 4};
    brn_key_block key_block;
    brine_bytes master = {expected, 48};

    brn_extended_master_secret(prf, premaster, digest, got);
    reference(hash, premaster, "extended master secret", &digest, 1, expected, 48);
    assert_memory_equal(got, expected, 48);

    brn_master_secret(prf, premaster, &in.randoms, got);
    reference(hash, premaster, "master secret", hello, 2, expected, 48);
    assert_memory_equal(got, expected, 48);

    brn_derive_key_block(prf, expected, &in.randoms, &aead, &key_block);
    reference(hash, master, "key expansion", keys, 2, block, 72);
    assert_memory_equal(key_block.client_write_key, block, 32);
    assert_memory_equal(key_block.server_write_key, block + 32, 32);
    assert_memory_equal(key_block.client_write_iv, block + 64, 4);
    assert_memory_equal(key_block.server_write_iv, block + 68, 4);

    brn_verify_data(prf, expected, "client finished", digest, got);
    reference(hash, master, "client finished", &digest, 1, block, 12);
    assert_memory_equal(got, block, 12);
}

static void secrets_keys_and_verify_data_are_those_of_another_implementation(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        brn_prf sha256 = prf_of(i, BRINE_HASH_SHA256), sha384 = prf_of(i, BRINE_HASH_SHA384);

        check_derivations(&sha256, "SHA256");
        check_derivations(&sha384, "SHA384");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_prf_gives_the_published_output),
        cmocka_unit_test(secrets_keys_and_verify_data_are_those_of_another_implementation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
