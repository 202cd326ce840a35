/* X25519 of brine's own, each tier against RFC 7748's examples and against libsodium. */
#include "crypto/provider/entries.h"
#include "unit/crypto/differential.h"
#include "unit/crypto/hex.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { SIZE = 32 };

static const brine_group *const tiers[] = {
    &brine_group_x25519_portable,
    &brine_group_x25519_adx,
};

static bool runs(const brine_group *g)
{
    return g->available == NULL || g->available(NULL);
}

/* ---- RFC 7748 ---- */

static const struct {
    const char *scalar, *point, *shared;
} section_5_2[] = {
    {"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
     "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
     "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"},
    {"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
     "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
     "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"},
};

static void scalars_and_points_of_rfc_7748_are_multiplied(void **state)
{
    uint8_t scalar[SIZE], point[SIZE], expected[SIZE], shared[SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(tiers); i++)
        for (size_t k = 0; runs(tiers[i]) && k < COUNT(section_5_2); k++) {
            hex_bytes(scalar, SIZE, section_5_2[k].scalar);
            hex_bytes(point, SIZE, section_5_2[k].point);
            hex_bytes(expected, SIZE, section_5_2[k].shared);
            assert_int_equal(tiers[i]->agree(NULL, scalar, point, SIZE, shared), BRINE_OK);
            assert_memory_equal(shared, expected, SIZE);
        }
}

