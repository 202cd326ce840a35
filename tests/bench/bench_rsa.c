/*
 * RSA beside libcrypto. brine takes a key as it stands in a certificate at each verification;
 * libcrypto is measured with a loaded key, which spares it the work that depends on n only,
 * and with a key loaded each time, as a TLS client uses most keys.
 */
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

#include "bench.h"
#include "crypto/provider/entries.h"

typedef struct subject {
    EVP_PKEY *key;
    EVP_PKEY_CTX *verifier, *signer;
    uint8_t n[1024], e[8], primes[5][512];
    brine_public_key public_key;
    brine_private_key private_key;
    void *state;
    uint8_t digest[32], signature[1024];
    size_t len;
} subject;

static void require(int condition)
{
    if (condition != 1)
        abort();
}

static brine_bytes number(const subject *s, const char *name, uint8_t *out)
{
    BIGNUM *value = NULL;
    size_t len;

    require(EVP_PKEY_get_bn_param(s->key, name, &value));
    len = (size_t)BN_bn2bin(value, out);
    BN_clear_free(value);
    return (brine_bytes){out, len};
}

static void pad_for_sha256(EVP_PKEY_CTX *context)
{
    require(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING));
    require(EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()));
}

static subject *subject_new(unsigned bits)
{
    subject *s = calloc(1, sizeof *s);
    brine_private_key *private_key;

    require(s != NULL);
    s->key = EVP_RSA_gen(bits);
    s->verifier = EVP_PKEY_CTX_new(s->key, NULL);
    s->signer = EVP_PKEY_CTX_new(s->key, NULL);
    require(EVP_PKEY_verify_init(s->verifier));
    require(EVP_PKEY_sign_init(s->signer));
    pad_for_sha256(s->verifier);
    pad_for_sha256(s->signer);

    private_key = &s->private_key;
    private_key->kind = s->public_key.kind = BRINE_KEY_RSA;
    private_key->modulus = s->public_key.modulus = number(s, OSSL_PKEY_PARAM_RSA_N, s->n);
    private_key->exponent = s->public_key.exponent = number(s, OSSL_PKEY_PARAM_RSA_E, s->e);
    private_key->prime1 = number(s, OSSL_PKEY_PARAM_RSA_FACTOR1, s->primes[0]);
    private_key->prime2 = number(s, OSSL_PKEY_PARAM_RSA_FACTOR2, s->primes[1]);
    private_key->exponent1 = number(s, OSSL_PKEY_PARAM_RSA_EXPONENT1, s->primes[2]);
    private_key->exponent2 = number(s, OSSL_PKEY_PARAM_RSA_EXPONENT2, s->primes[3]);
    private_key->coefficient = number(s, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, s->primes[4]);
    s->state = calloc(1, brine_signer_rsa.state_size(NULL, private_key));
    require(s->state != NULL);
    require(brine_signer_rsa.load(NULL, s->state, private_key) == BRINE_OK);

    memset(s->digest, 7, sizeof s->digest);
    s->len = sizeof s->signature;
    require(EVP_PKEY_sign(s->signer, s->signature, &s->len, s->digest, sizeof s->digest));
    return s;
}

static void subject_free(subject *s)
{
    EVP_PKEY_CTX_free(s->verifier);
    EVP_PKEY_CTX_free(s->signer);
    EVP_PKEY_free(s->key);
    free(s->state);
    free(s);
}

static void verify_libcrypto(void *context)
{
    subject *s = context;

    require(EVP_PKEY_verify(s->verifier, s->signature, s->len, s->digest, sizeof s->digest));
}

static void verify_libcrypto_loading(void *context)
{
    subject *s = context;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn(s->public_key.modulus.data, (int)s->public_key.modulus.len, NULL);
    BIGNUM *e = BN_bin2bn(s->public_key.exponent.data, (int)s->public_key.exponent.len, NULL);
    EVP_PKEY_CTX *loader = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL), *verifier;
    EVP_PKEY *key = NULL;
    OSSL_PARAM *params;

    require(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n));
    require(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e));
    params = OSSL_PARAM_BLD_to_param(build);
    require(EVP_PKEY_fromdata_init(loader));
    require(EVP_PKEY_fromdata(loader, &key, EVP_PKEY_PUBLIC_KEY, params));
    verifier = EVP_PKEY_CTX_new(key, NULL);
    require(EVP_PKEY_verify_init(verifier));
    pad_for_sha256(verifier);
    require(EVP_PKEY_verify(verifier, s->signature, s->len, s->digest, sizeof s->digest));
    EVP_PKEY_CTX_free(verifier);
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(loader);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    BN_free(n);
    BN_free(e);
}

static void verify_brine(void *context)
{
    subject *s = context;

    require(brine_verifier_rsa_pkcs1_sha256.verify(
                NULL, &s->public_key, s->digest, 32, (brine_bytes){NULL, 0},
                (brine_bytes){s->signature, s->len}) == BRINE_OK);
}

static void sign_libcrypto(void *context)
{
    subject *s = context;
    uint8_t signature[1024];
    size_t len = sizeof signature;

    require(EVP_PKEY_sign(s->signer, signature, &len, s->digest, sizeof s->digest));
}

static void sign_brine(void *context)
{
    subject *s = context;
    uint8_t signature[BRINE_SIGNATURE_MAX];
    size_t len;

    require(brine_signer_rsa.sign(NULL, brine_random_sodium, s->state, 0x0401, s->digest, 32,
                                  (brine_bytes){NULL, 0}, signature, &len) == BRINE_OK);
}

int main(void)
{
    static const unsigned sizes[] = {2048, 3072, 4096};
    char title[64];

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        subject *s = subject_new(sizes[i]);
        bench_contender verifying[] = {
            {"libcrypto", verify_libcrypto, s, 0},
            {"libcrypto, loading the key", verify_libcrypto_loading, s, 0},
            {"brine", verify_brine, s, 0},
        };
        bench_contender signing[] = {
            {"libcrypto", sign_libcrypto, s, 0},
            {"brine", sign_brine, s, 0},
        };

        snprintf(title, sizeof title, "RSA-%u verify, PKCS#1 v1.5 SHA-256", sizes[i]);
        bench_run(verifying, 3);
        bench_print(title, verifying, 3, 0);
        if (sizes[i] == 2048) {
            bench_run(signing, 2);
            bench_print("RSA-2048 sign, PKCS#1 v1.5 SHA-256", signing, 2, 0);
        }
        subject_free(s);
    }
    return 0;
}
