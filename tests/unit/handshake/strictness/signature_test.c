/*
 * The signature of ServerKeyExchange, RFC 5246 section 4.7 and RFC 8422 section 5.4: over
 * what, by whom, and in which form. Algorithms have their own tests, with Wycheproof's
 * vectors; here it is shown that their refusal ends the handshake as it should.
 */
#include "support/test.h"
#include "unit/handshake/strictness/resign.h"
#include "unit/handshake/strictness/strictness.h"

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>
#include <string.h>

#define NOT_SIGNED REFUSED(KEY_EXCHANGE_SIGNATURE, decrypt_error)

/* Over the randoms in the other order, then without them. */
static void sign_swapped_randoms(peer *p, peer_bytes *message)
{
    peer_bytes what = {0};

    peer_put(&what, p->server_random, 32);
    peer_put(&what, p->hello.random, 32);
    peer_put(&what, message->data + 4, POINT_AT - 4 + (size_t)message->data[POINT_LENGTH_AT]);
    sign_bytes(p, message, peer_slice_of(&what), p->config.identity->key);
    peer_bytes_free(&what);
}

static void sign_without_randoms(peer *p, peer_bytes *message)
{
    peer_bytes what = {0};

    peer_put(&what, message->data + 4, POINT_AT - 4 + (size_t)message->data[POINT_LENGTH_AT]);
    sign_bytes(p, message, peer_slice_of(&what), p->config.identity->key);
    peer_bytes_free(&what);
}

static void sign_with_another_key(peer *p, peer_bytes *message)
{
    resign(p, message, strictness_pki->root->key);
}

static void swap_the_point(peer *p, peer_bytes *message)
{
    (void)p;
    message->data[POINT_AT] ^= 1;
}

static const deviation signatures[] = {
    {"a broken ECDSA signature", {PEER_FLIP(PEER_F_SIGNATURE, -1)}, NOT_SIGNED},
    {"a broken ECDSA signature's first byte", {PEER_FLIP(PEER_F_SIGNATURE, 0)}, NOT_SIGNED},
    {"a broken Ed25519 signature",
     {PEER_FLIP(PEER_F_SIGNATURE, 0)},
     NOT_SIGNED,
     .leaf = PEER_KEY_ED25519},
    {"an Ed25519 signature cut by a byte",
     {PEER_CUT(PEER_F_SIGNATURE, 1)},
     NOT_SIGNED,
     .leaf = PEER_KEY_ED25519},
    {"an Ed25519 signature with a byte too many",
     {PEER_APPEND(PEER_F_SIGNATURE, "x")},
     NOT_SIGNED,
     .leaf = PEER_KEY_ED25519},
    {"a broken RSA signature",
     {PEER_FLIP(PEER_F_SIGNATURE, 100)},
     NOT_SIGNED,
     .leaf = PEER_KEY_RSA},
    {"an RSA signature cut by a byte",
     {PEER_CUT(PEER_F_SIGNATURE, 1)},
     NOT_SIGNED,
     .leaf = PEER_KEY_RSA},
    {"an RSA signature with a byte too many",
     {PEER_APPEND(PEER_F_SIGNATURE, "\0")},
     NOT_SIGNED,
     .leaf = PEER_KEY_RSA},
    {"a broken RSASSA-PSS signature",
     {PEER_FLIP(PEER_F_SIGNATURE, 3)},
     NOT_SIGNED,
     .leaf = PEER_KEY_RSA_PSS},
    {"an empty signature", {PEER_SET(PEER_F_SIGNATURE, "")}, NOT_SIGNED},
    {"a signature of zeros", {PEER_SET(PEER_F_SIGNATURE, "\x30\6\2\1\0\2\1\0")}, NOT_SIGNED},
    {"a signature of ones", {PEER_SET(PEER_F_SIGNATURE, "\x30\6\2\1\1\2\1\1")}, NOT_SIGNED},
    {"an ECDSA signature with trailing bytes", {PEER_APPEND(PEER_F_SIGNATURE, "x")}, NOT_SIGNED},
    {"an ECDSA signature cut by a byte", {PEER_CUT(PEER_F_SIGNATURE, 1)}, NOT_SIGNED},
    {"the randoms signed in the wrong order",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, sign_swapped_randoms)},
     NOT_SIGNED},
    {"the randoms not signed",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, sign_without_randoms)},
     NOT_SIGNED},
    {"a signature by another key",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, sign_with_another_key)},
     NOT_SIGNED},
    {"another point than the signed one",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, swap_the_point)},
     NOT_SIGNED},
};

