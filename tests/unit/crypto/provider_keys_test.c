/* Signatures and encryption: each provider's are taken by each of the others. */
#include "crypto/provider/lookup.h"
#include "support/providers.h"
#include "unit/crypto/rsa_support.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* SignatureScheme (RFC 8446 section 4.2.3) and what a verifier of it is found by. */
typedef struct scheme {
    uint16_t id;
    brine_key_kind key;
    brine_group_id curve;
    brine_hash_id hash;
    brine_padding padding;
} scheme;

static const scheme schemes[] = {
    {0x0401, BRINE_KEY_RSA, BRINE_GROUP_NONE, BRINE_HASH_SHA256, BRINE_PADDING_PKCS1},
    {0x0501, BRINE_KEY_RSA, BRINE_GROUP_NONE, BRINE_HASH_SHA384, BRINE_PADDING_PKCS1},
    {0x0601, BRINE_KEY_RSA, BRINE_GROUP_NONE, BRINE_HASH_SHA512, BRINE_PADDING_PKCS1},
    {0x0804, BRINE_KEY_RSA, BRINE_GROUP_NONE, BRINE_HASH_SHA256, BRINE_PADDING_PSS},
    {0x0805, BRINE_KEY_RSA, BRINE_GROUP_NONE, BRINE_HASH_SHA384, BRINE_PADDING_PSS},
    {0x0806, BRINE_KEY_RSA, BRINE_GROUP_NONE, BRINE_HASH_SHA512, BRINE_PADDING_PSS},
    {0x0809, BRINE_KEY_RSA_PSS, BRINE_GROUP_NONE, BRINE_HASH_SHA256, BRINE_PADDING_PSS},
    {0x080a, BRINE_KEY_RSA_PSS, BRINE_GROUP_NONE, BRINE_HASH_SHA384, BRINE_PADDING_PSS},
    {0x080b, BRINE_KEY_RSA_PSS, BRINE_GROUP_NONE, BRINE_HASH_SHA512, BRINE_PADDING_PSS},
    {0x0403, BRINE_KEY_EC, BRINE_GROUP_SECP256R1, BRINE_HASH_SHA256, BRINE_PADDING_NONE},
    {0x0503, BRINE_KEY_EC, BRINE_GROUP_SECP256R1, BRINE_HASH_SHA384, BRINE_PADDING_NONE},
    {0x0603, BRINE_KEY_EC, BRINE_GROUP_SECP256R1, BRINE_HASH_SHA512, BRINE_PADDING_NONE},
    {0x0403, BRINE_KEY_EC, BRINE_GROUP_SECP384R1, BRINE_HASH_SHA256, BRINE_PADDING_NONE},
    {0x0503, BRINE_KEY_EC, BRINE_GROUP_SECP384R1, BRINE_HASH_SHA384, BRINE_PADDING_NONE},
    {0x0603, BRINE_KEY_EC, BRINE_GROUP_SECP384R1, BRINE_HASH_SHA512, BRINE_PADDING_NONE},
};

static rsa_key rsa;

static int begin(void **state)
{
    (void)state;
    rsa_key_rfc7520(&rsa);
    return 0;
}

static int end(void **state)
{
    (void)state;
    rsa_key_free(&rsa);
    return 0;
}

/* Any scalar below the order is a private key. */
static brine_private_key private_key_of(const scheme *s)
{
    static const uint8_t scalar[48] = {0x12, 0x34, 0x56};
    brine_private_key key = rsa.private_key;

    key.kind = s->key;
    if (s->key == BRINE_KEY_EC)
        key = (brine_private_key){
            .kind = BRINE_KEY_EC,
            .curve = s->curve,
            .scalar = {scalar, s->curve == BRINE_GROUP_SECP256R1 ? 32 : 48},
        };
    return key;
}

static brine_public_key public_key_of(const scheme *s, brine_bytes bytes)
{
    brine_public_key key = {.kind = s->key, .curve = s->curve, .bits = 2048};

    if (s->key == BRINE_KEY_EC) {
        key.point = bytes;
        key.bits = s->curve == BRINE_GROUP_SECP256R1 ? 256 : 384;
    } else {
        key.modulus = bytes;
        key.exponent = rsa.public_key.exponent;
    }
    return key;
}

