/*
 * ECDSA verification: FIPS 186-4 section 6.4.2, SEC 1 section 4.1.4. Key, signature and
 * digest are public, so this may take variable time.
 */
#include "crypto/ec/adx.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"

#include <string.h>

static bool read_signature(const brn_curve *c, brn_limb *r, brn_limb *s, brine_bytes signature)
{
    uint8_t r_bytes[BRN_FIELD_SIZE_MAX], s_bytes[BRN_FIELD_SIZE_MAX];

    return brn_ecdsa_read(c, r_bytes, s_bytes, signature) && brn_scalar_read(c, r, r_bytes) &&
           brn_scalar_read(c, s, s_bytes);
}

static brine_result verify(const brn_curve *c, const brine_public_key *key, brine_bytes digest,
                           brine_bytes signature, brn_limb *room)
{
    const brn_field *n = c->scalar;
    brn_limb r[BRN_EC_LIMBS], s[BRN_EC_LIMBS], u1[BRN_EC_LIMBS];
    brn_affine point;

    if (key->kind != BRINE_KEY_EC || key->curve != c->id || !brn_point_read(c, &point, key->point))
        return BRINE_ERROR_BAD_KEY;
    if (!read_signature(c, r, s, signature))
        return BRINE_ERROR_BAD_SIGNATURE;

    brn_scalar_from_digest(c, u1, digest.data, digest.len);
    brn_mont_enter(s, s, &n->mont);
    brn_field_invert_public(n, s, s);
    fe_mul(n, u1, u1, s); /* e / s: one factor in Montgomery form, so the product is plain */
    fe_mul(n, s, r, s);   /* r / s */
    return brn_curve_check_sum(c, u1, s, &point, r, room) ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

#define CURVE(tag, pieces)                                                                         \
    static brine_result verify_##tag(void *context, const brine_public_key *key,                   \
                                     const uint8_t *digest, size_t digest_len,                     \
                                     brine_bytes message, brine_bytes signature)                   \
    {                                                                                              \
        brn_limb room[BRN_CHECK_SUM_ROOM(pieces)];                                                 \
                                                                                                   \
        (void)context;                                                                             \
        (void)message;                                                                             \
        return verify(&brn_curve_##tag, key, (brine_bytes){digest, digest_len}, signature, room);  \
    }

/* Its name is an array, which the linker leaves out with it; literals stay together. */
#define VERIFIER(entry, tag, curve_id, title, hash_id, tier, is_available)                         \
    static const char entry##_name[] = "ECDSA " title;                                             \
    const brine_verifier entry = {                                                                 \
        .size = sizeof(brine_verifier),                                                            \
        .name = entry##_name,                                                                      \
        .implementation = tier,                                                                    \
        .key = BRINE_KEY_EC,                                                                       \
        .curve = curve_id,                                                                         \
        .hash = hash_id,                                                                           \
        .padding = BRINE_PADDING_NONE,                                                             \
        .available = is_available,                                                                 \
        .verify = verify_##tag,                                                                    \
    }

/* TLS 1.2 lets any of the hashes go with any of the curves. */
#define VERIFIERS(name, suffix, tag, curve_id, title, tier, is_available)                          \
    VERIFIER(name##_sha256##suffix, tag, curve_id, title " SHA-256", BRINE_HASH_SHA256, tier,      \
             is_available);                                                                        \
    VERIFIER(name##_sha384##suffix, tag, curve_id, title " SHA-384", BRINE_HASH_SHA384, tier,      \
             is_available);                                                                        \
    VERIFIER(name##_sha512##suffix, tag, curve_id, title " SHA-512", BRINE_HASH_SHA512, tier,      \
             is_available)

CURVE(p256, 4)
CURVE(p384, 6)
CURVE(p521, 9)
CURVE(p256_adx, 4)
CURVE(p384_adx, 6)

VERIFIERS(brine_verifier_ecdsa_p256, , p256, BRINE_GROUP_SECP256R1, "P-256", "brine", NULL);
VERIFIERS(brine_verifier_ecdsa_p384, , p384, BRINE_GROUP_SECP384R1, "P-384", "brine", NULL);
VERIFIERS(brine_verifier_ecdsa_p521, , p521, BRINE_GROUP_SECP521R1, "P-521", "brine", NULL);
VERIFIERS(brine_verifier_ecdsa_p256, _adx, p256_adx, BRINE_GROUP_SECP256R1, "P-256", "brine ADX",
          brn_adx_available);
VERIFIERS(brine_verifier_ecdsa_p384, _adx, p384_adx, BRINE_GROUP_SECP384R1, "P-384", "brine ADX",
          brn_adx_available);
