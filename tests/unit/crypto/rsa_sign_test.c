/* RSA signatures with a client's key: right, checked before they leave, and no bad keys. */
#include <openssl/dh.h>
#include <openssl/objects.h>

#include "crypto/rsa/private.h"
#include "unit/crypto/rsa_support.h"

static rsa_key rfc;

static int begin(void **state)
{
    (void)state;
    rsa_key_rfc7520(&rfc);
    return 0;
}

static int end(void **state)
{
    (void)state;
    rsa_key_free(&rfc);
    return 0;
}

static brine_result no_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    (void)out;
    (void)len;
    return BRINE_ERROR_RANDOM;
}

/* Fails at the call whose number is in *context. */
static brine_result random_for_a_while(void *context, uint8_t *out, size_t len)
{
    unsigned *left = context;

    return (*left)-- == 0 ? BRINE_ERROR_RANDOM : brine_random_sodium(NULL, out, len);
}

static void *load(const brine_signer *signer, const brine_private_key *key)
{
    void *state = calloc(1, signer->state_size(NULL, key));

    assert_int_equal(signer->load(NULL, state, key), BRINE_OK);
    return state;
}

static void unload(const brine_signer *signer, void *state, const brine_private_key *key)
{
    size_t size = signer->state_size(NULL, key);

    signer->clear(NULL, state, size);
    assert_true(sodium_is_zero(state, size));
    free(state);
}

/* What an operation reads of its stack before it writes there is not zero. */
static void fill_stack(void)
{
    volatile uint8_t room[48 * 1024];

    for (size_t i = 0; i < sizeof room; i++)
        room[i] = 0xa5;
}

static brine_result sign(const brine_signer *signer, const void *state, uint16_t scheme,
                         const uint8_t *digest, size_t digest_len, uint8_t *signature, size_t *len)
{
    fill_stack();
    return signer->sign(NULL, brine_random_sodium, state, scheme, digest, digest_len,
                        (brine_bytes){NULL, 0}, signature, len);
}

