#include "crypto/provider/lookup.h"

/* A provider may leave out a whole list. */
#define FOR_EACH(type, entry, list)                                                                \
    for (const type *const *entry = (list); entry != NULL && *entry != NULL; entry++)

static bool can_run(bool (*available)(void *context), void *context)
{
    return available == NULL || available(context);
}

const brine_suite *brn_find_suite(const brine_provider *provider, uint16_t id)
{
    FOR_EACH(brine_suite, at, provider->suites)
    if ((*at)->id == id)
        return *at;
    return NULL;
}

const brine_aead *brn_find_aead(const brine_provider *provider, brine_aead_id id)
{
    FOR_EACH(brine_aead, at, provider->aeads)
    if ((*at)->id == id && can_run((*at)->available, provider->context))
        return *at;
    return NULL;
}

const brine_hash *brn_find_hash(const brine_provider *provider, brine_hash_id id)
{
    FOR_EACH(brine_hash, at, provider->hashes)
    if ((*at)->id == id && can_run((*at)->available, provider->context))
        return *at;
    return NULL;
}

const brine_group *brn_find_group(const brine_provider *provider, brine_group_id id)
{
    FOR_EACH(brine_group, at, provider->groups)
    if ((*at)->id == id && can_run((*at)->available, provider->context))
        return *at;
    return NULL;
}

const brine_verifier *brn_find_verifier(const brine_provider *provider, brine_key_kind key,
                                        brine_group_id curve, brine_hash_id hash,
                                        brine_padding padding)
{
    FOR_EACH(brine_verifier, at, provider->verifiers)
    if ((*at)->key == key && (*at)->curve == curve && (*at)->hash == hash &&
        (*at)->padding == padding && can_run((*at)->available, provider->context))
        return *at;
    return NULL;
}

const brine_signer *brn_find_signer(const brine_provider *provider, brine_key_kind key,
                                    brine_group_id curve)
{
    FOR_EACH(brine_signer, at, provider->signers)
    if ((*at)->key == key && (*at)->curve == curve)
        return *at;
    return NULL;
}
