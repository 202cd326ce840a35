#include "crypto/bignum/montgomery_wide.h"

#include <openssl/bn.h>

#include "crypto/bignum/montgomery_block.h"
#include "crypto/bignum/product.h"
#include "support/test.h"
#include "unit/crypto/differential.h"

#define BYTES_MAX    1024
#define COUNT(array) (sizeof(array) / sizeof *(array))

static BN_CTX *bn;

static int begin(void **state)
{
    (void)state;
    bn = BN_CTX_new();
    return bn == NULL;
}

static int end(void **state)
{
    (void)state;
    BN_CTX_free(bn);
    return 0;
}

static void to_bn(BIGNUM *out, const brn_limb *a, size_t count)
{
    uint8_t bytes[2 * BYTES_MAX];

    brn_limbs_to_bytes(bytes, count * BRN_LIMB_SIZE, a, count);
    assert_non_null(BN_bin2bn(bytes, (int)(count * BRN_LIMB_SIZE), out));
}

/* BN_set_word takes what a machine word holds. */
static void to_bn_word(BIGNUM *n, uint64_t value)
{
    const uint8_t bytes[8] = {(uint8_t)(value >> 56), (uint8_t)(value >> 48),
                              (uint8_t)(value >> 40), (uint8_t)(value >> 32),
                              (uint8_t)(value >> 24), (uint8_t)(value >> 16),
                              (uint8_t)(value >> 8),  (uint8_t)value};

    assert_non_null(BN_bin2bn(bytes, sizeof bytes, n));
}

static void from_bn(brn_limb *out, size_t count, const BIGNUM *a)
{
    uint8_t bytes[2 * BYTES_MAX];

    assert_true(BN_bn2binpad(a, bytes, (int)(count * BRN_LIMB_SIZE)) >= 0);
    brn_limbs_from_bytes(out, count, bytes, count * BRN_LIMB_SIZE);
}

static void assert_limbs_are(const brn_limb *a, size_t count, const BIGNUM *expected)
{
    BIGNUM *found = BN_new();

    to_bn(found, a, count);
    if (BN_cmp(found, expected) != 0) {
        char *hex_found = BN_bn2hex(found), *hex_expected = BN_bn2hex(expected);

        fail_msg("count %zu\nfound    %s\nexpected %s", count, hex_found, hex_expected);
    }
    BN_free(found);
}

/* A random odd modulus > 1 with as many limbs, and numbers below it or within its limbs. */
static void draw_modulus(differential *d, brn_limb *n, size_t count)
{
    uint8_t bytes[BYTES_MAX];
    size_t len = count * BRN_LIMB_SIZE;
    size_t shorter = count > BRN_SMALL_LIMBS ? differential_below(d, 9 * BRN_LIMB_SIZE) : 0;

    differential_number(d, bytes, len);
    memset(bytes, 0, shorter);
    bytes[shorter] |= 1;
    bytes[len - 1] |= 1;
    brn_limbs_from_bytes(n, count, bytes, len);
}

static void draw_below(differential *d, brn_limb *a, const brn_limb *n, size_t count)
{
    uint8_t bytes[BYTES_MAX];
    brn_limb one[BRN_LIMBS_MAX] = {1};
    BIGNUM *x = BN_new(), *modulus = BN_new();

    switch (differential_below(d, 8)) {
    case 0:
        memset(a, 0, count * sizeof *a);
        break;
    case 1:
        brn_limbs_subtract(a, n, one, count); /* n - 1 */
        break;
    default:
        differential_number(d, bytes, count * BRN_LIMB_SIZE);
        BN_bin2bn(bytes, (int)(count * BRN_LIMB_SIZE), x);
        to_bn(modulus, n, count);
        BN_nnmod(x, x, modulus, bn);
        from_bn(a, count, x);
        break;
    }
    BN_free(x);
    BN_free(modulus);
}

static size_t draw_small_count(differential *d)
{
    return 2 + differential_below(d, BRN_SMALL_LIMBS - 1);
}

