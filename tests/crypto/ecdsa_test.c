/* ECDSA as X.509 and the handshake see it: verifiers and signers. */
#include "crypto/ec/adx.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/ec/rfc6979.h"
#include "crypto/ec_vectors.h"
#include "crypto/entries.h"
#include "crypto/hex.h"

#define P256 BRINE_GROUP_SECP256R1
#define P384 BRINE_GROUP_SECP384R1

static const brine_verifier *const verifiers[] = {
    &brn_verifier_ecdsa_p256_sha256,     &brn_verifier_ecdsa_p256_sha384,
    &brn_verifier_ecdsa_p256_sha512,     &brn_verifier_ecdsa_p384_sha256,
    &brn_verifier_ecdsa_p384_sha384,     &brn_verifier_ecdsa_p384_sha512,
    &brn_verifier_ecdsa_p256_sha256_adx, &brn_verifier_ecdsa_p256_sha384_adx,
    &brn_verifier_ecdsa_p256_sha512_adx, &brn_verifier_ecdsa_p384_sha256_adx,
    &brn_verifier_ecdsa_p384_sha384_adx, &brn_verifier_ecdsa_p384_sha512_adx,
};

#define VERIFIERS (sizeof verifiers / sizeof *verifiers)

static bool runs(const brine_verifier *v)
{
    return v->available == NULL || v->available(NULL);
}

static const brine_signer *signer_for(brine_group_id curve)
{
    return curve == P256 ? &brn_signer_ecdsa_p256 : &brn_signer_ecdsa_p384;
}

static size_t digest_of(brine_hash_id id, const char *text, uint8_t *digest)
{
    static const brine_hash *const hashes[] = {&brn_hash_sha256_sodium, &brn_hash_sha384_sodium,
                                               &brn_hash_sha512_sodium};
    union {
        max_align_t align;
        uint8_t bytes[BRINE_HASH_STATE_MAX];
    } state;

    for (size_t i = 0; i < 3; i++) {
        if (hashes[i]->id != id)
            continue;
        hashes[i]->init(NULL, &state);
        hashes[i]->update(NULL, &state, (const uint8_t *)text, strlen(text));
        hashes[i]->final(NULL, &state, digest);
        return hashes[i]->output_length;
    }
    fail();
    return 0;
}

/* The RFC 6979 key of a curve, as a signer and as a verifier take it. */
typedef struct key_pair {
    uint8_t scalar[BRINE_GROUP_PRIVATE_MAX];
    uint8_t point[BRINE_GROUP_PUBLIC_MAX];
    brine_private_key private_key;
    brine_public_key public_key;
} key_pair;

static void key_pair_for(key_pair *k, brine_group_id curve)
{
    bool p256 = curve == P256;
    size_t len;

    memset(k, 0, sizeof *k);
    len = hex_bytes(k->scalar, sizeof k->scalar, p256 ? RFC6979_P256_KEY : RFC6979_P384_KEY);
    k->point[0] = 4;
    (void)hex_bytes(k->point + 1, sizeof k->point - 1,
                    p256 ? RFC6979_P256_PUBLIC : RFC6979_P384_PUBLIC);
    k->private_key.kind = BRINE_KEY_EC;
    k->private_key.curve = curve;
    k->private_key.scalar = (brine_bytes){k->scalar, len};
    k->public_key.kind = BRINE_KEY_EC;
    k->public_key.curve = curve;
    k->public_key.point = (brine_bytes){k->point, 1 + 2 * len};
}

typedef struct signer_state {
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t bytes[256];
} signer_state;

static void load(const brine_signer *signer, signer_state *state, const key_pair *k)
{
    assert_true(signer->state_size(NULL, &k->private_key) <= sizeof state->bytes);
    assert_int_equal(signer->load(NULL, state, &k->private_key), BRINE_OK);
}

/* The curve that a signer would only take on another processor. */
static const brn_curve *other_tier(brine_group_id curve)
{
    if (!brn_adx_available(NULL))
        return NULL;
    return curve == P256 ? &brn_curve_p256 : &brn_curve_p384;
}

