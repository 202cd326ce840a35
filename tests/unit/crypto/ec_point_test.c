/* Points and their multiples against libcrypto, with a liking for the rare cases. */
#include "crypto/ec/jacobian.h"
#include "unit/crypto/ec_support.h"

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

static brn_limb room[BRN_MULTIPLY_ROOM(9)]; /* for multiples, enough for either way */

/* A curve and some numbers and points of libcrypto's, made and freed together. */
typedef struct bench {
    const brn_curve *c;
    size_t turn; /* how many checks came before */
    EC_GROUP *group;
    EC_POINT *p, *q, *sum;
    BIGNUM *k, *l;
} bench;

static bool bench_make(bench *b, const test_curve *t)
{
    *b = (bench){.c = t->curve};
    if (!test_curve_runs(t)) {
        printf("%s: not on this machine\n", t->name);
        return false;
    }
    b->group = EC_GROUP_new_by_curve_name(t->nid);
    b->p = EC_POINT_new(b->group);
    b->q = EC_POINT_new(b->group);
    b->sum = EC_POINT_new(b->group);
    b->k = BN_new();
    b->l = BN_new();
    return true;
}

static void bench_free(bench *b)
{
    EC_POINT_free(b->p);
    EC_POINT_free(b->q);
    EC_POINT_free(b->sum);
    EC_GROUP_free(b->group);
    BN_free(b->k);
    BN_free(b->l);
}

typedef void (*bench_check)(bench *b, differential *d);

/* Checks each curve that there is, so many times. */
static void on_each_curve(bench_check check, differential *d, size_t times)
{
    for (size_t i = 0; i < TEST_CURVES; i++) {
        bench b;

        if (!bench_make(&b, &test_curves[i]))
            continue;
        for (b.turn = 0; b.turn < times; b.turn++)
            check(&b, d);
        bench_free(&b);
    }
}

static void to_affine(const bench *b, brn_affine *out, const EC_POINT *p)
{
    uint8_t bytes[1 + 2 * BRN_FIELD_SIZE_MAX];
    size_t len =
        EC_POINT_point2oct(b->group, p, POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes, bn);

    assert_int_equal(len, brn_curve_point_size(b->c));
    assert_true(brn_point_read(b->c, out, (brine_bytes){bytes, len}));
}

/* Any of a point's representations, with a Z that is not 1; infinity too. */
static void to_projective(const bench *b, brn_point *out, const EC_POINT *p, const brn_limb *z)
{
    const brn_field *f = b->c->field;
    brn_affine affine;

    *out = (brn_point){{0}, {0}, {0}};
    if (EC_POINT_is_at_infinity(b->group, p)) {
        fe_copy(f, out->y, z);
        return;
    }
    to_affine(b, &affine, p);
    fe_mul(f, out->x, affine.x, z);
    fe_mul(f, out->y, affine.y, z);
    fe_copy(f, out->z, z);
}

static void assert_same(const bench *b, const brn_point *found, const EC_POINT *expected)
{
    brn_affine affine;
    uint8_t found_bytes[1 + 2 * BRN_FIELD_SIZE_MAX], expected_bytes[1 + 2 * BRN_FIELD_SIZE_MAX];
    size_t len = brn_curve_point_size(b->c);

    if (EC_POINT_is_at_infinity(b->group, expected)) {
        assert_true(fe_is_zero(b->c->field, found->z) != 0);
        assert_true(fe_is_zero(b->c->field, found->x) != 0);
        assert_true(fe_is_zero(b->c->field, found->y) == 0);
        return;
    }
    brn_point_to_affine(b->c, &affine, found);
    brn_point_write(b->c, found_bytes, &affine);
    assert_int_equal(EC_POINT_point2oct(b->group, expected, POINT_CONVERSION_UNCOMPRESSED,
                                        expected_bytes, sizeof expected_bytes, bn),
                     len);
    assert_memory_equal(found_bytes, expected_bytes, len);
}

