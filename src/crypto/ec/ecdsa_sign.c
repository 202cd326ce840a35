/*
 * ECDSA signing: FIPS 186-4 section 6.3. Everything but the finished signature is secret.
 *
 * RFC 6979's nonces depend on key and digest, so that a bad random source betrays no key. But
 * then two signatures of one digest have the same nonce, and a fault in one of them betrays the
 * key (Ambrose and others, "Differential Attacks on Deterministic Signatures", CT-RSA 2018).
 * Hence the hedge, and the check of each signature before it leaves.
 */
#include "base/stack.h"
#include "crypto/declassify.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/ec/rfc6979.h"

#include <sodium.h>

/* What is wiped of the stack below the check: RFC 6979's HMACs, before it, went deeper than it. */
#define SIGN_STACK (BRN_EC_STACK_BASE + 3 * sizeof(brn_point))

/* r = x(k G) mod n, an ordinary number; 0 when k G is infinity. */
static void x_of_multiple(const brn_curve *c, brn_limb *r, const brn_limb *k)
{
    brn_point product;
    brn_affine point;

    brn_point_multiply_base(c, &product, k);
    brn_point_to_affine(c, &point, &product);
    brn_mont_leave(r, point.x, &c->field->mont);
    /* p < 2 n on these curves, so that one subtraction reduces. */
    brn_scalar_reduce_once(c, r);
    sodium_memzero(&product, sizeof product);
    sodium_memzero(&point, sizeof point);
}

/*
 * r = x(k G) mod n, s = (e + r d) / k mod n, as ordinary numbers. All ones when neither is
 * zero. FIPS 186-4 section 6.3, SEC 1 section 4.1.3.
 */
static brn_limb sign_with_nonce(const brn_curve *c, brn_limb *r, brn_limb *s, const brn_limb *d,
                                const brn_limb *e, const brn_limb *k)
{
    const brn_field *n = c->scalar;
    brn_limb inverse[BRN_EC_LIMBS];

    x_of_multiple(c, r, k);
    brn_mont_enter(inverse, k, &n->mont);
    brn_field_invert(n, inverse, inverse);
    brn_mont_enter(s, d, &n->mont);
    fe_mul(n, s, s, r);
    fe_add(n, s, s, e);
    fe_mul(n, s, s, inverse);

    sodium_memzero(inverse, sizeof inverse);
    return ~(fe_is_zero(n, r) | fe_is_zero(n, s));
}

static brn_limb is_point(const brn_curve *c, const brn_point *point, const brn_affine *expected)
{
    const brn_field *f = c->field;
    brn_limb t[BRN_EC_LIMBS], right;

    fe_mul(f, t, expected->x, point->z);
    right = fe_is_equal(f, t, point->x);
    fe_mul(f, t, expected->y, point->z);
    right &= fe_is_equal(f, t, point->y);
    sodium_memzero(t, sizeof t);
    return right & ~fe_is_zero(f, point->z);
}

/*
 * All ones when the public key, Q, verifies r and s: when the x-coordinate of e / s G + r / s Q is
 * r (FIPS 186-4 section 6.4.2). In constant time, for r and s that a fault made wrong tell of the
 * key. And in half the time: where Q = d G, which is computed, that point is (e + r d) / s G, two
 * multiplications of the generator in all. Key and digest are read once more, for what was made of
 * them may be wrong, too.
 */
static brn_limb verifies(const brn_ecdsa_key *key, const brn_affine *q, const brn_limb *r,
                         const brn_limb *s, const uint8_t *digest, size_t digest_len)
{
    const brn_curve *c = key->curve;
    const brn_field *n = c->scalar;
    brn_limb d[BRN_EC_LIMBS], u[BRN_EC_LIMBS], t[BRN_EC_LIMBS];
    brn_point product;
    brn_limb right;

    (void)brn_scalar_read(c, d, key->scalar);
    brn_point_multiply_base(c, &product, d);
    right = is_point(c, &product, q);

    brn_scalar_from_digest(c, u, digest, digest_len);
    brn_mont_enter(t, d, &n->mont);
    fe_mul(n, t, t, r); /* one factor in Montgomery form, so the product is plain */
    fe_add(n, u, u, t);
    brn_mont_enter(t, s, &n->mont);
    brn_field_invert(n, t, t);
    fe_mul(n, u, u, t);
    x_of_multiple(c, t, u);
    right &= fe_is_equal(n, t, r);

    sodium_memzero(d, sizeof d);
    sodium_memzero(u, sizeof u);
    sodium_memzero(t, sizeof t);
    sodium_memzero(&product, sizeof product);
    brn_wipe_stack(SIGN_STACK);
    return right;
}

/* r and s, and all ones when they are a signature. */
static brn_limb sign_digest(const brn_ecdsa_key *key, brn_rfc6979 *nonces, const uint8_t *digest,
                            size_t digest_len, brn_limb *r, brn_limb *s)
{
    const brn_curve *c = key->curve;
    brn_limb d[BRN_EC_LIMBS], e[BRN_EC_LIMBS], k[BRN_EC_LIMBS], done;
    brn_affine point;
    brine_bytes point_bytes = {key->point, brn_curve_point_size(c)};

    if (!brn_point_read(c, &point, point_bytes)) /* it was one when it was loaded */
        return 0;
    (void)brn_scalar_read(c, d, key->scalar);
    brn_scalar_from_digest(c, e, digest, digest_len);
    do {
        brn_rfc6979_next(nonces, k);
        done = sign_with_nonce(c, r, s, d, e, k);
        BRN_DECLASSIFY(&done, sizeof done); /* when false, what was made is thrown away */
    } while (!done);
    sodium_memzero(d, sizeof d);
    sodium_memzero(e, sizeof e);
    sodium_memzero(k, sizeof k);
    return verifies(key, &point, r, s, digest, digest_len);
}

brine_result brn_ecdsa_sign(const brn_ecdsa_key *key, brine_hash_id hash, const uint8_t *digest,
                            size_t digest_len, brine_bytes hedge, uint8_t *signature,
                            size_t *signature_len)
{
    const brn_curve *c = key->curve;
    brn_limb r[BRN_EC_LIMBS], s[BRN_EC_LIMBS], right;
    uint8_t r_bytes[BRN_FIELD_SIZE_MAX], s_bytes[BRN_FIELD_SIZE_MAX];
    brn_rfc6979 nonces;

    if (!brn_rfc6979_begin(&nonces, c, hash, key->scalar, digest, digest_len, hedge))
        return BRINE_ERROR_INVALID_ARGUMENT;
    right = sign_digest(key, &nonces, digest, digest_len, r, s);
    BRN_DECLASSIFY(&right, sizeof right); /* the caller gets to know it */
    if (right) {
        brn_field_write(c->scalar, r_bytes, r);
        brn_field_write(c->scalar, s_bytes, s);
        BRN_DECLASSIFY(r_bytes, sizeof r_bytes);
        BRN_DECLASSIFY(s_bytes, sizeof s_bytes);
        *signature_len = brn_ecdsa_write(c, signature, r_bytes, s_bytes);
    }
    brn_rfc6979_end(&nonces);
    sodium_memzero(r, sizeof r); /* wrong ones tell of the key */
    sodium_memzero(s, sizeof s);
    brn_wipe_stack(BRN_EC_STACK_BASE); /* what lay above the check: d, k and 1/k */
    return right ? BRINE_OK : BRINE_ERROR_CRYPTO;
}
