/*
 * ECDSA verification: FIPS 186-4 section 6.4.2, SEC 1 section 4.1.4. Key, signature and
 * digest are public, so this may take variable time.
 */
#include "crypto/ec/ecdsa.h"
#include "crypto/entries.h"

#include <string.h>

static brine_result verify(const brn_curve *c, const brine_public_key *key, const uint8_t *digest,
                           size_t digest_len, brine_bytes signature)
{
    const brn_field *n = c->scalar;
    uint8_t r_bytes[BRN_EC_BYTES], s_bytes[BRN_EC_BYTES];
    brn_limb r[BRN_EC_LIMBS], s[BRN_EC_LIMBS], u1[BRN_EC_LIMBS], u2[BRN_EC_LIMBS];
    brn_affine point;

    if (key->kind != BRINE_KEY_EC || key->curve != c->id || !brn_point_read(c, &point, key->point))
        return BRINE_ERROR_BAD_KEY;
    if (!brn_ecdsa_read(c, r_bytes, s_bytes, signature) || !brn_scalar_read(c, r, r_bytes) ||
        !brn_scalar_read(c, s, s_bytes))
        return BRINE_ERROR_BAD_SIGNATURE;

    brn_scalar_from_digest(c, u1, digest, digest_len);
    brn_mont_enter(s, s, &n->mont);
    brn_field_invert(n, s, s);
    fe_mul(n, u1, u1, s); /* e / s: one factor in Montgomery form, so the product is plain */
    fe_mul(n, u2, r, s);
    return brn_curve_check_sum(c, u1, u2, &point, r) ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

#define CURVE(tag)                                                                                 \
    static brine_result verify_##tag(void *context, const brine_public_key *key,                   \
                                     const uint8_t *digest, size_t digest_len,                     \
                                     brine_bytes message, brine_bytes signature)                   \
    {                                                                                              \
        (void)context;                                                                             \
        (void)message;                                                                             \
        return verify(&brn_curve_##tag, key, digest, digest_len, signature);                       \
    }

#define VERIFIER(tag, curve_id, curve_name, hash_name, bits)                                       \
    const brine_verifier brn_verifier_ecdsa_##tag##_##hash_name = {                                \
        .size = sizeof(brine_verifier),                                                            \
        .name = "ECDSA " curve_name " SHA-" #bits,                                                 \
        .implementation = "brine",                                                                 \
        .key = BRINE_KEY_EC,                                                                       \
        .curve = curve_id,                                                                         \
        .hash = BRINE_HASH_SHA##bits,                                                              \
        .padding = BRINE_PADDING_NONE,                                                             \
        .verify = verify_##tag,                                                                    \
    }

CURVE(p256)
CURVE(p384)
CURVE(p521)

VERIFIER(p256, BRINE_GROUP_SECP256R1, "P-256", sha256, 256);
VERIFIER(p256, BRINE_GROUP_SECP256R1, "P-256", sha384, 384);
VERIFIER(p256, BRINE_GROUP_SECP256R1, "P-256", sha512, 512);
VERIFIER(p384, BRINE_GROUP_SECP384R1, "P-384", sha256, 256);
VERIFIER(p384, BRINE_GROUP_SECP384R1, "P-384", sha384, 384);
VERIFIER(p384, BRINE_GROUP_SECP384R1, "P-384", sha512, 512);
VERIFIER(p521, BRINE_GROUP_SECP521R1, "P-521", sha256, 256);
VERIFIER(p521, BRINE_GROUP_SECP521R1, "P-521", sha384, 384);
VERIFIER(p521, BRINE_GROUP_SECP521R1, "P-521", sha512, 512);
