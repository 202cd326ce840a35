/*
 * One digest for all settings that decide whom a connection trusts, who it is and what it
 * talks: a saved session is bound to it.
 */
#include "config/config.h"
#include "config/identity.h"
#include "crypto/provider/lookup.h"
#include "x509/trust/store.h"

#include <stdalign.h>

typedef struct absorber {
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
    const brine_hash *hash;
    void *context;
} absorber;

static void absorb(absorber *a, const uint8_t *data, size_t len)
{
    if (len > 0)
        a->hash->update(a->context, a->state, data, len);
}

/* With its length, so that no two lists of values look alike. */
static void absorb_sized(absorber *a, const uint8_t *data, size_t len)
{
    uint8_t size[4] = {(uint8_t)(len >> 24), (uint8_t)(len >> 16), (uint8_t)(len >> 8),
                       (uint8_t)len};

    absorb(a, size, sizeof size);
    absorb(a, data, len);
}

/* Every member of the policy, and the bytes of its choices as they lie: they have no padding. */
static void absorb_policy(absorber *a, const brn_verify_policy *policy)
{
    uint8_t anchors[32] = {0};

    if (policy->trust != NULL)
        brn_trust_fingerprint(policy->trust, anchors);
    absorb(a, anchors, sizeof anchors);
    absorb_sized(a, policy->pin_count > 0 ? policy->pins[0] : NULL, policy->pin_count * 32);
    absorb(a, (const uint8_t *)&policy->choices, sizeof policy->choices);
}

void brn_config_fingerprint(const brine_config *config, uint8_t out[32])
{
    absorber a = {.hash = brn_find_hash(config->provider, BRINE_HASH_SHA256),
                  .context = config->provider->context};
    const uint8_t flags[] = {
        config->require_staple,
        config->require_extended_master_secret,
        config->allow_legacy_renegotiation,
        config->verify_hook != NULL,
        config->match_identity,
        config->identity_hook != NULL,
        (uint8_t)(config->max_fragment_length / 256), /* none, or 512 to 4096 */
    };

    a.hash->init(a.context, a.state);
    absorb_policy(&a, &config->policy);
    absorb(&a, flags, sizeof flags);
    absorb_sized(&a, config->alpn, config->alpn_len);
    for (size_t i = 0; i < config->identity_count; i++)
        absorb_sized(&a, config->identities[i]->chain.data, config->identities[i]->chain.len);
    a.hash->final(a.context, a.state, out);
    a.hash->clear(a.context, a.state);
}