static void the_pkcs1_signature_of_rfc_7520_comes_out(void **state)
{
    rsa_hash hash = rsa_hash_at(0);
    uint8_t digest[32], expected[256], signature[BRINE_SIGNATURE_MAX];
    void *signer = load(&brine_signer_rsa, &rfc.private_key);
    size_t len = 0;

    (void)state;
    rsa_digest(&hash, RFC7520_RS256_INPUT, strlen(RFC7520_RS256_INPUT), digest);
    hex_bytes(expected, sizeof expected, RFC7520_RS256_SIGNATURE);
    assert_int_equal(sign(&brine_signer_rsa, signer, 0x0401, digest, 32, signature, &len),
                     BRINE_OK);
    assert_int_equal(len, 256);
    assert_memory_equal(signature, expected, 256);
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

/* The test vectors' numbers are the ones that rsa_key_rfc7520 computes. */
static void the_key_of_rfc_7520_is_as_printed(void **state)
{
    uint8_t bytes[256];

    (void)state;
    assert_int_equal(hex_bytes(bytes, 256, RFC7520_N), 256);
    assert_memory_equal(bytes, rfc.n, 256);
    assert_int_equal(hex_bytes(bytes, 256, RFC7520_E), 3);
    assert_memory_equal(bytes, rfc.e, 3);
    assert_int_equal(hex_bytes(bytes, 256, RFC7520_DP), 128);
    assert_memory_equal(bytes, rfc.dp, 128);
    assert_int_equal(hex_bytes(bytes, 256, RFC7520_DQ), 128);
    assert_memory_equal(bytes, rfc.dq, 128);
    assert_int_equal(hex_bytes(bytes, 256, RFC7520_Q_INVERSE), 128);
    assert_memory_equal(bytes, rfc.q_inverse, 128);
}

/* All schemes with one key, verified by libcrypto and by brine. */
static void sign_all_schemes(const rsa_key *key)
{
    brine_private_key pss_private = key->private_key;
    brine_public_key pss_public = key->public_key;
    void *rsa = load(&brine_signer_rsa, &key->private_key), *pss;
    uint8_t digest[64], signature[BRINE_SIGNATURE_MAX], n[BRINE_RSA_MODULUS_MAX];
    size_t len = sizeof n, n_len = key->public_key.modulus.len;

    pss_private.kind = BRINE_KEY_RSA_PSS;
    pss_public.kind = BRINE_KEY_RSA_PSS;
    pss = load(&brine_signer_rsa_pss, &pss_private);
    assert_int_equal(brine_signer_rsa.public_key(NULL, rsa, n, &len), BRINE_OK);
    assert_int_equal(len, n_len);
    assert_memory_equal(n, key->n, len);
    randombytes_buf(digest, sizeof digest);
    for (size_t i = 0; i < 3; i++) {
        rsa_hash hash = rsa_hash_at(i);
        brine_bytes none = {NULL, 0}, bytes = {signature, n_len};

        assert_int_equal(
            sign(&brine_signer_rsa, rsa, hash.pkcs1_scheme, digest, hash.len, signature, &len),
            BRINE_OK);
        assert_int_equal(len, n_len);
        assert_true(rsa_libcrypto_accepts(key, &hash, -1, digest, signature, len));
        assert_int_equal(hash.pkcs1->verify(NULL, &key->public_key, digest, hash.len, none, bytes),
                         BRINE_OK);

        assert_int_equal(
            sign(&brine_signer_rsa, rsa, hash.pss_scheme, digest, hash.len, signature, &len),
            BRINE_OK);
        assert_true(rsa_libcrypto_accepts(key, &hash, (int)hash.len, digest, signature, len));
        assert_int_equal(hash.pss->verify(NULL, &key->public_key, digest, hash.len, none, bytes),
                         BRINE_OK);

        assert_int_equal(sign(&brine_signer_rsa_pss, pss, hash.pss_key_scheme, digest, hash.len,
                              signature, &len),
                         BRINE_OK);
        assert_true(rsa_libcrypto_accepts(key, &hash, (int)hash.len, digest, signature, len));
        assert_int_equal(hash.pss_key->verify(NULL, &pss_public, digest, hash.len, none, bytes),
                         BRINE_OK);
    }
    unload(&brine_signer_rsa, rsa, &key->private_key);
    unload(&brine_signer_rsa_pss, pss, &pss_private);
}

static void every_scheme_signs(void **state)
{
    (void)state;
    sign_all_schemes(&rfc);
}

static void primes_of_any_length_sign(void **state)
{
    static const int bits[][2] = {{1025, 1025}, {1024, 1025}, {1031, 1018}, {1032, 1024},
                                  {1400, 649},  {512, 1537},  {1023, 1026}};

    (void)state;
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        rsa_key key;

        rsa_key_generate(&key, bits[i][0], bits[i][1]);
        sign_all_schemes(&key);
        rsa_key_free(&key);
    }
}

/* 2^64 - 59 is a prime. */
static void a_public_exponent_of_64_bits_serves(void **state)
{
    BIGNUM *p = BN_bin2bn(rfc.p, 128, NULL), *q = BN_bin2bn(rfc.q, 128, NULL);
    rsa_key key;

    (void)state;
    rsa_key_from_primes(&key, p, q, UINT64_C(0xFFFFFFFFFFFFFFC5));
    sign_all_schemes(&key);
    rsa_key_free(&key);
    BN_free(p);
    BN_free(q);
}

/* Large keys without waiting for primes: those of RFC 3526 and RFC 7919 serve. */
static void keys_up_to_8192_bits_sign(void **state)
{
    static const int groups[][2] = {
        {NID_modp_2048, NID_ffdhe2048},
        {NID_ffdhe3072, NID_modp_3072},
        {NID_modp_4096, NID_ffdhe4096},
    };

    (void)state;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        BIGNUM *primes[2] = {NULL, NULL};
        rsa_key key;

        for (size_t j = 0; j < 2; j++) {
            EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
            EVP_PKEY *group = NULL;

            assert_int_equal(EVP_PKEY_paramgen_init(context), 1);
            assert_int_equal(EVP_PKEY_CTX_set_dh_nid(context, groups[i][j]), 1);
            assert_int_equal(EVP_PKEY_paramgen(context, &group), 1);
            assert_int_equal(EVP_PKEY_get_bn_param(group, OSSL_PKEY_PARAM_FFC_P, &primes[j]), 1);
            EVP_PKEY_free(group);
            EVP_PKEY_CTX_free(context);
        }
        rsa_key_from_primes(&key, primes[0], primes[1], 65537);
        sign_all_schemes(&key);
        rsa_key_free(&key);
        BN_free(primes[0]);
        BN_free(primes[1]);
    }
}

