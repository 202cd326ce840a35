#include "residue/sealed_key.h"

#include "residue/key_client.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#define KEY_LEN    32 /* AES-256 */
#define ITERATIONS 3
#define COST       16
#define BLOCK_SIZE 8

static unsigned char salt[16] = "a salt of sixtee", iv[16] = "another sixteen.";

static void must(bool ok)
{
    if (!ok)
        abort();
}

static const EVP_MD *hash_of(sealed_how how)
{
    return how == SEALED_PBKDF2_SHA512 ? EVP_sha512() : EVP_sha256();
}

static X509_ALGOR *algorithm_of(sealed_how how)
{
    int prf = how == SEALED_PBKDF2_SHA512 ? NID_hmacWithSHA512 : NID_hmacWithSHA256;

    return how == SEALED_SCRYPT
               ? PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt, sizeof salt, iv, COST, BLOCK_SIZE,
                                       1)
               : PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), ITERATIONS, salt, sizeof salt, iv, prf);
}

static void derive(sealed_how how, const char *passphrase, uint8_t key[KEY_LEN])
{
    if (how == SEALED_SCRYPT)
        must(EVP_PBE_scrypt(passphrase, PASSPHRASE_LEN, salt, sizeof salt, COST, BLOCK_SIZE, 1, 0,
                            key, KEY_LEN) == 1);
    else
        must(PKCS5_PBKDF2_HMAC(passphrase, PASSPHRASE_LEN, salt, sizeof salt, ITERATIONS,
                               hash_of(how), KEY_LEN, key) == 1);
}

static void make_passphrase(unsigned which, char out[PASSPHRASE_LEN])
{
    for (size_t i = 0; i < PASSPHRASE_LEN; i++)
        out[i] = passphrase_byte(which, i);
}

static void add_passphrase(secrets *s, sealed_how how, unsigned which)
{
    const char *hash = how == SEALED_PBKDF2_SHA512 ? "SHA512" : "SHA256";
    char passphrase[PASSPHRASE_LEN];
    uint8_t key[KEY_LEN];

    make_passphrase(which, passphrase);
    derive(how, passphrase, key);
    secrets_add_hmac_key(s, "the passphrase", hash,
                         (peer_slice){(const uint8_t *)passphrase, sizeof passphrase});
    secrets_add_aes_key(s, key, sizeof key); /* the first of its round keys is the key */
    secrets_add(s, "the key that decrypts", key, sizeof key);
}

static void add_private_key(secrets *s, EVP_PKEY *key)
{
    BIGNUM *number = NULL;
    uint8_t scalar[32];

    must(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
         BN_bn2binpad(number, scalar, sizeof scalar) == sizeof scalar);
    secrets_add(s, "the private key", scalar, sizeof scalar);
    BN_clear_free(number);
}

static void take_text(BIO *bio, char out[SEALED_TEXT_SIZE])
{
    int length = BIO_read(bio, out, SEALED_TEXT_SIZE - 1);

    must(length > 0);
    out[length] = '\0';
    BIO_free(bio);
}

static void write_key(EVP_PKEY *key, sealed_how how, char out[SEALED_TEXT_SIZE])
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    BIO *bio = BIO_new(BIO_s_mem());
    char passphrase[PASSPHRASE_LEN];
    X509_SIG *sealed;

    make_passphrase(PASSPHRASE_RIGHT, passphrase);
    sealed = PKCS8_set0_pbe(passphrase, PASSPHRASE_LEN, info, algorithm_of(how));
    must(sealed != NULL && PEM_write_bio_PKCS8(bio, sealed) == 1);
    take_text(bio, out);
    X509_SIG_free(sealed);
    PKCS8_PRIV_KEY_INFO_free(info);
}

void sealed_key_make(sealed_key *out, const peer_identity *identity, sealed_how how, secrets *s)
{
    BIO *bio = BIO_new(BIO_s_mem());
    peer_slice leaf = identity->chain[0];

    must(PEM_write_bio(bio, "CERTIFICATE", "", leaf.data, (long)leaf.len) > 0);
    take_text(bio, out->chain);
    write_key(identity->key, how, out->key);
    add_passphrase(s, how, PASSPHRASE_RIGHT);
    add_passphrase(s, how, PASSPHRASE_WRONG);
    add_private_key(s, identity->key);
}
