/* secp256r1 and secp384r1 as the handshake sees them: key generation and agreement. */
#include "crypto/provider/entries.h"
#include "unit/crypto/ec_vectors.h"
#include "unit/crypto/hex.h"

/* Each tier; n, p and sqrt(b) of FIPS 186-4 appendices D.1.2.3 and D.1.2.4. */
#define P256_NUMBERS                                                                               \
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",                            \
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",                        \
        "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4"
#define P384_NUMBERS                                                                               \
    "ffffffffffffffffffffffffffffffffffffffffffffffff"                                             \
    "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",                                            \
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"                         \
        "ffffffff0000000000000000ffffffff",                                                        \
        "3cf99ef04f51a5ea630ba3f9f960dd593a14c9be39fd2bd2"                                         \
        "15d3b4b08aaaf86bbf927f2c46e52ab06fb742b8850e521e"

static const struct {
    const brine_group *group;
    const char *order, *prime, *root;
} tiers[] = {
    {&brine_group_secp256r1, P256_NUMBERS},
    {&brine_group_secp384r1, P384_NUMBERS},
    {&brine_group_secp256r1_adx, P256_NUMBERS},
    {&brine_group_secp384r1_adx, P384_NUMBERS},
};
#define TIERS (sizeof tiers / sizeof *tiers)

static bool runs(size_t tier)
{
    const brine_group *g = tiers[tier].group;

    return g->available == NULL || g->available(NULL);
}

static brine_result random_bytes(void *context, uint8_t *out, size_t len)
{
    (void)context;
    randombytes_buf(out, len);
    return BRINE_OK;
}

/* Hands out what it is given, then goes on with zeros. */
typedef struct script {
    const uint8_t *bytes;
    size_t left;
    int calls;
} script;

static brine_result scripted(void *context, uint8_t *out, size_t len)
{
    script *s = context;
    size_t n = len < s->left ? len : s->left;

    memset(out, 0, len);
    if (n > 0) {
        memcpy(out, s->bytes, n);
        s->bytes += n;
        s->left -= n;
    }
    s->calls++;
    return BRINE_OK;
}

static brine_result failing(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 0x55, len);
    return BRINE_ERROR_RANDOM;
}

/* Adds a small number to a big-endian one. */
static void add_small(uint8_t *bytes, size_t len, int number)
{
    for (size_t i = len; i-- > 0;) {
        int sum = bytes[i] + number;

        bytes[i] = (uint8_t)sum;
        number = sum >> 8;
    }
}

static void keys_and_secrets_are_those_of_rfc_5903(void **state)
{
    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const agreement_vector *v = &agreement_vectors[i % 2];
        const brine_group *g = tiers[i].group;
        const char *keys[] = {v->initiator, v->responder};
        const char *publics[] = {v->initiator_public, v->responder_public};
        uint8_t key[2][BRINE_GROUP_PRIVATE_MAX], public_key[2][BRINE_GROUP_PUBLIC_MAX];
        uint8_t made[BRINE_GROUP_PUBLIC_MAX], shared[BRINE_GROUP_SHARED_MAX];
        uint8_t found[BRINE_GROUP_SHARED_MAX];

        if (!runs(i))
            continue;
        assert_int_equal(g->id, v->group);
        assert_int_equal(hex_bytes(shared, sizeof shared, v->shared), g->shared_length);
        for (int side = 0; side < 2; side++) {
            script s = {key[side], g->private_length, 0};
            uint8_t drawn[BRINE_GROUP_PRIVATE_MAX];

            assert_int_equal(hex_bytes(key[side], sizeof key[side], keys[side]), g->private_length);
            public_key[side][0] = 4;
            assert_int_equal(
                hex_bytes(public_key[side] + 1, sizeof public_key[side] - 1, publics[side]) + 1,
                g->public_length);
            assert_int_equal(g->keygen(&s, scripted, drawn, made), BRINE_OK);
            assert_memory_equal(drawn, key[side], g->private_length);
            assert_memory_equal(made, public_key[side], g->public_length);
        }
        for (int side = 0; side < 2; side++) {
            assert_int_equal(
                g->agree(NULL, key[side], public_key[1 - side], g->public_length, found), BRINE_OK);
            assert_memory_equal(found, shared, g->shared_length);
        }
    }
}

