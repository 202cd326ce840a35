/*
 * ECDSA signing with deterministic nonces: FIPS 186-4 section 6.3, RFC 6979. Everything but
 * the finished signature is secret.
 */
#include <sodium.h>
#include <string.h>

#include "crypto/declassify.h"
#include "crypto/ec/adx.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/ec/rfc6979.h"
#include "crypto/entries.h"

typedef struct state {
    const brn_curve *curve;
    uint8_t scalar[BRN_EC_BYTES]; /* big-endian, in [1, n - 1] */
} state;

/* SignatureAlgorithm ecdsa, RFC 5246 section 7.4.1.4.1: the low byte of the scheme. */
#define ECDSA 3

static size_t state_size(void *context, const brine_private_key *key)
{
    (void)context;
    (void)key;
    return sizeof(state);
}

brine_result brn_ecdsa_signer_load(const brn_curve *c, void *signer, const brine_private_key *key)
{
    state *s = signer;
    brn_limb k[BRN_EC_LIMBS], valid;

    /* RFC 5915 section 3: an octet string of exactly the order's length. */
    if (key->kind != BRINE_KEY_EC || key->curve != c->id ||
        key->scalar.len != brn_field_bytes(c->scalar))
        return BRINE_ERROR_BAD_KEY;
    valid = brn_scalar_read(c, k, key->scalar.data);
    sodium_memzero(k, sizeof k);
    BRN_DECLASSIFY(&valid, sizeof valid); /* a caller's mistake, reported as one */
    if (!valid)
        return BRINE_ERROR_BAD_KEY;
    *s = (state){.curve = c};
    memcpy(s->scalar, key->scalar.data, key->scalar.len);
    return BRINE_OK;
}

static brine_result public_key(void *context, const void *signer, uint8_t *out, size_t *out_len)
{
    const state *s = signer;
    brn_limb k[BRN_EC_LIMBS];

    (void)context;
    if (*out_len < brn_curve_point_bytes(s->curve))
        return BRINE_ERROR_BUFFER_TOO_SMALL;
    (void)brn_scalar_read(s->curve, k, s->scalar);
    brn_curve_public_key(s->curve, out, k);
    *out_len = brn_curve_point_bytes(s->curve);
    sodium_memzero(k, sizeof k);
    return BRINE_OK;
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
    brn_point product;
    brn_affine point;

    brn_point_multiply_base(c, &product, k);
    brn_point_to_affine(c, &point, &product);
    brn_mont_leave(r, point.x, &c->field->mont);
    /* p < 2 n on these curves, so that one subtraction reduces. */
    brn_scalar_reduce_once(c, r);

    brn_mont_enter(inverse, k, &n->mont);
    brn_field_invert(n, inverse, inverse);
    brn_mont_enter(s, d, &n->mont);
    fe_mul(n, s, s, r);
    fe_add(n, s, s, e);
    fe_mul(n, s, s, inverse);

    sodium_memzero(inverse, sizeof inverse);
    sodium_memzero(&product, sizeof product);
    sodium_memzero(&point, sizeof point);
    return ~(fe_is_zero(n, r) | fe_is_zero(n, s));
}

static brine_result sign(void *context, brine_random_function random, const void *signer,
                         uint16_t scheme, const uint8_t *digest, size_t digest_len,
                         brine_bytes message, uint8_t *signature, size_t *signature_len)
{
    const state *st = signer;
    const brn_curve *c = st->curve;
    brn_limb d[BRN_EC_LIMBS], e[BRN_EC_LIMBS], k[BRN_EC_LIMBS], r[BRN_EC_LIMBS], s[BRN_EC_LIMBS];
    uint8_t r_bytes[BRN_EC_BYTES], s_bytes[BRN_EC_BYTES];
    brn_rfc6979 nonces;
    brn_limb done;

    (void)context;
    (void)random; /* the nonce comes from key and digest */
    (void)message;
    if ((scheme & 0xff) != ECDSA || !brn_rfc6979_begin(&nonces, c, (brine_hash_id)(scheme >> 8),
                                                       st->scalar, digest, digest_len))
        return BRINE_ERROR_INVALID_ARGUMENT;
    (void)brn_scalar_read(c, d, st->scalar);
    brn_scalar_from_digest(c, e, digest, digest_len);
    do {
        brn_rfc6979_next(&nonces, k);
        done = sign_with_nonce(c, r, s, d, e, k);
        BRN_DECLASSIFY(&done, sizeof done); /* when false, nobody sees what was made */
    } while (!done);

    brn_field_write(c->scalar, r_bytes, r);
    brn_field_write(c->scalar, s_bytes, s);
    BRN_DECLASSIFY(r_bytes, sizeof r_bytes);
    BRN_DECLASSIFY(s_bytes, sizeof s_bytes);
    *signature_len = brn_ecdsa_write(c, signature, r_bytes, s_bytes);

    brn_rfc6979_end(&nonces);
    sodium_memzero(d, sizeof d);
    sodium_memzero(k, sizeof k);
    sodium_stackzero(BRN_EC_STACK); /* multiplications held d and 1/k */
    return BRINE_OK;
}

static void clear(void *context, void *signer, size_t size)
{
    (void)context;
    sodium_memzero(signer, size);
}

/* A signer has one entry: the processor is asked once for each key. */
static brine_result load_p256(void *context, void *signer, const brine_private_key *key)
{
    (void)context;
    return brn_ecdsa_signer_load(brn_adx_available(NULL) ? &brn_curve_p256_adx : &brn_curve_p256,
                                 signer, key);
}

static brine_result load_p384(void *context, void *signer, const brine_private_key *key)
{
    (void)context;
    return brn_ecdsa_signer_load(brn_adx_available(NULL) ? &brn_curve_p384_adx : &brn_curve_p384,
                                 signer, key);
}

const brine_signer brn_signer_ecdsa_p256 = {
    .size = sizeof(brine_signer),
    .name = "ECDSA P-256",
    .implementation = "brine",
    .key = BRINE_KEY_EC,
    .curve = BRINE_GROUP_SECP256R1,
    .state_size = state_size,
    .state_align = _Alignof(state),
    .load = load_p256,
    .public_key = public_key,
    .sign = sign,
    .clear = clear,
};

const brine_signer brn_signer_ecdsa_p384 = {
    .size = sizeof(brine_signer),
    .name = "ECDSA P-384",
    .implementation = "brine",
    .key = BRINE_KEY_EC,
    .curve = BRINE_GROUP_SECP384R1,
    .state_size = state_size,
    .state_align = _Alignof(state),
    .load = load_p384,
    .public_key = public_key,
    .sign = sign,
    .clear = clear,
};