static void draw_z(differential *d, const brn_field *f, brn_limb *z)
{
    do
        draw_below(d, f, z);
    while (brn_limbs_mask_zero(z, f->mont.count));
}

/* q = p, -p, infinity, or another multiple of the generator; p is one or infinity. */
static void draw_points(differential *d, bench *b)
{
    brn_limb k[BRN_EC_LIMBS];
    size_t count = b->c->scalar->mont.count;

    draw_below(d, b->c->scalar, k);
    limbs_to_bn(b->k, k, count);
    EC_POINT_mul(b->group, b->p, b->k, NULL, NULL, bn);
    EC_POINT_copy(b->q, b->p);
    switch (differential_below(d, 6)) {
    case 0:
        break;
    case 1:
        EC_POINT_invert(b->group, b->q, bn);
        break;
    case 2:
        EC_POINT_set_to_infinity(b->group, b->q);
        break;
    case 3:
        EC_POINT_set_to_infinity(b->group, b->p);
        break;
    default:
        draw_below(d, b->c->scalar, k);
        limbs_to_bn(b->k, k, count);
        EC_POINT_mul(b->group, b->q, b->k, NULL, NULL, bn);
        break;
    }
}

static void check_addition(bench *b, differential *d)
{
    brn_point p, q, found;
    brn_affine affine;
    brn_limb z[BRN_EC_LIMBS];

    draw_points(d, b);
    draw_z(d, b->c->field, z);
    to_projective(b, &p, b->p, z);
    draw_z(d, b->c->field, z);
    to_projective(b, &q, b->q, z);
    EC_POINT_add(b->group, b->sum, b->p, b->q, bn);
    brn_point_add(b->c, &found, &p, &q);
    assert_same(b, &found, b->sum);
    if (!EC_POINT_is_at_infinity(b->group, b->q)) {
        to_affine(b, &affine, b->q);
        brn_point_add_affine(b->c, &found, &p, &affine);
        assert_same(b, &found, b->sum);
    }
    brn_point_add(b->c, &q, &q, &p); /* the other way round, in place */
    assert_same(b, &q, b->sum);
    EC_POINT_dbl(b->group, b->sum, b->p, bn);
    brn_point_add(b->c, &p, &p, &p);
    assert_same(b, &p, b->sum);
}

static void the_addition_law_has_no_exceptions(void **state)
{
    differential d = differential_begin("point additions", 40);

    (void)state;
    on_each_curve(check_addition, &d, d.cases);
}

static void to_jacobian(const bench *b, brn_point *out, const EC_POINT *p, const brn_limb *z)
{
    const brn_field *f = b->c->field;
    brn_affine affine;
    brn_limb zz[BRN_EC_LIMBS];

    to_affine(b, &affine, p);
    fe_sqr(f, zz, z);
    fe_mul(f, out->x, affine.x, zz);
    fe_mul(f, zz, zz, z);
    fe_mul(f, out->y, affine.y, zz);
    fe_copy(f, out->z, z);
}

/* The sum, unless it is one of those that jacobian.h says can be told from their coordinates. */
static void assert_jacobian_sum(const bench *b, brn_point *found)
{
    const brn_field *f = b->c->field;
    bool equal = EC_POINT_cmp(b->group, b->p, b->q, bn) == 0;

    if (equal || EC_POINT_is_at_infinity(b->group, b->sum)) {
        assert_true(fe_is_zero(f, found->z) != 0);
        assert_int_equal(fe_is_zero(f, found->x) != 0, equal);
        return;
    }
    brn_jacobian_to_homogeneous(f, found, found);
    assert_same(b, found, b->sum);
}

