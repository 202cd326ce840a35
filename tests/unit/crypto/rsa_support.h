/*
 * RSA keys for tests: as brine takes them and as libcrypto does.
 */
#ifndef BRINE_TESTS_CRYPTO_RSA_SUPPORT_H
#define BRINE_TESTS_CRYPTO_RSA_SUPPORT_H

#include <brine/limits.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "crypto/provider/entries.h"
#include "unit/crypto/hex.h"
#include "unit/crypto/rsa_vectors.h"

#define RSA_BYTES_MAX (BRINE_RSA_BITS_MAX / 8)

typedef struct rsa_key {
    uint8_t n[RSA_BYTES_MAX + 1], e[9];
    uint8_t p[RSA_BYTES_MAX], q[RSA_BYTES_MAX], dp[RSA_BYTES_MAX], dq[RSA_BYTES_MAX],
        q_inverse[RSA_BYTES_MAX];
    brine_public_key public_key;
    brine_private_key private_key;
    EVP_PKEY *pkey;
} rsa_key;

static inline brine_bytes rsa_number(uint8_t *out, const BIGNUM *number)
{
    return (brine_bytes){out, (size_t)BN_bn2bin(number, out)};
}

/* From p, q and e; ends with rsa_key_free. */
static inline void rsa_key_from_primes(rsa_key *key, const BIGNUM *p, const BIGNUM *q,
                                       uint64_t exponent)
{
    uint8_t e_bytes[8];
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *n = BN_new(), *e = BN_new(), *d = BN_new(), *dp = BN_new(), *dq = BN_new(),
           *q_inverse = BN_new(), *p1 = BN_dup(p), *q1 = BN_dup(q), *order = BN_new();
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    OSSL_PARAM *params;

    for (size_t i = 0; i < sizeof e_bytes; i++)
        e_bytes[i] = (uint8_t)(exponent >> (56 - 8 * i));
    assert_true(BN_mul(n, p, q, bn) && BN_bin2bn(e_bytes, sizeof e_bytes, e) &&
                BN_sub_word(p1, 1) && BN_sub_word(q1, 1) && BN_mul(order, p1, q1, bn));
    assert_non_null(BN_mod_inverse(d, e, order, bn));
    assert_non_null(BN_mod_inverse(q_inverse, q, p, bn));
    assert_true(BN_nnmod(dp, d, p1, bn) && BN_nnmod(dq, d, q1, bn));

    *key = (rsa_key){0};
    key->private_key.kind = key->public_key.kind = BRINE_KEY_RSA;
    key->private_key.modulus = key->public_key.modulus = rsa_number(key->n, n);
    key->private_key.exponent = key->public_key.exponent = rsa_number(key->e, e);
    key->private_key.prime1 = rsa_number(key->p, p);
    key->private_key.prime2 = rsa_number(key->q, q);
    key->private_key.exponent1 = rsa_number(key->dp, dp);
    key->private_key.exponent2 = rsa_number(key->dq, dq);
    key->private_key.coefficient = rsa_number(key->q_inverse, q_inverse);
    key->public_key.bits = (size_t)BN_num_bits(n);

    assert_true(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_D, d) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_FACTOR1, p) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_FACTOR2, q) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_EXPONENT1, dp) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_EXPONENT2, dq) &&
                OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, q_inverse));
    params = OSSL_PARAM_BLD_to_param(build);
    assert_int_equal(EVP_PKEY_fromdata_init(context), 1);
    assert_int_equal(EVP_PKEY_fromdata(context, &key->pkey, EVP_PKEY_KEYPAIR, params), 1);

    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    BN_free(n);
    BN_free(e);
    BN_free(d);
    BN_free(dp);
    BN_free(dq);
    BN_free(q_inverse);
    BN_free(p1);
    BN_free(q1);
    BN_free(order);
    BN_CTX_free(bn);
}

/* The key of RFC 7520. */
static inline void rsa_key_rfc7520(rsa_key *key)
{
    BIGNUM *p = NULL, *q = NULL;

    BN_hex2bn(&p, RFC7520_P);
    BN_hex2bn(&q, RFC7520_Q);
    rsa_key_from_primes(key, p, q, 65537);
    BN_free(p);
    BN_free(q);
}

/* Two new primes. libcrypto sets their two top bits: the modulus is as long as both together. */
static inline void rsa_key_generate(rsa_key *key, int first_bits, int second_bits)
{
    BIGNUM *p = BN_new(), *q = BN_new();

    do {
        assert_true(BN_generate_prime_ex(p, first_bits, 0, NULL, NULL, NULL));
        assert_true(BN_generate_prime_ex(q, second_bits, 0, NULL, NULL, NULL));
    } while (BN_cmp(p, q) == 0 || BN_mod_word(p, 65537) == 1 || BN_mod_word(q, 65537) == 1);
    rsa_key_from_primes(key, p, q, 65537);
    BN_free(p);
    BN_free(q);
}