static size_t draw_wide_count(differential *d)
{
    static const size_t blocks[] = {1, 2, 3, 4, 6, 8, 16};

    return BRN_BLOCK_LIMBS * blocks[differential_below(d, COUNT(blocks))];
}

static size_t draw_count(differential *d)
{
    return differential_below(d, 2) == 0 ? draw_small_count(d) : draw_wide_count(d);
}

static void numbers_go_to_bytes_and_back(void **state)
{
    static const uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    uint8_t longer[40], shorter[5];
    brn_limb a[4];

    (void)state;
    brn_limbs_from_bytes(a, 4, bytes, sizeof bytes);
    assert_true(a[0] == (brn_limb)UINT64_C(0x0405060708090A0B));
    assert_true(a[3] == 0);
    memset(longer, 0xAA, sizeof longer);
    brn_limbs_to_bytes(longer, sizeof longer, a, 4);
    assert_memory_equal(longer + sizeof longer - sizeof bytes, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof longer - sizeof bytes; i++)
        assert_int_equal(longer[i], 0);
    brn_limbs_to_bytes(shorter, sizeof shorter, a, 4);
    assert_memory_equal(shorter, bytes + sizeof bytes - sizeof shorter, sizeof shorter);
    brn_limbs_from_bytes(a, 4, NULL, 0);
    assert_true(brn_limbs_mask_zero(a, 4) == (brn_limb)-1);
}

static void wide_counts_are_whole_blocks(void **state)
{
    (void)state;
    assert_int_equal(brn_wide_count(1), BRN_BLOCK_LIMBS);
    assert_int_equal(brn_wide_count(1056), 1024 / BRN_LIMB_BITS + BRN_BLOCK_LIMBS);
    assert_int_equal(brn_wide_count(2048), 2048 / BRN_LIMB_BITS);
    assert_int_equal(brn_wide_count(2049), 2048 / BRN_LIMB_BITS + BRN_BLOCK_LIMBS);
    assert_int_equal(brn_wide_count(8192), BRN_LIMBS_MAX);
}

static void comparisons_give_masks(void **state)
{
    const brn_limb yes = (brn_limb)-1;
    brn_limb a[3] = {5, 0, 7}, b[3] = {4, 1, 7}, zero[3] = {0}, out[3];

    (void)state;
    assert_true(brn_limbs_mask_less(a, b, 3) == yes);
    assert_true(brn_limbs_mask_less(b, a, 3) == 0);
    assert_true(brn_limbs_mask_less(a, a, 3) == 0);
    assert_true(brn_limbs_mask_equal(a, a, 3) == yes);
    assert_true(brn_limbs_mask_equal(a, b, 3) == 0);
    assert_true(brn_limbs_mask_zero(zero, 3) == yes);
    assert_true(brn_limbs_mask_zero(b, 3) == 0);
    brn_limbs_select(out, yes, a, b, 3);
    assert_memory_equal(out, a, sizeof a);
    brn_limbs_select(out, 0, a, b, 3);
    assert_memory_equal(out, b, sizeof b);
}

/* Of every length, as there are several ways to do it, each for some of them. */
static void a_look_up_finds_its_entry_and_nothing_beyond(void **state)
{
    enum { ENTRIES = 33, LONGEST = 37 };
    brn_limb table[ENTRIES * LONGEST], out[LONGEST + 1], zeros[LONGEST] = {0};
    const brn_limb guard = 77;

    (void)state;
    for (size_t i = 0; i < ENTRIES * LONGEST; i++)
        table[i] = (brn_limb)(100 + i) * (brn_limb)UINT64_C(0x9e3779b97f4a7c15);
    for (size_t count = 1; count <= LONGEST; count++) {
        for (size_t i = 0; i < ENTRIES; i++) {
            out[count] = guard;
            brn_limbs_look_up(out, table, ENTRIES, i, count);
            assert_memory_equal(out, table + i * count, count * sizeof *out);
            assert_true(out[count] == guard);
            brn_limbs_look_up(out, table, i, i, count);
            assert_memory_equal(out, zeros, count * sizeof *out);
        }
    }
}