static void two_sides_agree(void **state)
{
    uint8_t a[BRINE_GROUP_PRIVATE_MAX], b[BRINE_GROUP_PRIVATE_MAX];
    uint8_t a_public[BRINE_GROUP_PUBLIC_MAX], b_public[BRINE_GROUP_PUBLIC_MAX];
    uint8_t a_shared[BRINE_GROUP_SHARED_MAX], b_shared[BRINE_GROUP_SHARED_MAX];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const brine_group *g = tiers[i].group;

        if (!runs(i))
            continue;
        for (int round = 0; round < 8; round++) {
            assert_int_equal(g->keygen(NULL, random_bytes, a, a_public), BRINE_OK);
            assert_int_equal(g->keygen(NULL, random_bytes, b, b_public), BRINE_OK);
            assert_int_equal(g->agree(NULL, a, b_public, g->public_length, a_shared), BRINE_OK);
            assert_int_equal(g->agree(NULL, b, a_public, g->public_length, b_shared), BRINE_OK);
            assert_memory_equal(a_shared, b_shared, g->shared_length);
        }
    }
}

static void random_strings_out_of_range_are_drawn_again(void **state)
{
    uint8_t strings[4 * BRINE_GROUP_PRIVATE_MAX] = {0}, key[BRINE_GROUP_PRIVATE_MAX];
    uint8_t public_key[BRINE_GROUP_PUBLIC_MAX];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const brine_group *g = tiers[i].group;
        size_t len = g->private_length;
        script s = {strings, 4 * len, 0};

        if (!runs(i))
            continue;
        memset(strings, 0, len);                       /* 0 */
        hex_bytes(strings + len, len, tiers[i].order); /* n */
        memset(strings + 2 * len, 0xff, len);          /* far above n */
        hex_bytes(strings + 3 * len, len, tiers[i].order);
        add_small(strings + 3 * len, len, -1); /* n - 1 */
        assert_int_equal(g->keygen(&s, scripted, key, public_key), BRINE_OK);
        assert_int_equal(s.calls, 4);
        assert_memory_equal(key, strings + 3 * len, len);
    }
}

static void a_random_source_that_is_none_ends_key_generation(void **state)
{
    static const uint8_t zero[BRINE_GROUP_PRIVATE_MAX] = {0};
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], public_key[BRINE_GROUP_PUBLIC_MAX];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        script s = {NULL, 0, 0};

        if (!runs(i))
            continue;
        memset(key, 1, sizeof key);
        assert_int_equal(tiers[i].group->keygen(&s, scripted, key, public_key), BRINE_ERROR_RANDOM);
        assert_between(s.calls, 2, 100);
        assert_memory_equal(key, zero, tiers[i].group->private_length);

        memset(key, 1, sizeof key);
        assert_int_equal(tiers[i].group->keygen(NULL, failing, key, public_key),
                         BRINE_ERROR_RANDOM);
        assert_memory_equal(key, zero, tiers[i].group->private_length);
    }
}

static void assert_refused(const brine_group *g, const uint8_t *key, const uint8_t *peer,
                           size_t len, brine_result expected)
{
    uint8_t shared[BRINE_GROUP_SHARED_MAX], untouched[BRINE_GROUP_SHARED_MAX];

    memset(shared, 0xa5, sizeof shared);
    memset(untouched, 0xa5, sizeof untouched);
    assert_int_equal(g->agree(NULL, key, peer, len, shared), expected);
    assert_memory_equal(shared, untouched, sizeof shared);
}

static void only_uncompressed_points_on_the_curve_are_taken(void **state)
{
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], good[BRINE_GROUP_PUBLIC_MAX + 1] = {0};
    uint8_t bad[BRINE_GROUP_PUBLIC_MAX + 1];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const brine_group *g = tiers[i].group;
        size_t len = g->public_length, half = g->shared_length;

        if (!runs(i))
            continue;
        assert_int_equal(g->keygen(NULL, random_bytes, key, good), BRINE_OK);
        for (size_t short_len = 0; short_len < len; short_len++)
            assert_refused(g, key, good, short_len, BRINE_ERROR_BAD_POINT);
        assert_refused(g, key, good, len + 1, BRINE_ERROR_BAD_POINT);

        for (unsigned form = 0; form < 256; form++) {
            memcpy(bad, good, sizeof bad);
            bad[0] = (uint8_t)form;
            if (form != 4)
                assert_refused(g, key, bad, len, BRINE_ERROR_BAD_POINT);
        }
        memcpy(bad, good, sizeof bad); /* compressed */
        bad[0] = (uint8_t)(2 | (good[len - 1] & 1));
        assert_refused(g, key, bad, 1 + half, BRINE_ERROR_BAD_POINT);
        memset(bad, 0, sizeof bad); /* infinity, and (0, 0) */
        assert_refused(g, key, bad, 1, BRINE_ERROR_BAD_POINT);
        bad[0] = 4;
        assert_refused(g, key, bad, len, BRINE_ERROR_BAD_POINT);

        for (size_t byte = 1; byte < len; byte += 5) { /* off the curve */
            memcpy(bad, good, sizeof bad);
            bad[byte] ^= 1;
            assert_refused(g, key, bad, len, BRINE_ERROR_BAD_POINT);
        }
        for (size_t at = 1; at <= 1 + half; at += half) { /* a coordinate that is p, or all ones */
            memcpy(bad, good, sizeof bad);
            hex_bytes(bad + at, half, tiers[i].prime);
            assert_refused(g, key, bad, len, BRINE_ERROR_BAD_POINT);
            memset(bad + at, 0xff, half);
            assert_refused(g, key, bad, len, BRINE_ERROR_BAD_POINT);
        }
    }
}

