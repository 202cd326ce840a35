/* NIST's verdicts on public keys and signatures, on each tier. */
#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"
#include "unit/crypto/ec_cavp.h"
#include "unit/crypto/ec_support.h"
#include "unit/crypto/hex.h"

/* A number of any count of hex digits, in at least len bytes; returns how many it took. */
static size_t number(uint8_t *out, size_t len, const char *hex)
{
    char padded[300] = "0";
    uint8_t bytes[150];
    size_t given;

    strcpy(padded + strlen(hex) % 2, hex);
    given = hex_bytes(bytes, sizeof bytes, padded);
    if (given > len)
        len = given;
    memset(out, 0, len);
    memcpy(out + len - given, bytes, given);
    return len;
}

/* The uncompressed point; too long when a coordinate is too large for the wire. */
static size_t point(uint8_t *out, const brn_curve *c, const char *x, const char *y)
{
    size_t len = 1;

    out[0] = 4;
    len += number(out + len, brn_field_size(c->field), x);
    return len + number(out + len, brn_field_size(c->field), y);
}

static void public_keys_are_judged_as_nist_does(void **state)
{
    (void)state;
    for (size_t t = 0; t < TEST_CURVES; t++) {
        const brn_curve *c = test_curves[t].curve;

        for (size_t i = 0; i < sizeof cavp_keys / sizeof *cavp_keys; i++) {
            uint8_t bytes[400];
            brn_affine affine;

            if (cavp_keys[i].curve != c->id || !test_curve_runs(&test_curves[t]))
                continue;
            assert_int_equal(brn_point_read(c, &affine,
                                            (brine_bytes){bytes, point(bytes, c, cavp_keys[i].x,
                                                                       cavp_keys[i].y)}),
                             cavp_keys[i].valid);
        }
    }
}

static const brine_verifier *const verifiers[] = {
    &brine_verifier_ecdsa_p256_sha256,     &brine_verifier_ecdsa_p256_sha512,
    &brine_verifier_ecdsa_p384_sha256,     &brine_verifier_ecdsa_p384_sha384,
    &brine_verifier_ecdsa_p521_sha256,     &brine_verifier_ecdsa_p521_sha512,
    &brine_verifier_ecdsa_p256_sha256_adx, &brine_verifier_ecdsa_p256_sha512_adx,
    &brine_verifier_ecdsa_p384_sha256_adx, &brine_verifier_ecdsa_p384_sha384_adx,
};

static size_t digest(brine_hash_id id, const uint8_t *message, size_t len, uint8_t *out)
{
    const brine_hash *hash = id == BRINE_HASH_SHA256   ? &brine_hash_sha256_sodium
                             : id == BRINE_HASH_SHA384 ? &brine_hash_sha384_sodium
                                                       : &brine_hash_sha512_sodium;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t running[BRINE_HASH_STATE_MAX];

    hash->init(NULL, running);
    hash->update(NULL, running, message, len);
    hash->final(NULL, running, out);
    return hash->output_length;
}

static const brn_curve *curve_of(brine_group_id id)
{
    for (size_t t = 0; t < TEST_CURVES; t++)
        if (test_curves[t].curve->id == id)
            return test_curves[t].curve;
    fail();
    return NULL;
}

static void signatures_are_judged_as_nist_does(void **state)
{
    size_t judged = 0;

    (void)state;
    for (size_t i = 0; i < sizeof cavp_signatures / sizeof *cavp_signatures; i++) {
        const cavp_signature *v = &cavp_signatures[i];
        const brn_curve *c = curve_of(v->curve);
        uint8_t key[400], message[300], hash[BRINE_HASH_OUTPUT_MAX], der[BRINE_SIGNATURE_MAX];
        uint8_t r[BRN_FIELD_SIZE_MAX], s[BRN_FIELD_SIZE_MAX];
        size_t len = brn_field_size(c->scalar);
        size_t message_len = hex_bytes(message, sizeof message, v->message);
        brine_public_key public_key = {.kind = BRINE_KEY_EC, .curve = v->curve};
        brine_bytes signature = {der, 0};

        public_key.point = (brine_bytes){key, point(key, c, v->x, v->y)};
        assert_int_equal(number(r, len, v->r), len);
        assert_int_equal(number(s, len, v->s), len);
        signature.len = brn_ecdsa_write(c, der, r, s);
        for (size_t j = 0; j < sizeof verifiers / sizeof *verifiers; j++) {
            const brine_verifier *f = verifiers[j];

            if (f->curve != v->curve || f->hash != v->hash ||
                (f->available != NULL && !f->available(NULL)))
                continue;
            assert_int_equal(f->verify(NULL, &public_key, hash,
                                       digest(v->hash, message, message_len, hash),
                                       (brine_bytes){message, message_len}, signature) == BRINE_OK,
                             v->valid);
            judged++;
        }
    }
    assert_true(judged >= sizeof cavp_signatures / sizeof *cavp_signatures);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_keys_are_judged_as_nist_does),
        cmocka_unit_test(signatures_are_judged_as_nist_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
