#include "verifiers.h"

#define VERIFIERS_MAX 32

size_t fuzz_verified;

static brine_result verify(void *context, const brine_public_key *key, const uint8_t *digest,
                           size_t digest_len, brine_bytes message, brine_bytes signature)
{
    (void)context;
    (void)key;
    (void)digest;
    (void)digest_len;
    (void)message;
    fuzz_verified++;
    return signature.len > 0 && signature.data[signature.len - 1] != 0xff
               ? BRINE_OK
               : BRINE_ERROR_BAD_SIGNATURE;
}

const brine_verifier *const *fuzz_verifiers(void)
{
    static brine_verifier verifiers[VERIFIERS_MAX];
    static const brine_verifier *list[VERIFIERS_MAX + 1];
    const brine_verifier *const *real = brine_provider_default()->verifiers;

    for (size_t i = 0; i < VERIFIERS_MAX && real[i] != NULL; i++) {
        verifiers[i] = *real[i];
        verifiers[i].verify = verify;
        list[i] = &verifiers[i];
    }
    return list;
}