/* Ecdsa-Sig-Value from integers that are given as they shall stand in the INTEGERs. */
static brine_bytes encode(uint8_t *out, const uint8_t *r, size_t r_len, const uint8_t *s,
                          size_t s_len)
{
    size_t at = 0;

    out[at++] = 0x30;
    if (r_len + s_len + 4 >= 0x80)
        out[at++] = 0x81;
    out[at++] = (uint8_t)(r_len + s_len + 4);
    out[at++] = 2;
    out[at++] = (uint8_t)r_len;
    memcpy(out + at, r, r_len);
    at += r_len;
    out[at++] = 2;
    out[at++] = (uint8_t)s_len;
    memcpy(out + at, s, s_len);
    return (brine_bytes){out, at + s_len};
}

/* The minimal positive INTEGER of a hex number. */
static size_t integer(uint8_t *out, const char *hex)
{
    uint8_t bytes[80];
    size_t len = hex_bytes(bytes, sizeof bytes, hex), skip = 0, sign;

    while (skip + 1 < len && bytes[skip] == 0)
        skip++;
    sign = bytes[skip] >> 7;
    out[0] = 0;
    memcpy(out + sign, bytes + skip, len - skip);
    return sign + len - skip;
}

static void signatures_are_those_of_rfc_6979(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof signature_vectors / sizeof *signature_vectors; i++) {
        const signature_vector *v = &signature_vectors[i];
        const brine_signer *signer = signer_for(v->curve);
        key_pair k;
        signer_state loaded;
        uint8_t digest[64], r[80], s[80], expected[160], made[BRINE_SIGNATURE_MAX];
        size_t digest_len = digest_of(v->hash, v->text, digest), made_len = 0;
        size_t r_len = integer(r, v->r), s_len = integer(s, v->s);
        brine_bytes signature = encode(expected, r, r_len, s, s_len);

        key_pair_for(&k, v->curve);
        load(signer, &loaded, &k);
        assert_int_equal(signer->sign(NULL, NULL, &loaded, (uint16_t)(v->hash << 8 | 3), digest,
                                      digest_len, (brine_bytes){NULL, 0}, made, &made_len),
                         BRINE_OK);
        assert_int_equal(made_len, signature.len);
        assert_memory_equal(made, signature.data, made_len);
        signer->clear(NULL, &loaded, sizeof loaded);
        if (other_tier(v->curve) != NULL) {
            memset(made, 0, sizeof made);
            assert_int_equal(brn_ecdsa_signer_load(other_tier(v->curve), &loaded, &k.private_key),
                             BRINE_OK);
            assert_int_equal(signer->sign(NULL, NULL, &loaded, (uint16_t)(v->hash << 8 | 3), digest,
                                          digest_len, (brine_bytes){NULL, 0}, made, &made_len),
                             BRINE_OK);
            assert_memory_equal(made, signature.data, signature.len);
        }
        for (size_t j = 0; j < VERIFIERS; j++)
            if (verifiers[j]->curve == v->curve && verifiers[j]->hash == v->hash &&
                runs(verifiers[j]))
                assert_int_equal(verifiers[j]->verify(NULL, &k.public_key, digest, digest_len,
                                                      (brine_bytes){NULL, 0}, signature),
                                 BRINE_OK);
    }
}

