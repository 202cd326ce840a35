/* RSA signatures as X.509 and the handshake see them: which are accepted and which are not. */
#include "crypto/rsa/rsa.h"
#include "unit/crypto/differential.h"
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

static brine_result verify(const brine_verifier *v, const brine_public_key *key,
                           const uint8_t *digest, size_t digest_len, const uint8_t *signature,
                           size_t len)
{
    return v->verify(NULL, key, digest, digest_len, (brine_bytes){NULL, 0},
                     (brine_bytes){signature, len});
}

static void the_signatures_of_rfc_7520_are_accepted(void **state)
{
    rsa_hash sha256 = rsa_hash_at(0), sha384 = rsa_hash_at(1);
    uint8_t signature[RSA_BYTES_MAX], digest[64];
    size_t len;

    (void)state;
    len = hex_bytes(signature, sizeof signature, RFC7520_RS256_SIGNATURE);
    rsa_digest(&sha256, RFC7520_RS256_INPUT, strlen(RFC7520_RS256_INPUT), digest);
    assert_int_equal(verify(sha256.pkcs1, &rfc.public_key, digest, 32, signature, len), BRINE_OK);
    len = hex_bytes(signature, sizeof signature, RFC7520_PS384_SIGNATURE);
    rsa_digest(&sha384, RFC7520_PS384_INPUT, strlen(RFC7520_PS384_INPUT), digest);
    assert_int_equal(verify(sha384.pss, &rfc.public_key, digest, 48, signature, len), BRINE_OK);
}

static void the_signatures_of_nist_are_accepted(void **state)
{
    uint8_t n[RSA_BYTES_MAX], e[8], message[512], signature[RSA_BYTES_MAX], digest[64];

    (void)state;
    for (size_t i = 0; i < sizeof nist_pkcs1 / sizeof *nist_pkcs1; i++) {
        const rsa_vector *v = &nist_pkcs1[i];
        rsa_hash hash = rsa_hash_at((size_t)(v->hash - BRINE_HASH_SHA256));
        brine_public_key key = {.kind = BRINE_KEY_RSA};
        size_t message_len = hex_bytes(message, sizeof message, v->message);
        size_t len = hex_bytes(signature, sizeof signature, v->signature);

        key.modulus = (brine_bytes){n, hex_bytes(n, sizeof n, v->n)};
        key.exponent = (brine_bytes){e, hex_bytes(e, sizeof e, v->e)};
        rsa_digest(&hash, message, message_len, digest);
        assert_int_equal(verify(hash.pkcs1, &key, digest, hash.len, signature, len), BRINE_OK);
        digest[0] ^= 1;
        assert_int_equal(verify(hash.pkcs1, &key, digest, hash.len, signature, len),
                         BRINE_ERROR_BAD_SIGNATURE);
    }
}

static void each_entry_says_what_it_verifies(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        rsa_hash hash = rsa_hash_at(i);
        const brine_verifier *entries[] = {hash.pkcs1, hash.pss, hash.pss_key};

        for (size_t j = 0; j < 3; j++) {
            assert_int_equal(entries[j]->hash, hash.id);
            assert_int_equal(entries[j]->key, j == 2 ? BRINE_KEY_RSA_PSS : BRINE_KEY_RSA);
            assert_int_equal(entries[j]->padding, j == 0 ? BRINE_PADDING_PKCS1 : BRINE_PADDING_PSS);
            assert_int_equal(entries[j]->curve, BRINE_GROUP_NONE);
            assert_int_equal(entries[j]->size, sizeof(brine_verifier));
        }
    }
}

