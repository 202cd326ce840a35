/*
 * Replacing one algorithm: the default provider with an AES-128-GCM that counts the records
 * it seals and leaves the work to the one that was there.
 *
 * A provider is data: copy it, copy one of its arrays with your entry in front, and hand
 * the copy to a config. All that is replaced stays in this file; nothing is registered.
 */
#include <brine/brine.h>
#include <stdio.h>

static const brine_aead *original;
static unsigned long sealed;

static brine_result counting_seal(void *context, const void *state,
                                  const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                                  size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    sealed++; /* a program with threads would count atomically */
    return original->seal(context, state, nonce, ad, ad_len, in, len, out);
}

/* The entry that would have served: the first of its algorithm that is available. */
static const brine_aead *find(const brine_provider *provider, brine_aead_id id)
{
    for (const brine_aead *const *aead = provider->aeads; *aead != NULL; aead++)
        if ((*aead)->id == id &&
            ((*aead)->available == NULL || (*aead)->available(provider->context)))
            return *aead;
    return NULL;
}

static bool print(void *context, const brine_algorithm *algorithm)
{
    (void)context;
    printf("%s %s: %s\n", algorithm->kind, algorithm->name, algorithm->implementation);
    return true;
}

int main(void)
{
    static const uint8_t key[BRINE_AEAD_KEY_MAX], nonce[BRINE_AEAD_NONCE_SIZE], text[5];
    static _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    uint8_t record[sizeof text + BRINE_AEAD_TAG_MAX];
    brine_provider provider = *brine_provider_default();
    const brine_aead *aeads[32] = {NULL}; /* NULL ends an array of a provider */
    brine_config *config = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_aead counting;

    original = find(&provider, BRINE_AEAD_AES_128_GCM);
    if (original == NULL)
        return 1;
    counting = *original;
    counting.implementation = "counting";
    counting.seal = counting_seal;
    aeads[0] = &counting; /* in front: the first that is available wins */
    for (size_t i = 0; i + 2 < sizeof aeads / sizeof *aeads && provider.aeads[i] != NULL; i++)
        aeads[i + 1] = provider.aeads[i];
    provider.aeads = aeads;

    brine_result result = brine_config_new_with(&provider, NULL, &config, &error);
    if (result == BRINE_OK)
        result = brine_config_use_system(config);
    if (result == BRINE_OK)
        result = brine_config_insecure_skip_chain(config); /* this program makes no connection */
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        brine_config_describe(config, print, NULL);
    if (result == BRINE_OK) /* what a connection would do with it */
        result = counting.set_key(provider.context, state, key);
    if (result == BRINE_OK)
        result = counting.seal(provider.context, state, nonce, NULL, 0, text, sizeof text, record);
    counting.clear(provider.context, state);
    printf("records sealed: %lu\n", sealed);
    if (result != BRINE_OK)
        fprintf(stderr, "%s\n", error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_config_free(config);
    return result == BRINE_OK && sealed == 1 ? 0 : 1;
}