/* The kernel of this machine against plain C; the same one when there is no faster. */
enum { BLOCKS_MAX = 4, ROW_MAX = BLOCKS_MAX * BRN_BLOCK_LIMBS };

typedef struct kernel_case {
    const brn_block_kernel *kernel;
    brn_limb t[2 * ROW_MAX], x[BRN_BLOCK_LIMBS];
} kernel_case;

static void assert_equal_cases(const kernel_case *c, const char *what, size_t blocks)
{
    if (memcmp(c[0].t, c[1].t, sizeof c->t) != 0 || memcmp(c[0].x, c[1].x, sizeof c->x) != 0)
        fail_msg("%s of %d blocks", what, (int)blocks);
}

static void compare_rows(kernel_case *c, const brn_limb *y, size_t blocks, brn_limb carry)
{
    brn_limb carries[2], inverse = brn_mont_inverse_limb(y[0]);

    for (size_t i = 0; i < 2; i++)
        c[i].kernel->multiply(c[i].t, c[i].x, y, blocks);
    assert_equal_cases(c, "multiply", blocks);
    for (size_t i = 0; i < 2; i++)
        carries[i] = c[i].kernel->add(c[i].t, c[i].x, y, blocks, carry);
    assert_equal_cases(c, "add", blocks);
    assert_true(carries[0] == carries[1]);
    if (blocks == 0)
        return;
    for (size_t i = 0; i < 2; i++)
        carries[i] = c[i].kernel->reduce(c[i].t, y, inverse, blocks, carry);
    assert_equal_cases(c, "reduce", blocks);
    assert_true(carries[0] == carries[1]);
}

static void block_kernels_agree(void **state)
{
    differential d = differential_begin("block kernels", 2000);

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        kernel_case c[2];
        brn_limb y[ROW_MAX], out[2][ROW_MAX];
        size_t blocks = differential_below(&d, BLOCKS_MAX);
        brn_limb carry = (brn_limb)differential_below(&d, 2);

        differential_number(&d, (uint8_t *)c[0].t, sizeof c[0].t);
        differential_number(&d, (uint8_t *)c[0].x, sizeof c[0].x);
        differential_number(&d, (uint8_t *)y, sizeof y);
        y[0] |= 1;
        c[1] = c[0];
        c[0].kernel = &brn_block_kernel_c;
        c[1].kernel = brn_block_kernel_here();
        compare_rows(c, y, blocks, carry);

        for (size_t k = 0; k < 2; k++)
            c[k].kernel->products(c[k].t, y);
        assert_equal_cases(c, "products", 1);
        differential_number(&d, (uint8_t *)c[0].t, sizeof c[0].t);
        memcpy(c[1].t, c[0].t, sizeof c[0].t);
        for (size_t k = 0; k < 2; k++)
            c[k].kernel->double_and_square(c[k].t, y, blocks + 1);
        assert_equal_cases(c, "double_and_square", blocks + 1);

        for (size_t k = 0; k < 2; k++)
            c[k].kernel->subtract_once(out[k], carry, c[k].t, y, blocks + 1);
        assert_memory_equal(out[0], out[1], (blocks + 1) * BRN_BLOCK_LIMBS * sizeof **out);
    }
}