static void a_signature_fits_one_kind_of_key_hash_and_padding(void **state)
{
    uint8_t digest[64] = {1, 2, 3}, pkcs1[256], pss[256];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        rsa_hash hash = rsa_hash_at(i), other = rsa_hash_at((i + 1) % 3);
        brine_public_key pss_key = rfc.public_key;

        pss_key.kind = BRINE_KEY_RSA_PSS;
        rsa_libcrypto_sign(&rfc, &hash, -1, digest, pkcs1);
        rsa_libcrypto_sign(&rfc, &hash, (int)hash.len, digest, pss);

        assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, hash.len, pkcs1, 256),
                         BRINE_OK);
        assert_int_equal(verify(hash.pss, &rfc.public_key, digest, hash.len, pss, 256), BRINE_OK);
        assert_int_equal(verify(hash.pss_key, &pss_key, digest, hash.len, pss, 256), BRINE_OK);

        assert_int_equal(verify(hash.pkcs1, &pss_key, digest, hash.len, pkcs1, 256),
                         BRINE_ERROR_BAD_KEY);
        assert_int_equal(verify(hash.pss, &pss_key, digest, hash.len, pss, 256),
                         BRINE_ERROR_BAD_KEY);
        assert_int_equal(verify(hash.pss_key, &rfc.public_key, digest, hash.len, pss, 256),
                         BRINE_ERROR_BAD_KEY);
        assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, hash.len, pss, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(hash.pss, &rfc.public_key, digest, hash.len, pkcs1, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(other.pkcs1, &rfc.public_key, digest, other.len, pkcs1, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(other.pss, &rfc.public_key, digest, other.len, pss, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(other.pkcs1, &rfc.public_key, digest, hash.len, pkcs1, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(other.pss, &rfc.public_key, digest, hash.len, pss, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
    }
}

static void a_signature_has_exactly_the_modulus_length_and_is_less_than_it(void **state)
{
    rsa_hash hash = rsa_hash_at(0);
    uint8_t digest[32] = {9}, signature[258] = {0}, shorter[256];
    BIGNUM *s = BN_new(), *n = BN_new();

    (void)state;
    /* One that begins with a zero byte, so that cutting it off leaves the number as it is. */
    do {
        digest[1]++;
        digest[2] = (uint8_t)(digest[2] + (digest[1] == 0));
        rsa_libcrypto_sign(&rfc, &hash, -1, digest, signature + 1);
    } while (signature[1] != 0);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, signature + 1, 256), BRINE_OK);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, signature + 2, 255),
                     BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, signature, 257),
                     BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, signature + 1, 257),
                     BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, signature + 1, 0),
                     BRINE_ERROR_BAD_SIGNATURE);

    /* s + n is the same number modulo n. */
    BN_bin2bn(signature + 1, 256, s);
    BN_bin2bn(rfc.n, 256, n);
    BN_add(s, s, n);
    assert_int_equal(BN_bn2binpad(s, shorter, 256), 256);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, shorter, 256),
                     BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 32, rfc.n, 256),
                     BRINE_ERROR_BAD_SIGNATURE);
    BN_free(s);
    BN_free(n);
}

