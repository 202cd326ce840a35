/*
 * ECDSA for a client's key, as the provider lists it (RFC 5246 section 7.4.8, RFC 8422
 * section 5.8).
 */
#include <sodium.h>
#include <string.h>

#include "base/stack.h"
#include "crypto/declassify.h"
#include "crypto/ec/adx.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/ec/rfc6979.h"
#include "crypto/provider/entries.h"

/* SignatureAlgorithm ecdsa, RFC 5246 section 7.4.1.4.1: the low byte of the scheme. */
#define ECDSA 3

static size_t state_size(void *context, const brine_private_key *key)
{
    (void)context;
    (void)key;
    return sizeof(brn_ecdsa_key);
}

brine_result brn_ecdsa_signer_load(const brn_curve *c, void *signer, const brine_private_key *key)
{
    brn_ecdsa_key *s = signer;
    brn_limb k[BRN_EC_LIMBS], valid;

    /* RFC 5915 section 3: an octet string of exactly the order's length. */
    if (key->kind != BRINE_KEY_EC || key->curve != c->id ||
        key->scalar.len != brn_field_size(c->scalar))
        return BRINE_ERROR_BAD_KEY;
    valid = brn_scalar_read(c, k, key->scalar.data);
    BRN_DECLASSIFY(&valid, sizeof valid); /* a caller's mistake, reported as one */
    if (valid) {
        *s = (brn_ecdsa_key){.curve = c};
        memcpy(s->scalar, key->scalar.data, key->scalar.len);
        brn_curve_public_key(c, s->point, k);
        BRN_DECLASSIFY(s->point, sizeof s->point);
        brn_ecdsa_make_cube(s, k);
        brn_wipe_stack(BRN_EC_STACK_BASE);
    }
    sodium_memzero(k, sizeof k);
    return valid ? BRINE_OK : BRINE_ERROR_BAD_KEY;
}

static brine_result public_key(void *context, const void *signer, uint8_t *out, size_t *out_len)
{
    const brn_ecdsa_key *s = signer;
    size_t len = brn_curve_point_size(s->curve);

    (void)context;
    if (*out_len < len)
        return BRINE_ERROR_BUFFER_TOO_SMALL;
    memcpy(out, s->point, len);
    *out_len = len;
    return BRINE_OK;
}

static brine_result sign(void *context, brine_random_function random, const void *signer,
                         uint16_t scheme, const uint8_t *digest, size_t digest_len,
                         brine_bytes message, uint8_t *signature, size_t *signature_len)
{
    uint8_t hedge[BRN_RFC6979_ADDITIONAL_MAX];
    brine_result result;

    (void)message;
    if ((scheme & 0xff) != ECDSA)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (random(context, hedge, sizeof hedge) != BRINE_OK) {
        sodium_memzero(hedge, sizeof hedge);
        return BRINE_ERROR_RANDOM;
    }
    result = brn_ecdsa_sign(signer, (brine_hash_id)(scheme >> 8), digest, digest_len,
                            (brine_bytes){hedge, sizeof hedge}, signature, signature_len);
    sodium_memzero(hedge, sizeof hedge);
    return result;
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

const brine_signer brine_signer_ecdsa_p256 = {
    .size = sizeof(brine_signer),
    .name = "ECDSA P-256",
    .implementation = "brine",
    .key = BRINE_KEY_EC,
    .curve = BRINE_GROUP_SECP256R1,
    .state_size = state_size,
    .state_align = _Alignof(brn_ecdsa_key),
    .load = load_p256,
    .public_key = public_key,
    .sign = sign,
    .clear = clear,
};

const brine_signer brine_signer_ecdsa_p384 = {
    .size = sizeof(brine_signer),
    .name = "ECDSA P-384",
    .implementation = "brine",
    .key = BRINE_KEY_EC,
    .curve = BRINE_GROUP_SECP384R1,
    .state_size = state_size,
    .state_align = _Alignof(brn_ecdsa_key),
    .load = load_p384,
    .public_key = public_key,
    .sign = sign,
    .clear = clear,
};
