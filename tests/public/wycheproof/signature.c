#include "wycheproof.h"

#include "crypto/provider/lookup.h"

#include <stdalign.h>
#include <string.h>

/* What a verifier is found by, and the key. */
typedef struct signature_case {
    brine_public_key key;
    brine_hash_id hash;
    brine_padding padding;
} signature_case;

static brine_hash_id hash_of(const char *name)
{
    if (strcmp(name, "SHA-256") == 0)
        return BRINE_HASH_SHA256;
    if (strcmp(name, "SHA-384") == 0)
        return BRINE_HASH_SHA384;
    if (strcmp(name, "SHA-512") == 0)
        return BRINE_HASH_SHA512;
    wycheproof_fail(name);
}

static const cJSON *public_key_of(const wycheproof_case *c)
{
    const cJSON *key = cJSON_GetObjectItemCaseSensitive(c->group, "publicKey");

    if (key == NULL)
        wycheproof_fail("publicKey");
    return key;
}

static void read_ec(const wycheproof_case *c, signature_case *s)
{
    const cJSON *key = public_key_of(c);
    const char *curve = wycheproof_text(key, "curve");

    s->key.kind = BRINE_KEY_EC;
    s->key.curve = strcmp(curve, "secp256r1") == 0   ? BRINE_GROUP_SECP256R1
                   : strcmp(curve, "secp384r1") == 0 ? BRINE_GROUP_SECP384R1
                   : strcmp(curve, "secp521r1") == 0 ? BRINE_GROUP_SECP521R1
                                                     : BRINE_GROUP_NONE;
    s->key.point = wycheproof_bytes(key, "uncompressed");
    s->key.bits = (size_t)wycheproof_number(key, "keySize");
    s->hash = hash_of(wycheproof_text(c->group, "sha"));
}

static void read_ed25519(const wycheproof_case *c, signature_case *s)
{
    s->key.kind = BRINE_KEY_ED25519;
    s->key.point = wycheproof_bytes(public_key_of(c), "pk");
    s->key.bits = 256;
    s->hash = BRINE_HASH_INTRINSIC;
}

static void read_rsa(const wycheproof_case *c, signature_case *s, const char *type)
{
    const cJSON *key = public_key_of(c);

    /* keys with PSS parameters are id-RSASSA-PSS, the others rsaEncryption */
    s->key.kind =
        strcmp(type, "RsassaPssWithParametersVerify") == 0 ? BRINE_KEY_RSA_PSS : BRINE_KEY_RSA;
    s->key.modulus = wycheproof_integer(key, "modulus");
    s->key.exponent = wycheproof_integer(key, "publicExponent");
    s->key.bits = (size_t)wycheproof_number(c->group, "keySize");
    s->hash = hash_of(wycheproof_text(c->group, "sha"));
    s->padding = strcmp(type, "RsassaPkcs1Verify") == 0 ? BRINE_PADDING_PKCS1 : BRINE_PADDING_PSS;
}

/* TLS knows PSS with MGF1 of the same hash and a salt as long as the hash. */
static bool parameters_of_tls(const wycheproof_case *c, const signature_case *s)
{
    const brine_hash *hash;

    if (s->padding != BRINE_PADDING_PSS)
        return true;
    hash = brn_find_hash(c->providers[0], s->hash);
    return strcmp(wycheproof_text(c->group, "mgf"), "MGF1") == 0 &&
           strcmp(wycheproof_text(c->group, "mgfSha"), wycheproof_text(c->group, "sha")) == 0 &&
           (size_t)wycheproof_number(c->group, "sLen") == hash->output_length;
}

static bool verifies(const wycheproof_case *c, const brine_provider *p, const brine_verifier *v,
                     const signature_case *s)
{
    brine_bytes message = wycheproof_bytes(c->test, "msg");
    brine_bytes signature = wycheproof_bytes(c->test, "sig");
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    const brine_hash *hash = brn_find_hash(p, s->hash);

    if (hash != NULL) {
        alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];

        hash->init(p->context, state);
        hash->update(p->context, state, message.data, message.len);
        hash->final(p->context, state, digest);
    }
    return v->verify(p->context, &s->key, hash == NULL ? NULL : digest,
                     hash == NULL ? 0 : hash->output_length, message, signature) == BRINE_OK;
}

verdict wycheproof_signature(const wycheproof_case *c)
{
    const char *type = wycheproof_text(c->group, "type");
    signature_case s = {.padding = BRINE_PADDING_NONE};
    verdict sum = VERDICT_NONE;

    if (strcmp(type, "EcdsaVerify") == 0)
        read_ec(c, &s);
    else if (strcmp(type, "EddsaVerify") == 0)
        read_ed25519(c, &s);
    else
        read_rsa(c, &s, type);
    if (!parameters_of_tls(c, &s))
        return VERDICT_SKIP;
    for (size_t i = 0; c->providers[i] != NULL; i++) {
        const brine_provider *p = c->providers[i];

        for (size_t k = 0; p->verifiers[k] != NULL; k++) {
            const brine_verifier *v = p->verifiers[k];

            if (v->key == s.key.kind && v->curve == s.key.curve && v->hash == s.hash &&
                v->padding == s.padding && wycheproof_runs(c, p, v->implementation, v->available))
                wycheproof_join(&sum, verifies(c, p, v, &s));
        }
    }
    return sum;
}
