/*
 * The check of a signature before it leaves, on signatures that faults made wrong: for each fact
 * that it shows, one where all the others hold.
 */
#include "crypto/ec/ecdsa.h"
#include "crypto/ec/jacobian.h"
#include "unit/crypto/ec_support.h"

typedef struct made {
    brn_ecdsa_key key;
    brn_ecdsa_signing s;
    brn_limb d[BRN_EC_LIMBS], e[BRN_EC_LIMBS];
    uint8_t digest[BRN_FIELD_SIZE_MAX];
    size_t digest_len; /* all the order's bits */
} made;

/* r = the x of R, s = (e + r d) / k. */
static void sign_with_point(made *m, const brn_limb *d)
{
    const brn_curve *c = m->key.curve;
    const brn_field *n = c->scalar;
    brn_limb inverse[BRN_EC_LIMBS];

    brn_ecdsa_x(c, m->s.r, &m->s.point);
    brn_ecdsa_multiply_add(n, m->s.s, d, m->s.r, m->e);
    brn_mont_enter(inverse, m->s.k, &n->mont);
    brn_field_invert(n, inverse, inverse);
    fe_mul(n, m->s.s, m->s.s, inverse);
}

/* R = point_k G. */
static void sign(made *m, const brn_limb *point_k, const brn_limb *d)
{
    brn_point product;

    brn_point_multiply_base(m->key.curve, &product, point_k);
    brn_point_to_affine(m->key.curve, &m->s.point, &product);
    sign_with_point(m, d);
}

/* d + d^3 */
static void key_and_cube(const made *m, const brn_field *n, brn_limb *out)
{
    static const brn_limb zero[BRN_EC_LIMBS];

    brn_ecdsa_multiply_add(n, out, m->d, m->d, zero);
    brn_ecdsa_multiply_add(n, out, out, m->d, m->d);
}

/* d and k, which with their liking for edges might make a sum at infinity, too. */
static void draw_numbers(made *m, const brn_field *n, differential *d)
{
    brn_limb sum[BRN_EC_LIMBS];

    do {
        draw_below(d, n, m->d);
        draw_below(d, n, m->s.k);
        key_and_cube(m, n, sum);
        fe_add(n, sum, sum, m->s.k);
    } while (fe_is_zero(n, m->d) || fe_is_zero(n, m->s.k) || fe_is_zero(n, sum));
}

/* A right signature with a loaded key. */
static void make(made *m, const brn_curve *c, differential *d)
{
    size_t size = brn_field_size(c->scalar);
    uint8_t scalar[BRN_FIELD_SIZE_MAX];
    brine_private_key key = {.kind = BRINE_KEY_EC, .curve = c->id, .scalar = {scalar, size}};

    memset(m, 0, sizeof *m);
    draw_numbers(m, c->scalar, d);
    brn_field_write(c->scalar, scalar, m->d);
    assert_int_equal(brn_ecdsa_signer_load(c, &m->key, &key), BRINE_OK);
    m->digest_len = size;
    differential_number(d, m->digest, size);
    brn_scalar_from_digest(c, m->e, m->digest, size);
    sign(m, m->s.k, m->d);
}

static bool passes(const made *m)
{
    return brn_ecdsa_check(&m->key, &m->s, m->digest, m->digest_len) != 0;
}

/* The key in memory becomes d + difference. */
static void change_key(made *m, const brn_limb *difference)
{
    fe_add(m->key.curve->scalar, m->d, m->d, difference);
    brn_field_write(m->key.curve->scalar, m->key.scalar, m->d);
}

static void right_one(made *m)
{
    (void)m;
}

static void s_of_another_digest(made *m)
{
    m->digest[7] ^= 1;
}

static void wrong_s(made *m)
{
    m->s.s[1] ^= 2;
}

/* s k = e + r d holds, and so does what is said of points. */
static void r_of_no_point(made *m)
{
    const brn_curve *c = m->key.curve;
    brn_affine right = m->s.point;

    m->s.r[0] ^= 8;
    brn_scalar_reduce_once(c, m->s.r);
    brn_ecdsa_multiply_add(c->scalar, m->s.s, m->d, m->s.r, m->e);
    brn_mont_enter(m->s.point.x, m->s.k, &c->scalar->mont);
    brn_field_invert(c->scalar, m->s.point.x, m->s.point.x);
    fe_mul(c->scalar, m->s.s, m->s.s, m->s.point.x);
    m->s.point = right;
}

