/* ECDSA as X.509 and the handshake see it: verifiers and signers. */
#include "crypto/ec/adx.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/ec/rfc6979.h"
#include "crypto/provider/entries.h"
#include "unit/crypto/differential.h"
#include "unit/crypto/ec_vectors.h"
#include "unit/crypto/hex.h"

#define P256 BRINE_GROUP_SECP256R1
#define P384 BRINE_GROUP_SECP384R1

static const brine_verifier *const verifiers[] = {
    &brine_verifier_ecdsa_p256_sha256,     &brine_verifier_ecdsa_p256_sha384,
    &brine_verifier_ecdsa_p256_sha512,     &brine_verifier_ecdsa_p384_sha256,
    &brine_verifier_ecdsa_p384_sha384,     &brine_verifier_ecdsa_p384_sha512,
    &brine_verifier_ecdsa_p256_sha256_adx, &brine_verifier_ecdsa_p256_sha384_adx,
    &brine_verifier_ecdsa_p256_sha512_adx, &brine_verifier_ecdsa_p384_sha256_adx,
    &brine_verifier_ecdsa_p384_sha384_adx, &brine_verifier_ecdsa_p384_sha512_adx,
};

#define VERIFIERS (sizeof verifiers / sizeof *verifiers)

static bool runs(const brine_verifier *v)
{
    return v->available == NULL || v->available(NULL);
}

static const brine_signer *signer_for(brine_group_id curve)
{
    return curve == P256 ? &brine_signer_ecdsa_p256 : &brine_signer_ecdsa_p384;
}

static size_t digest_of(brine_hash_id id, const char *text, uint8_t *digest)
{
    static const brine_hash *const hashes[] = {&brine_hash_sha256_sodium, &brine_hash_sha384_sodium,
                                               &brine_hash_sha512_sodium};
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
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t bytes[512];
} signer_state;

static void load(const brine_signer *signer, signer_state *state, const key_pair *k)
{
    assert_true(signer->state_size(NULL, &k->private_key) <= sizeof state->bytes);
    assert_int_equal(signer->load(NULL, state, &k->private_key), BRINE_OK);
}

static const brn_ecdsa_key *key_of(const signer_state *state)
{
    return (const brn_ecdsa_key *)(const void *)state->bytes;
}

