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
#define SIGN_STACK (BRN_EC_STACK_BASE + 5 * sizeof(brn_point))

/*
 * r = x(k G) mod n, s = (e + r d) / k mod n. All ones when neither is zero. FIPS 186-4 section 6.3,
 * SEC 1 section 4.1.3.
 */
static brn_limb sign_with_nonce(const brn_curve *c, brn_ecdsa_signing *made, const brn_limb *d,
                                const brn_limb *e)
{
    const brn_field *n = c->scalar;
    brn_limb inverse[BRN_EC_LIMBS];
    brn_point product;

    brn_point_multiply_base(c, &product, made->k);
    brn_point_to_affine(c, &made->point, &product);
    brn_ecdsa_x(c, made->r, &made->point);
    brn_mont_enter(inverse, made->k, &n->mont);
    brn_field_invert(n, inverse, inverse);
    brn_ecdsa_multiply_add(n, made->s, d, made->r, e);
    fe_mul(n, made->s, made->s, inverse);

    sodium_memzero(&product, sizeof product);
    sodium_memzero(inverse, sizeof inverse);
    return ~(fe_is_zero(n, made->r) | fe_is_zero(n, made->s));
}

/* All ones when what was made is a signature. */
static brn_limb sign_digest(const brn_ecdsa_key *key, brn_rfc6979 *nonces, const uint8_t *digest,
                            size_t digest_len, brn_ecdsa_signing *made)
{
    const brn_curve *c = key->curve;
    brn_limb d[BRN_EC_LIMBS], e[BRN_EC_LIMBS], done;

    (void)brn_scalar_read(c, d, key->scalar);
    brn_scalar_from_digest(c, e, digest, digest_len);
    do {
        brn_rfc6979_next(nonces, made->k);
        done = sign_with_nonce(c, made, d, e);
        BRN_DECLASSIFY(&done, sizeof done); /* when false, what was made is thrown away */
    } while (!done);
    sodium_memzero(d, sizeof d);
    sodium_memzero(e, sizeof e);
    done = brn_ecdsa_check(key, made, digest, digest_len);
    brn_wipe_stack(SIGN_STACK);
    return done;
}

brine_result brn_ecdsa_sign(const brn_ecdsa_key *key, brine_hash_id hash, const uint8_t *digest,
                            size_t digest_len, brine_bytes hedge, uint8_t *signature,
                            size_t *signature_len)
{
    const brn_curve *c = key->curve;
    brn_ecdsa_signing made;
    brn_limb right;
    uint8_t r_bytes[BRN_FIELD_SIZE_MAX], s_bytes[BRN_FIELD_SIZE_MAX];
    brn_rfc6979 nonces;

    if (!brn_rfc6979_begin(&nonces, c, hash, key->scalar, digest, digest_len, hedge))
        return BRINE_ERROR_INVALID_ARGUMENT;
    right = sign_digest(key, &nonces, digest, digest_len, &made);
    BRN_DECLASSIFY(&right, sizeof right); /* the caller gets to know it */
    if (right) {
        brn_field_write(c->scalar, r_bytes, made.r);
        brn_field_write(c->scalar, s_bytes, made.s);
        BRN_DECLASSIFY(r_bytes, sizeof r_bytes);
        BRN_DECLASSIFY(s_bytes, sizeof s_bytes);
        *signature_len = brn_ecdsa_write(c, signature, r_bytes, s_bytes);
    }
    brn_rfc6979_end(&nonces);
    sodium_memzero(&made, sizeof made); /* wrong numbers tell of the key, too */
    brn_wipe_stack(BRN_EC_STACK_BASE);  /* what lay above the check: d and 1/k */
    return right ? BRINE_OK : BRINE_ERROR_CRYPTO;
}