static void a_pss_signature_has_a_new_salt_each_time(void **state)
{
    uint8_t digest[32] = {1}, first[BRINE_SIGNATURE_MAX], second[BRINE_SIGNATURE_MAX];
    void *signer = load(&brine_signer_rsa, &rfc.private_key);
    size_t len;

    (void)state;
    assert_int_equal(sign(&brine_signer_rsa, signer, 0x0804, digest, 32, first, &len), BRINE_OK);
    assert_int_equal(sign(&brine_signer_rsa, signer, 0x0804, digest, 32, second, &len), BRINE_OK);
    assert_memory_not_equal(first, second, 256);
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

static void a_scheme_of_another_key_or_hash_is_refused(void **state)
{
    uint8_t digest[64] = {1}, signature[BRINE_SIGNATURE_MAX];
    brine_private_key pss_key = rfc.private_key;
    void *rsa = load(&brine_signer_rsa, &rfc.private_key), *pss;
    size_t len = 0;

    (void)state;
    pss_key.kind = BRINE_KEY_RSA_PSS;
    pss = load(&brine_signer_rsa_pss, &pss_key);
    assert_int_equal(sign(&brine_signer_rsa, rsa, 0x0809, digest, 32, signature, &len),
                     BRINE_ERROR_UNSUPPORTED);
    assert_int_equal(sign(&brine_signer_rsa, rsa, 0x0403, digest, 32, signature, &len),
                     BRINE_ERROR_UNSUPPORTED);
    assert_int_equal(sign(&brine_signer_rsa, rsa, 0x0201, digest, 20, signature, &len),
                     BRINE_ERROR_UNSUPPORTED);
    assert_int_equal(sign(&brine_signer_rsa_pss, pss, 0x0804, digest, 32, signature, &len),
                     BRINE_ERROR_UNSUPPORTED);
    assert_int_equal(sign(&brine_signer_rsa_pss, pss, 0x0401, digest, 32, signature, &len),
                     BRINE_ERROR_UNSUPPORTED);
    assert_int_equal(sign(&brine_signer_rsa, rsa, 0x0401, digest, 48, signature, &len),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(len, 0);
    unload(&brine_signer_rsa, rsa, &rfc.private_key);
    unload(&brine_signer_rsa_pss, pss, &pss_key);
}

static void without_random_there_is_no_signature(void **state)
{
    uint8_t digest[32] = {1}, signature[BRINE_SIGNATURE_MAX];
    void *signer = load(&brine_signer_rsa, &rfc.private_key);
    brine_bytes none = {NULL, 0};
    unsigned first = 0, second = 1;
    size_t len = 0;

    (void)state;
    assert_int_equal(
        brine_signer_rsa.sign(NULL, no_random, signer, 0x0401, digest, 32, none, signature, &len),
        BRINE_ERROR_RANDOM);
    assert_int_equal(
        brine_signer_rsa.sign(NULL, no_random, signer, 0x0804, digest, 32, none, signature, &len),
        BRINE_ERROR_RANDOM);
    assert_int_equal(brine_signer_rsa.sign(&first, random_for_a_while, signer, 0x0804, digest, 32,
                                           none, signature, &len),
                     BRINE_ERROR_RANDOM);
    assert_int_equal(brine_signer_rsa.sign(&second, random_for_a_while, signer, 0x0804, digest, 32,
                                           none, signature, &len),
                     BRINE_ERROR_RANDOM);
    assert_int_equal(len, 0);
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

static void a_short_buffer_gets_no_public_key(void **state)
{
    uint8_t n[256];
    size_t len = sizeof n - 1;
    void *signer = load(&brine_signer_rsa, &rfc.private_key);

    (void)state;
    assert_int_equal(brine_signer_rsa.public_key(NULL, signer, n, &len),
                     BRINE_ERROR_BUFFER_TOO_SMALL);
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

/* A bit flips in a loaded key, as in a fault attack: nothing may come out. */
static void a_wrong_result_never_leaves(void **state)
{
    uint8_t digest[32] = {1}, signature[BRINE_SIGNATURE_MAX];
    size_t size = brine_signer_rsa.state_size(NULL, &rfc.private_key);
    uint8_t *signer = load(&brine_signer_rsa, &rfc.private_key);
    size_t numbers = size - (256 + 7 * 128); /* R^2 mod n and seven numbers of a prime's length */

    (void)state;
    /* In each number; R^2 mod n is twice as long and gets two. */
    for (size_t at = numbers; at < size; at += 128) {
        size_t len = 0;

        signer[at + 40] ^= 4;
        memset(signature, 0xAA, sizeof signature);
        assert_int_equal(sign(&brine_signer_rsa, signer, 0x0401, digest, 32, signature, &len),
                         BRINE_ERROR_CRYPTO);
        assert_true(sodium_is_zero(signature, 256));
        assert_int_equal(len, 0);
        signer[at + 40] ^= 4;
    }
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

static brine_result scripted(void *context, uint8_t *out, size_t len)
{
    memcpy(out, context, len);
    return BRINE_OK;
}

/* 0 blinds to 0, from which no result comes back; any byte that was drawn makes another number. */
static void all_that_was_drawn_blinds(void **state)
{
    uint8_t drawn[256] = {0}, m[256] = {0}, s[256], expected[256];
    void *signer = load(&brine_signer_rsa, &rfc.private_key);

    (void)state;
    m[255] = 2;
    rsa_raw_sign(&rfc, m, expected);
    assert_int_equal(brn_rsa_signature(signer, scripted, drawn, m, s), BRINE_ERROR_CRYPTO);
    assert_true(sodium_is_zero(s, sizeof s));
    for (size_t i = 0; i < sizeof drawn; i += 17) {
        drawn[i] = 3;
        assert_int_equal(brn_rsa_signature(signer, scripted, drawn, m, s), BRINE_OK);
        assert_memory_equal(s, expected, sizeof s);
        drawn[i] = 0;
    }
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

/*
 * A number that is m modulo q and m + q 2^distance modulo p, to the power of d modulo p: with dP
 * damaged to 0, its inverse as the blinding makes a result whose check is m + q 2^distance.
 */
static void blind_wrongly(const uint8_t *m, int distance, uint8_t blinding[256])
{
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *p = BN_bin2bn(rfc.p, 128, NULL), *q = BN_bin2bn(rfc.q, 128, NULL);
    BIGNUM *dp = BN_bin2bn(rfc.dp, (int)rfc.private_key.exponent1.len, NULL);
    BIGNUM *x = BN_bin2bn(m, 256, NULL);

    assert_true(BN_lshift(q, q, distance) && BN_add(x, x, q) && BN_mod_exp(x, x, dp, p, bn));
    assert_non_null(BN_mod_inverse(x, x, p, bn));
    assert_int_equal(BN_bn2binpad(x, blinding, 256), 256);
    BN_free(p);
    BN_free(q);
    BN_free(dp);
    BN_free(x);
    BN_CTX_free(bn);
}

/* The check of these results differs from m in its upper bits alone. */
static void a_wrong_result_whose_check_begins_right_never_leaves(void **state)
{
    static const int distances[] = {32, 64, 128, 512, 1000};
    uint8_t m[256] = {0}, s[256], blinding[256];
    uint8_t *signer = load(&brine_signer_rsa, &rfc.private_key);
    brn_rsa_private *key = (brn_rsa_private *)(void *)signer;

    (void)state;
    m[200] = 7;
    memset(key->numbers + brn_rsa_at(key, BRN_RSA_DP), 0, key->prime_count * sizeof(brn_limb));
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
        blind_wrongly(m, distances[i], blinding);
        assert_int_equal(brn_rsa_signature(signer, scripted, blinding, m, s), BRINE_ERROR_CRYPTO);
        assert_true(sodium_is_zero(s, sizeof s));
    }
    unload(&brine_signer_rsa, signer, &rfc.private_key);
}

typedef struct damage {
    size_t number; /* offset of a brine_bytes in brine_private_key */
    size_t at;
    uint8_t change;
} damage;

/* Loads, and sees that nothing secret stays where it was refused, nor much room is asked for. */
static brine_result try_to_load(const brine_private_key *key)
{
    size_t size = brine_signer_rsa.state_size(NULL, key);
    uint8_t *state = calloc(1, size);
    brine_result result = brine_signer_rsa.load(NULL, state, key);
    size_t numbers = offsetof(brn_rsa_private, numbers);

    assert_true(size <= sizeof(brn_rsa_private) + RSA_BYTES_MAX + 7 * RSA_BYTES_MAX / 2);
    if (result != BRINE_OK)
        assert_true(sodium_is_zero(state + numbers, size - numbers));
    free(state);
    return result;
}

static brine_result load_damaged(const damage *d)
{
    brine_private_key key = rfc.private_key;
    brine_bytes *number = (brine_bytes *)(void *)((uint8_t *)&key + d->number);
    uint8_t copy[256];

    memcpy(copy, number->data, number->len);
    copy[d->at] ^= d->change;
    number->data = copy;
    return try_to_load(&key);
}

static void a_key_whose_numbers_do_not_fit_is_refused(void **state)
{
    static const damage damages[] = {
        {offsetof(brine_private_key, modulus), 100, 1},
        {offsetof(brine_private_key, modulus), 255, 1}, /* even */
        {offsetof(brine_private_key, exponent), 2, 1},  /* even */
        {offsetof(brine_private_key, exponent), 2, 2},
        {offsetof(brine_private_key, prime1), 50, 1},
        {offsetof(brine_private_key, prime1), 127, 1},  /* even */
        {offsetof(brine_private_key, prime1), 0, 0xDD}, /* leading zero */
        {offsetof(brine_private_key, prime2), 50, 1},
        {offsetof(brine_private_key, prime2), 0, 0xB8},
        {offsetof(brine_private_key, exponent1), 127, 1},
        {offsetof(brine_private_key, exponent1), 0, 0xF8}, /* greater than p */
        {offsetof(brine_private_key, exponent2), 64, 16},
        {offsetof(brine_private_key, exponent2), 0, 0xF7},
        {offsetof(brine_private_key, coefficient), 3, 1},
        {offsetof(brine_private_key, coefficient), 0, 0x20},
    };

    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
        assert_int_equal(load_damaged(&damages[i]), BRINE_ERROR_BAD_KEY);
}

static brine_result load_with(const brine_private_key *key, brine_bytes *number,
                              brine_bytes replacement)
{
    brine_bytes original = *number;
    brine_result result;

    *number = replacement;
    result = try_to_load(key);
    *number = original;
    return result;
}

/* What is right modulo p or p - 1, but not what the standard defines. */
static void numbers_that_are_not_reduced_are_refused(void **state)
{
    uint8_t bytes[RSA_BYTES_MAX];
    rsa_key key;
    brine_private_key *k = &key.private_key;
    BIGNUM *p, *x;

    (void)state;
    rsa_key_generate(&key, 1031, 1018); /* two of 1031 bits fit the bytes of one */
    p = BN_bin2bn(key.p, 129, NULL);
    x = BN_bin2bn(k->coefficient.data, (int)k->coefficient.len, NULL);
    BN_add(x, x, p);
    assert_int_equal(load_with(k, &k->coefficient, rsa_number(bytes, x)), BRINE_ERROR_BAD_KEY);
    BN_bin2bn(k->exponent1.data, (int)k->exponent1.len, x);
    BN_add(x, x, p);
    BN_sub_word(x, 1);
    assert_int_equal(load_with(k, &k->exponent1, rsa_number(bytes, x)), BRINE_ERROR_BAD_KEY);
    assert_int_equal(load_with(k, &k->coefficient, k->coefficient), BRINE_OK);
    BN_free(p);
    BN_free(x);
    rsa_key_free(&key);
}

static void a_prime_with_a_leading_zero_is_refused(void **state)
{
    uint8_t longer[129] = {0};

    (void)state;
    memcpy(longer + 1, rfc.p, 128);
    assert_int_equal(
        load_with(&rfc.private_key, &rfc.private_key.prime1, (brine_bytes){longer, 129}),
        BRINE_ERROR_BAD_KEY);
    memcpy(longer + 1, rfc.q, 128);
    assert_int_equal(
        load_with(&rfc.private_key, &rfc.private_key.prime2, (brine_bytes){longer, 129}),
        BRINE_ERROR_BAD_KEY);
}

/* n = p p, of which q has no inverse modulo p, and n = 1 n. */
static void primes_that_are_one_or_equal_are_refused(void **state)
{
    uint8_t n[256], one = 1, zero = 0;
    brine_private_key key = rfc.private_key;
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *p = BN_bin2bn(rfc.p, 128, NULL);

    (void)state;
    assert_true(BN_sqr(p, p, bn));
    key.modulus = rsa_number(n, p);
    assert_int_equal(key.modulus.len, 256);
    key.prime2 = key.prime1;
    key.exponent2 = key.exponent1;
    assert_int_equal(try_to_load(&key), BRINE_ERROR_BAD_KEY);
    key.coefficient = (brine_bytes){&one, 1};
    assert_int_equal(try_to_load(&key), BRINE_ERROR_BAD_KEY);

    key = rfc.private_key;
    key.prime1 = (brine_bytes){&one, 1};
    key.prime2 = key.modulus;
    key.exponent1 = key.coefficient = (brine_bytes){&zero, 1};
    assert_int_equal(try_to_load(&key), BRINE_ERROR_BAD_KEY);
    BN_free(p);
    BN_CTX_free(bn);
}

/* All numbers of this key fit each other, but n has more than the product of the primes. */
static void primes_that_are_too_short_are_refused(void **state)
{
    static const uint8_t n[256] = {[0] = 0x80, [255] = 3 * 5}, three = 3, five = 5, one = 1,
                         two = 2;
    brine_private_key key = rfc.private_key;

    (void)state;
    key.modulus = (brine_bytes){n, sizeof n};
    key.prime1 = (brine_bytes){&three, 1};
    key.prime2 = (brine_bytes){&five, 1};
    key.exponent1 = key.exponent2 = (brine_bytes){&one, 1};
    key.coefficient = (brine_bytes){&two, 1};
    assert_int_equal(try_to_load(&key), BRINE_ERROR_BAD_KEY);
}

static void a_key_with_numbers_of_wrong_lengths_is_refused(void **state)
{
    static const size_t numbers[] = {
        offsetof(brine_private_key, modulus),     offsetof(brine_private_key, exponent),
        offsetof(brine_private_key, prime1),      offsetof(brine_private_key, prime2),
        offsetof(brine_private_key, exponent1),   offsetof(brine_private_key, exponent2),
        offsetof(brine_private_key, coefficient),
    };
    static const size_t lengths[] = {0, 1, 130, 1024, 1025, 5000};
    static const uint8_t bytes[5000] = {1};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        for (size_t j = 0; j < sizeof lengths / sizeof *lengths; j++) {
            brine_private_key key = rfc.private_key;

            *(brine_bytes *)(void *)((uint8_t *)&key + numbers[i]) =
                (brine_bytes){bytes, lengths[j]};
            assert_int_equal(try_to_load(&key), BRINE_ERROR_BAD_KEY);
        }
    }
}

static void a_key_of_another_kind_is_refused(void **state)
{
    brine_private_key key = rfc.private_key;
    uint8_t *signer = calloc(1, brine_signer_rsa.state_size(NULL, &key));

    (void)state;
    assert_int_equal(brine_signer_rsa_pss.load(NULL, signer, &key), BRINE_ERROR_BAD_KEY);
    key.kind = BRINE_KEY_RSA_PSS;
    assert_int_equal(brine_signer_rsa.load(NULL, signer, &key), BRINE_ERROR_BAD_KEY);
    free(signer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_of_rfc_7520_is_as_printed),
        cmocka_unit_test(the_pkcs1_signature_of_rfc_7520_comes_out),
        cmocka_unit_test(every_scheme_signs),
        cmocka_unit_test(primes_of_any_length_sign),
        cmocka_unit_test(a_public_exponent_of_64_bits_serves),
        cmocka_unit_test(keys_up_to_8192_bits_sign),
        cmocka_unit_test(a_pss_signature_has_a_new_salt_each_time),
        cmocka_unit_test(a_scheme_of_another_key_or_hash_is_refused),
        cmocka_unit_test(without_random_there_is_no_signature),
        cmocka_unit_test(a_short_buffer_gets_no_public_key),
        cmocka_unit_test(a_wrong_result_never_leaves),
        cmocka_unit_test(all_that_was_drawn_blinds),
        cmocka_unit_test(a_wrong_result_whose_check_begins_right_never_leaves),
        cmocka_unit_test(a_key_whose_numbers_do_not_fit_is_refused),
        cmocka_unit_test(numbers_that_are_not_reduced_are_refused),
        cmocka_unit_test(a_prime_with_a_leading_zero_is_refused),
        cmocka_unit_test(primes_that_are_one_or_equal_are_refused),
        cmocka_unit_test(primes_that_are_too_short_are_refused),
        cmocka_unit_test(a_key_with_numbers_of_wrong_lengths_is_refused),
        cmocka_unit_test(a_key_of_another_kind_is_refused),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
