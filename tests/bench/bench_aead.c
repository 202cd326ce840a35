/*
 * Records of 16 KiB, of a packet, of 1 KiB and short ones: every tier that this machine can run,
 * beside libcrypto and BearSSL. One operation seals or opens one record under a key that is in
 * place.
 */
#include "unit/crypto/tiers.h"

#include "bench.h"

#include <bearssl.h>
#include <openssl/evp.h>
#include <stdalign.h>
#include <string.h>

#define RECORD 16384
#define AD_LEN 13

static const uint8_t key[32] = {1, 2, 3}, nonce[12] = {4, 5, 6}, ad[AD_LEN] = {7};

typedef struct record {
    const brine_aead *aead;
    EVP_CIPHER_CTX *evp;
    br_aes_ct64_ctr_keys bear_keys;
    size_t len;
    alignas(64) uint8_t state[BRINE_AEAD_STATE_MAX];
    alignas(64) uint8_t sealed[RECORD + 16], out[RECORD + 16];
} record;

static void require(bool good)
{
    if (!good) {
        fputs("a contender failed\n", stderr);
        exit(1);
    }
}

static void brine_seals(void *context)
{
    record *r = context;

    require(r->aead->seal(NULL, r->state, nonce, ad, AD_LEN, r->out, r->len, r->out) == BRINE_OK);
}

static void brine_opens(void *context)
{
    record *r = context;

    require(r->aead->open(NULL, r->state, nonce, ad, AD_LEN, r->sealed, r->len + 16, r->out) ==
            BRINE_OK);
}

static void libcrypto_seals(void *context)
{
    record *r = context;
    int made;

    require(EVP_EncryptInit_ex(r->evp, NULL, NULL, NULL, nonce) == 1 &&
            EVP_EncryptUpdate(r->evp, NULL, &made, ad, AD_LEN) == 1 &&
            EVP_EncryptUpdate(r->evp, r->out, &made, r->out, (int)r->len) == 1 &&
            EVP_EncryptFinal_ex(r->evp, r->out + r->len, &made) == 1 &&
            EVP_CIPHER_CTX_ctrl(r->evp, EVP_CTRL_AEAD_GET_TAG, 16, r->out + r->len) == 1);
}

static void libcrypto_opens(void *context)
{
    record *r = context;
    uint8_t nothing[16];
    int made;

    require(EVP_DecryptInit_ex(r->evp, NULL, NULL, NULL, nonce) == 1 &&
            EVP_CIPHER_CTX_ctrl(r->evp, EVP_CTRL_AEAD_SET_TAG, 16, r->sealed + r->len) == 1 &&
            EVP_DecryptUpdate(r->evp, NULL, &made, ad, AD_LEN) == 1 &&
            EVP_DecryptUpdate(r->evp, r->out, &made, r->sealed, (int)r->len) == 1 &&
            EVP_DecryptFinal_ex(r->evp, nothing, &made) == 1);
}

static void bearssl_seals(void *context)
{
    record *r = context;
    br_gcm_context gcm;

    br_gcm_init(&gcm, &r->bear_keys.vtable, br_ghash_ctmul64);
    br_gcm_reset(&gcm, nonce, sizeof nonce);
    br_gcm_aad_inject(&gcm, ad, AD_LEN);
    br_gcm_flip(&gcm);
    br_gcm_run(&gcm, 1, r->out, r->len);
    br_gcm_get_tag(&gcm, r->out + r->len);
}

static void bearssl_opens(void *context)
{
    record *r = context;
    br_gcm_context gcm;

    memcpy(r->out, r->sealed, r->len);
    br_gcm_init(&gcm, &r->bear_keys.vtable, br_ghash_ctmul64);
    br_gcm_reset(&gcm, nonce, sizeof nonce);
    br_gcm_aad_inject(&gcm, ad, AD_LEN);
    br_gcm_flip(&gcm);
    br_gcm_run(&gcm, 0, r->out, r->len);
    require(br_gcm_check_tag(&gcm, r->sealed + r->len) == 1);
}

static void contend(const char *title, brine_aead_id id, const EVP_CIPHER *cipher, bool open,
                    size_t len)
{
    static record records[AEAD_TIERS + 2];
    bench_contender contenders[AEAD_TIERS + 2];
    size_t count = 0, key_length = (size_t)EVP_CIPHER_get_key_length(cipher);
    record *r = records;

    r->evp = EVP_CIPHER_CTX_new();
    r->len = len;
    require(r->evp != NULL && EVP_EncryptInit_ex(r->evp, cipher, NULL, key, nonce) == 1);
    libcrypto_seals(r);
    memcpy(r->sealed, r->out, len + 16);
    contenders[count++] =
        (bench_contender){"libcrypto", open ? libcrypto_opens : libcrypto_seals, r, 0};
    if (id != BRINE_AEAD_CHACHA20_POLY1305) {
        r = &records[count];
        r->len = len;
        br_aes_ct64_ctr_init(&r->bear_keys, key, key_length);
        memcpy(r->sealed, records[0].sealed, len + 16);
        contenders[count++] =
            (bench_contender){"BearSSL ct64", open ? bearssl_opens : bearssl_seals, r, 0};
    }
    for (size_t i = 0; i < AEAD_TIERS; i++) {
        if (aead_tiers[i]->id != id || !aead_runs(aead_tiers[i]))
            continue;
        r = &records[count];
        r->len = len;
        r->aead = aead_tiers[i];
        require(r->aead->set_key(NULL, r->state, key) == BRINE_OK);
        memcpy(r->sealed, records[0].sealed, len + 16);
        contenders[count++] =
            (bench_contender){r->aead->implementation, open ? brine_opens : brine_seals, r, 0};
    }
    bench_run(contenders, count);
    bench_print(title, contenders, count, len);
    EVP_CIPHER_CTX_free(records[0].evp);
}

int main(void)
{
    const brine_aead_id ids[] = {BRINE_AEAD_AES_128_GCM, BRINE_AEAD_AES_256_GCM,
                                 BRINE_AEAD_CHACHA20_POLY1305};
    const EVP_CIPHER *const ciphers[] = {EVP_aes_128_gcm(), EVP_aes_256_gcm(),
                                         EVP_chacha20_poly1305()};
    const char *const names[] = {"AES-128-GCM", "AES-256-GCM", "ChaCha20-Poly1305"};
    const size_t lengths[] = {RECORD, 1500, 1024, 64};
    char title[80];

    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
        for (size_t i = 0; i < 3; i++)
            for (int open = 0; open < 2; open++) {
                snprintf(title, sizeof title, "%s, %s %zu bytes", names[i], open ? "open" : "seal",
                         lengths[l]);
                contend(title, ids[i], ciphers[i], open, lengths[l]);
            }
    return 0;
}
