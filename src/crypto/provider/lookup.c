#include "crypto/provider/lookup.h"

const brine_suite *const *brn_provider_suites(const brine_provider *provider)
{
    static const brine_suite *const none[] = {NULL};

    return provider->suites != NULL ? provider->suites : none;
}

const brine_group *const *brn_provider_groups(const brine_provider *provider)
{
    static const brine_group *const none[] = {NULL};

    return provider->groups != NULL ? provider->groups : none;
}

static bool can_run(bool (*available)(void *context), void *context)
{
    return available == NULL || available(context);
}

/* Each search begins with `at != NULL`: a provider may leave out a whole list. */

const brine_suite *brn_find_suite(const brine_provider *provider, uint16_t id)
{
    for (const brine_suite *const *at = provider->suites; at != NULL && *at != NULL; at++)
        if ((*at)->id == id)
            return *at;
    return NULL;
}

const brine_aead *brn_find_aead(const brine_provider *provider, brine_aead_id id)
{
    for (const brine_aead *const *at = provider->aeads; at != NULL && *at != NULL; at++)
        if ((*at)->id == id && can_run((*at)->available, provider->context))
            return *at;
    return NULL;
}

const brine_hash *brn_find_hash(const brine_provider *provider, brine_hash_id id)
{
    for (const brine_hash *const *at = provider->hashes; at != NULL && *at != NULL; at++)
        if ((*at)->id == id && can_run((*at)->available, provider->context))
            return *at;
    return NULL;
}

const brine_group *brn_find_group(const brine_provider *provider, brine_group_id id)
{
    for (const brine_group *const *at = provider->groups; at != NULL && *at != NULL; at++)
        if ((*at)->id == id && can_run((*at)->available, provider->context))
            return *at;
    return NULL;
}

const brine_verifier *brn_find_verifier(const brine_provider *provider, brine_key_kind key,
                                        brine_group_id curve, brine_hash_id hash,
                                        brine_padding padding)
{
    for (const brine_verifier *const *at = provider->verifiers; at != NULL && *at != NULL; at++)
        if ((*at)->key == key && (*at)->curve == curve && (*at)->hash == hash &&
            (*at)->padding == padding && can_run((*at)->available, provider->context))
            return *at;
    return NULL;
}

const brine_signer *brn_find_signer(const brine_provider *provider, brine_key_kind key,
                                    brine_group_id curve)
{
    for (const brine_signer *const *at = provider->signers; at != NULL && *at != NULL; at++)
        if ((*at)->key == key && (*at)->curve == curve)
            return *at;
    return NULL;
}
