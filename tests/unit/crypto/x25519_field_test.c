/*
 * The field of X25519 in each tier against libcrypto's numbers, at the edges of what an element can
 * be.
 */
#include <openssl/bn.h>
#include <stdbool.h>

#include "crypto/curve25519/field25519_adx.h"
#include "support/test.h"
#include "unit/crypto/differential.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LIMBS        BRN_F25519_LIMBS
#define MAX          ((brn_limb)-1)

/* ---- The tiers ---- */

typedef void operation(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);

typedef struct tier {
    const char *name;
    operation *add, *subtract, *multiply;
    void (*square)(brn_f25519 *out, const brn_f25519 *a);
    void (*multiply_small_add)(brn_f25519 *out, const brn_f25519 *a, uint32_t b,
                               const brn_f25519 *c);
    void (*choose)(brn_f25519 *a, brn_limb mask, const brn_f25519 *b);
    void (*invert)(brn_f25519 *out, const brn_f25519 *a);
} tier;

static void square_in_c(brn_f25519 *out, const brn_f25519 *a)
{
    brn_f25519_multiply(out, a, a);
}

#if BRN_F25519_ADX
static const tier adx = {
    .name = "ADX",
    .add = brn_f25519_adx_add,
    .subtract = brn_f25519_adx_subtract,
    .multiply = brn_f25519_adx_multiply,
    .square = brn_f25519_adx_square,
    .multiply_small_add = brn_f25519_adx_multiply_small_add,
    .choose = brn_f25519_adx_choose,
    .invert = brn_f25519_invert,
};
#endif

#define f25519_multiply brn_f25519_multiply
#define f25519_square   square_in_c
#include "crypto/curve25519/invert.h"

static const tier c = {
    .name = "C",
    .add = brn_f25519_add,
    .subtract = brn_f25519_subtract,
    .multiply = brn_f25519_multiply,
    .square = square_in_c,
    .multiply_small_add = brn_f25519_multiply_small_add,
    .choose = brn_f25519_choose,
    .invert = f25519_invert,
};

static const tier *const tiers[] = {
    &c,
#if BRN_F25519_ADX
    &adx,
#endif
};

/* Whether this machine has the instructions of a tier. */
static bool runs(const tier *t)
{
    return t == &c || brn_cpu_has(BRN_CPU_ADX);
}

/* ---- What is expected ---- */

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

/* c + a times a few numbers. */
static void check_small_products(const tier *t, const brn_f25519 *a, const brn_f25519 *b)
{
    static const uint32_t factors[] = {0, 38, 121665, (1u << 26) - 1};
    brn_f25519 out;

    for (size_t i = 0; i < COUNT(factors); i++) {
        assert_non_null(BN_copy(n.expected, n.a));
        assert_int_equal(BN_mul_word(n.expected, factors[i]), 1);
        assert_int_equal(BN_add(n.expected, n.expected, n.b), 1);
        t->multiply_small_add(&out, a, factors[i], b);
        check("a small multiple", &out);
        out = *a;
        t->multiply_small_add(&out, &out, factors[i], b);
        check("a small multiple", &out);
        out = *b;
        t->multiply_small_add(&out, a, factors[i], &out);
        check("a small multiple", &out);
    }
}

static void check_pair(const tier *t, const brn_f25519 *a, const brn_f25519 *b)
{
    to_number(n.a, a);
    to_number(n.b, b);
    assert_int_equal(BN_add(n.expected, n.a, n.b), 1);
    check_operation("a sum", t->add, a, b);
    assert_int_equal(BN_sub(n.expected, n.a, n.b), 1);
    check_operation("a difference", t->subtract, a, b);
    assert_int_equal(BN_mul(n.expected, n.a, n.b, n.bn), 1);
    check_operation("a product", t->multiply, a, b);
    check_small_products(t, a, b);
}

static void check_one(const tier *t, const brn_f25519 *a)
{
    uint8_t bytes[BRN_F25519_SIZE];
    brn_f25519 out;

    to_number(n.a, a);
    assert_non_null(BN_copy(n.expected, n.a));
    check("a number", a);
    assert_int_equal(BN_bn2lebinpad(n.a, bytes, sizeof bytes), sizeof bytes);
    brn_f25519_read(&out, bytes);
    assert_memory_equal(&out, a, sizeof out);
    assert_int_equal(BN_sqr(n.expected, n.a, n.bn), 1);
    t->square(&out, a);
    check("a square", &out);
    out = *a;
    t->square(&out, &out);
    check("a square", &out);
}

static void check_inverse(const tier *t, const brn_f25519 *a)
{
    brn_f25519 out = *a;

    to_number(n.a, a);
    assert_int_equal(BN_nnmod(n.a, n.a, n.p, n.bn), 1);
    if (BN_is_zero(n.a))
        BN_zero(n.expected);
    else
        assert_non_null(BN_mod_inverse(n.expected, n.a, n.p, n.bn));
    t->invert(&out, &out);
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
    for (size_t k = 0; k < COUNT(tiers); k++)
        for (size_t i = 0; runs(tiers[k]) && i < NEAR_COUNT; i++) {
            near_an_edge(&a, i);
            check_one(tiers[k], &a);
            if (i % 5 == 0)
                check_inverse(tiers[k], &a);
            for (size_t j = i % 53; j < NEAR_COUNT; j += 53) {
                near_an_edge(&b, j);
                check_pair(tiers[k], &a, &b);
            }
        }
}

/* Where carries and borrows out of 256 bits come twice: numbers just above 0 and below 2^256. */
static void numbers_near_zero_are_computed_with(void **state)
{
    brn_f25519 a, b;

    (void)state;
    for (size_t k = 0; k < COUNT(tiers); k++)
        for (size_t i = 0; runs(tiers[k]) && i <= 2 * NEAR; i++)
            for (size_t j = 0; j <= 2 * NEAR; j++) {
                near_an_edge(&a, i);
                near_an_edge(&b, j);
                check_pair(tiers[k], &a, &b);
            }
}

static void numbers_of_limbs_at_their_bounds_are_computed_with(void **state)
{
    differential d = differential_begin("limbs at their bounds", 2000);
    brn_f25519 a, b;

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        draw(&d, &a);
        draw(&d, &b);
        for (size_t k = 0; k < COUNT(tiers); k++) {
            if (!runs(tiers[k]))
                continue;
            check_one(tiers[k], &a);
            check_pair(tiers[k], &a, &b);
            check_pair(tiers[k], &a, &a);
            if (i % 16 == 0)
                check_inverse(tiers[k], &a);
        }
    }
}

static void a_choice_is_made(void **state)
{
    brn_f25519 a, b, out;

    (void)state;
    randombytes_buf(&a, sizeof a);
    randombytes_buf(&b, sizeof b);
    for (size_t k = 0; k < COUNT(tiers); k++) {
        if (!runs(tiers[k]))
            continue;
        out = a;
        tiers[k]->choose(&out, 0, &b);
        assert_memory_equal(&out, &a, sizeof a);
        tiers[k]->choose(&out, MAX, &b);
        assert_memory_equal(&out, &b, sizeof b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_near_edges_are_computed_with),
        cmocka_unit_test(numbers_near_zero_are_computed_with),
        cmocka_unit_test(numbers_of_limbs_at_their_bounds_are_computed_with),
        cmocka_unit_test(a_choice_is_made),
    };

    return cmocka_run_group_tests(tests, make_numbers, free_numbers);
}