static void check_jacobian_addition(bench *b, differential *d)
{
    const brn_field *f = b->c->field;
    brn_point p, q, found;
    brn_affine affine;
    brn_limb z[BRN_EC_LIMBS];

    draw_points(d, b);
    if (EC_POINT_is_at_infinity(b->group, b->p) || EC_POINT_is_at_infinity(b->group, b->q))
        return;
    draw_z(d, f, z);
    to_jacobian(b, &p, b->p, z);
    draw_z(d, f, z);
    to_jacobian(b, &q, b->q, z);
    EC_POINT_add(b->group, b->sum, b->p, b->q, bn);
    brn_jacobian_add(f, &found, &p, &q);
    assert_jacobian_sum(b, &found);
    to_affine(b, &affine, b->q);
    brn_jacobian_add_affine(f, &found, &p, &affine);
    assert_jacobian_sum(b, &found);
    brn_jacobian_add(f, &q, &q, &p); /* the other way round, in place */
    assert_jacobian_sum(b, &q);
    EC_POINT_dbl(b->group, b->sum, b->p, bn);
    brn_jacobian_double(f, &p, &p);
    brn_jacobian_to_homogeneous(f, &p, &p);
    assert_same(b, &p, b->sum);
}

static void jacobian_additions_have_the_exceptions_that_are_named(void **state)
{
    differential d = differential_begin("Jacobian additions", 40);

    (void)state;
    on_each_curve(check_jacobian_addition, &d, d.cases);
}

/* 1..16, n - 16..n - 1, then random ones that like edges. */
static void nth_scalar(differential *d, const brn_field *n, size_t index, brn_limb *k)
{
    brn_limb small[BRN_EC_LIMBS] = {0};

    if (index < 32) {
        small[0] = (brn_limb)(index % 16) + 1;
        if (index < 16)
            memcpy(k, small, sizeof small);
        else
            (void)brn_limbs_subtract(k, n->mont.n, small, n->mont.count);
        return;
    }
    draw_z(d, n, k);
}

/* What a comb's entry multiplies: last tooth + each other one with its bit's sign, mod n. */
static void comb_scalar(const bench *b, size_t entry, BIGNUM *out)
{
    const brn_comb *comb = &b->c->comb;
    BIGNUM *power = BN_new();

    BN_zero(out);
    for (size_t tooth = 0; tooth < comb->teeth; tooth++) {
        bool plus = tooth + 1 == comb->teeth || (entry >> tooth & 1) != 0;

        BN_one(power);
        BN_lshift(power, power, (int)(tooth * comb->spacing));
        assert_int_equal(plus ? BN_add(out, out, power) : BN_sub(out, out, power), 1);
    }
    BN_nnmod(out, out, EC_GROUP_get0_order(b->group), bn);
    BN_free(power);
}

/* k G and k (l G), each by its method. */
static void assert_multiples(bench *b, const brn_limb *k, const BIGNUM *l)
{
    brn_affine affine;
    brn_point found;
    uint8_t bytes[1 + 2 * BRN_FIELD_SIZE_MAX], expected[1 + 2 * BRN_FIELD_SIZE_MAX];
    size_t len = brn_curve_point_size(b->c);

    limbs_to_bn(b->k, k, b->c->scalar->mont.count);
    EC_POINT_mul(b->group, b->p, l, NULL, NULL, bn);
    to_affine(b, &affine, b->p);
    EC_POINT_mul(b->group, b->sum, NULL, b->p, b->k, bn);
    brn_point_multiply(b->c, &found, &affine, k, room);
    assert_same(b, &found, b->sum);
    EC_POINT_mul(b->group, b->sum, b->k, NULL, NULL, bn);
    brn_point_multiply_base(b->c, &found, k);
    assert_same(b, &found, b->sum);
    brn_curve_public_key(b->c, bytes, k);
    assert_int_equal(EC_POINT_point2oct(b->group, b->sum, POINT_CONVERSION_UNCOMPRESSED, expected,
                                        sizeof expected, bn),
                     len);
    assert_memory_equal(bytes, expected, len);
}

