/*
 * AEAD_AES_256_GCM (RFC 5116 section 5.2) by libsodium, which has it only where the
 * processor has AES-NI and PCLMULQDQ; nonce as in RFC 5288 section 3.
 */
#include "base/stack.h"
#include "crypto/declassify.h"
#include "crypto/provider/entries.h"

#include <brine/limits.h>
#include <sodium.h>

#define TAG_SIZE crypto_aead_aes256gcm_ABYTES

/*
 * libsodium leaves the key of GHASH below its callers: within 430 bytes in 1.0.18, as
 * tests/unit/crypto/stack_test.c measures it. Room for the versions to come is the rest.
 */
#define STACK_USED 1024

static bool available(void *context)
{
    (void)context;
    return brn_sodium_ready() && crypto_aead_aes256gcm_is_available() == 1;
}

static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    int failed = crypto_aead_aes256gcm_beforenm(state, key);

    (void)context;
    brn_wipe_stack(STACK_USED);
    return failed == 0 ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

static brine_result seal(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    int failed = crypto_aead_aes256gcm_encrypt_detached_afternm(out, out + len, NULL, in, len, ad,
                                                                ad_len, NULL, nonce, state);

    (void)context;
    brn_wipe_stack(STACK_USED);
    return failed == 0 ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

/*
 * When the tag is wrong, libsodium up to 1.0.18 has zeroed `out`. From 1.0.19 on it decrypts
 * before it verifies, and fills `out` with 0xd0. Wiping here leaves the same in either case.
 */
static brine_result open(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    int failed;

    (void)context;
    if (len < TAG_SIZE)
        return BRINE_ERROR_BAD_TAG;
    len -= TAG_SIZE;
    failed = crypto_aead_aes256gcm_decrypt_detached_afternm(out, NULL, in, len, in + len, ad,
                                                            ad_len, nonce, state);
    brn_wipe_stack(STACK_USED);
    BRN_DECLASSIFY(&failed, sizeof failed); /* it is what the caller gets to know */
    if (failed != 0)
        sodium_memzero(out, len);
    return failed != 0 ? BRINE_ERROR_BAD_TAG : BRINE_OK;
}

static void clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, sizeof(crypto_aead_aes256gcm_state));
}

const brine_aead brine_aead_aes_256_gcm_sodium = {
    .size = sizeof(brine_aead),
    .id = BRINE_AEAD_AES_256_GCM,
    .name = "AES-256-GCM",
    .implementation = "libsodium",
    .fast = true,
    .key_length = crypto_aead_aes256gcm_KEYBYTES,
    .fixed_iv_length = 4,
    .explicit_nonce_length = 8,
    .tag_length = TAG_SIZE,
    .blocks_limit = BRINE_GCM_BLOCKS_MAX,
    .state_size = sizeof(crypto_aead_aes256gcm_state),
    .state_align = 16,
    .available = available,
    .set_key = set_key,
    .seal = seal,
    .open = open,
    .clear = clear,
};
