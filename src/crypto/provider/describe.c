#include "crypto/provider/lookup.h"

/*
 * `serving` is asked of the look-up itself, so that the description can't differ from
 * what a connection gets.
 */
typedef struct guide {
    const brine_provider *provider;
    bool (*visit)(void *visit_context, const brine_algorithm *algorithm);
    void *visit_context;
} guide;

static bool show(const guide *g, const char *kind, const char *name, const char *implementation,
                 bool (*available)(void *context), bool serving)
{
    brine_algorithm algorithm = {
        .kind = kind,
        .name = name,
        .implementation = implementation,
        .available = available == NULL || available(g->provider->context),
        .serving = serving,
    };

    return g->visit(g->visit_context, &algorithm);
}

static bool show_aeads(const guide *g)
{
    const brine_provider *p = g->provider;

    for (size_t i = 0; p->aeads != NULL && p->aeads[i] != NULL; i++) {
        const brine_aead *a = p->aeads[i];

        if (!show(g, "aead", a->name, a->implementation, a->available,
                  brn_find_aead(p, a->id) == a))
            return false;
    }
    return true;
}

static bool show_hashes(const guide *g)
{
    const brine_provider *p = g->provider;

    for (size_t i = 0; p->hashes != NULL && p->hashes[i] != NULL; i++) {
        const brine_hash *h = p->hashes[i];

        if (!show(g, "hash", h->name, h->implementation, h->available,
                  brn_find_hash(p, h->id) == h))
            return false;
    }
    return true;
}

static bool show_groups(const guide *g)
{
    const brine_provider *p = g->provider;

    for (size_t i = 0; p->groups != NULL && p->groups[i] != NULL; i++) {
        const brine_group *group = p->groups[i];

        if (!show(g, "group", group->name, group->implementation, group->available,
                  brn_find_group(p, group->id) == group))
            return false;
    }
    return true;
}

static bool show_verifiers(const guide *g)
{
    const brine_provider *p = g->provider;

    for (size_t i = 0; p->verifiers != NULL && p->verifiers[i] != NULL; i++) {
        const brine_verifier *v = p->verifiers[i];

        if (!show(g, "verifier", v->name, v->implementation, v->available,
                  brn_find_verifier(p, v->key, v->curve, v->hash, v->padding) == v))
            return false;
    }
    return true;
}

static bool show_signers(const guide *g)
{
    const brine_provider *p = g->provider;

    for (size_t i = 0; p->signers != NULL && p->signers[i] != NULL; i++) {
        const brine_signer *s = p->signers[i];

        if (!show(g, "signer", s->name, s->implementation, NULL,
                  brn_find_signer(p, s->key, s->curve) == s))
            return false;
    }
    return true;
}

void brine_provider_describe(const brine_provider *provider,
                             bool (*visit)(void *visit_context, const brine_algorithm *algorithm),
                             void *visit_context)
{
    guide g = {provider, visit, visit_context};

    if (provider == NULL || visit == NULL)
        return;
    if (show_aeads(&g) && show_hashes(&g) && show_groups(&g) && show_verifiers(&g) &&
        show_signers(&g) && provider->premaster_encrypter != NULL)
        show(&g, "premaster_encrypter", "RSAES-PKCS1-v1_5",
             provider->premaster_encrypter->implementation, NULL, true);
}
