/*
 * The check of a signature before it leaves, on signatures that faults made wrong: for each fact
 * that it shows, one where all the others hold.
 */
#include "crypto/ec/ecdsa.h"
#include "unit/crypto/ec_support.h"

typedef struct made {
    brn_ecdsa_key key;
    brn_ecdsa_signing s;
    brn_limb d[BRN_EC_LIMBS], e[BRN_EC_LIMBS];
    uint8_t digest[BRN_FIELD_SIZE_MAX];
    size_t digest_len; /* all the order's bits */
} made;

/* R = point_k G, r its x, s = (e + r d) / k. */
static void sign(made *m, const brn_limb *point_k, const brn_limb *d)
{
    const brn_curve *c = m->key.curve;
    const brn_field *n = c->scalar;
    brn_limb inverse[BRN_EC_LIMBS];
    brn_point product;

    brn_point_multiply_base(c, &product, point_k);
    brn_point_to_affine(c, &m->s.point, &product);
    brn_ecdsa_x(c, m->s.r, &m->s.point);
    brn_ecdsa_multiply_add(n, m->s.s, d, m->s.r, m->e);
    brn_mont_enter(inverse, m->s.k, &n->mont);
    brn_field_invert(n, inverse, inverse);
    fe_mul(n, m->s.s, m->s.s, inverse);
}

/* A right signature with a loaded key. */
static void make(made *m, const brn_curve *c, differential *d)
{
    size_t size = brn_field_size(c->scalar);
    uint8_t scalar[BRN_FIELD_SIZE_MAX];
    brine_private_key key = {.kind = BRINE_KEY_EC, .curve = c->id, .scalar = {scalar, size}};

    memset(m, 0, sizeof *m);
    do
        draw_below(d, c->scalar, m->d);
    while (fe_is_zero(c->scalar, m->d));
    do
        draw_below(d, c->scalar, m->s.k);
    while (fe_is_zero(c->scalar, m->s.k));
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
    static const brn_limb zero[BRN_EC_LIMBS];
    brn_limb other[BRN_EC_LIMBS];

    brn_ecdsa_multiply_add(n, other, m->d, m->d, zero);
    brn_ecdsa_multiply_add(n, other, other, m->d, m->d);
    fe_add(n, other, other, other);
    fe_add(n, other, other, m->s.k);
    brn_field_negate_if(n, ~(brn_limb)0, other);
    sign(m, other, m->d);
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