/* ---- ECDSA: r and s are in [1, n - 1], in DER ---- */

typedef void (*spoiler)(BIGNUM *number, const BIGNUM *order);

static void to_zero(BIGNUM *number, const BIGNUM *order)
{
    (void)order;
    BN_zero(number);
}

static void to_the_order(BIGNUM *number, const BIGNUM *order)
{
    assert_non_null(BN_copy(number, order));
}

static void plus_the_order(BIGNUM *number, const BIGNUM *order)
{
    assert_int_equal(BN_add(number, number, order), 1);
}

static void to_its_negative(BIGNUM *number, const BIGNUM *order)
{
    (void)order;
    BN_set_negative(number, 1);
}

static void to_a_huge_one(BIGNUM *number, const BIGNUM *order)
{
    (void)order;
    assert_int_equal(BN_lshift(number, number, 2000), 1);
}

static void put_integer(peer_bytes *to, BIGNUM *number)
{
    ASN1_INTEGER *integer = BN_to_ASN1_INTEGER(number, NULL);
    unsigned char *der = NULL;
    int len = i2d_ASN1_INTEGER(integer, &der);

    assert_true(len > 0);
    peer_put(to, der, (size_t)len);
    OPENSSL_free(der);
    ASN1_INTEGER_free(integer);
}

/* SEQUENCE { r, s }, with a length of the short form where that will do. */
static void put_pair(peer_bytes *to, BIGNUM *r, BIGNUM *s)
{
    peer_bytes content = {0};

    put_integer(&content, r);
    put_integer(&content, s);
    peer_put_number(to, 0x30, 1);
    if (content.len >= 256)
        peer_put_number(to, 0x82, 1);
    else if (content.len >= 128)
        peer_put_number(to, 0x81, 1);
    peer_put_vector(to, content.len >= 256 ? 2 : 1, peer_slice_of(&content));
    peer_bytes_free(&content);
}

static const spoiler spoilers[] = {to_zero, to_the_order, plus_the_order, to_its_negative,
                                   to_a_huge_one};
static spoiler chosen;
static bool chosen_is_s;

/* A right signature, of which one half is spoilt. */
static void spoil(peer *p, peer_bytes *message)
{
    size_t start = POINT_AT + message->data[POINT_LENGTH_AT] + 4U;
    const unsigned char *der = message->data + start;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)(message->len - start));
    EC_GROUP *group = EC_GROUP_new_by_curve_name(
        EVP_PKEY_get_bits(p->config.identity->key) == 256 ? NID_X9_62_prime256v1 : NID_secp384r1);
    BIGNUM *r, *s;
    peer_bytes signature = {0};

    assert_non_null(pair);
    r = BN_dup(ECDSA_SIG_get0_r(pair));
    s = BN_dup(ECDSA_SIG_get0_s(pair));
    chosen(chosen_is_s ? s : r, EC_GROUP_get0_order(group));
    put_pair(&signature, r, s);
    set_signature(p, message, peer_slice_of(&signature));
    peer_bytes_free(&signature);
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(pair);
    EC_GROUP_free(group);
}

static void ecdsa_halves_out_of_range_are_refused(void **state)
{
    static const peer_key_kind leaves[] = {PEER_KEY_P256, PEER_KEY_P384};

    (void)state;
    for (size_t i = 0; i < 2 * 2 * COUNT(spoilers); i++) {
        deviation row = {
            .title = "a half", .rules = {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, spoil)}, NOT_SIGNED};

        row.leaf = leaves[i % 2];
        chosen_is_s = i / 2 % 2 == 1;
        chosen = spoilers[i / 4];
        strictness_check(&row, NULL);
    }
}

