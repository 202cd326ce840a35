/*
 * secp256r1 and secp384r1: private keys and nonces must not show in branches and addresses.
 * Each tier is forced in turn; valgrind executes mulx, adcx and adox, though it does not
 * tell of them in CPUID.
 */
#include <stdio.h>
#include <stdlib.h>

#include "crypto/ec/adx.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"
#include "ct/ct.h"
#include "leak.h"

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
    for (size_t i = 0; i < len; i++)
        out[i] = (uint8_t)(0x71 + 7 * i);
    ct_secret(out, len);
    return BRINE_OK;
}

static void agree(const brine_group *g, leak wanted)
{
    uint8_t private_key[BRINE_GROUP_PRIVATE_MAX], public_key[BRINE_GROUP_PUBLIC_MAX];
    uint8_t shared[BRINE_GROUP_SHARED_MAX], peer[BRINE_GROUP_PUBLIC_MAX];

    require(g->keygen(NULL, secret_random, private_key, public_key) == BRINE_OK, "keygen");
    ct_public(public_key, g->public_length);
    memcpy(peer, public_key, g->public_length);
    require(g->agree(NULL, private_key, peer, g->public_length, shared) == BRINE_OK, "agree");
    leak_if(wanted, shared);
    memset(private_key, 0, sizeof private_key); /* that it is none is told, and nothing more */
    ct_secret(private_key, sizeof private_key);
    require(g->agree(NULL, private_key, peer, g->public_length, shared) == BRINE_ERROR_BAD_KEY,
            "refuse");
}

static void sign(const brine_signer *signer, const brn_curve *c)
{
    static const struct {
        uint16_t scheme;
        size_t digest_len;
    } hashes[] = {{0x0403, 32}, {0x0503, 48}, {0x0603, 64}};
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[512];
    uint8_t scalar[BRN_FIELD_SIZE_MAX], digest[64], signature[BRINE_SIGNATURE_MAX];
    uint8_t public_key[BRINE_RSA_MODULUS_MAX];
    size_t len = sizeof public_key;
    brine_private_key key = {
        .kind = BRINE_KEY_EC, .curve = c->id, .scalar = {scalar, brn_field_size(c->scalar)}};

    require(secret_random(NULL, scalar, sizeof scalar) == BRINE_OK, "random");
    require(brn_ecdsa_signer_load(c, state, &key) == BRINE_OK, "load");
    require(signer->public_key(NULL, state, public_key, &len) == BRINE_OK, "public key");
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        memset(digest, 9, sizeof digest);
        ct_secret(digest, sizeof digest);
        require(signer->sign(NULL, secret_random, state, hashes[i].scheme, digest,
                             hashes[i].digest_len, (brine_bytes){NULL, 0}, signature,
                             &len) == BRINE_OK,
                "sign");
    }
    signer->clear(NULL, state, sizeof state);
}

/* What verification does with public numbers, done to a secret one. */
static void treat_as_public(const brn_curve *c, leak wanted)
{
    uint8_t bytes[BRN_FIELD_SIZE_MAX];
    brn_limb k[BRN_EC_LIMBS], index = 0;

    require(secret_random(NULL, bytes, sizeof bytes) == BRINE_OK, "random");
    (void)brn_scalar_read(c, k, bytes);
    if (wanted == LEAK_BRANCH)
        brn_field_invert_public(c->scalar, k, k);
    if (wanted == LEAK_ADDRESS) {
        (void)brn_comb_column(c, k, 0, &index);
        leak_sink = (uint8_t)((volatile const brn_limb *)c->comb.points[0])[index];
    }
}

int main(int argc, char **argv)
{
    leak wanted = leak_wanted(argc, argv);

    treat_as_public(&brn_curve_p256, wanted);
    agree(&brine_group_secp256r1, wanted);
    agree(&brine_group_secp384r1, wanted);
    sign(&brine_signer_ecdsa_p256, &brn_curve_p256);
    sign(&brine_signer_ecdsa_p384, &brn_curve_p384);
    if (brn_adx_available(NULL) || (BRN_EC_ADX && RUNNING_ON_VALGRIND)) {
        agree(&brine_group_secp256r1_adx, wanted);
        agree(&brine_group_secp384r1_adx, wanted);
        sign(&brine_signer_ecdsa_p256, &brn_curve_p256_adx);
        sign(&brine_signer_ecdsa_p384, &brn_curve_p384_adx);
    } else {
        printf("ADX: not here\n");
    }
    return 0;
}