/* The first is RFC 6979's; the second, which hardly ever comes about, is step h's of its 3.2. */
static void nonces_follow_one_another(void **state)
{
    static const struct {
        brine_group_id id;
        const brn_curve *curve;
        const char *first, *second;
    } cases[] = {
        {P256, &brn_curve_p256, "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60",
         "8e83dc490bc5fc4d5992bd63cd87f254adffcb930f8a8011702a88870f638fdb"},
        {P384, &brn_curve_p384,
         "180ae9f9aec5438a44bc159a1fcb277c7be54fa20e7cf404b490650a8acc414e"
         "375572342863c899f9f2edf9747a9b60",
         "241bd74f1c179a78a711d90e71fb198b5f9332adb1a0f11dcbb08fa2030279ef"
         "72cced0eaad4c723d20f75de4d69430a"},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const brn_curve *c = cases[i].curve;
        uint8_t digest[64], expected[BRN_EC_BYTES], found[BRN_EC_BYTES];
        size_t digest_len = digest_of(BRINE_HASH_SHA256, "sample", digest), len;
        brn_limb nonce[BRN_EC_LIMBS];
        brn_rfc6979 nonces;
        key_pair k;

        key_pair_for(&k, cases[i].id);
        assert_true(brn_rfc6979_begin(&nonces, c, BRINE_HASH_SHA256, k.scalar, digest, digest_len));
        brn_rfc6979_next(&nonces, nonce);
        brn_field_write(c->scalar, found, nonce);
        len = hex_bytes(expected, sizeof expected, cases[i].first);
        assert_memory_equal(found, expected, len);
        brn_rfc6979_next(&nonces, nonce);
        brn_field_write(c->scalar, found, nonce);
        (void)hex_bytes(expected, sizeof expected, cases[i].second);
        assert_memory_equal(found, expected, len);
        brn_rfc6979_end(&nonces);
    }
}

static void a_signer_tells_its_public_key(void **state)
{
    static const brine_group_id curves[] = {P256, P384};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const brine_signer *signer = signer_for(curves[i]);
        key_pair k;
        signer_state loaded;
        uint8_t found[BRINE_RSA_MODULUS_MAX];
        size_t len = sizeof found;

        key_pair_for(&k, curves[i]);
        load(signer, &loaded, &k);
        assert_int_equal(signer->public_key(NULL, &loaded, found, &len), BRINE_OK);
        assert_int_equal(len, k.public_key.point.len);
        assert_memory_equal(found, k.point, len);
        len--;
        assert_int_equal(signer->public_key(NULL, &loaded, found, &len),
                         BRINE_ERROR_BUFFER_TOO_SMALL);
    }
}

static void a_signer_refuses_keys_that_are_none(void **state)
{
    static const brine_group_id curves[] = {P256, P384};
    static const char *const orders[] = {
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "ffffffffffffffffffffffffffffffffffffffffffffffff"
        "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const brine_signer *signer = signer_for(curves[i]);
        key_pair k;
        signer_state loaded;

        key_pair_for(&k, curves[i]);
        hex_bytes(k.scalar, sizeof k.scalar, orders[i]);
        assert_int_equal(signer->load(NULL, &loaded, &k.private_key), BRINE_ERROR_BAD_KEY);
        memset(k.scalar, 0, sizeof k.scalar);
        assert_int_equal(signer->load(NULL, &loaded, &k.private_key), BRINE_ERROR_BAD_KEY);
        key_pair_for(&k, curves[i]);
        k.private_key.scalar.len--;
        assert_int_equal(signer->load(NULL, &loaded, &k.private_key), BRINE_ERROR_BAD_KEY);
        key_pair_for(&k, curves[i]);
        k.private_key.curve = curves[1 - i];
        assert_int_equal(signer->load(NULL, &loaded, &k.private_key), BRINE_ERROR_BAD_KEY);
        key_pair_for(&k, curves[i]);
        k.private_key.kind = BRINE_KEY_RSA;
        assert_int_equal(signer->load(NULL, &loaded, &k.private_key), BRINE_ERROR_BAD_KEY);
    }
}

static void a_signer_refuses_schemes_that_are_not_ecdsa(void **state)
{
    static const struct {
        uint16_t scheme;
        size_t digest_len;
    } bad[] = {{0x0401, 32}, {0x0804, 32}, {0x0203, 20}, {0x0403, 31}, {0x0403, 48}, {0x0503, 32}};
    key_pair k;
    signer_state loaded;
    uint8_t digest[64] = {0}, made[BRINE_SIGNATURE_MAX];
    size_t made_len;

    (void)state;
    key_pair_for(&k, P256);
    load(&brn_signer_ecdsa_p256, &loaded, &k);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(brn_signer_ecdsa_p256.sign(NULL, NULL, &loaded, bad[i].scheme, digest,
                                                    bad[i].digest_len, (brine_bytes){NULL, 0}, made,
                                                    &made_len),
                         BRINE_ERROR_INVALID_ARGUMENT);
}

