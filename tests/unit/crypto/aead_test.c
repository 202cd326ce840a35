/* Each tier of each AEAD: published vectors, and what a tag that is wrong must lead to. */
#include "crypto/chacha/poly1305_x86.h"
#include "support/test.h"
#include "unit/crypto/tiers.h"

#include <sodium.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct vector {
    brine_aead_id id;
    const char *source, *key, *nonce, *ad, *plain, *sealed; /* sealed: ciphertext and tag */
} vector;

/* McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, which NIST took over. */
#define GCM_PLAIN                                                                                  \
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"                             \
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
#define GCM_PLAIN_WHOLE GCM_PLAIN "1aafd255"
#define GCM_AD          "feedfacedeadbeeffeedfacedeadbeefabaddad2"
#define GCM_KEY         "feffe9928665731c6d6a8f9467308308"

static const vector vectors[] = {
    {BRINE_AEAD_AES_128_GCM, "GCM 1", "00000000000000000000000000000000",
     "000000000000000000000000", "", "", "58e2fccefa7e3061367f1d57a4e7455a"},
    {BRINE_AEAD_AES_128_GCM, "GCM 2", "00000000000000000000000000000000",
     "000000000000000000000000", "", "00000000000000000000000000000000",
     "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"},
    {BRINE_AEAD_AES_128_GCM, "GCM 3", GCM_KEY, "cafebabefacedbaddecaf888", "", GCM_PLAIN_WHOLE,
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
     "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985"
     "4d5c2af327cd64a62cf35abd2ba6fab4"},
    {BRINE_AEAD_AES_128_GCM, "GCM 4", GCM_KEY, "cafebabefacedbaddecaf888", GCM_AD, GCM_PLAIN,
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
     "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
     "5bc94fbc3221a5db94fae95ae7121a47"},
    {BRINE_AEAD_AES_256_GCM, "GCM 13",
     "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {BRINE_AEAD_AES_256_GCM, "GCM 14",
     "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "00000000000000000000000000000000",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {BRINE_AEAD_AES_256_GCM, "GCM 15", GCM_KEY GCM_KEY, "cafebabefacedbaddecaf888", "",
     GCM_PLAIN_WHOLE,
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
     "b094dac5d93471bdec1a502270e3cc6c"},
    {BRINE_AEAD_AES_256_GCM, "GCM 16", GCM_KEY GCM_KEY, "cafebabefacedbaddecaf888", GCM_AD,
     GCM_PLAIN,
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"},
    {BRINE_AEAD_CHACHA20_POLY1305, "RFC 8439 section 2.8.2",
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "070000004041424344454647",
     "50515253c0c1c2c3c4c5c6c7",
     "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a204966"
     "204920636f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f72207468652066757475"
     "72652c2073756e73637265656e20776f756c642062652069742e",
     "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69"
     "da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad67594"
     "5585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"},
};

static size_t unhex(const char *hex, uint8_t *out, size_t cap)
{
    size_t len;

    assert_int_equal(sodium_hex2bin(out, cap, hex, strlen(hex), NULL, &len, NULL), 0);
    assert_int_equal(len * 2, strlen(hex));
    return len;
}

static void check(const brine_aead *a, const vector *v)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    uint8_t key[32], nonce[12], ad[64], plain[256], sealed[256], out[256];
    size_t ad_len = unhex(v->ad, ad, sizeof ad), len = unhex(v->plain, plain, sizeof plain);

    assert_int_equal(unhex(v->key, key, sizeof key), a->key_length);
    assert_int_equal(unhex(v->nonce, nonce, sizeof nonce), 12);
    assert_int_equal(unhex(v->sealed, sealed, sizeof sealed), len + a->tag_length);
    assert_int_equal(a->set_key(NULL, state, key), BRINE_OK);
    assert_int_equal(a->seal(NULL, state, nonce, ad, ad_len, plain, len, out), BRINE_OK);
    assert_memory_equal(out, sealed, len + a->tag_length);
    assert_int_equal(a->open(NULL, state, nonce, ad, ad_len, sealed, len + a->tag_length, out),
                     BRINE_OK);
    assert_memory_equal(out, plain, len);
    a->clear(NULL, state);
}