static const brine_bytes none = {NULL, 0};

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
        assert_int_equal(
            brn_ecdsa_sign(key_of(&loaded), v->hash, digest, digest_len, none, made, &made_len),
            BRINE_OK);
        assert_int_equal(made_len, signature.len);
        assert_memory_equal(made, signature.data, made_len);
        signer->clear(NULL, &loaded, sizeof loaded);
        if (other_tier(v->curve) != NULL) {
            memset(made, 0, sizeof made);
            assert_int_equal(brn_ecdsa_signer_load(other_tier(v->curve), &loaded, &k.private_key),
                             BRINE_OK);
            assert_int_equal(
                brn_ecdsa_sign(key_of(&loaded), v->hash, digest, digest_len, none, made, &made_len),
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

/*
 * The first is RFC 6979's; the second, which hardly ever comes about, is step h's of its 3.2. With
 * additional data they are what 20 lines of Python make of section 3.6.
 */
static void nonces_follow_one_another(void **state)
{
    static const uint8_t data[BRN_RFC6979_ADDITIONAL_MAX] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
    static const struct {
        brine_group_id id;
        const brn_curve *curve;
        const char *first, *second;
        size_t additional;
    } cases[] = {
        {P256, &brn_curve_p256, "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60",
         "8e83dc490bc5fc4d5992bd63cd87f254adffcb930f8a8011702a88870f638fdb", 0},
        {P256, &brn_curve_p256, "e7eb519fdfdf2373299ac1322cff7b26e78d5041e24740b2e2ecd18d01b56ebf",
         "d80c774ba9abb2e3d3bc03a40b30edb18b718fdad0764a4fa7a6ed91976d89a1", sizeof data},
        {P384, &brn_curve_p384,
         "180ae9f9aec5438a44bc159a1fcb277c7be54fa20e7cf404b490650a8acc414e"
         "375572342863c899f9f2edf9747a9b60",
         "241bd74f1c179a78a711d90e71fb198b5f9332adb1a0f11dcbb08fa2030279ef"
         "72cced0eaad4c723d20f75de4d69430a",
         0},
        {P384, &brn_curve_p384,
         "98c00c41db1b7ffd5efc6d78ac28d2d397644264d67fc3263f51678f2abb8960"
         "af9609d790b47104704119b2bdaf9e87",
         "1ebe9700e1f5125786ed7256c9a123a899f28b9767bc5877309216b05cf6f574"
         "63c6e00f424f144a5611ec0e2ee07d80",
         sizeof data},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const brn_curve *c = cases[i].curve;
        brine_bytes additional = {data, cases[i].additional};
        uint8_t digest[64], expected[BRN_FIELD_SIZE_MAX], found[BRN_FIELD_SIZE_MAX];
        size_t digest_len = digest_of(BRINE_HASH_SHA256, "sample", digest), len;
        brn_limb nonce[BRN_EC_LIMBS];
        brn_rfc6979 nonces;
        key_pair k;

        key_pair_for(&k, cases[i].id);
        assert_true(brn_rfc6979_begin(&nonces, c, BRINE_HASH_SHA256, k.scalar, digest, digest_len,
                                      additional));
        brn_rfc6979_next(&nonces, nonce);
        brn_field_write(c->scalar, found, nonce);
        len = hex_bytes(expected, sizeof expected, cases[i].first);
        assert_memory_equal(found, expected, len);
        brn_rfc6979_next(&nonces, nonce);
        brn_field_write(c->scalar, found, nonce);
        (void)hex_bytes(expected, sizeof expected, cases[i].second);
        assert_memory_equal(found, expected, len);
        brn_rfc6979_end(&nonces);
        additional.len = sizeof data + 1;
        assert_false(brn_rfc6979_begin(&nonces, c, BRINE_HASH_SHA256, k.scalar, digest, digest_len,
                                       additional));
    }
}

/* Its context is the byte that it gives; NULL: it fails, for a reason of its own. */
static brine_result one_byte(void *context, uint8_t *out, size_t len)
{
    memset(out, context == NULL ? 0 : *(const uint8_t *)context, len);
    return context == NULL ? BRINE_ERROR_FILE : BRINE_OK;
}

/* A signature of the same digest with the same key, with random numbers of `byte`. */
static brine_result sign_hedged(brine_group_id curve, uint8_t *byte, uint8_t *made, size_t *len)
{
    const brine_signer *signer = signer_for(curve);
    uint8_t digest[64];
    size_t digest_len = digest_of(BRINE_HASH_SHA256, "sample", digest);
    signer_state loaded;
    key_pair k;

    key_pair_for(&k, curve);
    load(signer, &loaded, &k);
    return signer->sign(byte, one_byte, &loaded, 0x0403, digest, digest_len, none, made, len);
}

static void a_signers_nonces_are_hedged(void **state)
{
    static const brine_group_id curves[] = {P256, P384};
    uint8_t first[BRINE_SIGNATURE_MAX], second[BRINE_SIGNATURE_MAX], r[BRN_FIELD_SIZE_MAX];
    uint8_t r_second[BRN_FIELD_SIZE_MAX], s[BRN_FIELD_SIZE_MAX], byte = 1;
    size_t len = 7, second_len;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const brn_curve *c = i == 0 ? &brn_curve_p256 : &brn_curve_p384;

        byte = 1;
        assert_int_equal(sign_hedged(curves[i], &byte, first, &len), BRINE_OK);
        byte = 2;
        assert_int_equal(sign_hedged(curves[i], &byte, second, &second_len), BRINE_OK);
        assert_true(brn_ecdsa_read(c, r, s, (brine_bytes){first, len}));
        assert_true(brn_ecdsa_read(c, r_second, s, (brine_bytes){second, second_len}));
        assert_memory_not_equal(r, r_second, brn_field_size(c->scalar));
    }
}

static void without_random_there_is_no_signature(void **state)
{
    static const brine_group_id curves[] = {P256, P384};
    uint8_t made[BRINE_SIGNATURE_MAX];
    size_t len = 7;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(sign_hedged(curves[i], NULL, made, &len), BRINE_ERROR_RANDOM);
    assert_int_equal(len, 7);
}

/* ---- Faults ---- */

/* A field that multiplies and squares wrong once. */
static size_t faults_in; /* how many more operations until then */

static void strike(brn_limb *out)
{
    if (faults_in > 0 && --faults_in == 0)
        out[0] ^= 4;
}

static void faulty_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    brn_mont_multiply(out, a, b, m);
    strike(out);
}

static void faulty_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_mont_square(out, a, m);
    strike(out);
}

static brn_field faulty(const brn_field *f)
{
    brn_field copy = *f;

    copy.multiply = faulty_multiply;
    copy.square = faulty_square;
    return copy;
}

