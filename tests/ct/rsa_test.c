/*
 * RSA: private keys, blinding, salts, padding and premaster secrets must not show in branches
 * and addresses; neither must numbers of any length in the Montgomery core below.
 */
#include "any_cpu.h"
#include "crypto/bignum/montgomery_wide.h"
#include "crypto/bignum/product.h"
#include "crypto/provider/entries.h"
#include "ct/ct.h"
#include "leak.h"
#include "unit/crypto/rsa_vectors.h"

#include <brine/limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static brine_result secret_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    randombytes_buf(out, len);
    ct_secret(out, len);
    return BRINE_OK;
}

static brine_bytes number(uint8_t *out, const char *hex)
{
    size_t len;

    require(sodium_hex2bin(out, 256, hex, strlen(hex), NULL, &len, NULL) == 0, "hex");
    return (brine_bytes){out, len};
}

/* Whether a call succeeded is no secret. */
static void require_ok(brine_result result, const char *what)
{
    ct_public(&result, sizeof result);
    require(result == BRINE_OK, what);
}

static void sign(leak wanted)
{
    static uint8_t n[256], e[256], secrets[5][256], expected[256];
    static uint8_t signature[BRINE_SIGNATURE_MAX];
    brine_private_key key = {.kind = BRINE_KEY_RSA};
    uint8_t digest[48];
    void *state;
    size_t len;

    key.modulus = number(n, RFC7520_N);
    key.exponent = number(e, RFC7520_E);
    key.prime1 = number(secrets[0], RFC7520_P);
    key.prime2 = number(secrets[1], RFC7520_Q);
    key.exponent1 = number(secrets[2], RFC7520_DP);
    key.exponent2 = number(secrets[3], RFC7520_DQ);
    key.coefficient = number(secrets[4], RFC7520_Q_INVERSE);
    number(expected, RFC7520_RS256_SIGNATURE);
    crypto_hash_sha256(digest, (const uint8_t *)RFC7520_RS256_INPUT, strlen(RFC7520_RS256_INPUT));
    ct_secret(secrets, sizeof secrets);
    ct_secret(digest, sizeof digest);

    state = calloc(1, brine_signer_rsa.state_size(NULL, &key));
    require(state != NULL, "memory");
    require_ok(brine_signer_rsa.load(NULL, state, &key), "load");
    require_ok(brine_signer_rsa.sign(NULL, secret_random, state, 0x0401, digest, 32,
                                     (brine_bytes){NULL, 0}, signature, &len),
               "sign with PKCS#1 v1.5");
    leak_if(wanted, signature);
    require(ct_all_secret(signature, len), "the tool lost sight of the secret");
    ct_public(signature, sizeof signature);
    require(len == 256 && memcmp(signature, expected, 256) == 0, "another signature");
    require_ok(brine_signer_rsa.sign(NULL, secret_random, state, 0x0805, digest, 48,
                                     (brine_bytes){NULL, 0}, signature, &len),
               "sign with PSS");

    /* A key that does not fit is found out as silently. */
    secrets[2][127] ^= 1;
    {
        brine_result result = brine_signer_rsa.load(NULL, state, &key);

        ct_public(&result, sizeof result);
        require(result == BRINE_ERROR_BAD_KEY, "a bad key was loaded");
    }
    free(state);
}

static void encrypt(leak wanted)
{
    static uint8_t n[256], e[256], out[BRINE_RSA_MODULUS_MAX];
    brine_public_key key = {.kind = BRINE_KEY_RSA};
    uint8_t premaster[48];
    size_t len;

    key.modulus = number(n, RFC7520_N);
    key.exponent = number(e, RFC7520_E);
    secret_random(NULL, premaster, sizeof premaster);
    require_ok(brine_premaster_encrypter_rsa.encrypt(NULL, secret_random, &key, premaster,
                                                     sizeof premaster, out, &len),
               "encrypt");
    require(ct_all_secret(out, len), "the tool lost sight of the secret");
    leak_if(wanted, out);
}

