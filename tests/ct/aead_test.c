/* AEAD: the key, what is sealed and what is opened must not show in branches and addresses. */
#include "ct/ct.h"
#include "leak.h"
#include "unit/crypto/tiers.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEN_MAX 2200

static void require(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

/* Seals a secret under a secret key; opens it; opens it again with a wrong tag. */
static void run(const brine_aead *a, size_t len, leak wanted)
{
    static const uint8_t nonce[BRINE_AEAD_NONCE_SIZE] = {1}, ad[13] = {2};
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    uint8_t key[BRINE_AEAD_KEY_MAX], plain[LEN_MAX], sealed[LEN_MAX + BRINE_AEAD_TAG_MAX];
    uint8_t opened[LEN_MAX];
    size_t sealed_len = len + a->tag_length;
    brine_result result;

    memset(key, 3, sizeof key);
    memset(plain, 4, sizeof plain);
    memset(sealed, 0, sizeof sealed);
    memset(opened, 0, sizeof opened);
    ct_secret(key, sizeof key);
    ct_secret(plain, sizeof plain);
    require(a->set_key(NULL, state, key) == BRINE_OK, "set_key");
    require(a->seal(NULL, state, nonce, ad, sizeof ad, plain, len, sealed) == BRINE_OK, "seal");
    require(ct_all_secret(sealed, sealed_len), "the tool lost sight of the secret");
    leak_if(wanted, sealed); /* still secret to the tool, though it goes to the network */
    ct_public(sealed, sizeof sealed);
    result = a->open(NULL, state, nonce, ad, sizeof ad, sealed, sealed_len, opened);
    ct_public(&result, sizeof result);
    require(result == BRINE_OK, "open");
    ct_public(opened, sizeof opened);
    ct_public(plain, sizeof plain);
    require(memcmp(opened, plain, len) == 0, "what was opened");
    sealed[sealed_len - 1] ^= 1;
    result = a->open(NULL, state, nonce, ad, sizeof ad, sealed, sealed_len, opened);
    ct_public(&result, sizeof result);
    require(result == BRINE_ERROR_BAD_TAG, "a wrong tag");
    a->clear(NULL, state);
}

int main(int argc, char **argv)
{
    static const size_t lengths[] = {0,   1,   15,  16,  17,  63,   64,  100,
                                     128, 200, 256, 300, 777, 1000, 2200};
    leak wanted = leak_wanted(argc, argv);

    for (size_t t = 0; t < AEAD_TIERS; t++) {
        const brine_aead *a = aead_tiers[t];

        if (!aead_runs(a)) {
            printf("%s, %s: not here\n", a->name, a->implementation);
            continue;
        }
#ifdef CT_MEMORY_SANITIZER
        if (strcmp(a->implementation, "libsodium") == 0)
            continue; /* not compiled by us: the sanitizer sees nothing in there */
#endif
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
            run(a, lengths[i], wanted);
        printf("%s, %s: done\n", a->name, a->implementation);
    }
    return 0;
}
