#include "crypto/provider/signature_scheme.h"

#include "crypto/provider/lookup.h"

#include <stdalign.h>

/*
 * The order is ours: first what a server signs fastest at the same strength, PSS before
 * PKCS #1 v1.5, and larger hashes, which no key of the web needs, later.
 */
const brn_signature_scheme brn_signature_schemes[] = {
    {0x0403, "ecdsa_secp256r1_sha256", BRINE_KEY_EC, BRINE_HASH_SHA256, BRINE_PADDING_NONE},
    {0x0807, "ed25519", BRINE_KEY_ED25519, BRINE_HASH_INTRINSIC, BRINE_PADDING_NONE},
    {0x0804, "rsa_pss_rsae_sha256", BRINE_KEY_RSA, BRINE_HASH_SHA256, BRINE_PADDING_PSS},
    {0x0401, "rsa_pkcs1_sha256", BRINE_KEY_RSA, BRINE_HASH_SHA256, BRINE_PADDING_PKCS1},
    {0x0503, "ecdsa_secp384r1_sha384", BRINE_KEY_EC, BRINE_HASH_SHA384, BRINE_PADDING_NONE},
    {0x0805, "rsa_pss_rsae_sha384", BRINE_KEY_RSA, BRINE_HASH_SHA384, BRINE_PADDING_PSS},
    {0x0501, "rsa_pkcs1_sha384", BRINE_KEY_RSA, BRINE_HASH_SHA384, BRINE_PADDING_PKCS1},
    {0x0603, "ecdsa_secp521r1_sha512", BRINE_KEY_EC, BRINE_HASH_SHA512, BRINE_PADDING_NONE},
    {0x0806, "rsa_pss_rsae_sha512", BRINE_KEY_RSA, BRINE_HASH_SHA512, BRINE_PADDING_PSS},
    {0x0601, "rsa_pkcs1_sha512", BRINE_KEY_RSA, BRINE_HASH_SHA512, BRINE_PADDING_PKCS1},
    {0x0809, "rsa_pss_pss_sha256", BRINE_KEY_RSA_PSS, BRINE_HASH_SHA256, BRINE_PADDING_PSS},
    {0x080a, "rsa_pss_pss_sha384", BRINE_KEY_RSA_PSS, BRINE_HASH_SHA384, BRINE_PADDING_PSS},
    {0x080b, "rsa_pss_pss_sha512", BRINE_KEY_RSA_PSS, BRINE_HASH_SHA512, BRINE_PADDING_PSS},
    {0, NULL, BRINE_KEY_RSA, BRINE_HASH_INTRINSIC, BRINE_PADDING_NONE},
};

const brn_signature_scheme *brn_find_signature_scheme(uint16_t id)
{
    for (const brn_signature_scheme *scheme = brn_signature_schemes; scheme->id != 0; scheme++)
        if (scheme->id == id)
            return scheme;
    return NULL;
}

const char *brine_signature_scheme_name(uint16_t scheme)
{
    const brn_signature_scheme *known = brn_find_signature_scheme(scheme);

    return known == NULL ? "" : known->name;
}

void brn_digest(const brine_provider *provider, const brine_hash *hash, brine_bytes message,
                uint8_t *out)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];

    hash->init(provider->context, state);
    hash->update(provider->context, state, message.data, message.len);
    hash->final(provider->context, state, out);
    hash->clear(provider->context, state);
}

brine_result brn_scheme_verify(const brine_provider *provider, const brn_signature_scheme *scheme,
                               const brine_public_key *key, brine_bytes message,
                               brine_bytes signature)
{
    const brine_verifier *verifier =
        brn_find_verifier(provider, key->kind, key->curve, scheme->hash, scheme->padding);
    const brine_hash *hash = NULL;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];

    if (key->kind != scheme->key || verifier == NULL)
        return BRINE_ERROR_SCHEME_NOT_OFFERED;
    if (scheme->hash == BRINE_HASH_INTRINSIC)
        return verifier->verify(provider->context, key, NULL, 0, message, signature);
    hash = brn_find_hash(provider, scheme->hash);
    if (hash == NULL)
        return BRINE_ERROR_SCHEME_NOT_OFFERED;
    brn_digest(provider, hash, message, digest);
    return verifier->verify(provider->context, key, digest, hash->output_length, message,
                            signature);
}

bool brn_scheme_is_served(const brine_provider *provider, const brn_signature_scheme *scheme)
{
    static const brine_group_id curves[] = {BRINE_GROUP_NONE, BRINE_GROUP_SECP256R1,
                                            BRINE_GROUP_SECP384R1, BRINE_GROUP_SECP521R1};

    if (scheme->hash != BRINE_HASH_INTRINSIC && brn_find_hash(provider, scheme->hash) == NULL)
        return false;
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
        if (brn_find_verifier(provider, scheme->key, curves[i], scheme->hash, scheme->padding) !=
            NULL)
            return true;
    return false;
}
