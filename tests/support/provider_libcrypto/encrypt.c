#include "parts.h"

#include <openssl/rsa.h>

/* libcrypto draws the padding itself: `random` is not asked. */
static brine_result encrypt(void *context, brine_random_function random,
                            const brine_public_key *public_key, const uint8_t *message, size_t len,
                            uint8_t *out, size_t *out_len)
{
    EVP_PKEY *key;
    EVP_PKEY_CTX *c;
    bool good;

    (void)context;
    (void)random;
    if (public_key->kind != BRINE_KEY_RSA)
        return BRINE_ERROR_BAD_KEY;
    key = libcrypto_public_key(public_key);
    if (key == NULL)
        return BRINE_ERROR_BAD_KEY;
    c = EVP_PKEY_CTX_new(key, NULL);
    *out_len = public_key->modulus.len;
    good = c != NULL && EVP_PKEY_encrypt_init(c) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_encrypt(c, out, out_len, message, len) == 1;
    EVP_PKEY_CTX_free(c);
    EVP_PKEY_free(key);
    return good ? BRINE_OK : BRINE_ERROR_CRYPTO;
}

const brine_premaster_encrypter libcrypto_premaster_encrypter = {
    .size = sizeof(brine_premaster_encrypter),
    .implementation = "libcrypto",
    .encrypt = encrypt,
};
