#include "x509/key/key_derivation.h"

#include "base/stack.h"
#include "x509/asn1/der.h"
#include "x509/asn1/oid.h"

#include <brine/limits.h>
#include <sodium.h>
#include <string.h>

static brine_result fail(brine_result code, const char **rule, const char *why)
{
    *rule = why;
    return code;
}

/* ---- PBKDF2: RFC 8018 section 5.2 ---- */

/* The first block is enough: no key asked for here is longer than a hash. */
#define PBKDF2(name, hash)                                                                         \
    static brine_result name(const brn_key_derivation *how, brine_bytes passphrase, uint8_t *key,  \
                             size_t key_len)                                                       \
    {                                                                                              \
        static const uint8_t first[4] = {0, 0, 0, 1};                                              \
        crypto_auth_##hash##_state keyed, running;                                                 \
        uint8_t u[crypto_auth_##hash##_BYTES], sum[crypto_auth_##hash##_BYTES];                    \
                                                                                                   \
        crypto_auth_##hash##_init(&keyed, passphrase.data, passphrase.len);                        \
        running = keyed;                                                                           \
        crypto_auth_##hash##_update(&running, how->salt.data, how->salt.len);                      \
        crypto_auth_##hash##_update(&running, first, sizeof first);                                \
        crypto_auth_##hash##_final(&running, u);                                                   \
        memcpy(sum, u, sizeof sum);                                                                \
        for (uint32_t i = 1; i < how->iterations; i++) {                                           \
            running = keyed;                                                                       \
            crypto_auth_##hash##_update(&running, u, sizeof u);                                    \
            crypto_auth_##hash##_final(&running, u);                                               \
            for (size_t j = 0; j < sizeof sum; j++)                                                \
                sum[j] ^= u[j];                                                                    \
        }                                                                                          \
        memcpy(key, sum, key_len);                                                                 \
        sodium_memzero(&keyed, sizeof keyed);                                                      \
        sodium_memzero(&running, sizeof running);                                                  \
        sodium_memzero(u, sizeof u);                                                               \
        sodium_memzero(sum, sizeof sum);                                                           \
        return BRINE_OK;                                                                           \
    }

PBKDF2(pbkdf2_sha256, hmacsha256)
PBKDF2(pbkdf2_sha512, hmacsha512)

/* keyLength INTEGER (1..MAX) OPTIONAL, of both derivations. */
static bool read_key_length(brn_reader *r, brn_key_derivation *out)
{
    return !brn_der_next_is(r, BRN_DER_INTEGER) ||
           (brn_der_read_u32(r, &out->key_len) && out->key_len != 0);
}

/* prf AlgorithmIdentifier DEFAULT hmacWithSHA1, with NULL or without parameters. */
static brine_result read_prf(brn_reader *r, brn_key_derivation *out, const char **rule)
{
    brn_reader prf;
    brine_bytes oid;

    if (brn_reader_empty(r))
        return fail(BRINE_ERROR_KEY_ENCRYPTED, rule,
                    "is encrypted by way of HMAC-SHA-1, which brine does not use: convert it with "
                    "openssl pkcs8 -topk8 -in KEY -out NEW_KEY");
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &prf) || !brn_reader_empty(r) ||
        !brn_der_read_oid(&prf, &oid) || (!brn_reader_empty(&prf) && !brn_der_read_null(&prf)) ||
        !brn_reader_empty(&prf))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBKDF2-params");
    if (brn_bytes_equal(oid, brn_oid_hmac_with_sha256))
        out->derive = pbkdf2_sha256;
    else if (brn_bytes_equal(oid, brn_oid_hmac_with_sha512))
        out->derive = pbkdf2_sha512;
    else
        return fail(BRINE_ERROR_KEY_ENCRYPTED, rule,
                    "is encrypted by way of another HMAC than SHA-256's and SHA-512's: convert it "
                    "with openssl pkcs8 -topk8 -in KEY -out NEW_KEY");
    return BRINE_OK;
}

/* PBKDF2-params: RFC 8018 appendix A.2. */
static brine_result read_pbkdf2(brn_reader *r, brn_key_derivation *out, const char **rule)
{
    if (!brn_der_read(r, BRN_DER_OCTET_STRING, &out->salt) ||
        !brn_der_read_u32(r, &out->iterations) || out->iterations == 0 || !read_key_length(r, out))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBKDF2-params");
    if (out->iterations > BRINE_KEY_ITERATIONS_MAX)
        return fail(BRINE_ERROR_LIMIT, rule,
                    "is encrypted with more than 10,000,000 iterations of PBKDF2 "
                    "(BRINE_KEY_ITERATIONS_MAX)");
    return read_prf(r, out, rule);
}