static void verify_by_all(const scheme *s, const brine_public_key *key, brine_bytes digest,
                          brine_bytes signature)
{
    const brine_bytes message = {NULL, 0}; /* only Ed25519 looks at it */
    uint8_t other[BRINE_HASH_OUTPUT_MAX];

    memcpy(other, digest.data, digest.len);
    other[0] ^= 1;
    for (size_t b = 0; b < PROVIDERS_COUNT; b++) {
        const brine_provider *q = providers[b].get();
        const brine_verifier *v = brn_find_verifier(q, s->key, s->curve, s->hash, s->padding);

        assert_non_null(v);
        assert_int_equal(v->verify(q->context, key, digest.data, digest.len, message, signature),
                         BRINE_OK);
        assert_int_equal(v->verify(q->context, key, other, digest.len, message, signature),
                         BRINE_ERROR_BAD_SIGNATURE);
    }
}

static void sign_by(const brine_provider *p, const scheme *s)
{
    const brine_signer *signer = brn_find_signer(p, s->key, s->curve);
    const brine_private_key key = private_key_of(s);
    uint8_t digest[BRINE_HASH_OUTPUT_MAX], public_key[BRINE_RSA_MODULUS_MAX];
    uint8_t signature[BRINE_SIGNATURE_MAX];
    size_t size, public_len = sizeof public_key, len = 0;
    size_t digest_len = brn_find_hash(p, s->hash)->output_length;
    brine_public_key for_verifiers;
    void *state;

    assert_non_null(signer);
    size = signer->state_size(p->context, &key);
    state = malloc(size);
    memset(digest, 0x42, sizeof digest);
    assert_int_equal(signer->load(p->context, state, &key), BRINE_OK);
    assert_int_equal(signer->public_key(p->context, state, public_key, &public_len), BRINE_OK);
    for_verifiers = public_key_of(s, (brine_bytes){public_key, public_len});
    assert_int_equal(signer->sign(p->context, p->random, state, s->id, digest, digest_len,
                                  (brine_bytes){NULL, 0}, signature, &len),
                     BRINE_OK);
    verify_by_all(s, &for_verifiers, (brine_bytes){digest, digest_len},
                  (brine_bytes){signature, len});
    assert_int_not_equal(signer->sign(p->context, p->random, state, 0x0807, digest, digest_len,
                                      (brine_bytes){NULL, 0}, signature, &len),
                         BRINE_OK); /* Ed25519's */
    signer->clear(p->context, state, size);
    free(state);
}

static void what_one_provider_signs_every_other_verifies(void **state)
{
    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++)
        for (size_t i = 0; i < COUNT(schemes); i++)
            sign_by(providers[a].get(), &schemes[i]);
}

static void a_key_of_another_kind_or_curve_is_not_loaded(void **state)
{
    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++) {
        const brine_provider *p = providers[a].get();

        for (size_t i = 0; p->signers[i] != NULL; i++)
            for (size_t k = 0; k < COUNT(schemes); k++) {
                const brine_signer *s = p->signers[i];
                const brine_private_key key = private_key_of(&schemes[k]);
                size_t size = s->state_size(p->context, &key) + 4096;
                void *room = malloc(size);

                if (s->key != key.kind || s->curve != key.curve)
                    assert_int_equal(s->load(p->context, room, &key), BRINE_ERROR_BAD_KEY);
                free(room);
            }
    }
}

static void what_one_provider_encrypts_the_key_decrypts(void **state)
{
    uint8_t message[48], encrypted[BRINE_RSA_MODULUS_MAX], decrypted[BRINE_RSA_MODULUS_MAX];

    (void)state;
    memset(message, 0x33, sizeof message);
    for (size_t a = 0; a < PROVIDERS_COUNT; a++) {
        const brine_provider *p = providers[a].get();
        EVP_PKEY_CTX *c = EVP_PKEY_CTX_new(rsa.pkey, NULL);
        brine_public_key pss = rsa.public_key;
        size_t len = 0, decrypted_len = sizeof decrypted;

        pss.kind = BRINE_KEY_RSA_PSS; /* such a key signs and does nothing else */
        assert_int_equal(p->premaster_encrypter->encrypt(p->context, p->random, &pss, message,
                                                         sizeof message, encrypted, &len),
                         BRINE_ERROR_BAD_KEY);
        assert_int_equal(p->premaster_encrypter->encrypt(p->context, p->random, &rsa.public_key,
                                                         message, sizeof message, encrypted, &len),
                         BRINE_OK);
        assert_int_equal(len, 256);
        assert_int_equal(EVP_PKEY_decrypt_init(c), 1);
        assert_int_equal(EVP_PKEY_decrypt(c, decrypted, &decrypted_len, encrypted, len), 1);
        assert_int_equal(decrypted_len, sizeof message);
        assert_memory_equal(decrypted, message, sizeof message);
        EVP_PKEY_CTX_free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_provider_signs_every_other_verifies),
        cmocka_unit_test(a_key_of_another_kind_or_curve_is_not_loaded),
        cmocka_unit_test(what_one_provider_encrypts_the_key_decrypts),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
