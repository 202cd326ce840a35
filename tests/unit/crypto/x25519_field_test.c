/* The field of X25519 against libcrypto's numbers, at the edges of what an element can be. */
#include <openssl/bn.h>
#include <stdbool.h>

#include "crypto/curve25519/field25519.h"
#include "support/test.h"
#include "unit/crypto/differential.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LIMBS        BRN_F25519_LIMBS
#define MAX          ((brn_limb)-1)

typedef struct numbers {
    BN_CTX *bn;
    BIGNUM *p, *a, *b, *found, *expected;
} numbers;

static numbers n;

static int make_numbers(void **state)
{
    (void)state;
    n = (numbers){BN_CTX_new(), BN_new(), BN_new(), BN_new(), BN_new(), BN_new()};
    assert_int_equal(BN_set_bit(n.p, 255), 1);
    assert_int_equal(BN_sub_word(n.p, 19), 1);
    return 0;
}

static int free_numbers(void **state)
{
    (void)state;
    BN_free(n.p);
    BN_free(n.a);
    BN_free(n.b);
    BN_free(n.found);
    BN_free(n.expected);
    BN_CTX_free(n.bn);
    return 0;
}

/* All 256 bits of it, reduced or not. */
static void to_number(BIGNUM *out, const brn_f25519 *a)
{
    uint8_t bytes[BRN_F25519_SIZE];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(a->limb[i / BRN_LIMB_SIZE] >> (8 * (i % BRN_LIMB_SIZE)));
    assert_non_null(BN_lebin2bn(bytes, sizeof bytes, out));
}

/* found is n.expected modulo p, and its encoding is the one number below p. */
static void check(const char *what, const brn_f25519 *found)
{
    uint8_t bytes[BRN_F25519_SIZE], expected[BRN_F25519_SIZE];

    assert_int_equal(BN_nnmod(n.expected, n.expected, n.p, n.bn), 1);
    to_number(n.found, found);
    assert_int_equal(BN_nnmod(n.found, n.found, n.p, n.bn), 1);
    if (BN_cmp(n.found, n.expected) != 0)
        fail_msg("%s: %s, expected %s", what, BN_bn2hex(n.found), BN_bn2hex(n.expected));
    assert_int_equal(BN_bn2lebinpad(n.expected, expected, sizeof expected), sizeof expected);
    brn_f25519_write(bytes, found);
    assert_memory_equal(bytes, expected, sizeof bytes);
}

typedef void operation(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);

/* Also with the result in the place of an operand. */
static void check_operation(const char *what, operation *f, const brn_f25519 *a,
                            const brn_f25519 *b)
{
    brn_f25519 out;

    f(&out, a, b);
    check(what, &out);
    out = *a;
    f(&out, &out, b);
    check(what, &out);
    out = *b;
    f(&out, a, &out);
    check(what, &out);
}

static void check_pair(const brn_f25519 *a, const brn_f25519 *b)
{
    to_number(n.a, a);
    to_number(n.b, b);
    assert_int_equal(BN_add(n.expected, n.a, n.b), 1);
    check_operation("a sum", brn_f25519_add, a, b);
    assert_int_equal(BN_sub(n.expected, n.a, n.b), 1);
    check_operation("a difference", brn_f25519_subtract, a, b);
    assert_int_equal(BN_mul(n.expected, n.a, n.b, n.bn), 1);
    check_operation("a product", brn_f25519_multiply, a, b);
}

static void check_one(const brn_f25519 *a)
{
    static const uint32_t factors[] = {0, 1, 2, 19, 38, 121665, 121666, (1u << 26) - 1};
    uint8_t bytes[BRN_F25519_SIZE];
    brn_f25519 out;

    to_number(n.a, a);
    assert_non_null(BN_copy(n.expected, n.a));
    check("a number", a);
    assert_int_equal(BN_bn2lebinpad(n.a, bytes, sizeof bytes), sizeof bytes);
    brn_f25519_read(&out, bytes);
    assert_memory_equal(&out, a, sizeof out);
    for (size_t i = 0; i < COUNT(factors); i++) {
        assert_non_null(BN_copy(n.expected, n.a));
        assert_int_equal(BN_mul_word(n.expected, factors[i]), 1);
        out = *a;
        brn_f25519_multiply_small(&out, &out, factors[i]);
        check("a small multiple", &out);
    }
    assert_int_equal(BN_sqr(n.expected, n.a, n.bn), 1);
    out = *a;
    brn_f25519_multiply(&out, &out, &out);
    check("a square", &out);
}