static void check_multiples(bench *b, differential *d)
{
    brn_limb k[BRN_EC_LIMBS], l[BRN_EC_LIMBS];

    nth_scalar(d, b->c->scalar, b->turn, k);
    nth_scalar(d, b->c->scalar, differential_below(d, 64), l);
    limbs_to_bn(b->l, l, b->c->scalar->mont.count);
    assert_multiples(b, k, b->l);
}

static void multiples_are_libcryptos(void **state)
{
    differential d = differential_begin("multiples", 40);

    (void)state;
    on_each_curve(check_multiples, &d, d.cases);
}

/* The scalar 2 t modulo n, and its negative. */
static void assert_multiples_by_twice(bench *b, const BIGNUM *t)
{
    const brn_mont *m = &b->c->scalar->mont;
    static const brn_limb zero[BRN_EC_LIMBS];
    brn_limb k[BRN_EC_LIMBS];
    BIGNUM *twice = BN_new();

    assert_int_equal(BN_mod_lshift1(twice, t, EC_GROUP_get0_order(b->group), bn), 1);
    limbs_from_bn(k, m->count, twice);
    assert_multiples(b, k, b->l);
    brn_mont_subtract(k, zero, k, m);
    assert_multiples(b, k, b->l);
    BN_free(twice);
}

/* The sum of so many digits in base 32, each +digit, or by turns +digit and -digit from the top. */
static void repeat_digit(BIGNUM *out, BN_ULONG digit, size_t digits, bool by_turns)
{
    BN_zero(out);
    for (size_t i = 0; i < digits; i++) {
        BN_lshift(out, out, 5);
        if (by_turns && i % 2 == 1)
            BN_sub_word(out, digit);
        else
            BN_add_word(out, digit);
    }
}

/* The same extreme digit in all windows, above which a scalar has one more of 1 at most. */
static void check_extreme_digits(bench *b, differential *d)
{
    static const BN_ULONG digits[] = {1, 31};
    size_t count = b->c->scalar->mont.count;
    BIGNUM *scalar = BN_new();
    brn_limb k[BRN_EC_LIMBS];

    (void)d;
    BN_set_word(b->l, 5);
    repeat_digit(scalar, digits[b->turn / 2], b->c->scalar->bits / 5, b->turn % 2 == 1);
    assert_true(BN_cmp(scalar, EC_GROUP_get0_order(b->group)) < 0);
    limbs_from_bn(k, count, scalar);
    assert_multiples(b, k, b->l);
    BN_sub(scalar, EC_GROUP_get0_order(b->group), scalar);
    limbs_from_bn(k, count, scalar);
    assert_multiples(b, k, b->l);
    BN_free(scalar);
}

static void all_digits_may_be_extreme(void **state)
{
    (void)state;
    on_each_curve(check_extreme_digits, NULL, 4);
}

/*
 * A multiplication can meet its last summand t only when the scalar, or its negative, is 2 t: then
 * what came before is t, too. These are all such scalars there can be. They do it on secp384r1,
 * once in a window (t = -19) and once in the comb (the column of entry 10).
 */
static void check_last_summands(bench *b, differential *d)
{
    (void)d;
    BN_set_word(b->l, 5);
    for (size_t entry = 0; entry < (size_t)1 << (b->c->comb.teeth - 1); entry++) {
        BIGNUM *t = BN_new();

        comb_scalar(b, entry, t);
        assert_multiples_by_twice(b, t);
        BN_set_word(t, 2 * (BN_ULONG)entry + 1);
        assert_multiples_by_twice(b, t);
        BN_free(t);
    }
}

static void a_multiplication_may_meet_its_last_summand(void **state)
{
    (void)state;
    on_each_curve(check_last_summands, NULL, 1);
}