static void numbers_add_subtract_and_multiply_as_libcrypto_says(void **state)
{
    differential d = differential_begin("fixed-width numbers", 1000);
    BIGNUM *a = BN_new(), *b = BN_new(), *x = BN_new();

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        brn_limb u[BRN_LIMBS_MAX], v[BRN_LIMBS_MAX], out[2 * BRN_LIMBS_MAX + 1];
        uint8_t bytes[BYTES_MAX];
        size_t count = draw_count(&d), len = count * BRN_LIMB_SIZE;

        differential_number(&d, bytes, len);
        brn_limbs_from_bytes(u, count, bytes, len);
        differential_number(&d, bytes, len);
        brn_limbs_from_bytes(v, count, bytes, len);
        to_bn(a, u, count);
        to_bn(b, v, count);

        BN_add(x, a, b);
        out[count] = brn_limbs_add(out, u, v, count);
        assert_limbs_are(out, count + 1, x);

        out[count] = brn_limbs_subtract(out, u, v, count);
        assert_true(out[count] == (BN_cmp(a, b) < 0));
        assert_true((brn_limbs_mask_less(u, v, count) & 1) == (BN_cmp(a, b) < 0));
        brn_limbs_add(out, out, v, count);
        assert_memory_equal(out, u, count * sizeof *u);

        if (count % BRN_BLOCK_LIMBS != 0)
            continue;
        BN_mul(x, a, b, bn);
        brn_limbs_multiply(out, u, v, count);
        assert_limbs_are(out, 2 * count, x);

        BN_sqr(x, a, bn);
        brn_limbs_square(out, u, count);
        assert_limbs_are(out, 2 * count, x);
    }
    BN_free(a);
    BN_free(b);
    BN_free(x);
}

/* The two of them: that of the curves, and that of RSA. */
typedef struct arithmetic {
    size_t (*draw_count)(differential *d);
    void (*enter)(brn_limb *out, const brn_limb *a, const brn_mont *m);
    void (*leave)(brn_limb *out, const brn_limb *a, const brn_mont *m);
    void (*multiply)(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
    void (*square)(brn_limb *out, const brn_limb *a, const brn_mont *m);
} arithmetic;

static const arithmetic small = {draw_small_count, brn_mont_enter, brn_mont_leave,
                                 brn_mont_multiply, brn_mont_square};
static const arithmetic wide = {draw_wide_count, brn_wide_enter, brn_wide_leave, brn_wide_multiply,
                                brn_wide_square};

static void compare_arithmetic(differential *d, const arithmetic *of)
{
    BIGNUM *a = BN_new(), *b = BN_new(), *n = BN_new(), *x = BN_new(), *r = BN_new(),
           *r_inverse = BN_new();

    for (size_t i = 0; i < d->cases; i++) {
        brn_limb u[BRN_LIMBS_MAX], v[BRN_LIMBS_MAX], modulus[BRN_LIMBS_MAX], rr[BRN_LIMBS_MAX],
            out[BRN_LIMBS_MAX];
        size_t count = of->draw_count(d);
        uint8_t bytes[BYTES_MAX];
        brn_mont m;

        draw_modulus(d, modulus, count);
        to_bn(n, modulus, count);
        draw_below(d, u, modulus, count);
        draw_below(d, v, modulus, count);
        to_bn(a, u, count);
        to_bn(b, v, count);
        BN_one(r);
        BN_lshift(r, r, (int)(count * BRN_LIMB_BITS));
        BN_mod_sqr(x, r, n, bn);
        from_bn(rr, count, x);
        m = (brn_mont){modulus, rr, count, brn_mont_inverse_limb(modulus[0])};

        BN_mod_add(x, a, b, n, bn);
        brn_mont_add(out, u, v, &m);
        assert_limbs_are(out, count, x);
        BN_mod_sub(x, a, b, n, bn);
        brn_mont_subtract(out, u, v, &m);
        assert_limbs_are(out, count, x);

        BN_mod_mul(x, a, r, n, bn);
        of->enter(out, u, &m);
        assert_limbs_are(out, count, x);
        of->leave(out, out, &m);
        assert_limbs_are(out, count, a);

        assert_non_null(BN_mod_inverse(r_inverse, r, n, bn));
        BN_mod_mul(x, a, b, n, bn);
        BN_mod_mul(x, x, r_inverse, n, bn);
        of->multiply(out, u, v, &m);
        assert_limbs_are(out, count, x);
        BN_mod_sqr(x, a, n, bn);
        BN_mod_mul(x, x, r_inverse, n, bn);
        of->square(out, u, &m);
        assert_limbs_are(out, count, x);

        /* One operand may be any number of so many limbs. */
        differential_number(d, bytes, count * BRN_LIMB_SIZE);
        brn_limbs_from_bytes(v, count, bytes, count * BRN_LIMB_SIZE);
        to_bn(b, v, count);
        BN_mod_mul(x, a, b, n, bn);
        BN_mod_mul(x, x, r_inverse, n, bn);
        of->multiply(out, v, u, &m);
        assert_limbs_are(out, count, x);
    }
    BN_free(a);
    BN_free(b);
    BN_free(n);
    BN_free(x);
    BN_free(r);
    BN_free(r_inverse);
}

static void arithmetic_modulo_n_is_as_libcrypto_says(void **state)
{
    differential d = differential_begin("modulo n", 600);

    (void)state;
    compare_arithmetic(&d, &small);
    compare_arithmetic(&d, &wide);
}

static void a_modulus_is_prepared_and_reduces_as_libcrypto_says(void **state)
{
    differential d = differential_begin("reduction", 500);
    BIGNUM *n = BN_new(), *x = BN_new(), *r = BN_new();

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        brn_limb u[BRN_LIMBS_MAX], v[BRN_LIMBS_MAX], modulus[BRN_LIMBS_MAX], rr[BRN_LIMBS_MAX],
            out[BRN_LIMBS_MAX], product[2 * BRN_LIMBS_MAX];
        size_t count = draw_wide_count(&d);
        brn_mont m;

        draw_modulus(&d, modulus, count);
        to_bn(n, modulus, count);
        BN_one(r);
        BN_lshift(r, r, (int)(count * BRN_LIMB_BITS));
        BN_mod_sqr(x, r, n, bn);
        m = brn_wide_init(modulus, rr, count, (size_t)BN_num_bits(n) - 1);
        assert_limbs_are(rr, count, x);
        m = brn_wide_init(modulus, rr, count, (size_t)(BN_num_bits(n) - 1) / 8 * 8);
        assert_limbs_are(rr, count, x);

        draw_below(&d, u, modulus, count);
        draw_below(&d, v, modulus, count);
        brn_limbs_multiply(product, u, modulus, count);
        memcpy(product, v, count * sizeof *v);
        to_bn(x, product, 2 * count);
        assert_non_null(BN_mod_inverse(r, r, n, bn));
        BN_mod_mul(x, x, r, n, bn);
        brn_wide_reduce(out, product, &m);
        assert_limbs_are(out, count, x);
    }
    BN_free(n);
    BN_free(x);
    BN_free(r);
}

