#include "support/peer/suite.h"

#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const peer_suite peer_suites[PEER_SUITE_COUNT] = {
    {0xC02B, "ECDHE-ECDSA-AES128-GCM-SHA256", "AES-128-GCM",       "SHA256", 16, 4,  8, false, true},
    {0xC02C, "ECDHE-ECDSA-AES256-GCM-SHA384", "AES-256-GCM",       "SHA384", 32, 4,  8, false, true},
    {0xC02F, "ECDHE-RSA-AES128-GCM-SHA256",   "AES-128-GCM",       "SHA256", 16, 4,  8, false, false},
    {0xC030, "ECDHE-RSA-AES256-GCM-SHA384",   "AES-256-GCM",       "SHA384", 32, 4,  8, false, false},
    {0xCCA8, "ECDHE-RSA-CHACHA20-POLY1305",   "ChaCha20-Poly1305", "SHA256", 32, 12, 0, false, false},
    {0xCCA9, "ECDHE-ECDSA-CHACHA20-POLY1305", "ChaCha20-Poly1305", "SHA256", 32, 12, 0, false, true},
    {0x009C, "AES128-GCM-SHA256",             "AES-128-GCM",       "SHA256", 16, 4,  8, true,  false},
    {0x009D, "AES256-GCM-SHA384",             "AES-256-GCM",       "SHA384", 32, 4,  8, true,  false},
};
/* clang-format on */

/* libcrypto failing is a broken test machine, not something that a test examines. */
static void must(bool ok)
{
    if (!ok)
        abort();
}

const peer_suite *peer_suite_find(uint16_t id)
{
    for (size_t i = 0; i < PEER_SUITE_COUNT; i++)
        if (peer_suites[i].id == id)
            return &peer_suites[i];
    return NULL;
}

size_t peer_hash(const char *digest, peer_slice data, uint8_t out[PEER_HASH_MAX])
{
    size_t len = 0;

    must(EVP_Q_digest(NULL, digest, NULL, data.data, data.len, out, &len) == 1);
    return len;
}

static size_t hmac(const char *digest, peer_slice key, const peer_bytes *data, uint8_t *out)
{
    size_t len = 0;
    static const uint8_t none[1];
    const uint8_t *key_data = key.len ? key.data : none;

    must(EVP_Q_mac(NULL, "HMAC", NULL, digest, NULL, key_data, key.len, data->data, data->len, out,
                   PEER_HASH_MAX, &len) != NULL);
    return len;
}

void peer_prf(const peer_suite *suite, peer_slice secret, const char *label, peer_slice seed1,
              peer_slice seed2, uint8_t *out, size_t len)
{
    peer_bytes seed = {0}, input = {0};
    uint8_t a[PEER_HASH_MAX], block[PEER_HASH_MAX];
    size_t size;

    peer_put(&seed, label, strlen(label));
    peer_put_slice(&seed, seed1);
    peer_put_slice(&seed, seed2);
    size = hmac(suite->digest, secret, &seed, a); /* A(1) */
    for (size_t done = 0, n; done < len; done += n) {
        input.len = 0;
        peer_put(&input, a, size);
        peer_put(&input, seed.data, seed.len);
        hmac(suite->digest, secret, &input, block);
        n = len - done < size ? len - done : size;
        memcpy(out + done, block, n);
        input.len = size;
        hmac(suite->digest, secret, &input, a);
    }
    peer_bytes_free(&seed);
    peer_bytes_free(&input);
}

void peer_key_block(const peer_suite *suite, const uint8_t master[PEER_MASTER_LENGTH],
                    const uint8_t client_random[32], const uint8_t server_random[32],
                    peer_keys *client, peer_keys *server)
{
    uint8_t block[2 * (32 + 12)];
    const uint8_t *at = block;
    peer_slice secret = {master, PEER_MASTER_LENGTH};
    peer_slice seed1 = {server_random, 32}, seed2 = {client_random, 32};

    peer_prf(suite, secret, "key expansion", seed1, seed2, block,
             2 * (suite->key_length + suite->fixed_iv_length));
    memset(client, 0, sizeof *client);
    memset(server, 0, sizeof *server);
    client->suite = server->suite = suite;
    memcpy(client->key, at, suite->key_length);
    memcpy(server->key, at += suite->key_length, suite->key_length);
    memcpy(client->iv, at += suite->key_length, suite->fixed_iv_length);
    memcpy(server->iv, at += suite->fixed_iv_length, suite->fixed_iv_length);
}