/* The same numbers in BER that is no DER (RFC 8422 section 5.4: DER-encoded). */
static void long_form_length(peer *p, peer_bytes *message)
{
    size_t start = POINT_AT + message->data[POINT_LENGTH_AT] + 4U;
    peer_bytes signature = {0};

    peer_put_number(&signature, 0x3081, 2);
    peer_put(&signature, message->data + start + 1, message->len - start - 1);
    set_signature(p, message, peer_slice_of(&signature));
    peer_bytes_free(&signature);
}

static void leading_zero(peer *p, peer_bytes *message)
{
    static const peer_slice zero = {(const uint8_t *)"", 1};
    size_t start = POINT_AT + message->data[POINT_LENGTH_AT] + 4U;
    peer_bytes signature = {0};

    peer_put(&signature, message->data + start, message->len - start);
    peer_insert(&signature, 4, zero);
    signature.data[1]++;
    signature.data[3]++;
    set_signature(p, message, peer_slice_of(&signature));
    peer_bytes_free(&signature);
}

static void a_third_integer(peer *p, peer_bytes *message)
{
    size_t start = POINT_AT + message->data[POINT_LENGTH_AT] + 4U;
    peer_bytes signature = {0};

    peer_put(&signature, message->data + start, message->len - start);
    peer_put_number(&signature, 0x020101, 3);
    signature.data[1] = (uint8_t)(signature.data[1] + 3);
    set_signature(p, message, peer_slice_of(&signature));
    peer_bytes_free(&signature);
}

static void raw_halves(peer *p, peer_bytes *message)
{
    uint8_t raw[64] = {1};
    peer_slice signature = {raw, sizeof raw};

    raw[32] = 1;
    set_signature(p, message, signature);
}

static const deviation encodings[] = {
    {"an ECDSA signature with a length of the long form",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, long_form_length)},
     NOT_SIGNED},
    {"an ECDSA signature with a leading zero",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, leading_zero)},
     NOT_SIGNED},
    {"an ECDSA signature of three integers",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, a_third_integer)},
     NOT_SIGNED},
    {"an ECDSA signature without DER",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, raw_halves)},
     NOT_SIGNED},
};

/* ---- RSA: salt as long as the hash, one DigestInfo, a value below the modulus ---- */

static int salt_length;
static const char *mask_hash;

static void sign_pss(peer *p, peer_bytes *message)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key = NULL;
    peer_bytes what = {0};
    uint8_t signature[256];
    size_t len = sizeof signature;
    peer_slice made = {signature, sizeof signature};

    put_signed_bytes(p, message, &what);
    assert_int_equal(
        EVP_DigestSignInit_ex(context, &key, "SHA256", NULL, NULL, p->config.identity->key, NULL),
        1);
    assert_true(EVP_PKEY_CTX_set_rsa_padding(key, RSA_PKCS1_PSS_PADDING) > 0);
    assert_true(EVP_PKEY_CTX_set_rsa_pss_saltlen(key, salt_length) > 0);
    assert_true(EVP_PKEY_CTX_set_rsa_mgf1_md_name(key, mask_hash, NULL) > 0);
    assert_int_equal(EVP_DigestSign(context, signature, &len, what.data, what.len), 1);
    set_signature(p, message, made);
    EVP_MD_CTX_free(context);
    peer_bytes_free(&what);
}

static void pss_of_another_form_is_refused(void **state)
{
    static const struct {
        int salt;
        const char *mask;
    } forms[] = {{0, "SHA256"},   {20, "SHA256"}, {31, "SHA256"}, {33, "SHA256"},
                 {222, "SHA256"}, {32, "SHA1"},   {32, "SHA512"}};
    deviation row = {.title = "PSS",
                     .rules = {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, sign_pss)},
                     NOT_SIGNED,
                     .leaf = PEER_KEY_RSA,
                     .scheme = 0x0804};
    deviation right = row;

    (void)state;
    for (size_t i = 0; i < COUNT(forms); i++) {
        salt_length = forms[i].salt;
        mask_hash = forms[i].mask;
        strictness_check(&row, NULL);
    }
    salt_length = 32;
    mask_hash = "SHA256";
    right.result = BRINE_OK;
    right.alert = -1;
    strictness_check(&right, NULL);
}

/* What stands between 00 01 ff .. ff 00 and the hash. */
static peer_slice digest_info;
static uint8_t block_type = 1;

