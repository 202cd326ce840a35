/*
 * What the entries over libsodium make of a wrong tag, whatever libsodium did to `out` before it
 * said so: its versions differ. The linker puts the functions here in the place of libsodium's.
 */
#include "crypto/provider/entries.h"
#include "support/test.h"

#include <sodium.h>
#include <string.h>

#define LENGTH 100
#define TAG    16

static const uint8_t plain[LENGTH] = "plaintext that nobody has authenticated";

/* What a version leaves in m when it refuses. */
static void zeroes(uint8_t *m, size_t len)
{
    memset(m, 0, len); /* up to 1.0.18, and ChaCha20-Poly1305 in every version so far */
}

static void decrypts_and_fills(uint8_t *m, size_t len)
{
    memcpy(m, plain, len);
    memset(m, 0xd0, len); /* AES-256-GCM from 1.0.19 on */
}

static void decrypts(uint8_t *m, size_t len)
{
    memcpy(m, plain, len); /* no version does; what a wipe must not rely on */
}

static void (*const behaviours[])(uint8_t *m, size_t len) = {zeroes, decrypts_and_fills, decrypts};
static void (*behaviour)(uint8_t *m, size_t len);

int __wrap_crypto_aead_aes256gcm_decrypt_detached_afternm(
    unsigned char *m, unsigned char *nsec, const unsigned char *c, unsigned long long clen,
    const unsigned char *mac, const unsigned char *ad, unsigned long long adlen,
    const unsigned char *npub, const crypto_aead_aes256gcm_state *state);
int __wrap_crypto_aead_chacha20poly1305_ietf_decrypt_detached(
    unsigned char *m, unsigned char *nsec, const unsigned char *c, unsigned long long clen,
    const unsigned char *mac, const unsigned char *ad, unsigned long long adlen,
    const unsigned char *npub, const unsigned char *k);

int __wrap_crypto_aead_aes256gcm_decrypt_detached_afternm(
    unsigned char *m, unsigned char *nsec, const unsigned char *c, unsigned long long clen,
    const unsigned char *mac, const unsigned char *ad, unsigned long long adlen,
    const unsigned char *npub, const crypto_aead_aes256gcm_state *state)
{
    (void)nsec, (void)c, (void)mac, (void)ad, (void)adlen, (void)npub, (void)state;
    behaviour(m, (size_t)clen);
    return -1;
}

int __wrap_crypto_aead_chacha20poly1305_ietf_decrypt_detached(
    unsigned char *m, unsigned char *nsec, const unsigned char *c, unsigned long long clen,
    const unsigned char *mac, const unsigned char *ad, unsigned long long adlen,
    const unsigned char *npub, const unsigned char *k)
{
    (void)nsec, (void)c, (void)mac, (void)ad, (void)adlen, (void)npub, (void)k;
    behaviour(m, (size_t)clen);
    return -1;
}

static void refuse(const brine_aead *aead, uint8_t *in, uint8_t *out)
{
    static const _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    static const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], ad[13], zeros[LENGTH];

    memset(in, 0x5a, LENGTH + TAG);
    memset(out, 0x5a, LENGTH + TAG);
    assert_int_equal(aead->open(NULL, state, nonce, ad, sizeof ad, in, LENGTH + TAG, out),
                     BRINE_ERROR_BAD_TAG);
    assert_memory_equal(out, zeros, LENGTH);
    for (size_t i = 0; i < TAG; i++) /* and no more than that */
        assert_int_equal(out[LENGTH + i], 0x5a);
}

static void a_wrong_tag_leaves_zeros_whatever_libsodium_left(void **unused)
{
    static const brine_aead *const aeads[] = {&brine_aead_aes_256_gcm_sodium,
                                              &brine_aead_chacha20_poly1305_sodium};
    uint8_t in[LENGTH + TAG], out[LENGTH + TAG];

    (void)unused;
    for (size_t a = 0; a < sizeof aeads / sizeof *aeads; a++)
        for (size_t b = 0; b < sizeof behaviours / sizeof *behaviours; b++) {
            behaviour = behaviours[b];
            refuse(aeads[a], in, out);
            refuse(aeads[a], in, in);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_tag_leaves_zeros_whatever_libsodium_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