static void make_nonce(const peer_keys *keys, const uint8_t *explicit_nonce, uint8_t nonce[12])
{
    uint8_t sequence[8];

    memcpy(nonce, keys->iv, 12);
    if (keys->suite->explicit_length) {
        memcpy(nonce + keys->suite->fixed_iv_length, explicit_nonce, 8);
        return;
    }
    peer_set_number(sequence, keys->sequence, 8);
    for (size_t i = 0; i < 8; i++)
        nonce[4 + i] ^= sequence[i];
}

static void make_additional_data(const peer_keys *keys, uint8_t type, uint16_t version, size_t len,
                                 uint8_t ad[13])
{
    peer_set_number(ad, keys->sequence, 8);
    ad[8] = type;
    peer_set_number(ad + 9, version, 2);
    peer_set_number(ad + 11, len, 2);
}

static EVP_CIPHER_CTX *begin(const peer_keys *keys, const uint8_t nonce[12], const uint8_t ad[13],
                             int encrypt)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, keys->suite->cipher, NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int len = 0;

    must(cipher && context &&
         EVP_CipherInit_ex2(context, cipher, keys->key, nonce, encrypt, NULL) == 1 &&
         EVP_CipherUpdate(context, NULL, &len, ad, 13) == 1);
    EVP_CIPHER_free(cipher);
    return context;
}

void peer_seal(peer_keys *keys, uint8_t type, uint16_t version, const uint8_t explicit_nonce[8],
               peer_slice plaintext, peer_bytes *fragment)
{
    uint8_t nonce[12], ad[13];
    EVP_CIPHER_CTX *context;
    size_t start;
    int len = 0;

    make_nonce(keys, explicit_nonce, nonce);
    make_additional_data(keys, type, version, plaintext.len, ad);
    peer_put(fragment, explicit_nonce, keys->suite->explicit_length);
    start = fragment->len;
    peer_put_zeros(fragment, plaintext.len + PEER_TAG_LENGTH);
    context = begin(keys, nonce, ad, 1);
    if (plaintext.len)
        must(EVP_CipherUpdate(context, fragment->data + start, &len, plaintext.data,
                              (int)plaintext.len) == 1);
    must(EVP_CipherFinal_ex(context, fragment->data + start + plaintext.len, &len) == 1 &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, PEER_TAG_LENGTH,
                             fragment->data + start + plaintext.len) == 1);
    EVP_CIPHER_CTX_free(context);
    keys->sequence++;
}

bool peer_open(peer_keys *keys, uint8_t type, uint16_t version, peer_slice fragment,
               peer_bytes *plaintext)
{
    uint8_t nonce[12], ad[13], tag[PEER_TAG_LENGTH];
    size_t overhead = keys->suite->explicit_length + PEER_TAG_LENGTH;
    size_t start = plaintext->len, n;
    EVP_CIPHER_CTX *context;
    int len = 0;
    bool ok;

    if (fragment.len < overhead)
        return false;
    n = fragment.len - overhead;
    make_nonce(keys, fragment.data, nonce);
    make_additional_data(keys, type, version, n, ad);
    memcpy(tag, fragment.data + fragment.len - PEER_TAG_LENGTH, PEER_TAG_LENGTH);
    /* One byte more than needed, so that Final has somewhere to point at when n is 0. */
    peer_put_zeros(plaintext, n + 1);
    context = begin(keys, nonce, ad, 0);
    ok = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, PEER_TAG_LENGTH, tag) == 1 &&
         (n == 0 || EVP_CipherUpdate(context, plaintext->data + start, &len,
                                     fragment.data + keys->suite->explicit_length, (int)n) == 1) &&
         EVP_CipherFinal_ex(context, plaintext->data + start + n, &len) == 1;
    EVP_CIPHER_CTX_free(context);
    plaintext->len = ok ? start + n : start;
    keys->sequence++;
    return ok;
}
