/* Each tier of each hash: published vectors, and any way of cutting a message. */
#include "crypto/provider/lookup.h"
#include "support/providers.h"
#include "support/test.h"
#include "unit/crypto/differential.h"
#include "unit/crypto/tiers.h"

#include <stdalign.h>

typedef struct vector {
    brine_hash_id id;
    const char *message;
    size_t times; /* how often the message is repeated */
    const char *digest;
} vector;

/* NIST, "Examples with intermediate values": SHA256, SHA384, SHA512; FIPS 180-2 appendices. */
static const vector vectors[] = {
    {BRINE_HASH_SHA256, "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {BRINE_HASH_SHA256, "abc", 1,
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {BRINE_HASH_SHA256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {BRINE_HASH_SHA256, "a", 1000000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {BRINE_HASH_SHA384, "abc", 1,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7"},
    {BRINE_HASH_SHA384, "a", 1000000,
     "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
     "07b8b3dc38ecc4ebae97ddd87f3d8985"},
    {BRINE_HASH_SHA512, "abc", 1,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    {BRINE_HASH_SHA512, "a", 1000000,
     "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
     "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"},
};

static void check(const brine_hash *h, const vector *v)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
    uint8_t expected[BRINE_HASH_OUTPUT_MAX], out[BRINE_HASH_OUTPUT_MAX];
    size_t len;

    assert_int_equal(
        sodium_hex2bin(expected, sizeof expected, v->digest, strlen(v->digest), NULL, &len, NULL),
        0);
    assert_int_equal(len, h->output_length);
    h->init(NULL, state);
    for (size_t i = 0; i < v->times; i++)
        h->update(NULL, state, (const uint8_t *)v->message, strlen(v->message));
    h->final(NULL, state, out);
    assert_memory_equal(out, expected, len);
}

static void every_tier_computes_the_published_vectors(void **unused)
{
    (void)unused;
    for (size_t t = 0; t < HASH_TIERS; t++) {
        if (!hash_runs(hash_tiers[t])) {
            print_message("not on this machine: %s, %s\n", hash_tiers[t]->name,
                          hash_tiers[t]->implementation);
            continue;
        }
        for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
            if (vectors[i].id == hash_tiers[t]->id)
                check(hash_tiers[t], &vectors[i]);
    }
}

/* The digest of a message that is cut at random, its states copied on the way. */
static void digest_in_pieces(differential *d, const brine_hash *h, const uint8_t *message,
                             size_t len, uint8_t *out)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t states[2][BRINE_HASH_STATE_MAX];
    size_t at = 0, turn = 0, most = differential_below(d, 2) == 0 ? 150 : 1000; /* many blocks */

    h->init(NULL, states[0]);
    while (at < len) {
        size_t n = differential_below(d, len - at < most ? len - at + 1 : most);

        h->update(NULL, states[turn], n == 0 ? NULL : message + at, n);
        h->copy(NULL, states[1 - turn], states[turn]);
        h->final(NULL, states[turn], out); /* a fork that ends does not disturb the other */
        turn = 1 - turn;
        at += n;
    }
    h->final(NULL, states[turn], out);
    h->clear(NULL, states[turn]);
    for (size_t i = 0; i < h->state_size; i++)
        assert_int_equal(states[turn][i], 0);
}

static void every_tier_agrees_with_libcrypto(void **unused)
{
    differential d = differential_begin("hashes", 1001);
    uint8_t room[1000 + 64], expected[BRINE_HASH_OUTPUT_MAX], got[BRINE_HASH_OUTPUT_MAX];

    (void)unused;
    for (size_t i = 0; i < d.cases; i++)
        for (size_t t = 0; t < HASH_TIERS; t++) {
            const brine_hash *h = hash_tiers[t];
            const brine_hash *reference = brn_find_hash(provider_libcrypto(), h->id);
            alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
            uint8_t *message = room + differential_below(&d, 64);
            size_t len = i <= 1000 ? i : differential_below(&d, 1001);

            if (!hash_runs(h))
                continue;
            differential_bytes(&d, message, len);
            reference->init(NULL, state);
            reference->update(NULL, state, message, len);
            reference->final(NULL, state, expected);
            digest_in_pieces(&d, h, message, len, got);
            assert_memory_equal(got, expected, h->output_length);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tier_computes_the_published_vectors),
        cmocka_unit_test(every_tier_agrees_with_libcrypto),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
