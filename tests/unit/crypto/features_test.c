/*
 * Each tier asks the processor for all that it uses: one that does not ends a program on an older
 * processor with SIGILL, and the machines that run these tests are not old. The program is linked
 * so that the library's question for a feature is answered here (the linker's --wrap).
 */
#include "crypto/bignum/montgomery_block.h"
#include "crypto/cpu.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"
#include "support/test.h"

#include <sodium.h>

static unsigned offered; /* features that this processor seems to have */

bool __wrap_brn_cpu_has(brn_cpu_feature feature);

bool __wrap_brn_cpu_has(brn_cpu_feature feature)
{
    return ((unsigned)feature & offered) == (unsigned)feature;
}

enum {
    ADX_AVX2 = BRN_CPU_ADX | BRN_CPU_AVX2,
    VAES_512_AVX2 = BRN_CPU_VAES_512 | BRN_CPU_AVX2,
    EVERYTHING = 1023
};

static const struct {
    const brine_aead *aead;
    const brine_hash *hash;
    const brine_group *group;
    const brine_verifier *verifier;
    unsigned needed;
} tiers[] = {
    {.aead = &brine_aead_aes_128_gcm_aesni, .needed = BRN_CPU_AESNI},
    {.aead = &brine_aead_aes_256_gcm_aesni, .needed = BRN_CPU_AESNI},
    {.aead = &brine_aead_aes_128_gcm_vaes256, .needed = BRN_CPU_VAES_256},
    {.aead = &brine_aead_aes_256_gcm_vaes256, .needed = BRN_CPU_VAES_256},
    {.aead = &brine_aead_aes_128_gcm_vaes512, .needed = BRN_CPU_VAES_512},
    {.aead = &brine_aead_aes_256_gcm_vaes512, .needed = BRN_CPU_VAES_512},
    {.aead = &brine_aead_aes_128_gcm_armv8, .needed = BRN_CPU_ARMV8_AES},
    {.aead = &brine_aead_aes_256_gcm_armv8, .needed = BRN_CPU_ARMV8_AES},
    {.aead = &brine_aead_chacha20_poly1305_avx2, .needed = BRN_CPU_AVX2},
    {.aead = &brine_aead_chacha20_poly1305_avx512, .needed = VAES_512_AVX2},
    {.hash = &brine_hash_sha256_shani, .needed = BRN_CPU_SHANI},
    {.hash = &brine_hash_sha256_armv8, .needed = BRN_CPU_ARMV8_SHA2},
    {.hash = &brine_hash_sha384_avx2, .needed = BRN_CPU_AVX2},
    {.hash = &brine_hash_sha512_avx2, .needed = BRN_CPU_AVX2},
    {.group = &brine_group_x25519_adx, .needed = BRN_CPU_ADX},
    {.group = &brine_group_secp256r1_adx, .needed = ADX_AVX2},
    {.group = &brine_group_secp384r1_adx, .needed = ADX_AVX2},
    {.verifier = &brine_verifier_ecdsa_p256_sha256_adx, .needed = ADX_AVX2},
    {.verifier = &brine_verifier_ecdsa_p256_sha384_adx, .needed = ADX_AVX2},
    {.verifier = &brine_verifier_ecdsa_p256_sha512_adx, .needed = ADX_AVX2},
    {.verifier = &brine_verifier_ecdsa_p384_sha256_adx, .needed = ADX_AVX2},
    {.verifier = &brine_verifier_ecdsa_p384_sha384_adx, .needed = ADX_AVX2},
    {.verifier = &brine_verifier_ecdsa_p384_sha512_adx, .needed = ADX_AVX2},
};

static bool is_available(size_t i)
{
    if (tiers[i].aead != NULL)
        return tiers[i].aead->available(NULL);
    if (tiers[i].hash != NULL)
        return tiers[i].hash->available(NULL);
    if (tiers[i].group != NULL)
        return tiers[i].group->available(NULL);
    return tiers[i].verifier->available(NULL);
}

static void a_tier_is_available_with_all_that_it_needs_alone(void **state)
{
    size_t met = 0;

    (void)state;
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++) {
        offered = tiers[i].needed;
        if (!is_available(i))
            continue; /* not compiled for this machine */
        met++;
        for (unsigned feature = 1; feature < EVERYTHING; feature *= 2) {
            if ((tiers[i].needed & feature) == 0)
                continue;
            offered = EVERYTHING & ~feature;
            if (is_available(i))
                fail_msg("tier %zu is there without feature %u", i, feature);
        }
    }
#if BRN_X86_64_ASSEMBLY && defined(__OPTIMIZE__)
    assert_true(met >= 15);
#else
    (void)met;
#endif
}

static void what_has_one_entry_chooses_by_the_same(void **state)
{
    static const uint8_t one[48] = {[31] = 1, [47] = 1};
    const brine_private_key p256 = {
        .kind = BRINE_KEY_EC, .curve = BRINE_GROUP_SECP256R1, .scalar = {one, 32}};
    const brine_private_key p384 = {
        .kind = BRINE_KEY_EC, .curve = BRINE_GROUP_SECP384R1, .scalar = {one, 48}};
    static const unsigned without[] = {BRN_CPU_ADX, BRN_CPU_AVX2};
    brn_ecdsa_key key;

    (void)state;
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        offered = EVERYTHING & ~without[i];
        assert_int_equal(brine_signer_ecdsa_p256.load(NULL, &key, &p256), BRINE_OK);
        assert_ptr_equal(key.curve, &brn_curve_p256);
        assert_int_equal(brine_signer_ecdsa_p384.load(NULL, &key, &p384), BRINE_OK);
        assert_ptr_equal(key.curve, &brn_curve_p384);
    }
    offered = EVERYTHING & ~(unsigned)BRN_CPU_ADX;
    assert_ptr_equal(brn_block_kernel_here(), &brn_block_kernel_c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tier_is_available_with_all_that_it_needs_alone),
        cmocka_unit_test(what_has_one_entry_chooses_by_the_same),
    };

    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