static void every_tier_computes_the_published_vectors(void **unused)
{
    (void)unused;
    for (size_t t = 0; t < AEAD_TIERS; t++) {
        if (!aead_runs(aead_tiers[t])) {
            print_message("not on this machine: %s, %s\n", aead_tiers[t]->name,
                          aead_tiers[t]->implementation);
            continue;
        }
        for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
            if (vectors[i].id == aead_tiers[t]->id)
                check(aead_tiers[t], &vectors[i]);
    }
}

static void every_entry_fits_the_limits_of_the_interface(void **unused)
{
    (void)unused;
    for (size_t t = 0; t < AEAD_TIERS; t++) {
        const brine_aead *a = aead_tiers[t];

        assert_int_equal(a->size, sizeof *a);
        assert_true(a->key_length <= BRINE_AEAD_KEY_MAX);
        assert_true(a->tag_length <= BRINE_AEAD_TAG_MAX);
        assert_true(a->state_size <= BRINE_AEAD_STATE_MAX);
        assert_true(a->state_align <= BRINE_STATE_ALIGN_MAX);
        assert_int_equal(a->fixed_iv_length + a->explicit_nonce_length, BRINE_AEAD_NONCE_SIZE);
    }
}

/* Opens a record with one bit turned over; the output must hold no byte of plaintext. */
static void refuse(const brine_aead *a, const void *state, uint8_t *sealed, size_t len,
                   size_t turned, bool in_place)
{
    static const uint8_t nonce[12] = {1}, ad[13] = {2};
    uint8_t *copy = malloc(len), *other = malloc(len), *out = in_place ? copy : other;

    memcpy(copy, sealed, len);
    copy[turned / 8] ^= (uint8_t)(1u << turned % 8);
    memset(other, 0x5a, len);
    assert_int_equal(a->open(NULL, state, nonce, ad, sizeof ad, copy, len, out),
                     BRINE_ERROR_BAD_TAG);
    for (size_t i = 0; i < len - a->tag_length; i++)
        assert_true(out[i] == 0 || (!in_place && out[i] == 0x5a) ||
                    (in_place && i != turned / 8 && out[i] == sealed[i]) ||
                    (in_place && i == turned / 8));
    free(copy);
    free(other);
}

static void a_record_with_a_turned_bit_is_refused_and_leaves_no_plaintext(void **unused)
{
    static const uint8_t key[32] = {3}, nonce[12] = {1}, ad[13] = {2};
    const size_t lengths[] = {0, 1, 15, 16, 17, 64, 100, 300, 1000};
    uint8_t plain[1000], sealed[1016];

    (void)unused;
    memset(plain, 0xc3, sizeof plain);
    for (size_t t = 0; t < AEAD_TIERS; t++) {
        const brine_aead *a = aead_tiers[t];
        alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];

        if (!aead_runs(a))
            continue;
        assert_int_equal(a->set_key(NULL, state, key), BRINE_OK);
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
            size_t len = lengths[i] + a->tag_length;

            assert_int_equal(a->seal(NULL, state, nonce, ad, sizeof ad, plain, lengths[i], sealed),
                             BRINE_OK);
            for (size_t turned = 0; turned < 8 * len; turned += turned < 8 * 40 ? 1 : 61) {
                refuse(a, state, sealed, len, turned, true);
                refuse(a, state, sealed, len, turned, false);
            }
        }
        a->clear(NULL, state);
    }
}

static void another_key_nonce_or_ad_is_refused(void **unused)
{
    static const uint8_t key[32] = {3}, other_key[32] = {4}, nonce[12] = {1}, other_nonce[12] = {2};
    static const uint8_t ad[13] = {2}, other_ad[13] = {3}, plain[50] = {9};
    uint8_t sealed[66], out[66];

    (void)unused;
    for (size_t t = 0; t < AEAD_TIERS; t++) {
        const brine_aead *a = aead_tiers[t];
        alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];

        if (!aead_runs(a))
            continue;
        assert_int_equal(a->set_key(NULL, state, key), BRINE_OK);
        assert_int_equal(a->seal(NULL, state, nonce, ad, 13, plain, 50, sealed), BRINE_OK);
        assert_int_equal(a->open(NULL, state, nonce, ad, 13, sealed, 66, out), BRINE_OK);
        assert_int_equal(a->open(NULL, state, other_nonce, ad, 13, sealed, 66, out),
                         BRINE_ERROR_BAD_TAG);
        assert_int_equal(a->open(NULL, state, nonce, other_ad, 13, sealed, 66, out),
                         BRINE_ERROR_BAD_TAG);
        assert_int_equal(a->open(NULL, state, nonce, ad, 12, sealed, 66, out), BRINE_ERROR_BAD_TAG);
        assert_int_equal(a->open(NULL, state, nonce, ad, 13, sealed, 65, out), BRINE_ERROR_BAD_TAG);
        for (size_t len = 0; len < a->tag_length; len++)
            assert_int_equal(a->open(NULL, state, nonce, ad, 13, sealed, len, out),
                             BRINE_ERROR_BAD_TAG);
        assert_int_equal(a->set_key(NULL, state, other_key), BRINE_OK);
        assert_int_equal(a->open(NULL, state, nonce, ad, 13, sealed, 66, out), BRINE_ERROR_BAD_TAG);
        a->clear(NULL, state);
        for (size_t i = 0; i < a->state_size; i++)
            assert_int_equal(state[i], 0);
    }
}

