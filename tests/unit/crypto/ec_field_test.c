/* The curves' fields: every way of computing against the core, and the core's constants. */
#include "unit/crypto/ec_support.h"

#define LIMBS_SIZE(f) ((f)->mont.count * sizeof(brn_limb))

static void constants_are_what_they_are_called(void **state)
{
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *modulus = BN_new(), *expected = BN_new(), *found = BN_new(), *r = BN_new();

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_curve *c = test_curves[i].curve;
        EC_GROUP *group = EC_GROUP_new_by_curve_name(test_curves[i].nid);
        BIGNUM *a = BN_new(), *b = BN_new(), *p = BN_new();

        assert_int_equal(EC_GROUP_get_curve(group, p, a, b, bn), 1);
        for (int which = 0; which < 2; which++) {
            const brn_field *f = which == 0 ? c->field : c->scalar;
            size_t count = f->mont.count;

            limbs_to_bn(modulus, f->mont.n, count);
            assert_int_equal(BN_cmp(modulus, which == 0 ? p : EC_GROUP_get0_order(group)), 0);
            assert_int_equal(BN_num_bits(modulus), f->bits);
            assert_int_equal((brn_limb)(f->mont.inverse * f->mont.n[0] + 1), 0);
            BN_one(r);
            BN_lshift(r, r, (int)(count * BRN_LIMB_BITS));
            BN_nnmod(expected, r, modulus, bn);
            limbs_to_bn(found, f->one, count);
            assert_int_equal(BN_cmp(found, expected), 0);
            BN_mod_mul(expected, r, r, modulus, bn);
            limbs_to_bn(found, f->mont.rr, count);
            assert_int_equal(BN_cmp(found, expected), 0);
        }
        BN_mod_mul(expected, b, r, p, bn);
        limbs_to_bn(found, c->b, c->field->mont.count);
        assert_int_equal(BN_cmp(found, expected), 0);
        BN_sub(expected, p, a); /* a = -3 */
        assert_true(BN_is_word(expected, 3));
        BN_free(a);
        BN_free(b);
        BN_free(p);
        EC_GROUP_free(group);
    }
    BN_free(modulus);
    BN_free(expected);
    BN_free(found);
    BN_free(r);
    BN_CTX_free(bn);
}

/* Also with results in the place of operands. */
static void compare_with_the_core(const brn_field *f, const brn_limb *a, const brn_limb *b)
{
    brn_limb expected[BRN_EC_LIMBS], found[BRN_EC_LIMBS];
    const brn_mont *m = &f->mont;
    size_t size = LIMBS_SIZE(f);

    brn_mont_multiply(expected, a, b, m);
    fe_mul(f, found, a, b);
    assert_memory_equal(found, expected, size);
    memcpy(found, a, size);
    fe_mul(f, found, found, b);
    assert_memory_equal(found, expected, size);
    memcpy(found, b, size);
    fe_mul(f, found, a, found);
    assert_memory_equal(found, expected, size);

    brn_mont_square(expected, a, m);
    fe_sqr(f, found, a);
    assert_memory_equal(found, expected, size);
    memcpy(found, a, size);
    fe_sqr(f, found, found);
    assert_memory_equal(found, expected, size);

    brn_mont_add(expected, a, b, m);
    fe_add(f, found, a, b);
    assert_memory_equal(found, expected, size);
    memcpy(found, b, size);
    fe_add(f, found, a, found);
    assert_memory_equal(found, expected, size);
    brn_mont_add(expected, a, a, m);
    memcpy(found, a, size);
    fe_add(f, found, found, found);
    assert_memory_equal(found, expected, size);

    brn_mont_subtract(expected, a, b, m);
    fe_sub(f, found, a, b);
    assert_memory_equal(found, expected, size);
    memcpy(found, a, size);
    fe_sub(f, found, found, b);
    assert_memory_equal(found, expected, size);
    memcpy(found, b, size);
    fe_sub(f, found, a, found);
    assert_memory_equal(found, expected, size);
}

/* The core has no halving: twice the half is the whole. */
static void check_half(const brn_field *f, const brn_limb *a)
{
    brn_limb half[BRN_EC_LIMBS], whole[BRN_EC_LIMBS];

    fe_halve(f, half, a);
    assert_true(brn_limbs_mask_less(half, f->mont.n, f->mont.count) != 0);
    brn_mont_add(whole, half, half, &f->mont);
    assert_memory_equal(whole, a, LIMBS_SIZE(f));
    memcpy(whole, a, LIMBS_SIZE(f));
    fe_halve(f, whole, whole);
    assert_memory_equal(whole, half, LIMBS_SIZE(f));
}

static void every_tier_computes_as_the_core_does(void **state)
{
    differential d = differential_begin("field operations", 4000);
    brn_limb a[BRN_EC_LIMBS], b[BRN_EC_LIMBS];

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_field *f = test_curves[i].curve->field;

        if (!test_curve_runs(&test_curves[i])) {
            printf("%s: not on this machine\n", test_curves[i].name);
            continue;
        }
        for (size_t n = 0; n < d.cases; n++) {
            draw_below(&d, f, a);
            draw_below(&d, f, b);
            compare_with_the_core(f, a, b);
            compare_with_the_core(f, a, a);
            check_half(f, a);
        }
    }
}

