#include "wycheproof.h"

#include <stdalign.h>
#include <string.h>

#define ROOM 4096

/* Sealing gives the test's ciphertext and tag, and opening those gives its plaintext. */
static bool seals_and_opens(const brine_provider *p, const brine_aead *a, const cJSON *test)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    uint8_t given[ROOM + BRINE_AEAD_TAG_MAX], made[ROOM + BRINE_AEAD_TAG_MAX], opened[ROOM];
    brine_bytes key = wycheproof_bytes(test, "key"), nonce = wycheproof_bytes(test, "iv");
    brine_bytes ad = wycheproof_bytes(test, "aad"), plain = wycheproof_bytes(test, "msg");
    brine_bytes sealed = wycheproof_bytes(test, "ct"), tag = wycheproof_bytes(test, "tag");
    size_t len = sealed.len + tag.len;
    bool opens, seals;

    if (key.len != a->key_length || plain.len > ROOM || sealed.len > ROOM)
        wycheproof_fail("an AEAD test does not fit");
    memcpy(given, sealed.data, sealed.len);
    memcpy(given + sealed.len, tag.data, tag.len);
    if (a->set_key(p->context, state, key.data) != BRINE_OK)
        wycheproof_fail("set_key");
    opens =
        a->open(p->context, state, nonce.data, ad.data, ad.len, given, len, opened) == BRINE_OK &&
        wycheproof_equal(plain, opened, sealed.len);
    seals = a->seal(p->context, state, nonce.data, ad.data, ad.len, plain.data, plain.len, made) ==
                BRINE_OK &&
            plain.len + a->tag_length == len && memcmp(made, given, len) == 0;
    a->clear(p->context, state);
    return opens && seals;
}

static brine_aead_id id_of(const wycheproof_case *c)
{
    if (strcmp(c->algorithm, "CHACHA20-POLY1305") == 0)
        return BRINE_AEAD_CHACHA20_POLY1305;
    if (strcmp(c->algorithm, "AES-GCM") != 0)
        wycheproof_fail(c->algorithm);
    return wycheproof_number(c->group, "keySize") == 128 ? BRINE_AEAD_AES_128_GCM
                                                         : BRINE_AEAD_AES_256_GCM;
}

verdict wycheproof_aead(const wycheproof_case *c)
{
    brine_aead_id id = id_of(c);
    verdict sum = VERDICT_NONE;

    if (wycheproof_number(c->group, "ivSize") != 96 ||
        wycheproof_number(c->group, "tagSize") != 128 ||
        wycheproof_number(c->group, "keySize") == 192)
        return VERDICT_SKIP;
    for (size_t i = 0; c->providers[i] != NULL; i++) {
        const brine_provider *p = c->providers[i];

        for (size_t k = 0; p->aeads[k] != NULL; k++) {
            const brine_aead *a = p->aeads[k];

            if (a->id == id && wycheproof_runs(c, p, a->implementation, a->available))
                wycheproof_join(&sum, seals_and_opens(p, a, c->test));
        }
    }
    return sum;
}