/* One good signature to be bent: RFC 6979's for P-256, SHA-256, "sample". */
typedef struct sample {
    key_pair k;
    uint8_t digest[32];
    uint8_t r[80], s[80];
    size_t r_len, s_len;
} sample;

static void sample_make(sample *t)
{
    key_pair_for(&t->k, P256);
    (void)digest_of(BRINE_HASH_SHA256, "sample", t->digest);
    t->r_len = integer(t->r, signature_vectors[0].r);
    t->s_len = integer(t->s, signature_vectors[0].s);
}

/* On each tier, which must agree. */
static brine_result verify(const sample *t, brine_bytes signature)
{
    static const brine_verifier *const tiers[] = {&brn_verifier_ecdsa_p256_sha256,
                                                  &brn_verifier_ecdsa_p256_sha256_adx};
    brine_result results[2];

    for (size_t i = 0; i < 2; i++)
        results[i] = !runs(tiers[i])
                         ? results[0]
                         : tiers[i]->verify(NULL, &t->k.public_key, t->digest, sizeof t->digest,
                                            (brine_bytes){NULL, 0}, signature);
    assert_int_equal(results[0], results[1]);
    return results[0];
}

static void any_changed_bit_is_noticed(void **state)
{
    sample t;
    uint8_t der[160];
    brine_bytes signature;

    (void)state;
    sample_make(&t);
    signature = encode(der, t.r, t.r_len, t.s, t.s_len);
    assert_int_equal(verify(&t, signature), BRINE_OK);
    for (size_t bit = 0; bit < 8 * signature.len; bit++) {
        der[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_SIGNATURE);
        der[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * sizeof t.digest; bit++) {
        t.digest[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_SIGNATURE);
        t.digest[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    assert_int_equal(verify(&t, signature), BRINE_OK);
}

static void integers_must_be_from_1_to_the_order_less_1(void **state)
{
    static const char *const bad[] = {
        "00",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "010000000000000000000000000000000000000000000000000000000000000000",
    };
    uint8_t der[160], value[80];
    sample t;

    (void)state;
    sample_make(&t);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t len = integer(value, bad[i]);

        assert_int_equal(verify(&t, encode(der, value, len, t.s, t.s_len)),
                         BRINE_ERROR_BAD_SIGNATURE);
        assert_int_equal(verify(&t, encode(der, t.r, t.r_len, value, len)),
                         BRINE_ERROR_BAD_SIGNATURE);
    }
}

static void der_is_strict(void **state)
{
    uint8_t der[200], bent[200], wide[80] = {0};
    brine_bytes good;
    sample t;

    (void)state;
    sample_make(&t);
    good = encode(der, t.r, t.r_len, t.s, t.s_len);
    assert_int_equal(good.len, 2 + 4 + t.r_len + t.s_len);

    for (size_t len = 0; len < good.len; len++) /* cut off */
        assert_int_equal(verify(&t, (brine_bytes){der, len}), BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(&t, (brine_bytes){NULL, 0}), BRINE_ERROR_BAD_SIGNATURE);

    memcpy(bent, der, good.len); /* something behind the sequence */
    bent[good.len] = 0;
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len + 1}), BRINE_ERROR_BAD_SIGNATURE);
    bent[1]++; /* something behind the integers */
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len + 1}), BRINE_ERROR_BAD_SIGNATURE);

    bent[0] = 0x30; /* the length in a form that is longer than needed */
    bent[1] = 0x81;
    memcpy(bent + 2, der + 1, good.len - 1);
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len + 1}), BRINE_ERROR_BAD_SIGNATURE);
    bent[1] = 0x82;
    bent[2] = 0;
    memcpy(bent + 3, der + 1, good.len - 1);
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len + 2}), BRINE_ERROR_BAD_SIGNATURE);
    bent[1] = 0x80; /* indefinite */
    memcpy(bent + 2, der + 2, good.len - 2);
    memset(bent + good.len, 0, 2);
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len + 2}), BRINE_ERROR_BAD_SIGNATURE);

    memcpy(wide + 1, t.r, t.r_len); /* a leading zero that is not needed */
    assert_int_equal(verify(&t, encode(bent, wide, t.r_len + 1, t.s, t.s_len)),
                     BRINE_ERROR_BAD_SIGNATURE);
    memcpy(wide + 1, t.s, t.s_len);
    assert_int_equal(verify(&t, encode(bent, t.r, t.r_len, wide, t.s_len + 1)),
                     BRINE_ERROR_BAD_SIGNATURE);
    /* r and s of this sample have their top bit set: without the zero they are negative */
    assert_int_equal(t.r_len + t.s_len, 66);
    assert_int_equal(verify(&t, encode(bent, t.r + 1, t.r_len - 1, t.s, t.s_len)),
                     BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(&t, encode(bent, t.r, t.r_len, t.s + 1, t.s_len - 1)),
                     BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(&t, encode(bent, t.r, 0, t.s, t.s_len)), BRINE_ERROR_BAD_SIGNATURE);
    assert_int_equal(verify(&t, encode(bent, t.r, t.r_len, t.s, 0)), BRINE_ERROR_BAD_SIGNATURE);

    memcpy(bent, der, good.len);
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len}), BRINE_OK);
    bent[0] = 0x31;
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len}), BRINE_ERROR_BAD_SIGNATURE);
    bent[0] = 0x30;
    bent[2] = 0x03;
    assert_int_equal(verify(&t, (brine_bytes){bent, good.len}), BRINE_ERROR_BAD_SIGNATURE);
}

