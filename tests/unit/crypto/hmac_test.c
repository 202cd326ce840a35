/* HMAC with the vectors of RFC 4231. */
#include "crypto/hmac.h"

#include "crypto/provider/lookup.h"
#include "support/providers.h"
#include "support/test.h"

#include <sodium.h>
#include <string.h>

typedef struct vector {
    const char *key, *data, *sha256, *sha384, *sha512; /* hexadecimal */
} vector;

static const vector vectors[] = {
    /* test case 1 */
    {"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
     "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
     "faea9ea9076ede7f4af152e8b2fa9cb6",
     "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
     "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
    /* test case 2: a key shorter than the output */
    {"4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
     "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
     "8e2240ca5e69e2c78b3239ecfab21649",
     "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
     "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
    /* test case 6: a key longer than a block */
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaa"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaa"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6"
     "57920"
     "4669727374",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
     "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6"
     "0c2ef6ab4030fe8296248df163f44952",
     "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
     "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"},
};

static size_t unhex(const char *hex, uint8_t *out, size_t cap)
{
    size_t len;

    assert_int_equal(sodium_hex2bin(out, cap, hex, strlen(hex), NULL, &len, NULL), 0);
    assert_int_equal(len * 2, strlen(hex));
    return len;
}

static void check(const brine_provider *p, brine_hash_id id, const vector *v, const char *mac)
{
    const brine_hash *hash = brn_find_hash(p, id);
    uint8_t key[200], data[200], expected[64], out[64];
    size_t key_len = unhex(v->key, key, sizeof key), len = unhex(v->data, data, sizeof data);
    size_t mac_len = unhex(mac, expected, sizeof expected);
    brn_hmac hmac;

    assert_int_equal(mac_len, hash->output_length);
    brn_hmac_once(p, hash, key, key_len, data, len, out);
    assert_memory_equal(out, expected, mac_len);

    brn_hmac_init(&hmac, p, hash, key, key_len);
    for (int round = 0; round < 2; round++) { /* the key serves more than one message */
        memset(out, 0, sizeof out);
        for (size_t i = 0; i < len; i++)
            brn_hmac_update(&hmac, data + i, 1);
        brn_hmac_final(&hmac, out);
        assert_memory_equal(out, expected, mac_len);
    }
    brn_hmac_clear(&hmac);
    for (size_t i = 0; i < sizeof hmac; i++)
        assert_int_equal(((const uint8_t *)&hmac)[i], 0);
}

static void the_vectors_of_rfc_4231(void **state)
{
    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++)
        for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
            check(providers[a].get(), BRINE_HASH_SHA256, &vectors[i], vectors[i].sha256);
            check(providers[a].get(), BRINE_HASH_SHA384, &vectors[i], vectors[i].sha384);
            check(providers[a].get(), BRINE_HASH_SHA512, &vectors[i], vectors[i].sha512);
        }
}

static void an_empty_key_and_an_empty_message_are_allowed(void **state)
{
    const brine_provider *p = brine_provider_default();
    uint8_t out[32], expected[32];

    (void)state;
    unhex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad", expected, 32);
    brn_hmac_once(p, brn_find_hash(p, BRINE_HASH_SHA256), NULL, 0, NULL, 0, out);
    assert_memory_equal(out, expected, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_rfc_4231),
        cmocka_unit_test(an_empty_key_and_an_empty_message_are_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