static void each_bit_of_a_signature_counts(void **state)
{
    rsa_hash hash = rsa_hash_at(1);
    uint8_t digest[48] = {7}, pkcs1[256], pss[256];

    (void)state;
    rsa_libcrypto_sign(&rfc, &hash, -1, digest, pkcs1);
    rsa_libcrypto_sign(&rfc, &hash, 48, digest, pss);
    for (size_t bit = 0; bit < 2048; bit += 61) {
        pkcs1[bit / 8] ^= (uint8_t)(1 << bit % 8);
        pss[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 48, pkcs1, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(hash.pss, &rfc.public_key, digest, 48, pss, 256),
                         BRINE_ERROR_BAD_SIGNATURE);
        pkcs1[bit / 8] ^= (uint8_t)(1 << bit % 8);
        pss[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    assert_int_equal(verify(hash.pkcs1, &rfc.public_key, digest, 48, pkcs1, 256), BRINE_OK);
    assert_int_equal(verify(hash.pss, &rfc.public_key, digest, 48, pss, 256), BRINE_OK);
}

static brine_result load(const uint8_t *n, size_t n_len, const uint8_t *e, size_t e_len)
{
    brn_rsa_public key;

    return brn_rsa_public_load(&key, (brine_bytes){n, n_len}, (brine_bytes){e, e_len});
}

static void only_sane_public_keys_are_taken(void **state)
{
    static const uint8_t three[] = {3}, one[] = {1}, four[] = {4}, padded[] = {0, 3},
                         longest[] = {255, 255, 255, 255, 255, 255, 255, 255},
                         longer[] = {1, 0, 0, 0, 0, 0, 0, 0, 3};
    uint8_t n[BRN_RSA_SIZE_MAX + 1] = {0x80};

    (void)state;
    n[255] = n[256] = n[1023] = n[1024] = 1;
    assert_int_equal(load(n, 256, three, 1), BRINE_OK);
    assert_int_equal(load(n, 1024, three, 1), BRINE_OK);
    assert_int_equal(load(n, 256, longest, 8), BRINE_OK);
    assert_int_equal(load(n, 1025, three, 1), BRINE_ERROR_BAD_KEY); /* 8200 bits */
    assert_int_equal(load(n, 254, three, 1), BRINE_ERROR_BAD_KEY);  /* even */
    assert_int_equal(load(NULL, 0, three, 1), BRINE_ERROR_BAD_KEY);
    assert_int_equal(load(n, 256, NULL, 0), BRINE_ERROR_BAD_KEY);
    assert_int_equal(load(n, 256, one, 1), BRINE_ERROR_BAD_KEY);
    assert_int_equal(load(n, 256, four, 1), BRINE_ERROR_BAD_KEY);
    assert_int_equal(load(n, 256, padded, 2), BRINE_ERROR_BAD_KEY);
    assert_int_equal(load(n, 256, longer, 9), BRINE_ERROR_BAD_KEY);
    n[0] = 0x40; /* 2047 bits */
    assert_int_equal(load(n, 256, three, 1), BRINE_ERROR_BAD_KEY);
    n[0] = 0x01; /* 2049 bits */
    assert_int_equal(load(n, 257, three, 1), BRINE_OK);
    n[0] = 0x00;
    n[1] = 0x80;
    assert_int_equal(load(n, 257, three, 1), BRINE_ERROR_BAD_KEY);
    n[0] = 0x80;
    n[255] = 2;
    assert_int_equal(load(n, 256, three, 1), BRINE_ERROR_BAD_KEY);
}

/* The signature over an encoding that is not as it should be. */
static brine_result verify_encoding(const brine_verifier *v, const rsa_key *key,
                                    const uint8_t *encoded, const uint8_t *digest)
{
    uint8_t signature[RSA_BYTES_MAX];
    size_t digest_len = v->hash == BRINE_HASH_SHA256 ? 32 : v->hash == BRINE_HASH_SHA384 ? 48 : 64;

    rsa_raw_sign(key, encoded, signature);
    return verify(v, &key->public_key, digest, digest_len, signature, key->public_key.modulus.len);
}

static void a_pkcs1_encoding_is_right_in_every_byte(void **state)
{
    rsa_hash hash = rsa_hash_at(0);
    uint8_t digest[32] = {5}, right[256], wrong[256];

    (void)state;
    brn_rsa_pkcs1_encode(hash.ours, digest, right, 256);
    assert_int_equal(verify_encoding(hash.pkcs1, &rfc, right, digest), BRINE_OK);
    for (size_t i = 0; i < 256; i += i < 200 && i > 4 ? 17 : 1) {
        memcpy(wrong, right, 256);
        wrong[i] ^= 1;
        assert_int_equal(verify_encoding(hash.pkcs1, &rfc, wrong, digest),
                         BRINE_ERROR_BAD_SIGNATURE);
    }

    /* DigestInfo without the NULL. */
    memcpy(wrong, right, 256);
    memmove(wrong + 4, wrong + 2, 256 - 51 - 2);
    memmove(wrong + 256 - 51 + 2, right + 256 - 51, 15);
    wrong[2] = wrong[3] = 0xFF;
    wrong[256 - 51 + 3] -= 2;
    wrong[256 - 51 + 5] -= 2;
    assert_int_equal(verify_encoding(hash.pkcs1, &rfc, wrong, digest), BRINE_ERROR_BAD_SIGNATURE);

    /* Short padding, and room at the end for what makes a root of small exponents possible. */
    memset(wrong, 0, sizeof wrong);
    wrong[1] = 1;
    memset(wrong + 2, 0xFF, 8);
    memcpy(wrong + 11, right + 256 - 51, 51);
    assert_int_equal(verify_encoding(hash.pkcs1, &rfc, wrong, digest), BRINE_ERROR_BAD_SIGNATURE);
}

/* Signs a PSS encoding with one change, at an offset from the end of DB, or of the whole. */
static brine_result verify_pss_changed(const rsa_key *key, const rsa_hash *hash, size_t at,
                                       uint8_t change)
{
    uint8_t digest[64] = {6}, salt[64] = {8}, encoded[RSA_BYTES_MAX];

    brn_rsa_pss_encode(hash->ours, digest, salt, encoded, key->public_key.bits);
    encoded[at] ^= change;
    return verify_encoding(hash->pss, key, encoded, digest);
}

static void a_pss_encoding_is_right_in_every_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        rsa_hash hash = rsa_hash_at(i);
        size_t one = 256 - 1 - 2 * hash.len - 1; /* where 0x01 stands in DB, masked */

        assert_int_equal(verify_pss_changed(&rfc, &hash, 0, 0), BRINE_OK);
        /* trailer, H, salt, the 0x01, the zeros before it; a changed H also unmasks wrongly */
        assert_int_equal(verify_pss_changed(&rfc, &hash, 255, 1), BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify_pss_changed(&rfc, &hash, 254, 1), BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify_pss_changed(&rfc, &hash, one + 1, 1), BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify_pss_changed(&rfc, &hash, one, 1), BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify_pss_changed(&rfc, &hash, one, 2), BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify_pss_changed(&rfc, &hash, one - 1, 1), BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify_pss_changed(&rfc, &hash, 1, 1), BRINE_ERROR_BAD_SIGNATURE);
    }
}