/* Signs with a fault in operation `at`, or without one when that is 0; counts operations. */
static brine_result sign_with_fault(const brn_ecdsa_key *key, size_t at, size_t *operations,
                                    uint8_t *signature, size_t *len)
{
    uint8_t digest[64];
    size_t digest_len = digest_of(BRINE_HASH_SHA256, "sample", digest), limit = (size_t)-1;
    brine_result result;

    faults_in = at == 0 ? limit : at;
    result = brn_ecdsa_sign(key, BRINE_HASH_SHA256, digest, digest_len, none, signature, len);
    if (at == 0)
        *operations = limit - faults_in;
    faults_in = 0;
    return result;
}

/* Only a fault in what is not used any more is harmless: then the signature is the right one. */
static void a_signature_that_a_fault_made_wrong_does_not_leave(void **state)
{
    static const brine_group_id curves[] = {P256, P384};
    differential d = differential_begin("faults", 200);

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        brn_curve curve = i == 0 ? brn_curve_p256 : brn_curve_p384;
        brn_field field = faulty(curve.field), scalar = faulty(curve.scalar);
        uint8_t right[BRINE_SIGNATURE_MAX], made[BRINE_SIGNATURE_MAX];
        size_t operations, right_len, refused = 0;
        signer_state loaded;
        key_pair k;

        curve.field = &field;
        curve.scalar = &scalar;
        key_pair_for(&k, curves[i]);
        assert_int_equal(brn_ecdsa_signer_load(&curve, &loaded, &k.private_key), BRINE_OK);
        assert_int_equal(sign_with_fault(key_of(&loaded), 0, &operations, right, &right_len),
                         BRINE_OK);
        for (size_t n = 0; n < d.cases; n++) {
            size_t at = 1 + differential_below(&d, operations), len = 7;
            brine_result result = sign_with_fault(key_of(&loaded), at, NULL, made, &len);

            if (result == BRINE_OK) {
                assert_int_equal(len, right_len);
                assert_memory_equal(made, right, len);
                continue;
            }
            assert_int_equal(result, BRINE_ERROR_CRYPTO);
            assert_int_equal(len, 7);
            refused++;
        }
        assert_true(refused > d.cases / 2);
    }
}

/* Bits of the key that flipped in memory since it was loaded. */
static void a_key_that_changed_signs_no_more(void **state)
{
    const size_t offsets[] = {offsetof(brn_ecdsa_key, scalar), offsetof(brn_ecdsa_key, point) + 1,
                              offsetof(brn_ecdsa_key, cube), offsetof(brn_ecdsa_key, cube.y)};
    uint8_t made[BRINE_SIGNATURE_MAX];
    size_t len = 7;

    (void)state;
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        signer_state loaded;
        key_pair k;

        key_pair_for(&k, P256);
        load(&brine_signer_ecdsa_p256, &loaded, &k);
        loaded.bytes[offsets[i] + 20] ^= 1;
        assert_int_equal(sign_with_fault(key_of(&loaded), 0, &(size_t){0}, made, &len),
                         BRINE_ERROR_CRYPTO);
        assert_int_equal(len, 7);
    }
}

/* Then the two points share their x. */
static void a_key_of_the_opposite_point_signs_not(void **state)
{
    const brn_field *n = brn_curve_p256.scalar;
    brn_limb scalar[BRN_EC_LIMBS];
    uint8_t made[BRINE_SIGNATURE_MAX];
    size_t len = 7;
    signer_state loaded;
    key_pair k;

    (void)state;
    key_pair_for(&k, P256);
    load(&brine_signer_ecdsa_p256, &loaded, &k);
    (void)brn_field_read(n, scalar, k.private_key.scalar.data);
    brn_field_negate_if(n, ~(brn_limb)0, scalar);
    brn_field_write(n, loaded.bytes + offsetof(brn_ecdsa_key, scalar), scalar);
    assert_int_equal(sign_with_fault(key_of(&loaded), 0, &(size_t){0}, made, &len),
                     BRINE_ERROR_CRYPTO);
    assert_int_equal(len, 7);
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
        k.private_key.scalar.len += 2;
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
    load(&brine_signer_ecdsa_p256, &loaded, &k);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(brine_signer_ecdsa_p256.sign(&(uint8_t){1}, one_byte, &loaded,
                                                      bad[i].scheme, digest, bad[i].digest_len,
                                                      (brine_bytes){NULL, 0}, made, &made_len),
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
    static const brine_verifier *const tiers[] = {&brine_verifier_ecdsa_p256_sha256,
                                                  &brine_verifier_ecdsa_p256_sha256_adx};
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
        cmocka_unit_test(a_signers_nonces_are_hedged),
        cmocka_unit_test(without_random_there_is_no_signature),
        cmocka_unit_test(a_signature_that_a_fault_made_wrong_does_not_leave),
        cmocka_unit_test(a_key_that_changed_signs_no_more),
        cmocka_unit_test(a_key_of_the_opposite_point_signs_not),
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