static void point_of_another_nonce(made *m)
{
    const brn_field *n = m->key.curve->scalar;
    brn_limb other[BRN_EC_LIMBS];

    fe_add(n, other, m->s.k, n->one);
    sign(m, other, m->d);
}

static void point_that_is_opposite(made *m)
{
    brn_field_negate_if(m->key.curve->field, ~(brn_limb)0, m->s.point.y);
}

static void key_that_changed(made *m)
{
    change_key(m, m->key.curve->scalar->one);
    sign(m, m->s.k, m->d);
}

/* The same change to the key and to the nonce that the point is made of: k + d is unmoved. */
static void key_and_nonce_that_changed_alike(made *m)
{
    const brn_field *n = m->key.curve->scalar;
    brn_limb other[BRN_EC_LIMBS];

    change_key(m, n->one);
    fe_add(n, other, m->s.k, n->one);
    sign(m, other, m->d);
}

static void key_that_is_opposite(made *m)
{
    brn_field_negate_if(m->key.curve->scalar, ~(brn_limb)0, m->d);
    brn_field_write(m->key.curve->scalar, m->key.scalar, m->d);
    sign(m, m->s.k, m->d);
}

/* (k + d + d^3) G is the opposite of R + Q + T: R = -(k + 2 d + 2 d^3) G. */
static void sum_that_is_opposite(made *m)
{
    const brn_field *n = m->key.curve->scalar;
    brn_limb other[BRN_EC_LIMBS];

    key_and_cube(m, n, other);
    fe_add(n, other, other, other);
    fe_add(n, other, other, m->s.k);
    brn_field_negate_if(n, ~(brn_limb)0, other);
    sign(m, other, m->d);
}

/* k = -d - d^3: what compares coordinates alone finds all of them 0. */
static void sum_that_is_infinity(made *m)
{
    key_and_cube(m, m->key.curve->scalar, m->s.k);
    brn_field_negate_if(m->key.curve->scalar, ~(brn_limb)0, m->s.k);
    sign(m, m->s.k, m->d);
}

/* (k + d + d^3) G */
static brn_affine sum_of(const made *m)
{
    const brn_curve *c = m->key.curve;
    brn_limb u[BRN_EC_LIMBS];
    brn_point product;
    brn_affine sum;

    key_and_cube(m, c->scalar, u);
    fe_add(c->scalar, u, u, m->s.k);
    brn_point_multiply_base(c, &product, u);
    brn_point_to_affine(c, &sum, &product);
    return sum;
}

static brn_affine public_point_of(const made *m)
{
    brn_affine q;

    assert_true(brn_point_read(m->key.curve, &q,
                               (brine_bytes){m->key.point, brn_curve_point_size(m->key.curve)}));
    return q;
}

/* r = p - a - b */
static void subtract(const brn_curve *c, brn_affine *r, const brn_affine *p, brn_affine a,
                     brn_affine b)
{
    brn_point rest;

    brn_jacobian_from_affine(c->field, &rest, p); /* homogeneous as well */
    brn_field_negate_if(c->field, ~(brn_limb)0, a.y);
    brn_field_negate_if(c->field, ~(brn_limb)0, b.y);
    brn_point_add_affine(c, &rest, &rest, &a);
    brn_point_add_affine(c, &rest, &rest, &b);
    brn_point_to_affine(c, r, &rest);
}

/* a = a square root of a, or false. */
static bool take_root(const brn_field *f, brn_limb *a)
{
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *x = BN_new(), *p = BN_new();
    bool found;

    brn_mont_leave(a, a, &f->mont);
    limbs_to_bn(x, a, f->mont.count);
    limbs_to_bn(p, f->mont.n, f->mont.count);
    found = BN_mod_sqrt(x, x, p, bn) != NULL;
    if (found)
        limbs_from_bn(a, f->mont.count, x);
    brn_mont_enter(a, a, &f->mont);
    BN_free(x);
    BN_free(p);
    BN_CTX_free(bn);
    return found;
}