/* MGF1 of RFC 8017 appendix B.2.1, xored into data. */
static void mask(const rsa_hash *hash, const uint8_t *seed, uint8_t *data, size_t len)
{
    uint8_t input[64 + 4] = {0}, block[64];

    memcpy(input, seed, hash->len);
    for (size_t i = 0; i < len; i++) {
        if (i % hash->len == 0) {
            input[hash->len + 3] = (uint8_t)(i / hash->len);
            rsa_digest(hash, input, hash->len + 4, block);
        }
        data[i] ^= block[i % hash->len];
    }
}

/* Everything fits except one byte of H. */
static void each_byte_of_the_pss_hash_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        rsa_hash hash = rsa_hash_at(i);
        size_t db_len = 256 - hash.len - 1;
        uint8_t digest[64] = {6}, salt[64] = {8}, encoded[256];

        for (size_t at = 0; at < hash.len; at++) {
            brn_rsa_pss_encode(hash.ours, digest, salt, encoded, 2048);
            mask(&hash, encoded + db_len, encoded, db_len);
            encoded[db_len + at] ^= 1;
            mask(&hash, encoded + db_len, encoded, db_len);
            encoded[0] &= 0x7F;
            assert_int_equal(verify_encoding(hash.pss, &rfc, encoded, digest),
                             BRINE_ERROR_BAD_SIGNATURE);
        }
    }
}

static void the_bits_that_a_pss_encoding_leaves_over_are_zero(void **state)
{
    rsa_hash hash = rsa_hash_at(0);
    uint8_t digest[32] = {6}, salt[32] = {0}, encoded[256];

    (void)state;
    /* 2048 bits leave one over; a number with it set must still be less than n. */
    do {
        salt[0]++;
        brn_rsa_pss_encode(hash.ours, digest, salt, encoded, 2048);
        encoded[0] |= 0x80;
    } while (memcmp(encoded, rfc.n, 256) >= 0);
    assert_int_equal(verify_encoding(hash.pss, &rfc, encoded, digest), BRINE_ERROR_BAD_SIGNATURE);
    encoded[0] &= 0x7F;
    assert_int_equal(verify_encoding(hash.pss, &rfc, encoded, digest), BRINE_OK);
}

static void a_modulus_of_one_bit_more_has_a_zero_byte_before_the_pss_encoding(void **state)
{
    rsa_hash hash = rsa_hash_at(2);
    uint8_t digest[64] = {6}, salt[64] = {0}, signature[257], encoded[257];
    rsa_key key;

    (void)state;
    rsa_key_generate(&key, 1025, 1024);
    assert_int_equal(key.public_key.bits, 2049);
    rsa_libcrypto_sign(&key, &hash, 64, digest, signature);
    assert_int_equal(verify(hash.pss, &key.public_key, digest, 64, signature, 257), BRINE_OK);
    assert_int_equal(verify(hash.pss, &key.public_key, digest, 64, signature, 256),
                     BRINE_ERROR_BAD_SIGNATURE);
    do {
        salt[0]++;
        brn_rsa_pss_encode(hash.ours, digest, salt, encoded, 2049);
        assert_int_equal(encoded[0], 0);
        encoded[0] = 1;
    } while (memcmp(encoded, key.n, 257) >= 0);
    assert_int_equal(verify_encoding(hash.pss, &key, encoded, digest), BRINE_ERROR_BAD_SIGNATURE);
    rsa_key_free(&key);
}