/* Section 5.2: the result is the next scalar, and the scalar the next point. */
static void results_that_become_scalars_are_those_of_rfc_7748(void **state)
{
    static const struct {
        int rounds;
        const char *result;
    } steps[] = {
        {1, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"},
        {1000, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(tiers); i++) {
        uint8_t scalar[SIZE] = {9}, point[SIZE] = {9}, result[SIZE], expected[SIZE];
        int round = 0;

        for (size_t k = 0; runs(tiers[i]) && k < COUNT(steps); k++) {
            for (; round < steps[k].rounds; round++) {
                assert_int_equal(tiers[i]->agree(NULL, scalar, point, SIZE, result), BRINE_OK);
                memcpy(point, scalar, SIZE);
                memcpy(scalar, result, SIZE);
            }
            hex_bytes(expected, SIZE, steps[k].result);
            assert_memory_equal(result, expected, SIZE);
        }
    }
}

/* Hands out the 32 bytes at context. */
static brine_result scripted(void *context, uint8_t *out, size_t len)
{
    assert_int_equal(len, SIZE);
    memcpy(out, context, SIZE);
    return BRINE_OK;
}

static brine_result failing(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 0x55, len);
    return BRINE_ERROR_RANDOM;
}

/* Section 6.1. */
static void keys_and_the_secret_are_those_of_rfc_7748(void **state)
{
    static const char *const keys[] = {
        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
        "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"};
    static const char *const publics[] = {
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"};
    static const char secret[] = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
    uint8_t key[2][SIZE], public_key[2][SIZE], drawn[SIZE], found[SIZE], expected[SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(tiers); i++) {
        if (!runs(tiers[i]))
            continue;
        for (int side = 0; side < 2; side++) {
            hex_bytes(key[side], SIZE, keys[side]);
            hex_bytes(public_key[side], SIZE, publics[side]);
            assert_int_equal(tiers[i]->keygen(key[side], scripted, drawn, found), BRINE_OK);
            assert_memory_equal(drawn, key[side], SIZE);
            assert_memory_equal(found, public_key[side], SIZE);
        }
        hex_bytes(expected, SIZE, secret);
        for (int side = 0; side < 2; side++) {
            assert_int_equal(tiers[i]->agree(NULL, key[side], public_key[1 - side], SIZE, found),
                             BRINE_OK);
            assert_memory_equal(found, expected, SIZE);
        }
    }
}

/* ---- libsodium ---- */

/* Also that neither key nor point is changed. */
static void compare(const brine_group *g, const uint8_t *scalar, const uint8_t *point)
{
    static const uint8_t zero[SIZE] = {0};
    uint8_t expected[SIZE], found[SIZE], key[SIZE], peer[SIZE];
    bool good = crypto_scalarmult(expected, scalar, point) == 0;

    memcpy(key, scalar, SIZE);
    memcpy(peer, point, SIZE);
    memset(found, 0xa5, SIZE);
    assert_int_equal(g->agree(NULL, key, peer, SIZE, found),
                     good ? BRINE_OK : BRINE_ERROR_BAD_POINT);
    assert_memory_equal(found, good ? expected : zero, SIZE);
    assert_memory_equal(key, scalar, SIZE);
    assert_memory_equal(peer, point, SIZE);
}

static void compare_keys(const brine_group *g, uint8_t *scalar)
{
    uint8_t expected[SIZE], found[SIZE], key[SIZE];

    assert_int_equal(crypto_scalarmult_base(expected, scalar), 0);
    assert_int_equal(g->keygen(scalar, scripted, key, found), BRINE_OK);
    assert_memory_equal(key, scalar, SIZE);
    assert_memory_equal(found, expected, SIZE);
}

/*
 * Numbers that are no field elements in one form alone, and the points of small order of the curve
 * and of its twist; each is tried with bit 255, too.
 */
static const char *const edges[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0200000000000000000000000000000000000000000000000000000000000000",
    "0900000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", /* order 8 */
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", /* p - 2 */
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", /* p */
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", /* p + 9 */
    "feffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000040",
    "ffffffffffffffff000000000000000000000000000000000000000000000000",
    "0000000000000000ffffffffffffffffffffffffffffffffffffffffffffff7f",
};

static void every_tier_takes_and_refuses_edges_as_libsodium_does(void **state)
{
    uint8_t scalar[SIZE], point[SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(tiers); i++)
        for (size_t k = 0; runs(tiers[i]) && k < COUNT(edges); k++) {
            hex_bytes(point, SIZE, edges[k]);
            for (size_t j = 0; j < COUNT(edges); j++) {
                hex_bytes(scalar, SIZE, edges[j]);
                compare(tiers[i], scalar, point);
                point[SIZE - 1] ^= 0x80;
                compare(tiers[i], scalar, point);
                scalar[SIZE - 1] ^= 0x80;
                compare(tiers[i], scalar, point);
            }
            compare_keys(tiers[i], point);
        }
}

static void every_tier_computes_as_libsodium_does(void **state)
{
    differential d = differential_begin("x25519", 200);
    uint8_t scalar[SIZE], point[SIZE];

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        differential_number(&d, scalar, SIZE);
        differential_number(&d, point, SIZE);
        for (size_t k = 0; k < COUNT(tiers); k++)
            if (runs(tiers[k])) {
                compare(tiers[k], scalar, point);
                compare_keys(tiers[k], scalar);
            }
    }
}

/* t = 8 m for an m with 8 m s = 1 or -1 modulo the order: t undoes s, and is what clamping leaves.
 */
static void undo(const uint8_t s[SIZE], uint8_t t[SIZE])
{
    uint8_t wide[2 * SIZE] = {0}, m[SIZE], negative[SIZE];

    memcpy(wide, s, SIZE);
    crypto_core_ed25519_scalar_reduce(m, wide);
    for (int doublings = 0; doublings < 3; doublings++)
        crypto_core_ed25519_scalar_add(m, m, m);
    assert_int_equal(crypto_core_ed25519_scalar_invert(m, m), 0);
    crypto_core_ed25519_scalar_negate(negative, m);
    if (m[SIZE - 1] < 8) /* then the other one is 2^251 or more */
        memcpy(m, negative, SIZE);
    for (size_t i = SIZE; i-- > 0;)
        t[i] = (uint8_t)(m[i] << 3 | (i > 0 ? m[i - 1] >> 5 : 0));
    assert_int_equal(t[SIZE - 1] >> 6, 1);
}

/* Which zeros alone would be taken for, were it not looked at whole. About one in 16 is a secret.
 */
static void a_secret_may_have_one_byte_that_is_not_zero(void **state)
{
    uint8_t s[SIZE], t[SIZE], point[SIZE], found[SIZE];

    (void)state;
    randombytes_buf(s, SIZE);
    s[0] &= 0xf8;
    s[SIZE - 1] = (s[SIZE - 1] & 0x3f) | 0x40;
    undo(s, t);
    for (size_t at = 0; at < SIZE; at++) {
        bool met = false;

        for (int byte = 1; byte < 0x80 && !met; byte++) {
            uint8_t secret[SIZE] = {0};

            secret[at] = (uint8_t)byte;
            met = crypto_scalarmult(point, t, secret) == 0 &&
                  crypto_scalarmult(found, s, point) == 0 && memcmp(found, secret, SIZE) == 0;
        }
        assert_true(met);
        for (size_t i = 0; i < COUNT(tiers); i++)
            if (runs(tiers[i]))
                compare(tiers[i], s, point);
    }
}

/* ---- What is refused ---- */

static void points_of_another_length_are_refused(void **state)
{
    uint8_t key[SIZE] = {1}, point[SIZE + 1] = {9}, shared[SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(tiers); i++)
        for (size_t len = 0; runs(tiers[i]) && len <= sizeof point; len++)
            assert_int_equal(tiers[i]->agree(NULL, key, point, len, shared),
                             len == SIZE ? BRINE_OK : BRINE_ERROR_BAD_POINT);
}

static void a_random_source_that_fails_ends_key_generation(void **state)
{
    static const uint8_t zero[SIZE] = {0};
    uint8_t key[SIZE], public_key[SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(tiers); i++) {
        if (!runs(tiers[i]))
            continue;
        assert_int_equal(tiers[i]->keygen(NULL, failing, key, public_key), BRINE_ERROR_RANDOM);
        assert_memory_equal(key, zero, SIZE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_and_points_of_rfc_7748_are_multiplied),
        cmocka_unit_test(results_that_become_scalars_are_those_of_rfc_7748),
        cmocka_unit_test(keys_and_the_secret_are_those_of_rfc_7748),
        cmocka_unit_test(every_tier_takes_and_refuses_edges_as_libsodium_does),
        cmocka_unit_test(every_tier_computes_as_libsodium_does),
        cmocka_unit_test(a_secret_may_have_one_byte_that_is_not_zero),
        cmocka_unit_test(points_of_another_length_are_refused),
        cmocka_unit_test(a_random_source_that_fails_ends_key_generation),
    };

    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
