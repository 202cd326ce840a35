/*
 * X25519 and Ed25519: private keys must not show in branches and addresses. valgrind executes mulx,
 * adcx and adox, though it does not tell of them in CPUID.
 */
#include "crypto/curve25519/field25519_adx.h"
#include "crypto/provider/entries.h"
#include "ct/ct.h"
#include "leak.h"

#include <stdio.h>
#include <stdlib.h>

static void require(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

/* Numbers that are not random, marked as secret. */
static brine_result secret_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 0x77, len);
    ct_secret(out, len);
    return BRINE_OK;
}

static void agree(const brine_group *g, leak wanted)
{
    uint8_t private_key[32], public_key[32], shared[32];
    static const uint8_t small[32] = {1}; /* a point of small order: the secret would be zero */

    require(g->keygen(NULL, secret_random, private_key, public_key) == BRINE_OK, "keygen");
    ct_public(public_key, sizeof public_key);
    require(g->agree(NULL, private_key, public_key, 32, shared) == BRINE_OK, "agree");
    leak_if(wanted, shared);
    require(g->agree(NULL, private_key, small, 32, shared) == BRINE_ERROR_BAD_POINT, "refuse");
}

static void sign(leak wanted)
{
    const brine_signer *s = &brine_signer_ed25519_sodium;
    uint8_t seed[32], state[64], signature[BRINE_SIGNATURE_MAX];
    brine_private_key key = {.kind = BRINE_KEY_ED25519, .scalar = {seed, sizeof seed}};
    static const uint8_t message[100] = {1};
    size_t len;

    memset(seed, 5, sizeof seed);
    ct_secret(seed, sizeof seed);
    require(s->state_size(NULL, &key) == sizeof state, "state");
    require(s->load(NULL, state, &key) == BRINE_OK, "load");
    require(s->sign(NULL, secret_random, state, 0x0807, NULL, 0,
                    (brine_bytes){message, sizeof message}, signature, &len) == BRINE_OK,
            "sign");
    leak_if(wanted, seed);
}

int main(int argc, char **argv)
{
    leak wanted = leak_wanted(argc, argv);

    agree(&brine_group_x25519_sodium, wanted);
    agree(&brine_group_x25519_portable, wanted);
    if (brine_group_x25519_adx.available(NULL) || (BRN_F25519_ADX && RUNNING_ON_VALGRIND))
        agree(&brine_group_x25519_adx, wanted);
    else
        printf("ADX: not here\n");
    sign(wanted);
    return 0;
}