/* u1 G + u2 Q with Q = l G, and what ECDSA asks about it. */
static void check_sum(bench *b, const brn_limb *u1, const brn_limb *u2, const BIGNUM *l)
{
    size_t count = b->c->scalar->mont.count;
    brn_limb r[BRN_EC_LIMBS], one[BRN_EC_LIMBS] = {1}, sum[BRN_EC_LIMBS];
    BIGNUM *x = BN_new(), *bn_u1 = BN_new(), *bn_u2 = BN_new();
    brn_affine q;

    limbs_to_bn(bn_u1, u1, count);
    limbs_to_bn(bn_u2, u2, count);
    EC_POINT_mul(b->group, b->q, l, NULL, NULL, bn);
    to_affine(b, &q, b->q);
    EC_POINT_mul(b->group, b->sum, bn_u1, b->q, bn_u2, bn);
    if (EC_POINT_is_at_infinity(b->group, b->sum)) {
        memset(r, 0, sizeof r);
        assert_false(brn_curve_check_sum(b->c, u1, u2, &q, r, room));
        assert_false(brn_curve_check_sum(b->c, u1, u2, &q, one, room));
    } else {
        EC_POINT_get_affine_coordinates(b->group, b->sum, x, NULL, bn);
        BN_nnmod(x, x, EC_GROUP_get0_order(b->group), bn);
        limbs_from_bn(r, count, x);
        assert_true(brn_curve_check_sum(b->c, u1, u2, &q, r, room));
        brn_mont_add(sum, r, one, &b->c->scalar->mont);
        assert_false(brn_curve_check_sum(b->c, u1, u2, &q, sum, room));
        brn_mont_subtract(sum, r, one, &b->c->scalar->mont);
        assert_false(brn_curve_check_sum(b->c, u1, u2, &q, sum, room));
    }
    BN_free(x);
    BN_free(bn_u1);
    BN_free(bn_u2);
}

static void check_sums(bench *b, differential *d)
{
    const brn_field *n = b->c->scalar;
    static const brn_limb zero[BRN_EC_LIMBS];
    brn_limb u1[BRN_EC_LIMBS], u2[BRN_EC_LIMBS], l[BRN_EC_LIMBS], t[BRN_EC_LIMBS];

    nth_scalar(d, n, b->turn, u1);
    nth_scalar(d, n, differential_below(d, 64), u2);
    nth_scalar(d, n, differential_below(d, 64), l);
    limbs_to_bn(b->l, l, n->mont.count);
    check_sum(b, u1, u2, b->l);
    check_sum(b, zero, u2, b->l);
    /* u1 = u2 l: both halves are the same point; u1 = -u2 l: they cancel out */
    brn_mont_enter(t, u2, &n->mont);
    brn_mont_multiply(t, t, l, &n->mont);
    check_sum(b, t, u2, b->l);
    brn_mont_subtract(t, zero, t, &n->mont);
    check_sum(b, t, u2, b->l);
}

static void sums_of_two_multiples_are_libcryptos(void **state)
{
    differential d = differential_begin("sums", 40);

    (void)state;
    on_each_curve(check_sums, &d, d.cases);
}

/*
 * The last two summands are Q, as u2 is 1, and the comb's column 0, t G: what came before is
 * (u1 - t) G. With Q = l G, that meets Q when l is u1 - t, and its negative when l is t - u1;
 * together with Q it meets the column when l is 2 t - u1, and its negative when l is -u1.
 */
static void check_meetings(bench *b, differential *d)
{
    static const brn_limb one[BRN_EC_LIMBS] = {1};
    const BIGNUM *n = EC_GROUP_get0_order(b->group);
    BIGNUM *t = BN_new(), *u = BN_new();
    brn_limb u1[BRN_EC_LIMBS], index, positive;

    do
        draw_below(d, b->c->scalar, u1);
    while ((u1[0] & 1) == 0);
    limbs_to_bn(u, u1, b->c->scalar->mont.count);
    positive = brn_comb_column(b->c, u1, 0, &index);
    comb_scalar(b, (size_t)index, t);
    if (positive == 0)
        BN_sub(t, n, t);
    BN_mod_sub(b->l, u, t, n, bn);
    check_sum(b, u1, one, b->l);
    BN_sub(b->l, n, b->l);
    check_sum(b, u1, one, b->l);
    BN_mod_add(b->l, b->l, t, n, bn);
    check_sum(b, u1, one, b->l);
    BN_sub(b->l, n, u);
    check_sum(b, u1, one, b->l);
    BN_free(t);
    BN_free(u);
}

