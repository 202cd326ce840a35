/*
 * Ephemeral Diffie-Hellman on a prime-order curve: RFC 8422 sections 5.10 and 5.11,
 * SEC 1 sections 3.2.1 and 3.3.1.
 */
#include "base/stack.h"
#include "crypto/declassify.h"
#include "crypto/ec/adx.h"
#include "crypto/ec/curve.h"
#include "crypto/provider/entries.h"

#include <sodium.h>

/*
 * A random string is a private key when it is in [1, n - 1] and is thrown away otherwise
 * (FIPS 186-4 section B.4.2). One in 2^32 is, on secp256r1; sixteen in a row are not random.
 */
#define KEYGEN_TRIES 16

static brine_result keygen(const brn_curve *c, void *context, brine_random_function random,
                           uint8_t *private_key, uint8_t *public_key)
{
    size_t size = brn_field_size(c->scalar);
    unsigned excess = (unsigned)(8 * size - c->scalar->bits);
    brn_limb k[BRN_EC_LIMBS], valid = 0;

    for (int tries = 0; !valid && tries < KEYGEN_TRIES; tries++) {
        if (random(context, private_key, size) != BRINE_OK)
            break;
        private_key[0] &= (uint8_t)(0xff >> excess);
        valid = brn_scalar_read(c, k, private_key);
        /* Of a key that is used it says nothing; the others are thrown away. */
        BRN_DECLASSIFY(&valid, sizeof valid);
    }
    if (valid)
        brn_curve_public_key(c, public_key, k);
    else
        sodium_memzero(private_key, size);
    sodium_memzero(k, sizeof k);
    return valid ? BRINE_OK : BRINE_ERROR_RANDOM;
}

static brine_result agree(const brn_curve *c, const uint8_t *private_key, const uint8_t *peer,
                          size_t peer_len, uint8_t *shared, brn_limb *room)
{
    brn_limb k[BRN_EC_LIMBS], valid;
    brn_affine point;
    brn_point product;

    if (!brn_point_read(c, &point, (brine_bytes){peer, peer_len}))
        return BRINE_ERROR_BAD_POINT;
    valid = brn_scalar_read(c, k, private_key);
    BRN_DECLASSIFY(&valid, sizeof valid); /* a caller's mistake, reported as one */
    if (valid) {
        brn_point_multiply(c, &product, &point, k, room);
        brn_point_to_affine(c, &point, &product);
        /* x = 0 is a coordinate like any other here: a product of valid parts is no infinity. */
        brn_mont_leave(point.x, point.x, &c->field->mont);
        brn_field_write(c->field, shared, point.x);
        sodium_memzero(&product, sizeof product);
        sodium_memzero(&point, sizeof point);
    }
    sodium_memzero(k, sizeof k);
    brn_wipe_stack(BRN_EC_STACK); /* the last multiplication held x */
    return valid ? BRINE_OK : BRINE_ERROR_BAD_KEY;
}

#define GROUP(entry, curve, group_id, text, bytes, tier, is_available)                             \
    static brine_result keygen_##curve(void *context, brine_random_function random,                \
                                       uint8_t *private_key, uint8_t *public_key)                  \
    {                                                                                              \
        return keygen(&brn_curve_##curve, context, random, private_key, public_key);               \
    }                                                                                              \
                                                                                                   \
    static brine_result agree_##curve(void *context, const uint8_t *private_key,                   \
                                      const uint8_t *peer, size_t peer_len, uint8_t *shared)       \
    {                                                                                              \
        brn_limb room[BRN_MULTIPLY_ROOM((bytes) / 8)];                                             \
                                                                                                   \
        (void)context;                                                                             \
        return agree(&brn_curve_##curve, private_key, peer, peer_len, shared, room);               \
    }                                                                                              \
                                                                                                   \
    const brine_group entry = {                                                                    \
        .size = sizeof(brine_group),                                                               \
        .id = group_id,                                                                            \
        .name = text,                                                                              \
        .implementation = tier,                                                                    \
        .private_length = bytes,                                                                   \
        .public_length = 1 + 2 * (bytes),                                                          \
        .shared_length = bytes,                                                                    \
        .available = is_available,                                                                 \
        .keygen = keygen_##curve,                                                                  \
        .agree = agree_##curve,                                                                    \
    }

GROUP(brine_group_secp256r1, p256, BRINE_GROUP_SECP256R1, "secp256r1", 32, "brine", NULL);
GROUP(brine_group_secp384r1, p384, BRINE_GROUP_SECP384R1, "secp384r1", 48, "brine", NULL);
GROUP(brine_group_secp256r1_adx, p256_adx, BRINE_GROUP_SECP256R1, "secp256r1", 32, "brine ADX",
      brn_adx_available);
GROUP(brine_group_secp384r1_adx, p384_adx, BRINE_GROUP_SECP384R1, "secp384r1", 48, "brine ADX",
      brn_adx_available);
