#include "unit/x509/meter.h"

#include "crypto/provider/lookup.h"
#include "x509/path/signature_cost.h"

#include <string.h>

enum { VERIFIERS_MAX = 32 };

meter metered;

void meter_reset(brine_result (*answer)(const brine_public_key *key))
{
    metered = (meter){.answer = answer};
}

static const brine_verifier *real(const brine_public_key *key, size_t digest_len)
{
    brine_hash_id hash = digest_len == 32   ? BRINE_HASH_SHA256
                         : digest_len == 48 ? BRINE_HASH_SHA384
                         : digest_len == 64 ? BRINE_HASH_SHA512
                                            : BRINE_HASH_INTRINSIC;
    brine_padding padding = key->kind == BRINE_KEY_RSA       ? BRINE_PADDING_PKCS1
                            : key->kind == BRINE_KEY_RSA_PSS ? BRINE_PADDING_PSS
                                                             : BRINE_PADDING_NONE;

    return brn_find_verifier(brine_provider_default(), key->kind, key->curve, hash, padding);
}

static brine_result verify(void *context, const brine_public_key *key, const uint8_t *digest,
                           size_t digest_len, brine_bytes message, brine_bytes signature)
{
    metered.signatures++;
    metered.work += brn_signature_cost(key, message.len);
    if (metered.answer != NULL)
        return metered.answer(key);
    return real(key, digest_len)->verify(context, key, digest, digest_len, message, signature);
}

const brine_provider *meter_provider(void)
{
    static brine_verifier verifiers[VERIFIERS_MAX];
    static const brine_verifier *list[VERIFIERS_MAX + 1];
    static brine_provider provider;

    provider = *brine_provider_default();
    for (size_t i = 0; i < VERIFIERS_MAX && provider.verifiers[i] != NULL; i++) {
        verifiers[i] = *provider.verifiers[i];
        verifiers[i].verify = verify;
        list[i] = &verifiers[i];
    }
    provider.verifiers = list;
    return &provider;
}