static void a_sum_may_meet_its_summands(void **state)
{
    differential d = differential_begin("meetings", 8);

    (void)state;
    on_each_curve(check_meetings, &d, d.cases);
}

/* A sum whose x is at least n: r is then x - n. Such points are rare and must be looked for. */
static void check_large_x(bench *b, differential *d)
{
    const BIGNUM *n = EC_GROUP_get0_order(b->group);
    BIGNUM *x = BN_new(), *p = BN_new();
    brn_limb one[BRN_EC_LIMBS] = {1}, zero[BRN_EC_LIMBS] = {0}, r[BRN_EC_LIMBS];
    brn_affine q;

    (void)d;
    EC_GROUP_get_curve(b->group, p, NULL, NULL, bn);
    for (BN_copy(x, n); BN_cmp(x, p) < 0; BN_add_word(x, 1))
        if (EC_POINT_set_compressed_coordinates(b->group, b->p, x, 0, bn) == 1)
            break;
    assert_true(BN_cmp(x, p) < 0);
    to_affine(b, &q, b->p);
    BN_sub(x, x, n);
    limbs_from_bn(r, b->c->scalar->mont.count, x);
    assert_true(brn_curve_check_sum(b->c, zero, one, &q, r, room));
    brn_mont_add(r, r, one, &b->c->scalar->mont);
    assert_false(brn_curve_check_sum(b->c, zero, one, &q, r, room));
    BN_free(x);
    BN_free(p);
}

static void an_x_above_the_order_is_reduced(void **state)
{
    (void)state;
    on_each_curve(check_large_x, NULL, 1);
}

/* r = x + modulus - n, where that is a number below n: r + n is x modulo `modulus`, and no x. */
static void assert_r_is_refused(const bench *b, const BIGNUM *modulus, const BIGNUM *x,
                                const brn_affine *q)
{
    static const brn_limb one[BRN_EC_LIMBS] = {1}, zero[BRN_EC_LIMBS] = {0};
    const BIGNUM *n = EC_GROUP_get0_order(b->group);
    brn_limb r[BRN_EC_LIMBS];

    BN_sub(b->l, modulus, n);
    BN_add(b->l, b->l, x);
    if (BN_cmp(b->l, n) >= 0)
        return;
    limbs_from_bn(r, b->c->scalar->mont.count, b->l);
    assert_false(brn_curve_check_sum(b->c, zero, one, q, r, room));
}

/* r + n must be below p: neither what is above it counts, nor what is above the limbs. */
static void an_r_that_is_x_beyond_p_is_refused(void **state)
{
    differential d = differential_begin("x beyond p", 10);

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        bench b;
        BIGNUM *x, *p, *r;

        if (!bench_make(&b, &test_curves[i]))
            continue;
        x = BN_new();
        p = BN_new();
        r = BN_new();
        EC_GROUP_get_curve(b.group, p, NULL, NULL, bn);
        BN_set_bit(r, (int)(b.c->field->mont.count * BRN_LIMB_BITS));
        for (size_t c = 0; c < d.cases; c++) {
            brn_affine q;

            draw_points(&d, &b);
            if (EC_POINT_is_at_infinity(b.group, b.p))
                continue;
            EC_POINT_get_affine_coordinates(b.group, b.p, x, NULL, bn);
            to_affine(&b, &q, b.p);
            assert_r_is_refused(&b, p, x, &q);
            assert_r_is_refused(&b, r, x, &q);
        }
        BN_free(x);
        BN_free(p);
        BN_free(r);
        bench_free(&b);
    }
}