/* EMSA-PKCS1-v1_5 by hand, RFC 8017 section 9.2. */
static void sign_pkcs1(peer *p, peer_bytes *message)
{
    EVP_PKEY_CTX *key = EVP_PKEY_CTX_new(p->config.identity->key, NULL);
    peer_bytes what = {0};
    uint8_t block[256], signature[256], hash[PEER_HASH_MAX];
    size_t len = sizeof signature, start;
    peer_slice made = {signature, sizeof signature};

    put_signed_bytes(p, message, &what);
    peer_hash("SHA256", peer_slice_of(&what), hash);
    memset(block, 0xff, sizeof block);
    block[0] = 0;
    block[1] = block_type;
    start = sizeof block - 32 - digest_info.len;
    block[start - 1] = 0;
    memcpy(block + start, digest_info.data, digest_info.len);
    memcpy(block + sizeof block - 32, hash, 32);
    assert_int_equal(EVP_PKEY_sign_init(key), 1);
    assert_true(EVP_PKEY_CTX_set_rsa_padding(key, RSA_NO_PADDING) > 0);
    assert_int_equal(EVP_PKEY_sign(key, signature, &len, block, sizeof block), 1);
    set_signature(p, message, made);
    EVP_PKEY_CTX_free(key);
    peer_bytes_free(&what);
}

static void pkcs1_of_another_form_is_refused(void **state)
{
    static const peer_slice right = PEER_LITERAL(
        "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20");
    static const peer_slice others[] = {
        /* without NULL, with SHA-384's name, without DigestInfo, with a length of the long form */
        PEER_LITERAL("\x30\x2f\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x04\x20"),
        PEER_LITERAL(
            "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x20"),
        PEER_LITERAL(""),
        PEER_LITERAL(
            "\x30\x81\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"),
    };
    deviation row = {.title = "PKCS #1",
                     .rules = {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, sign_pkcs1)},
                     ACCEPTED,
                     .leaf = PEER_KEY_RSA,
                     .scheme = 0x0401};

    (void)state;
    digest_info = right;
    strictness_check(&row, NULL);
    row.result = BRINE_ERROR_KEY_EXCHANGE_SIGNATURE;
    row.alert = BRINE_ALERT_decrypt_error;
    for (size_t i = 0; i < COUNT(others); i++) {
        digest_info = others[i];
        strictness_check(&row, NULL);
    }
    digest_info = right;
    for (block_type = 0; block_type < 3; block_type++)
        if (block_type != 1)
            strictness_check(&row, NULL);
    block_type = 1;
}

static const uint8_t all_ones[256] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
};

/* A value beyond the modulus, and small ones that are their own powers. */
static uint8_t rsa_value;

static void set_rsa_value(peer *p, peer_bytes *message)
{
    uint8_t value[256] = {0};
    peer_slice signature = {value, sizeof value};

    if (rsa_value == 0xff)
        memcpy(value, all_ones, sizeof value);
    else
        value[255] = rsa_value;
    set_signature(p, message, signature);
}

static void rsa_values_that_sign_nothing_are_refused(void **state)
{
    static const uint8_t values[] = {0, 1, 2, 0xff};
    static const uint16_t schemes[] = {0x0401, 0x0804};

    (void)state;
    for (size_t i = 0; i < COUNT(values) * COUNT(schemes); i++) {
        deviation row = {.title = "RSA",
                         .rules = {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, set_rsa_value)},
                         NOT_SIGNED,
                         .leaf = PEER_KEY_RSA};

        rsa_value = values[i / 2];
        row.scheme = schemes[i % 2];
        strictness_check(&row, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ecdsa_halves_out_of_range_are_refused),
        cmocka_unit_test(pss_of_another_form_is_refused),
        cmocka_unit_test(pkcs1_of_another_form_is_refused),
        cmocka_unit_test(rsa_values_that_sign_nothing_are_refused),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("signature: over what, by whom", signatures, COUNT(signatures));
    failed += strictness_run("signature: ECDSA's encoding", encodings, COUNT(encodings));
    failed += cmocka_run_group_tests_name("signature: numbers", tests, NULL, NULL);
    strictness_end();
    return failed;
}