static void powers_are_as_libcrypto_says(void **state)
{
    static const uint64_t exponents[] = {1, 2, 3, 4, 5, 16, 17, 65537, UINT64_MAX};
    differential d = differential_begin("powers", 60);
    BIGNUM *a = BN_new(), *e = BN_new(), *n = BN_new(), *x = BN_new();

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        brn_limb base[BRN_LIMBS_MAX], modulus[BRN_LIMBS_MAX], rr[BRN_LIMBS_MAX], out[BRN_LIMBS_MAX],
            exponent[BRN_LIMBS(320)], scratch[BRN_WIDE_POWER_SCRATCH(BRN_LIMBS_MAX)];
        size_t count = draw_wide_count(&d), which = differential_below(&d, 12);
        size_t bits = differential_below(&d, 321);
        uint8_t bytes[40];
        uint64_t word;
        brn_mont m;

        draw_modulus(&d, modulus, count);
        to_bn(n, modulus, count);
        draw_below(&d, base, modulus, count);
        to_bn(a, base, count);
        m = brn_wide_init(modulus, rr, count, (size_t)BN_num_bits(n) - 1);

        differential_number(&d, bytes, sizeof bytes);
        memcpy(&word, bytes, sizeof word);
        if (which < sizeof exponents / sizeof exponents[0])
            word = exponents[which];
        else if (word == 0)
            word = 6;
        to_bn_word(e, word);
        BN_mod_exp(x, a, e, n, bn);
        brn_wide_power_public(out, base, word, &m);
        assert_limbs_are(out, count, x);

        brn_wide_enter(base, base, &m);
        brn_wide_power_word(out, base, word, &m);
        brn_wide_leave(out, out, &m);
        assert_limbs_are(out, count, x);

        BN_bin2bn(bytes, sizeof bytes, e);
        BN_mask_bits(e, (int)bits);
        from_bn(exponent, BRN_LIMBS(320), e);
        BN_mod_exp(x, a, e, n, bn);
        brn_wide_power(out, base, exponent, bits, &m, scratch);
        assert_true(
            sodium_is_zero((uint8_t *)scratch, BRN_WIDE_POWER_SCRATCH(count) * sizeof *scratch));
        brn_wide_leave(out, out, &m);
        assert_limbs_are(out, count, x);
    }
    BN_free(a);
    BN_free(e);
    BN_free(n);
    BN_free(x);
}

