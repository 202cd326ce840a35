/* The table of x25519_adx.c, each entry against libsodium's multiple of Ed25519's base point. */
#include <sodium.h>
#include <string.h>

#include "crypto/curve25519/comb25519.h"
#include "support/test.h"

#if BRN_F25519_ADX

enum { SIZE = crypto_core_ed25519_BYTES };

/* 8 * 2^exponent modulo the group's order. */
static void power(uint8_t scalar[SIZE], unsigned exponent)
{
    memset(scalar, 0, SIZE);
    scalar[0] = 8;
    while (exponent-- > 0)
        crypto_core_ed25519_scalar_add(scalar, scalar, scalar);
}

/* What comb25519.h says an entry is the multiple by. */
static void scalar_of(uint8_t scalar[SIZE], unsigned comb, unsigned entry)
{
    power(scalar, BRN_COMB25519_SPACING * (4 * comb + 3));
    for (unsigned tooth = 0; tooth < 3; tooth++) {
        uint8_t one[SIZE];

        power(one, BRN_COMB25519_SPACING * (4 * comb + tooth));
        if ((entry >> tooth & 1) != 0)
            crypto_core_ed25519_scalar_add(scalar, scalar, one);
        else
            crypto_core_ed25519_scalar_sub(scalar, scalar, one);
    }
}

static void assert_same(const brn_f25519 *a, const brn_f25519 *b)
{
    uint8_t a_bytes[SIZE], b_bytes[SIZE];

    brn_f25519_write(a_bytes, a);
    brn_f25519_write(b_bytes, b);
    assert_memory_equal(a_bytes, b_bytes, SIZE);
}

/* d = -121665 / 121666, so that 121666 * 2 * (2 d x y) = -121665 * 2 x * 2 y. */
static void check(const brn_comb25519_entry *e, uint8_t point[SIZE])
{
    static const brn_f25519 zero = {{0}}, half = {{0xfffffffffffffff7, 0xffffffffffffffff,
                                                   0xffffffffffffffff, 0x3fffffffffffffff}};
    uint8_t x_bytes[SIZE];
    brn_f25519 x, y, expected, product;

    brn_f25519_subtract(&x, &e->sum, &e->difference); /* 2 x */
    brn_f25519_add(&y, &e->sum, &e->difference);
    brn_f25519_multiply(&expected, &x, &y);
    brn_f25519_multiply_small_add(&expected, &expected, 121665, &zero);
    brn_f25519_add(&product, &e->product, &e->product);
    brn_f25519_multiply_small_add(&product, &product, 121666, &expected);
    assert_same(&product, &zero);

    brn_f25519_multiply(&x, &x, &half);
    brn_f25519_write(x_bytes, &x);
    assert_int_equal(x_bytes[0] & 1, point[SIZE - 1] >> 7);
    point[SIZE - 1] &= 0x7f;
    brn_f25519_read(&expected, point);
    brn_f25519_multiply(&y, &y, &half);
    assert_same(&y, &expected);
}

static void each_entry_is_the_multiple_that_it_should_be(void **state)
{
    uint8_t scalar[SIZE], point[SIZE];

    (void)state;
    for (unsigned comb = 0; comb < BRN_COMB25519_COMBS; comb++)
        for (unsigned entry = 0; entry < BRN_COMB25519_ENTRIES; entry++) {
            scalar_of(scalar, comb, entry);
            assert_int_equal(crypto_scalarmult_ed25519_base_noclamp(point, scalar), 0);
            check(&brn_comb25519[comb][entry], point);
        }
}

#else

static void each_entry_is_the_multiple_that_it_should_be(void **state)
{
    (void)state;
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_entry_is_the_multiple_that_it_should_be),
    };

    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