static void check_inverse(const brn_f25519 *a)
{
    brn_f25519 out = *a;

    to_number(n.a, a);
    assert_int_equal(BN_nnmod(n.a, n.a, n.p, n.bn), 1);
    if (BN_is_zero(n.a))
        BN_zero(n.expected);
    else
        assert_non_null(BN_mod_inverse(n.expected, n.a, n.p, n.bn));
    brn_f25519_invert(&out, &out);
    check("an inverse", &out);
}

/* Number i of those near 0, p, 2 p and 2^256: a multiple of 2^253, more or less a little. */
#define NEAR       45
#define NEAR_COUNT ((size_t)8 * (2 * NEAR + 1))

static void near_an_edge(brn_f25519 *out, size_t i)
{
    brn_limb little = (brn_limb)(i % (2 * NEAR + 1)), at[LIMBS] = {0};

    at[LIMBS - 1] = (brn_limb)(i / (2 * NEAR + 1)) << (BRN_LIMB_BITS - 3);
    *out = (brn_f25519){{little}};
    (void)brn_limbs_add(out->limb, out->limb, at, LIMBS);
    at[LIMBS - 1] = 0;
    at[0] = NEAR;
    (void)brn_limbs_subtract(out->limb, out->limb, at, LIMBS);
}

/* Limbs that are all at a bound, or random. */
static void draw(differential *d, brn_f25519 *out)
{
    static const brn_limb bounds[] = {
        0,       1,           18,       19,           20,           37,           38,
        39,      MAX,         MAX - 1,  MAX - 18,     MAX - 19,     MAX - 37,     MAX - 38,
        MAX / 2, MAX / 2 + 1, MAX / 38, MAX / 38 + 1, MAX / 2 - 18, MAX / 2 - 19,
    };
    bool all = differential_below(d, 2) == 0;
    brn_limb value = bounds[differential_below(d, COUNT(bounds))];

    differential_bytes(d, out, sizeof *out);
    for (size_t i = 0; i < LIMBS; i++) {
        if (!all && differential_below(d, 4) == 0)
            continue;
        if (!all || differential_below(d, 8) == 0)
            value = bounds[differential_below(d, COUNT(bounds))];
        out->limb[i] = value;
    }
}

static void numbers_near_edges_are_computed_with(void **state)
{
    brn_f25519 a, b;

    (void)state;
    for (size_t i = 0; i < NEAR_COUNT; i++) {
        near_an_edge(&a, i);
        check_one(&a);
        if (i % 5 == 0)
            check_inverse(&a);
        for (size_t k = i % 53; k < NEAR_COUNT; k += 53) {
            near_an_edge(&b, k);
            check_pair(&a, &b);
        }
    }
}

/* Where carries and borrows out of 256 bits come twice: numbers just above 0 and below 2^256. */
static void numbers_near_zero_are_computed_with(void **state)
{
    brn_f25519 a, b;

    (void)state;
    for (size_t i = 0; i <= 2 * NEAR; i++)
        for (size_t k = 0; k <= 2 * NEAR; k++) {
            near_an_edge(&a, i);
            near_an_edge(&b, k);
            check_pair(&a, &b);
        }
}

static void numbers_of_limbs_at_their_bounds_are_computed_with(void **state)
{
    differential d = differential_begin("limbs at their bounds", 4000);
    brn_f25519 a, b;

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        draw(&d, &a);
        draw(&d, &b);
        check_one(&a);
        check_pair(&a, &b);
        check_pair(&a, &a);
        if (i % 16 == 0)
            check_inverse(&a);
    }
}

static void a_swap_is_made_or_not(void **state)
{
    brn_f25519 a, b, first, second;

    (void)state;
    randombytes_buf(&a, sizeof a);
    randombytes_buf(&b, sizeof b);
    first = a;
    second = b;
    brn_f25519_swap(0, &a, &b);
    assert_memory_equal(&a, &first, sizeof a);
    assert_memory_equal(&b, &second, sizeof b);
    brn_f25519_swap(MAX, &a, &b);
    assert_memory_equal(&a, &second, sizeof a);
    assert_memory_equal(&b, &first, sizeof b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_near_edges_are_computed_with),
        cmocka_unit_test(numbers_near_zero_are_computed_with),
        cmocka_unit_test(numbers_of_limbs_at_their_bounds_are_computed_with),
        cmocka_unit_test(a_swap_is_made_or_not),
    };

    return cmocka_run_group_tests(tests, make_numbers, free_numbers);
}
