#include "wycheproof.h"

#include "crypto/hmac.h"

#include <string.h>

static brine_hash_id id_of(const wycheproof_case *c)
{
    if (strcmp(c->algorithm, "HMACSHA256") == 0)
        return BRINE_HASH_SHA256;
    if (strcmp(c->algorithm, "HMACSHA384") == 0)
        return BRINE_HASH_SHA384;
    if (strcmp(c->algorithm, "HMACSHA512") == 0)
        return BRINE_HASH_SHA512;
    wycheproof_fail(c->algorithm);
}

verdict wycheproof_mac(const wycheproof_case *c)
{
    brine_hash_id id = id_of(c);
    brine_bytes key = wycheproof_bytes(c->test, "key"), message = wycheproof_bytes(c->test, "msg");
    brine_bytes tag = wycheproof_bytes(c->test, "tag");
    verdict sum = VERDICT_NONE;

    for (size_t i = 0; c->providers[i] != NULL; i++) {
        const brine_provider *p = c->providers[i];

        for (size_t k = 0; p->hashes[k] != NULL; k++) {
            const brine_hash *hash = p->hashes[k];
            uint8_t mac[BRINE_HASH_OUTPUT_MAX];

            if (hash->id != id || !wycheproof_runs(c, p, hash->implementation, hash->available))
                continue;
            brn_hmac_once(p, hash, key.data, key.len, message.data, message.len, mac);
            /* a group may want the tag cut short */
            wycheproof_join(&sum,
                            tag.len <= hash->output_length &&
                                tag.len * 8 == (size_t)wycheproof_number(c->group, "tagSize") &&
                                wycheproof_equal(tag, mac, tag.len));
        }
    }
    return sum;
}