static void inverses_are_as_libcrypto_says(void **state)
{
    differential d = differential_begin("inverses", 300);
    BIGNUM *a = BN_new(), *n = BN_new(), *x = BN_new();

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        brn_limb u[BRN_LIMBS_MAX], modulus[BRN_LIMBS_MAX], out[BRN_LIMBS_MAX];
        brn_limb scratch[BRN_MONT_INVERSE_SCRATCH(BRN_LIMBS_MAX * BRN_LIMB_BITS)];
        size_t count = draw_count(&d);
        brn_mont m;

        draw_modulus(&d, modulus, count);
        to_bn(n, modulus, count);
        draw_below(&d, u, modulus, count);
        to_bn(a, u, count);
        m = (brn_mont){modulus, NULL, count, brn_mont_inverse_limb(modulus[0])};
        brn_mont_inverse(out, u, &m, (size_t)BN_num_bits(n), scratch);
        assert_true(
            sodium_is_zero((uint8_t *)scratch,
                           BRN_MONT_INVERSE_SCRATCH((size_t)BN_num_bits(n)) * sizeof *scratch));
        if (BN_mod_inverse(x, a, n, bn) != NULL)
            assert_limbs_are(out, count, x);
        else
            assert_true(brn_limbs_mask_less(out, modulus, count) == (brn_limb)-1);
        if (BN_is_zero(a))
            assert_true(brn_limbs_mask_zero(out, count) == (brn_limb)-1);
    }
    BN_free(a);
    BN_free(n);
    BN_free(x);
}

/* Theorem 11.2, and no more than a batch above it; ec_field_test has the shorter ones. */
static void inverting_long_numbers_takes_enough_steps(void **state)
{
    (void)state;
    for (size_t bits = 1025; bits <= BRN_LIMBS_MAX * BRN_LIMB_BITS; bits++) {
        size_t steps = brn_mont_inverse_steps(bits);

        assert_true(17 * steps >= 49 * bits + 57 - 16); /* rounded down */
        assert_true(17 * (steps - BRN_LIMB_BITS) < 49 * bits + 57);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inverting_long_numbers_takes_enough_steps),
        cmocka_unit_test(numbers_go_to_bytes_and_back),
        cmocka_unit_test(wide_counts_are_whole_blocks),
        cmocka_unit_test(comparisons_give_masks),
        cmocka_unit_test(a_look_up_finds_its_entry_and_nothing_beyond),
        cmocka_unit_test(block_kernels_agree),
        cmocka_unit_test(numbers_add_subtract_and_multiply_as_libcrypto_says),
        cmocka_unit_test(arithmetic_modulo_n_is_as_libcrypto_says),
        cmocka_unit_test(a_modulus_is_prepared_and_reduces_as_libcrypto_says),
        cmocka_unit_test(powers_are_as_libcrypto_says),
        cmocka_unit_test(inverses_are_as_libcrypto_says),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