/* A secret modulus that fills its limbs, and a number below it. */
static void draw(brn_limb *n, brn_limb *a, size_t count)
{
    static uint8_t bytes[BRN_LIMBS_MAX * BRN_LIMB_SIZE];
    size_t len = count * BRN_LIMB_SIZE;

    randombytes_buf(bytes, len);
    bytes[0] |= 0x80;
    bytes[len - 1] |= 1;
    ct_secret(bytes, len);
    brn_limbs_from_bytes(n, count, bytes, len);
    brn_limbs_from_bytes(a, count - 1, bytes + 1, len - BRN_LIMB_SIZE);
    a[count - 1] = 0;
}

/* What takes numbers of any count, of limbs.h and montgomery.h; and the outcome is let out. */
static void compute_rest(brn_limb *x, const brn_limb *a, const brn_limb *b, const brn_mont *m,
                         leak wanted)
{
    static uint8_t bytes[BRN_LIMBS_MAX * BRN_LIMB_SIZE];
    static brn_limb scratch[BRN_MONT_INVERSE_SCRATCH(BRN_LIMBS_MAX * BRN_LIMB_BITS)];
    size_t count = m->count, len = count * BRN_LIMB_SIZE;

    brn_mont_inverse(x, x, m, len * 8, scratch);
    brn_mont_add(x, x, b, m);
    brn_mont_subtract(x, a, x, m);
    brn_limbs_select(x, brn_limbs_mask_less(x, a, count), x, b, count);
    brn_limbs_select(x, brn_limbs_mask_zero(x, count) | brn_limbs_mask_equal(x, m->n, count), a, x,
                     count);
    brn_limbs_to_bytes(bytes, len, x, count);
    require(ct_all_secret(bytes, len), "the tool lost sight of the secret");
    leak_if(wanted, bytes);
}

/* Everything of product.h and montgomery_wide.h that does not end in _public. */
static void compute_wide(size_t count, leak wanted)
{
    static brn_limb n[BRN_LIMBS_MAX], a[BRN_LIMBS_MAX], b[BRN_LIMBS_MAX], x[BRN_LIMBS_MAX],
        rr[BRN_LIMBS_MAX], wide[2 * BRN_LIMBS_MAX], scratch[BRN_WIDE_POWER_SCRATCH(BRN_LIMBS_MAX)];
    brn_mont m;

    draw(n, a, count);
    m = brn_wide_init(n, rr, count, count * BRN_LIMB_BITS - 8);
    brn_wide_enter(b, a, &m);
    brn_wide_multiply(x, a, b, &m);
    brn_wide_square(x, x, &m);
    brn_limbs_multiply(wide, x, a, count);
    brn_wide_reduce(x, wide, &m);
    brn_limbs_square(wide, a, count);
    brn_wide_power(x, x, a, 64, &m, scratch);
    brn_wide_power_word(x, x, 65537, &m);
    brn_wide_leave(x, x, &m);
    compute_rest(x, a, b, &m, wanted);
}

/* And of montgomery.h. */
static void compute_small(size_t count, leak wanted)
{
    static brn_limb n[BRN_SMALL_LIMBS], a[BRN_SMALL_LIMBS], b[BRN_SMALL_LIMBS], x[BRN_SMALL_LIMBS];
    brn_mont m;

    draw(n, a, count);
    m = (brn_mont){n, a, count, brn_mont_inverse_limb(n[0])};
    brn_mont_enter(b, a, &m);
    brn_mont_multiply(x, a, b, &m);
    brn_mont_square(x, x, &m);
    brn_mont_leave(x, x, &m);
    compute_rest(x, a, b, &m, wanted);
}

int main(int argc, char **argv)
{
    static const size_t small[] = {2, 4, 6, 8, 9, 12, 17}, wide[] = {8, 16, 24};
    leak wanted = leak_wanted(argc, argv);
    unsigned tiers[] = {0, BRN_CPU_ADX};

    require(sodium_init() >= 0, "libsodium");
    for (size_t i = 0; i < (BRN_X86_64 ? 2 : 1); i++) {
        any_cpu_features = tiers[i];
        for (size_t j = 0; j < sizeof small / sizeof *small; j++)
            compute_small(small[j], wanted);
        for (size_t j = 0; j < sizeof wide / sizeof *wide; j++)
            compute_wide(wide[j], wanted);
        sign(wanted);
        encrypt(wanted);
        printf("%s: done\n", tiers[i] == 0 ? "plain C" : "mulx, adcx, adox");
    }
    return 0;
}