/* ---- Poly1305 where its carries and its last reduction count ---- */

#if BRN_CHACHA_X86

enum { POLY1305_BLOCKS = 8 };

/* As libsodium computes it; count whole blocks. */
static void check_poly1305(const uint8_t key[32], const uint8_t (*blocks)[BRN_POLY1305_BLOCK],
                           size_t count)
{
    uint8_t tag[BRN_POLY1305_BLOCK], wanted[BRN_POLY1305_BLOCK];
    brn_poly1305 p;

    brn_poly1305_start(&p, key);
    for (size_t i = 0; i < count; i++)
        brn_poly1305_block(&p, blocks[i]);
    brn_poly1305_finish(&p, key + BRN_POLY1305_BLOCK, tag);
    crypto_onetimeauth_poly1305(wanted, blocks[0], count * BRN_POLY1305_BLOCK, key);
    assert_memory_equal(tag, wanted, sizeof tag);
}

/*
 * With r = 1 the accumulator is the sum of the blocks, each with 2^128 added: the first says how
 * near it comes to 2^128, the last passes it by a few, and so with three blocks more 2^130 and its
 * neighbour, the modulus. Random messages don't come there. A carry out of 128 bits that is lost
 * then shows four blocks later, when it would have made 2^130 once more.
 */
static void check_sums(uint8_t key[32])
{
    for (int low = 0; low < 256; low += low == 4 ? 240 : 1)
        for (uint8_t more = 0; more < 16; more++)
            for (size_t count = 1; count <= POLY1305_BLOCKS; count++) {
                uint8_t blocks[POLY1305_BLOCKS][BRN_POLY1305_BLOCK] = {{0}};

                memset(blocks[0], low < 128 ? 0 : 0xff, sizeof blocks[0]);
                blocks[0][0] = (uint8_t)low;
                blocks[count - 1][0] = (uint8_t)(blocks[count - 1][0] + more);
                check_poly1305(key, (const uint8_t(*)[BRN_POLY1305_BLOCK])blocks, count);
            }
}

static void poly1305_reduces_at_its_edges(void **state)
{
    static const uint8_t ones[POLY1305_BLOCKS][BRN_POLY1305_BLOCK] = {
        {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
        {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
        {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}};
    uint8_t key[32] = {1};

    (void)state;
    if (!aead_runs(&brine_aead_chacha20_poly1305_avx2))
        skip();
    for (int s = 0; s < 256; s += 255) {
        memset(key, 0, BRN_POLY1305_BLOCK);
        memset(key + BRN_POLY1305_BLOCK, s, BRN_POLY1305_BLOCK);
        key[0] = 1;
        check_sums(key);
        memset(key, 0xff, BRN_POLY1305_BLOCK); /* the largest r */
        check_sums(key);
        for (size_t count = 1; count <= POLY1305_BLOCKS; count++)
            check_poly1305(key, ones, count);
    }
}

#else

static void poly1305_reduces_at_its_edges(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tier_computes_the_published_vectors),
        cmocka_unit_test(every_entry_fits_the_limits_of_the_interface),
        cmocka_unit_test(a_record_with_a_turned_bit_is_refused_and_leaves_no_plaintext),
        cmocka_unit_test(another_key_nonce_or_ad_is_refused),
        cmocka_unit_test(poly1305_reduces_at_its_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