/* Another root of x^3 - 3 x + b - y^2: (sqrt(12 - 3 x^2) - x) / 2. Half of all points have one. */
static bool take_same_y(const brn_field *f, brn_affine *point)
{
    brn_limb t[BRN_EC_LIMBS], three[BRN_EC_LIMBS];

    fe_add(f, three, f->one, f->one);
    fe_add(f, three, three, f->one);
    fe_sqr(f, t, point->x);
    fe_sub(f, t, t, f->one);
    fe_sub(f, t, t, three); /* x^2 - 4 */
    fe_mul(f, t, t, three);
    brn_field_negate_if(f, ~(brn_limb)0, t);
    if (!take_root(f, t))
        return false;
    fe_sub(f, t, t, point->x);
    fe_halve(f, point->x, t);
    return true;
}

/* R + Q + T has the y of (k + d + d^3) G, and another x. */
static void sum_with_the_same_y(made *m)
{
    const brn_curve *c = m->key.curve;
    brn_affine sum;

    do {
        fe_add(c->scalar, m->s.k, m->s.k, c->scalar->one);
        sum = sum_of(m);
    } while (!take_same_y(c->field, &sum));
    subtract(c, &m->s.point, &sum, public_point_of(m), m->key.cube);
    sign_with_point(m, m->d);
}

/* R = (0, sqrt(b)), and a T that makes the points fit. */
static void no_r(made *m)
{
    const brn_curve *c = m->key.curve;
    brn_affine sum = sum_of(m);

    memset(&m->s.point, 0, sizeof m->s.point);
    fe_copy(c->field, m->s.point.y, c->b);
    assert_true(take_root(c->field, m->s.point.y));
    subtract(c, &m->key.cube, &sum, public_point_of(m), m->s.point);
    sign_with_point(m, m->d);
}

static void public_key_that_changed(made *m)
{
    m->key.point[9] ^= 1;
}

static void cube_that_changed(made *m)
{
    brn_field_negate_if(m->key.curve->field, ~(brn_limb)0, m->key.cube.y);
}

/* e = -r d: then s is 0, and who sees that knows d. */
static void no_s(made *m)
{
    const brn_field *n = m->key.curve->scalar;
    static const brn_limb zero[BRN_EC_LIMBS];

    brn_ecdsa_multiply_add(n, m->e, m->d, m->s.r, zero);
    brn_field_negate_if(n, ~(brn_limb)0, m->e);
    brn_field_write(n, m->digest, m->e);
    memset(m->s.s, 0, sizeof m->s.s);
}

static const struct {
    const char *name;
    void (*change)(made *m);
    bool right;
} faults[] = {
    {"a right signature", right_one, true},
    {"another digest", s_of_another_digest, false},
    {"a wrong s", wrong_s, false},
    {"an r of no point", r_of_no_point, false},
    {"the point of another nonce", point_of_another_nonce, false},
    {"the opposite point", point_that_is_opposite, false},
    {"another key", key_that_changed, false},
    {"another key and nonce", key_and_nonce_that_changed_alike, false},
    {"the opposite key", key_that_is_opposite, false},
    {"the opposite sum", sum_that_is_opposite, false},
    {"the sum at infinity", sum_that_is_infinity, false},
    {"another sum of the same y", sum_with_the_same_y, false},
    {"another public key", public_key_that_changed, false},
    {"another cube", cube_that_changed, false},
    {"no r", no_r, false},
    {"no s", no_s, false},
};

static void a_check_sees_each_fault(void **state)
{
    differential d = differential_begin("faults of signatures", 3);

    (void)state;
    for (size_t i = 0; i < TEST_CURVES; i++) {
        if (!test_curve_runs(&test_curves[i]) || test_curves[i].curve->id == BRINE_GROUP_SECP521R1)
            continue;
        for (size_t n = 0; n < d.cases * (sizeof faults / sizeof *faults); n++) {
            size_t fault = n % (sizeof faults / sizeof *faults);
            made m;

            make(&m, test_curves[i].curve, &d);
            faults[fault].change(&m);
            if (passes(&m) != faults[fault].right)
                fail_msg("%s: %s is %s", test_curves[i].name, faults[fault].name,
                         faults[fault].right ? "refused" : "passed");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check_sees_each_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