/* A zero too many in front of an s that is as long as the order even so. */
static void integers_are_minimal(void **state)
{
    sample t;
    uint8_t der[200], wide[80] = {0};

    (void)state;
    sample_make(&t);
    (void)digest_of(BRINE_HASH_SHA256, "test", t.digest);
    t.r_len = integer(t.r, signature_vectors[3].r);
    t.s_len = integer(t.s, signature_vectors[3].s);
    assert_int_equal(verify(&t, encode(der, t.r, t.r_len, t.s, t.s_len)), BRINE_OK);
    assert_int_equal(t.s_len, 32);
    memcpy(wide + 1, t.s, t.s_len);
    assert_int_equal(verify(&t, encode(der, t.r, t.r_len, wide, t.s_len + 1)),
                     BRINE_ERROR_BAD_SIGNATURE);
}

static void a_key_that_is_none_is_told_apart(void **state)
{
    sample t;
    uint8_t der[160];
    brine_bytes signature;

    (void)state;
    sample_make(&t);
    signature = encode(der, t.r, t.r_len, t.s, t.s_len);
    t.k.public_key.kind = BRINE_KEY_RSA;
    assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_KEY);
    sample_make(&t);
    t.k.public_key.curve = P384;
    assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_KEY);
    sample_make(&t);
    t.k.public_key.point.len--;
    assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_KEY);
    sample_make(&t);
    t.k.point[40] ^= 1;
    assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_KEY);
    sample_make(&t);
    t.k.point[0] = 6; /* hybrid */
    assert_int_equal(verify(&t, signature), BRINE_ERROR_BAD_KEY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_are_those_of_rfc_6979),
        cmocka_unit_test(nonces_follow_one_another),
        cmocka_unit_test(a_signer_tells_its_public_key),
        cmocka_unit_test(a_signer_refuses_keys_that_are_none),
        cmocka_unit_test(a_signer_refuses_schemes_that_are_not_ecdsa),
        cmocka_unit_test(any_changed_bit_is_noticed),
        cmocka_unit_test(integers_must_be_from_1_to_the_order_less_1),
        cmocka_unit_test(der_is_strict),
        cmocka_unit_test(integers_are_minimal),
        cmocka_unit_test(a_key_that_is_none_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
