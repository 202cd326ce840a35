#include "wycheproof.h"

#include <string.h>

static brine_group_id id_of(const wycheproof_case *c)
{
    const char *curve = wycheproof_text(c->group, "curve");

    if (strcmp(curve, "secp256r1") == 0)
        return BRINE_GROUP_SECP256R1;
    if (strcmp(curve, "secp384r1") == 0)
        return BRINE_GROUP_SECP384R1;
    if (strcmp(curve, "curve25519") == 0)
        return BRINE_GROUP_X25519;
    wycheproof_fail(curve);
}

/* The private key as the group wants it: X25519's are strings, the others' numbers. */
static void private_key_of(const wycheproof_case *c, const brine_group *g,
                           uint8_t out[BRINE_GROUP_PRIVATE_MAX])
{
    brine_bytes key = g->id == BRINE_GROUP_X25519 ? wycheproof_bytes(c->test, "private")
                                                  : wycheproof_integer(c->test, "private");

    if (key.len > g->private_length)
        wycheproof_fail("a private key is too long");
    memset(out, 0, g->private_length);
    if (key.len > 0)
        memcpy(out + (g->private_length - key.len), key.data, key.len);
}

static bool agrees(const wycheproof_case *c, const brine_provider *p, const brine_group *g)
{
    brine_bytes peer = wycheproof_bytes(c->test, "public");
    uint8_t private_key[BRINE_GROUP_PRIVATE_MAX], shared[BRINE_GROUP_SHARED_MAX];

    private_key_of(c, g, private_key);
    if (g->agree(p->context, private_key, peer.data, peer.len, shared) != BRINE_OK)
        return false;
    /* a file without results may lack the secret too: then agreeing is all that can be told */
    return !cJSON_HasObjectItem(c->test, "shared") ||
           wycheproof_equal(wycheproof_bytes(c->test, "shared"), shared, g->shared_length);
}

verdict wycheproof_exchange(const wycheproof_case *c)
{
    brine_group_id id = id_of(c);
    verdict sum = VERDICT_NONE;

    for (size_t i = 0; c->providers[i] != NULL; i++) {
        const brine_provider *p = c->providers[i];

        for (size_t k = 0; p->groups[k] != NULL; k++) {
            const brine_group *g = p->groups[k];

            if (g->id == id && wycheproof_runs(c, p, g->implementation, g->available))
                wycheproof_join(&sum, agrees(c, p, g));
        }
    }
    return sum;
}