static void a_salt_of_another_length_than_the_hash_is_refused(void **state)
{
    uint8_t digest[64] = {4}, signature[256];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        rsa_hash hash = rsa_hash_at(i);
        int salts[] = {0, 20, (int)hash.len - 1, (int)hash.len + 1};

        for (size_t j = 0; j < 4; j++) {
            rsa_libcrypto_sign(&rfc, &hash, salts[j], digest, signature);
            assert_int_equal(verify(hash.pss, &rfc.public_key, digest, hash.len, signature, 256),
                             BRINE_ERROR_BAD_SIGNATURE);
        }
    }
}

static void powers_of_public_numbers_are_as_libcrypto_says(void **state)
{
    differential d = differential_begin("RSA verification", 120);
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *n = BN_new(), *e = BN_new(), *s = BN_new(), *x = BN_new();

    (void)state;
    for (size_t i = 0; i < d.cases; i++) {
        uint8_t modulus[BRN_RSA_SIZE_MAX], exponent[8], number[BRN_RSA_SIZE_MAX],
            found[BRN_RSA_SIZE_MAX], expected[BRN_RSA_SIZE_MAX];
        size_t len = 257 + differential_below(&d, differential_below(&d, 4) == 0 ? 768 : 64);
        size_t exponent_len = differential_below(&d, 3) == 0 ? 8 : 3;
        brn_rsa_public key;

        differential_number(&d, modulus, len);
        modulus[0] |= 1;
        modulus[len - 1] |= 1;
        differential_number(&d, exponent, exponent_len);
        exponent[0] |= 1;
        exponent[exponent_len - 1] |= 1;
        differential_number(&d, number, len);
        BN_bin2bn(modulus, (int)len, n);
        BN_bin2bn(exponent, (int)exponent_len, e);
        BN_bin2bn(number, (int)len, s);
        switch (differential_below(&d, 6)) {
        case 0:
            BN_set_word(s, differential_below(&d, 4));
            break;
        case 1: /* n - 3 to n + 2 */
            BN_copy(s, n);
            BN_add_word(s, differential_below(&d, 3));
            BN_sub_word(s, differential_below(&d, 4));
            break;
        default:
            break;
        }
        if (BN_bn2binpad(s, number, (int)len) < 0)
            continue;
        assert_int_equal(brn_rsa_public_load(&key, (brine_bytes){modulus, len},
                                             (brine_bytes){exponent, exponent_len}),
                         BRINE_OK);
        assert_int_equal(key.bits, BN_num_bits(n));
        assert_int_equal(brn_rsa_verification(&key, number, found), BN_cmp(s, n) < 0);
        if (BN_cmp(s, n) < 0) {
            BN_mod_exp(x, s, e, n, bn);
            assert_int_equal(BN_bn2binpad(x, expected, (int)len), len);
            assert_memory_equal(found, expected, len);
        }
    }
    BN_free(n);
    BN_free(e);
    BN_free(s);
    BN_free(x);
    BN_CTX_free(bn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signatures_of_rfc_7520_are_accepted),
        cmocka_unit_test(the_signatures_of_nist_are_accepted),
        cmocka_unit_test(each_entry_says_what_it_verifies),
        cmocka_unit_test(a_signature_fits_one_kind_of_key_hash_and_padding),
        cmocka_unit_test(a_signature_has_exactly_the_modulus_length_and_is_less_than_it),
        cmocka_unit_test(each_bit_of_a_signature_counts),
        cmocka_unit_test(only_sane_public_keys_are_taken),
        cmocka_unit_test(a_pkcs1_encoding_is_right_in_every_byte),
        cmocka_unit_test(a_pss_encoding_is_right_in_every_part),
        cmocka_unit_test(each_byte_of_the_pss_hash_counts),
        cmocka_unit_test(the_bits_that_a_pss_encoding_leaves_over_are_zero),
        cmocka_unit_test(a_modulus_of_one_bit_more_has_a_zero_byte_before_the_pss_encoding),
        cmocka_unit_test(a_salt_of_another_length_than_the_hash_is_refused),
        cmocka_unit_test(powers_of_public_numbers_are_as_libcrypto_says),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