/* 66 bytes have room for either coordinate of a point of secp521r1 and p. */
static void a_coordinate_of_p_or_more_is_refused(void **state)
{
    static const test_curve p521 = {"P-521", &brn_curve_p521, NID_secp521r1, false};
    uint8_t bytes[1 + 2 * BRN_FIELD_SIZE_MAX];
    BIGNUM *x = BN_new(), *p = BN_new();
    brn_affine out;
    bench b;

    (void)state;
    assert_true(bench_make(&b, &p521));
    EC_GROUP_get_curve(b.group, p, NULL, NULL, bn);
    for (size_t at = 1; at < sizeof bytes; at += BRN_FIELD_SIZE_MAX) {
        assert_int_equal(EC_POINT_point2oct(b.group, EC_GROUP_get0_generator(b.group),
                                            POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes, bn),
                         sizeof bytes);
        assert_true(brn_point_read(b.c, &out, (brine_bytes){bytes, sizeof bytes}));
        BN_bin2bn(bytes + at, BRN_FIELD_SIZE_MAX, x);
        BN_add(x, x, p);
        assert_int_equal(BN_bn2binpad(x, bytes + at, BRN_FIELD_SIZE_MAX), BRN_FIELD_SIZE_MAX);
        assert_false(brn_point_read(b.c, &out, (brine_bytes){bytes, sizeof bytes}));
    }
    BN_free(x);
    BN_free(p);
    bench_free(&b);
}

/* What a table's entry multiplies, block b of the comb. */
static void assert_table(const bench *b, size_t block)
{
    const brn_comb *comb = &b->c->comb;
    size_t count = b->c->field->mont.count;

    for (size_t entry = 0; entry < (size_t)1 << (comb->teeth - 1); entry++) {
        const brn_limb *found = comb->points[block] + entry * 2 * count;
        brn_affine expected;

        comb_scalar(b, entry, b->k);
        BN_lshift(b->k, b->k, (int)(block * comb->rows));
        EC_POINT_mul(b->group, b->p, b->k, NULL, NULL, bn);
        to_affine(b, &expected, b->p);
        assert_memory_equal(found, expected.x, count * sizeof(brn_limb));
        assert_memory_equal(found + count, expected.y, count * sizeof(brn_limb));
    }
}

static void check_comb(bench *b, differential *d)
{
    const brn_comb *comb = &b->c->comb;
    size_t bits = b->c->scalar->bits;

    (void)d;
    assert_true(comb->teeth * comb->spacing >= bits);
    assert_true(comb->rows >= 2 && comb->rows * comb->blocks >= comb->spacing);
    assert_true(comb->spacing * (comb->teeth - 1) + comb->rows * (comb->blocks - 1) + 4 <= bits);
    for (size_t block = 0; block < comb->blocks; block++)
        assert_table(b, block);
}

static void combs_are_what_curve_h_says(void **state)
{
    (void)state;
    on_each_curve(check_comb, NULL, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_addition_law_has_no_exceptions),
        cmocka_unit_test(jacobian_additions_have_the_exceptions_that_are_named),
        cmocka_unit_test(multiples_are_libcryptos),
        cmocka_unit_test(all_digits_may_be_extreme),
        cmocka_unit_test(a_multiplication_may_meet_its_last_summand),
        cmocka_unit_test(sums_of_two_multiples_are_libcryptos),
        cmocka_unit_test(a_sum_may_meet_its_summands),
        cmocka_unit_test(an_x_above_the_order_is_reduced),
        cmocka_unit_test(an_r_that_is_x_beyond_p_is_refused),
        cmocka_unit_test(a_coordinate_of_p_or_more_is_refused),
        cmocka_unit_test(combs_are_what_curve_h_says),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