static inline void rsa_key_free(rsa_key *key)
{
    EVP_PKEY_free(key->pkey);
}

/* out = in^d mod n by libcrypto, without any padding. */
static inline void rsa_raw_sign(const rsa_key *key, const uint8_t *in, uint8_t *out)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key->pkey, NULL);
    size_t len = key->public_key.modulus.len;

    assert_int_equal(EVP_PKEY_sign_init(context), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING), 1);
    assert_int_equal(EVP_PKEY_sign(context, out, &len, in, len), 1);
    assert_int_equal(len, key->public_key.modulus.len);
    EVP_PKEY_CTX_free(context);
}

typedef struct rsa_hash {
    brine_hash_id id;
    size_t len;
    const brine_hash *ours;
    const EVP_MD *theirs;
    const brine_verifier *pkcs1, *pss, *pss_key;
    uint16_t pkcs1_scheme, pss_scheme, pss_key_scheme;
} rsa_hash;

/* SHA-256, SHA-384, SHA-512 for i = 0, 1, 2. */
static inline rsa_hash rsa_hash_at(size_t i)
{
    if (i == 0)
        return (rsa_hash){BRINE_HASH_SHA256,
                          32,
                          &brine_hash_sha256_sodium,
                          EVP_sha256(),
                          &brine_verifier_rsa_pkcs1_sha256,
                          &brine_verifier_rsa_pss_sha256,
                          &brine_verifier_rsa_pss_key_sha256,
                          0x0401,
                          0x0804,
                          0x0809};
    if (i == 1)
        return (rsa_hash){BRINE_HASH_SHA384,
                          48,
                          &brine_hash_sha384_sodium,
                          EVP_sha384(),
                          &brine_verifier_rsa_pkcs1_sha384,
                          &brine_verifier_rsa_pss_sha384,
                          &brine_verifier_rsa_pss_key_sha384,
                          0x0501,
                          0x0805,
                          0x080A};
    return (rsa_hash){BRINE_HASH_SHA512,
                      64,
                      &brine_hash_sha512_sodium,
                      EVP_sha512(),
                      &brine_verifier_rsa_pkcs1_sha512,
                      &brine_verifier_rsa_pss_sha512,
                      &brine_verifier_rsa_pss_key_sha512,
                      0x0601,
                      0x0806,
                      0x080B};
}

static inline void rsa_digest(const rsa_hash *hash, const void *data, size_t len, uint8_t *out)
{
    assert_int_equal(EVP_Digest(data, len, out, NULL, hash->theirs, NULL), 1);
}

/* A context of libcrypto to sign or verify digests with; salt_len < 0 for PKCS#1 v1.5. */
static inline EVP_PKEY_CTX *rsa_libcrypto(const rsa_key *key, const rsa_hash *hash, bool sign,
                                          int salt_len)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key->pkey, NULL);

    assert_int_equal(sign ? EVP_PKEY_sign_init(context) : EVP_PKEY_verify_init(context), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(context, salt_len < 0 ? RSA_PKCS1_PADDING
                                                                        : RSA_PKCS1_PSS_PADDING),
                     1);
    assert_int_equal(EVP_PKEY_CTX_set_signature_md(context, hash->theirs), 1);
    if (salt_len >= 0)
        assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt_len), 1);
    return context;
}

static inline void rsa_libcrypto_sign(const rsa_key *key, const rsa_hash *hash, int salt_len,
                                      const uint8_t *digest, uint8_t *signature)
{
    EVP_PKEY_CTX *context = rsa_libcrypto(key, hash, true, salt_len);
    size_t len = key->public_key.modulus.len;

    assert_int_equal(EVP_PKEY_sign(context, signature, &len, digest, hash->len), 1);
    EVP_PKEY_CTX_free(context);
}

static inline bool rsa_libcrypto_accepts(const rsa_key *key, const rsa_hash *hash, int salt_len,
                                         const uint8_t *digest, const uint8_t *signature,
                                         size_t len)
{
    EVP_PKEY_CTX *context = rsa_libcrypto(key, hash, false, salt_len);
    int answer = EVP_PKEY_verify(context, signature, len, digest, hash->len);

    EVP_PKEY_CTX_free(context);
    return answer == 1;
}

#endif