static void check_inverse(const brn_field *f, const brn_limb *a)
{
    brn_limb inverse[BRN_EC_LIMBS], public[BRN_EC_LIMBS], product[BRN_EC_LIMBS];
    size_t size = LIMBS_SIZE(f);

    brn_field_invert(f, inverse, a);
    brn_field_invert_public(f, public, a);
    assert_memory_equal(inverse, public, size);
    brn_mont_multiply(product, inverse, a, &f->mont);
    assert_memory_equal(product, f->one, size);
    memcpy(product, a, size);
    brn_field_invert(f, product, product);
    assert_memory_equal(product, inverse, size);
}

static void a_number_times_its_inverse_is_one(void **state)
{
    differential d = differential_begin("inverses", 500);
    static const brn_limb zero[BRN_EC_LIMBS];

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_field *fields[] = {test_curves[i].curve->field, test_curves[i].curve->scalar};

        if (!test_curve_runs(&test_curves[i]))
            continue;
        for (size_t which = 0; which < 2; which++) {
            const brn_field *f = fields[which];
            brn_limb a[BRN_EC_LIMBS];

            for (size_t n = 0; n < d.cases; n++) {
                draw_below(&d, f, a);
                if (!brn_limbs_mask_zero(a, f->mont.count))
                    check_inverse(f, a);
            }
            for (size_t bit = 0; bit < f->bits - 1; bit++) { /* long runs of division steps */
                memset(a, 0, sizeof a);
                a[bit / BRN_LIMB_BITS] = (brn_limb)1 << bit % BRN_LIMB_BITS;
                check_inverse(f, a);
                (void)brn_limbs_subtract(a, f->mont.n, a, f->mont.count);
                check_inverse(f, a);
            }
            brn_field_invert(f, a, zero);
            assert_memory_equal(a, zero, LIMBS_SIZE(f));
            memset(a, 1, sizeof a);
            brn_field_invert_public(f, a, zero);
            assert_memory_equal(a, zero, LIMBS_SIZE(f));
        }
    }
}

/* The bound of montgomery_inverse.c's design note, kept from above by whole batches and no more. */
static void an_inversion_takes_enough_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_field *fields[] = {test_curves[i].curve->field, test_curves[i].curve->scalar};

        for (size_t which = 0; which < 2; which++) {
            size_t steps = brn_mont_inverse_steps(fields[which]->bits);
            size_t bound = 45907 * fields[which]->bits + 26313;

            assert_true(19929 * steps >= bound);
            assert_true(19929 * (steps - BRN_LIMB_BITS) < bound);
        }
    }
}

static void bytes_are_checked_against_the_modulus(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_field *fields[] = {test_curves[i].curve->field, test_curves[i].curve->scalar};

        for (size_t which = 0; which < 2; which++) {
            const brn_field *f = fields[which];
            brn_limb a[BRN_EC_LIMBS], one[BRN_EC_LIMBS] = {1};
            uint8_t bytes[BRN_FIELD_SIZE_MAX], again[BRN_FIELD_SIZE_MAX];
            size_t len = brn_field_size(f);

            brn_field_write(f, bytes, f->mont.n);
            assert_true(brn_field_read(f, a, bytes) == 0);
            (void)brn_limbs_subtract(a, f->mont.n, one, f->mont.count);
            brn_field_write(f, bytes, a);
            assert_true(brn_field_read(f, a, bytes) == ~(brn_limb)0);
            brn_field_write(f, again, a);
            assert_memory_equal(again, bytes, len);
            memset(bytes, 0xff, len);
            assert_true(brn_field_read(f, a, bytes) == 0);
            memset(bytes, 0, len);
            assert_true(brn_field_read(f, a, bytes) == ~(brn_limb)0);
        }
    }
}

/* Tables of points, affine and Jacobian, as each curve looks them up. */
static void an_entry_is_found_in_a_table(void **state)
{
    enum { ENTRIES = 32, LIMBS = 3 * BRN_EC_LIMBS };
    static brn_limb table[ENTRIES * LIMBS];
    brn_limb found[LIMBS + 1];

    (void)state;
    randombytes_buf(table, sizeof table);
    for (size_t i = 0; i < TEST_CURVES; i++) {
        const brn_curve *c = test_curves[i].curve;

        if (!test_curve_runs(&test_curves[i]))
            continue;
        for (size_t count = 2 * c->field->mont.count; count <= 3 * c->field->mont.count;
             count += c->field->mont.count) {
            for (size_t index = 0; index < ENTRIES; index++) {
                found[count] = 0x5a;
                c->look_up(found, table, ENTRIES, index, count);
                assert_memory_equal(found, table + index * count, count * sizeof *found);
                assert_true(found[count] == 0x5a);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_are_what_they_are_called),
        cmocka_unit_test(every_tier_computes_as_the_core_does),
        cmocka_unit_test(a_number_times_its_inverse_is_one),
        cmocka_unit_test(an_inversion_takes_enough_steps),
        cmocka_unit_test(bytes_are_checked_against_the_modulus),
        cmocka_unit_test(an_entry_is_found_in_a_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