/* x = 0 is on both curves: y = sqrt(b). Written as x = p it would be the same point. */
static void a_coordinate_must_be_below_p(void **state)
{
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], peer[BRINE_GROUP_PUBLIC_MAX];
    uint8_t shared[BRINE_GROUP_SHARED_MAX];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const brine_group *g = tiers[i].group;
        size_t half = g->shared_length;

        if (!runs(i))
            continue;
        assert_int_equal(g->keygen(NULL, random_bytes, key, peer), BRINE_OK);
        peer[0] = 4;
        memset(peer + 1, 0, half);
        hex_bytes(peer + 1 + half, half, tiers[i].root);
        assert_int_equal(g->agree(NULL, key, peer, g->public_length, shared), BRINE_OK);
        hex_bytes(peer + 1, half, tiers[i].prime);
        assert_refused(g, key, peer, g->public_length, BRINE_ERROR_BAD_POINT);
    }
}

/* No point of small order has x = 0 here, so nothing is refused that x25519 would refuse. */
static void a_secret_of_zeros_is_a_secret(void **state)
{
    uint8_t key[BRINE_GROUP_PRIVATE_MAX] = {0}, peer[BRINE_GROUP_PUBLIC_MAX] = {4};
    uint8_t shared[BRINE_GROUP_SHARED_MAX];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const brine_group *g = tiers[i].group;
        size_t half = g->shared_length;

        if (!runs(i))
            continue;
        memset(peer + 1, 0, half);
        hex_bytes(peer + 1 + half, half, tiers[i].root);
        memset(key, 0, half);
        key[half - 1] = 1;
        for (int side = 0; side < 2; side++) { /* the keys 1 and n - 1 */
            memset(shared, 0xa5, sizeof shared);
            assert_int_equal(g->agree(NULL, key, peer, g->public_length, shared), BRINE_OK);
            assert_memory_equal(shared, peer + 1, half);
            hex_bytes(key, half, tiers[i].order);
            add_small(key, half, -1);
        }
    }
}

static void a_private_key_out_of_range_is_refused(void **state)
{
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], peer[BRINE_GROUP_PUBLIC_MAX];
    uint8_t shared[BRINE_GROUP_SHARED_MAX];

    (void)state;
    for (size_t i = 0; i < TIERS; i++) {
        const brine_group *g = tiers[i].group;
        size_t len = g->private_length;

        if (!runs(i))
            continue;
        assert_int_equal(g->keygen(NULL, random_bytes, key, peer), BRINE_OK);
        memset(key, 0, len);
        assert_refused(g, key, peer, g->public_length, BRINE_ERROR_BAD_KEY);
        memset(key, 0xff, len);
        assert_refused(g, key, peer, g->public_length, BRINE_ERROR_BAD_KEY);
        hex_bytes(key, len, tiers[i].order);
        assert_refused(g, key, peer, g->public_length, BRINE_ERROR_BAD_KEY);
        add_small(key, len, -1); /* n - 1 gives the opposite point: the same x */
        assert_int_equal(g->agree(NULL, key, peer, g->public_length, shared), BRINE_OK);
        assert_memory_equal(shared, peer + 1, len);
        memset(key, 0, len);
        key[len - 1] = 1;
        assert_int_equal(g->agree(NULL, key, peer, g->public_length, shared), BRINE_OK);
        assert_memory_equal(shared, peer + 1, len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_and_secrets_are_those_of_rfc_5903),
        cmocka_unit_test(two_sides_agree),
        cmocka_unit_test(random_strings_out_of_range_are_drawn_again),
        cmocka_unit_test(a_random_source_that_is_none_ends_key_generation),
        cmocka_unit_test(only_uncompressed_points_on_the_curve_are_taken),
        cmocka_unit_test(a_coordinate_must_be_below_p),
        cmocka_unit_test(a_secret_of_zeros_is_a_secret),
        cmocka_unit_test(a_private_key_out_of_range_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
