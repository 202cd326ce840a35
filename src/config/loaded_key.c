#include "config/loaded_key.h"

#include "base/error.h"
#include "base/memory.h"
#include "crypto/provider/lookup.h"

brine_result brn_loaded_key_new(const brine_provider *provider, const brine_allocator *allocator,
                                const brine_private_key *key, const char *source,
                                brn_loaded_key *out, brine_error *error)
{
    const brine_signer *signer = brn_find_signer(provider, key->kind, key->curve);
    brn_loaded_key loaded = {.signer = signer, .context = provider->context};

    if (signer == NULL)
        return brn_fail(error, BRINE_ERROR_KEY_UNSUPPORTED, "config",
                        "provider '%s' can't sign with the kind of %s", provider->name, source);
    loaded.size = signer->state_size(provider->context, key);
    loaded.state = brn_allocate_aligned(allocator, loaded.size, signer->state_align);
    if (loaded.state == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "config", NULL);
    if (signer->load(provider->context, loaded.state, key) != BRINE_OK) {
        brn_release_aligned(allocator, loaded.state, loaded.size, signer->state_align);
        return brn_fail(error, BRINE_ERROR_KEY_MALFORMED, "config",
                        "the numbers of %s don't make a key", source);
    }
    *out = loaded;
    return BRINE_OK;
}

void brn_loaded_key_free(brn_loaded_key *key, const brine_allocator *allocator)
{
    if (key->state == NULL)
        return;
    key->signer->clear(key->context, key->state, key->size);
    brn_release_aligned(allocator, key->state, key->size, key->signer->state_align);
    *key = (brn_loaded_key){.state = NULL};
}

bool brn_loaded_key_public(const brn_loaded_key *key, uint8_t out[BRINE_RSA_MODULUS_MAX],
                           size_t *len)
{
    *len = BRINE_RSA_MODULUS_MAX;
    return key->signer->public_key(key->context, key->state, out, len) == BRINE_OK;
}