/* ---- scrypt: RFC 7914 ---- */

/*
 * libsodium leaves the key below its callers, where its PBKDF2 put it together, and states of HMAC:
 * within 1,650 bytes in 1.0.18, as tests/unit/crypto/stack_test.c measures it. Room for the
 * versions to come is the rest.
 */
#define SCRYPT_STACK 2560

static brine_result scrypt(const brn_key_derivation *how, brine_bytes passphrase, uint8_t *key,
                           size_t key_len)
{
    int failed = crypto_pwhash_scryptsalsa208sha256_ll(
        passphrase.data, passphrase.len, how->salt.data, how->salt.len, how->cost, how->block_size,
        how->parallelization, key, key_len);

    brn_wipe_stack(SCRYPT_STACK);
    return failed == 0 ? BRINE_OK : BRINE_ERROR_OUT_OF_MEMORY;
}

/*
 * Whether 128 N r bytes, and p times the work for them, are within the limits; none wraps. That
 * r is small keeps the 128 r p bytes of step 1 small, whose hashing takes longer than the rest.
 */
static bool scrypt_is_bounded(const brn_key_derivation *how)
{
    uint64_t memory = UINT64_C(128) * how->cost;

    return how->block_size <= BRINE_KEY_SCRYPT_BLOCK_MAX &&
           how->parallelization <= BRINE_KEY_SCRYPT_PARALLEL_MAX &&
           memory <= BRINE_KEY_SCRYPT_MEMORY_MAX &&
           memory * how->block_size <= BRINE_KEY_SCRYPT_MEMORY_MAX;
}

/*
 * Section 2: N is a power of 2, larger than 1 and less than 2^(16 r). An N of 32 bits is too large
 * for no other r than 1. libsodium does not look.
 */
static bool scrypt_cost_is_valid(const brn_key_derivation *how)
{
    return how->cost >= 2 && (how->cost & (how->cost - 1)) == 0 &&
           (how->block_size > 1 || how->cost < UINT32_C(1) << 16);
}

/* scrypt-params: section 7. */
static brine_result read_scrypt(brn_reader *r, brn_key_derivation *out, const char **rule)
{
    if (!brn_der_read(r, BRN_DER_OCTET_STRING, &out->salt) || !brn_der_read_u32(r, &out->cost) ||
        !brn_der_read_u32(r, &out->block_size) || !brn_der_read_u32(r, &out->parallelization) ||
        !read_key_length(r, out) || !brn_reader_empty(r) || out->block_size == 0 ||
        out->parallelization == 0 || !scrypt_cost_is_valid(out))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed scrypt-params");
    if (!scrypt_is_bounded(out))
        return fail(BRINE_ERROR_LIMIT, rule,
                    "is encrypted with an scrypt of more than 64 MiB, or of more than 16 times "
                    "the work, or of blocks larger than r = 256 (BRINE_KEY_SCRYPT_MEMORY_MAX, "
                    "BRINE_KEY_SCRYPT_PARALLEL_MAX, BRINE_KEY_SCRYPT_BLOCK_MAX)");
    out->derive = scrypt;
    return BRINE_OK;
}

brine_result brn_key_derivation_read(brn_reader *r, brn_key_derivation *out, const char **rule)
{
    brn_reader algorithm, parameters;
    brine_bytes oid;

    *out = (brn_key_derivation){.salt = {NULL, 0}};
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &algorithm) || !brn_der_read_oid(&algorithm, &oid) ||
        !brn_der_enter(&algorithm, BRN_DER_SEQUENCE, &parameters) || !brn_reader_empty(&algorithm))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBES2-params");
    if (brn_bytes_equal(oid, brn_oid_pbkdf2))
        return read_pbkdf2(&parameters, out, rule);
    if (brn_bytes_equal(oid, brn_oid_scrypt))
        return read_scrypt(&parameters, out, rule);
    return fail(BRINE_ERROR_KEY_ENCRYPTED, rule,
                "is encrypted by way of another derivation than PBKDF2 and scrypt: convert it with "
                "openssl pkcs8 -topk8 -in KEY -out NEW_KEY");
}
