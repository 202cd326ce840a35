/* Hashes and HMAC: key and message must not show in branches and addresses. */
#include "crypto/hmac.h"
#include "ct/ct.h"
#include "leak.h"
#include "unit/crypto/tiers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEN_MAX 500

static void run(const brine_hash *h, size_t key_len, size_t len, leak wanted)
{
    static const brine_provider provider = {.size = sizeof provider};
    uint8_t key[200], message[LEN_MAX], mac[BRINE_HASH_OUTPUT_MAX];
    brn_hmac hmac;

    memset(key, 3, sizeof key);
    memset(message, 4, sizeof message);
    memset(mac, 0, sizeof mac);
    ct_secret(key, sizeof key);
    ct_secret(message, sizeof message);
    brn_hmac_init(&hmac, &provider, h, key, key_len);
    brn_hmac_update(&hmac, message, len / 3);
    brn_hmac_update(&hmac, message + len / 3, len - len / 3);
    brn_hmac_final(&hmac, mac);
    brn_hmac_clear(&hmac);
    if (!ct_all_secret(mac, h->output_length)) {
        fputs("the tool lost sight of the secret\n", stderr);
        exit(1);
    }
    leak_if(wanted, mac);
}

int main(int argc, char **argv)
{
    static const size_t key_lengths[] = {32, 48, 64, 128, 200};
    static const size_t lengths[] = {0, 1, 55, 56, 64, 111, 112, 128, 200, 500};
    leak wanted = leak_wanted(argc, argv);

    for (size_t t = 0; t < HASH_TIERS; t++) {
        const brine_hash *h = hash_tiers[t];

        if (!hash_runs(h)) {
            printf("%s, %s: not here\n", h->name, h->implementation);
            continue;
        }
#ifdef CT_MEMORY_SANITIZER
        if (strcmp(h->implementation, "libsodium") == 0)
            continue; /* not compiled by us: the sanitizer sees nothing in there */
#endif
        for (size_t k = 0; k < sizeof key_lengths / sizeof *key_lengths; k++)
            for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
                run(h, key_lengths[k], lengths[i], wanted);
        printf("%s, %s: done\n", h->name, h->implementation);
    }
    return 0;
}
