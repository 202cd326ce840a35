/*
 * What operations with secret keys leave behind on the stack. Each runs on a thread whose stack is
 * memory of the test's, which is then searched for the secrets that were at work.
 */
#include <pthread.h>
#include <valgrind/memcheck.h>

#include "crypto/aes/bitslice.h"
#include "crypto/bignum/montgomery_wide.h"
#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"
#include "unit/crypto/ec_support.h"
#include "unit/crypto/rsa_support.h"
#include "unit/crypto/tiers.h"

#define STACK_SIZE ((size_t)256 * 1024)
#define PIECE      8 /* bytes of a secret that are not found by chance */

#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint8_t *stack;

static int allocate_stack(void **state)
{
    (void)state;
    stack = aligned_alloc(4096, STACK_SIZE);
    return stack == NULL;
}

static int release_stack(void **state)
{
    (void)state;
    free(stack);
    return 0;
}

/* work says whether all went well: cmocka's assertions are for its own thread. */
typedef struct job {
    bool (*work)(void *argument);
    void *argument;
    bool good;
} job;

/* Makes the compiler assume a reader of this memory, so that it writes it. */
static void look_at(const void *memory)
{
    __asm__ volatile("" : : "r"(memory) : "memory");
}

/* Below some room, so that the end of the thread does not write over what it left. */
static void *descend(void *started)
{
    job *j = started;
    uint8_t room[4096];

    look_at(room);
    j->good = j->work(j->argument);
    look_at(room);
    return NULL;
}

static void run(bool (*work)(void *), void *argument)
{
    job j = {work, argument, false};
    pthread_attr_t attributes;
    pthread_t thread;

    memset(stack, 0xEE, STACK_SIZE);
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK_SIZE), 0);
    assert_int_equal(pthread_create(&thread, &attributes, descend, &j), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
    (void)VALGRIND_MAKE_MEM_DEFINED(stack,
                                    STACK_SIZE); /* though no function owns this stack any more */
    assert_true(j.good);
}

static bool is_on_stack(const uint8_t *piece)
{
    const uint8_t *at = stack, *end = stack + STACK_SIZE - PIECE;

    while ((at = memchr(at, piece[0], (size_t)(end - at))) != NULL)
        if (memcmp(at++, piece, PIECE) == 0)
            return true;
    return false;
}

/* A piece of a few values is not searched for: zeros are everywhere. */
static bool is_telling(const uint8_t *piece)
{
    unsigned equal = 0;

    for (size_t i = 1; i < PIECE; i++)
        equal += piece[i] == piece[i - 1];
    return equal < 3;
}

static bool is_left(const uint8_t *secret, size_t len)
{
    for (size_t i = 0; i + PIECE <= len; i += PIECE)
        if (is_telling(secret + i) && is_on_stack(secret + i))
            return true;
    return false;
}

static void assert_number_gone(const char *what, const brn_limb *number, size_t count)
{
    uint8_t bytes[RSA_BYTES_MAX];

    if (is_left((const uint8_t *)number, count * sizeof *number))
        fail_msg("%s is on the stack, in limbs", what);
    brn_limbs_to_bytes(bytes, count * sizeof *number, number, count);
    if (is_left(bytes, count * sizeof *number))
        fail_msg("%s is on the stack, in bytes", what);
}

/* A number as it is and in Montgomery form. */
static void assert_element_gone(const char *what, const brn_field *f, const brn_limb *a)
{
    brn_limb inside[BRN_EC_LIMBS];

    assert_number_gone(what, a, f->mont.count);
    brn_mont_enter(inside, a, &f->mont);
    assert_number_gone(what, inside, f->mont.count);
}

static void assert_bytes_gone(const char *what, const brn_field *f, const uint8_t *bytes)
{
    brn_limb number[BRN_EC_LIMBS];

    (void)brn_field_read(f, number, bytes);
    assert_element_gone(what, f, number);
}

static brine_result random_bytes(void *context, uint8_t *out, size_t len)
{
    (void)context;
    randombytes_buf(out, len);
    return BRINE_OK;
}

/* ---- The search itself ---- */

static bool leave_behind(void *secret)
{
    uint8_t copy[32];

    memcpy(copy, secret, sizeof copy);
    look_at(copy);
    return true;
}

static void what_is_left_behind_is_found(void **state)
{
    uint8_t secret[32];

    (void)state;
    randombytes_buf(secret, sizeof secret);
    run(leave_behind, secret);
    assert_true(is_left(secret, sizeof secret));
    randombytes_buf(secret, sizeof secret);
    assert_false(is_left(secret, sizeof secret));
}

/* ---- Key exchange ---- */

static const struct {
    const brine_group *group;
    const brn_curve *curve;
} groups[] = {
    {&brine_group_secp256r1, &brn_curve_p256},
    {&brine_group_secp384r1, &brn_curve_p384},
    {&brine_group_secp256r1_adx, &brn_curve_p256_adx},
    {&brine_group_secp384r1_adx, &brn_curve_p384_adx},
};

typedef struct exchange {
    const brine_group *group;
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], public_key[BRINE_GROUP_PUBLIC_MAX];
    uint8_t shared[BRINE_GROUP_SHARED_MAX];
} exchange;

static bool make_key(void *argument)
{
    exchange *x = argument;

    return x->group->keygen(NULL, random_bytes, x->key, x->public_key) == BRINE_OK;
}

static bool agree(void *argument)
{
    exchange *x = argument;

    return x->group->agree(NULL, x->key, x->public_key, x->group->public_length, x->shared) ==
                   BRINE_OK
               ? x
               : NULL;
}

static void a_key_exchange_leaves_nothing(void **state)
{
    exchange x;

    (void)state;
    for (size_t i = 0; i < COUNT(groups); i++) {
        const brn_curve *c = groups[i].curve;

        x.group = groups[i].group;
        if (x.group->available != NULL && !x.group->available(NULL))
            continue;
        run(make_key, &x);
        assert_bytes_gone("the private key", c->scalar, x.key);
        run(agree, &x);
        assert_bytes_gone("the private key", c->scalar, x.key);
        assert_bytes_gone("the shared secret", c->field, x.shared);
    }
}

/* Little-endian numbers: in limbs, too, they are as they are in bytes. */
static void a_key_exchange_with_x25519_leaves_nothing(void **state)
{
    static const brine_group *const x25519[] = {&brine_group_x25519_portable,
                                                &brine_group_x25519_adx};
    exchange x;

    (void)state;
    for (size_t i = 0; i < COUNT(x25519); i++) {
        x.group = x25519[i];
        if (x.group->available != NULL && !x.group->available(NULL))
            continue;
        run(make_key, &x);
        assert_false(is_left(x.key, 32));
        run(agree, &x);
        assert_false(is_left(x.key, 32));
        assert_false(is_left(x.shared, 32));
    }
}

/* ---- ECDSA ---- */

typedef struct ecdsa {
    const brine_signer *signer;
    const brn_curve *curve;
    const brine_private_key *key;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[512];
    uint8_t digest[32], signature[BRINE_SIGNATURE_MAX];
    size_t signature_len;
} ecdsa;

static bool load_ecdsa(void *argument)
{
    ecdsa *x = argument;

    return brn_ecdsa_signer_load(x->curve, x->state, x->key) == BRINE_OK;
}

static bool sign_ecdsa(void *argument)
{
    ecdsa *x = argument;

    return x->signer->sign(NULL, random_bytes, x->state, 0x0403, x->digest, sizeof x->digest,
                           (brine_bytes){NULL, 0}, x->signature, &x->signature_len) == BRINE_OK;
}

/* The key, and its cube, of which there is but one root where 3 does not divide n - 1. */
static void check_key(const brn_curve *c, const uint8_t *scalar, const ecdsa *x)
{
    const brn_ecdsa_key *key = (const void *)x->state;
    const brn_field *n = c->scalar;
    brn_limb d[BRN_EC_LIMBS], power[BRN_EC_LIMBS];

    assert_bytes_gone("the private key", n, scalar);
    (void)brn_field_read(n, d, scalar);
    brn_mont_enter(d, d, &n->mont);
    fe_sqr(n, power, d);
    fe_mul(n, power, power, d);
    brn_mont_leave(power, power, &n->mont);
    assert_element_gone("the key's cube", n, power);
    assert_number_gone("the cube's point", key->cube.x, c->field->mont.count);
}

/* An attacker who knows the nonce k or its inverse of one signature knows d = (s k - e) / r. */
static void check_nonce(const brn_curve *c, const ecdsa *x, const brn_limb *d)
{
    const brn_field *n = c->scalar;
    uint8_t r_bytes[BRN_FIELD_SIZE_MAX], s_bytes[BRN_FIELD_SIZE_MAX];
    brn_limb r[BRN_EC_LIMBS], s[BRN_EC_LIMBS], e[BRN_EC_LIMBS], k[BRN_EC_LIMBS];
    brn_limb inverse[BRN_EC_LIMBS];

    assert_true(brn_ecdsa_read(c, r_bytes, s_bytes, (brine_bytes){x->signature, x->signature_len}));
    (void)brn_field_read(n, r, r_bytes);
    (void)brn_field_read(n, s, s_bytes);
    brn_scalar_from_digest(c, e, x->digest, sizeof x->digest);
    brn_mont_enter(k, d, &n->mont);
    fe_mul(n, k, k, r);
    fe_add(n, k, k, e);
    brn_mont_enter(s, s, &n->mont);
    brn_field_invert(n, s, s);
    fe_mul(n, k, k, s); /* (e + r d) / s */
    assert_element_gone("the nonce", n, k);
    brn_mont_enter(inverse, k, &n->mont);
    brn_field_invert(n, inverse, inverse);
    brn_mont_leave(inverse, inverse, &n->mont);
    assert_element_gone("the inverse of the nonce", n, inverse);
}

static void an_ecdsa_signature_leaves_nothing(void **state)
{
    ecdsa x;

    (void)state;
    for (size_t i = 0; i < COUNT(groups); i++) {
        const brn_curve *c = groups[i].curve;
        uint8_t scalar[BRN_FIELD_SIZE_MAX];
        brine_private_key key = {
            .kind = BRINE_KEY_EC, .curve = c->id, .scalar = {scalar, brn_field_size(c->scalar)}};
        brn_limb d[BRN_EC_LIMBS];

        if (groups[i].group->available != NULL && !groups[i].group->available(NULL))
            continue;
        randombytes_buf(scalar, sizeof scalar);
        randombytes_buf(x.digest, sizeof x.digest);
        scalar[0] = 1;
        x.signer =
            c->id == BRINE_GROUP_SECP256R1 ? &brine_signer_ecdsa_p256 : &brine_signer_ecdsa_p384;
        x.curve = c;
        x.key = &key;
        run(load_ecdsa, &x);
        check_key(c, scalar, &x);
        run(sign_ecdsa, &x);
        check_key(c, scalar, &x);
        (void)brn_field_read(c->scalar, d, scalar);
        check_nonce(c, &x, d);
    }
}

/* ---- RSA ---- */

typedef struct rsa {
    const brine_private_key *key;
    void *state;
    uint8_t digest[32], signature[BRINE_SIGNATURE_MAX];
    size_t signature_len;
    uint8_t blinding[RSA_BYTES_MAX];
    size_t blinding_len;
} rsa;

/* Notes what it hands out. */
static brine_result draw_blinding(void *context, uint8_t *out, size_t len)
{
    rsa *x = context;

    randombytes_buf(out, len);
    memcpy(x->blinding, out, len);
    x->blinding_len = len;
    return BRINE_OK;
}

static bool load_rsa(void *argument)
{
    rsa *x = argument;

    return brine_signer_rsa.load(NULL, x->state, x->key) == BRINE_OK;
}

static bool sign_rsa(void *argument)
{
    rsa *x = argument;

    return brine_signer_rsa.sign(x, draw_blinding, x->state, 0x0401, x->digest, sizeof x->digest,
                                 (brine_bytes){NULL, 0}, x->signature,
                                 &x->signature_len) == BRINE_OK;
}

static void assert_private_numbers_gone(const brine_private_key *key)
{
    const brine_bytes numbers[] = {key->prime1, key->prime2, key->exponent1, key->exponent2,
                                   key->coefficient};
    brn_limb number[BRN_LIMBS_MAX];

    for (size_t i = 0; i < COUNT(numbers); i++) {
        size_t count = brn_wide_count(numbers[i].len * 8);

        brn_limbs_from_bytes(number, count, numbers[i].data, numbers[i].len);
        assert_number_gone("a number of the private key", number, count);
    }
}

/*
 * Who knows the blinding can tell what the multiplications looked at; and its inverse modulo a
 * prime, beside the whole one, gives the prime away.
 */
static void assert_blinding_gone(const rsa *x)
{
    BN_CTX *bn = BN_CTX_new();
    BIGNUM *n = BN_bin2bn(x->key->modulus.data, (int)x->key->modulus.len, NULL);
    BIGNUM *b = BN_bin2bn(x->blinding, (int)x->blinding_len, NULL);
    const brine_bytes moduli[] = {x->key->prime1, x->key->prime2, x->key->modulus};
    uint8_t bytes[RSA_BYTES_MAX];
    brn_limb number[BRN_LIMBS_MAX];

    assert_false(is_left(x->blinding, x->blinding_len));
    assert_true(BN_nnmod(b, b, n, bn));
    for (size_t i = 0; i < COUNT(moduli); i++) {
        size_t len = moduli[i].len;
        BIGNUM *m = BN_bin2bn(moduli[i].data, (int)len, NULL),
               *inverse = BN_mod_inverse(NULL, b, m, bn);

        assert_int_equal(BN_bn2binpad(inverse, bytes, (int)len), len);
        brn_limbs_from_bytes(number, brn_wide_count(len * 8), bytes, len);
        assert_number_gone("the blinding's inverse", number, brn_wide_count(len * 8));
        BN_free(m);
        BN_free(inverse);
    }
    BN_free(n);
    BN_free(b);
    BN_CTX_free(bn);
}

/* Primes of 1056 bits don't fill the blocks of limbs that they get. */
static void an_rsa_signature_leaves_nothing(void **state)
{
    const int prime_bits[] = {1024, 1056};
    rsa x;

    (void)state;
    for (size_t i = 0; i < COUNT(prime_bits); i++) {
        rsa_key key;

        rsa_key_generate(&key, prime_bits[i], prime_bits[i]);
        x.key = &key.private_key;
        x.state = malloc(brine_signer_rsa.state_size(NULL, x.key));
        randombytes_buf(x.digest, sizeof x.digest);
        run(load_rsa, &x);
        assert_private_numbers_gone(x.key);
        run(sign_rsa, &x);
        assert_private_numbers_gone(x.key);
        assert_blinding_gone(&x);
        free(x.state);
        rsa_key_free(&key);
    }
}

typedef struct premaster {
    const brine_public_key *key;
    uint8_t secret[48], encrypted[RSA_BYTES_MAX];
    size_t len;
} premaster;

static bool encrypt(void *argument)
{
    premaster *x = argument;

    return brine_premaster_encrypter_rsa.encrypt(NULL, random_bytes, x->key, x->secret,
                                                 sizeof x->secret, x->encrypted,
                                                 &x->len) == BRINE_OK;
}

/* The padded message, as a number and in Montgomery form. */
static void an_encrypted_premaster_secret_leaves_nothing(void **state)
{
    uint8_t padded[RSA_BYTES_MAX];
    brn_limb m[BRN_LIMBS_MAX], n[BRN_LIMBS_MAX], rr[BRN_LIMBS_MAX];
    size_t count;
    brn_mont modulus;
    premaster x;
    rsa_key key;

    (void)state;
    rsa_key_rfc7520(&key);
    x.key = &key.public_key;
    randombytes_buf(x.secret, sizeof x.secret);
    run(encrypt, &x);
    assert_false(is_left(x.secret, sizeof x.secret));
    rsa_raw_sign(&key, x.encrypted, padded); /* the same power as decryption */
    assert_memory_equal(padded + x.len - sizeof x.secret, x.secret, sizeof x.secret);
    count = brn_wide_count(key.public_key.bits);
    brn_limbs_from_bytes(m, count, padded, x.len);
    assert_number_gone("the premaster secret", m, count);
    brn_limbs_from_bytes(n, count, key.n, x.len);
    modulus = brn_wide_init(n, rr, count, key.public_key.bits - 1);
    brn_wide_enter(m, m, &modulus);
    assert_number_gone("the premaster secret in Montgomery form", m, count);
    rsa_key_free(&key);
}

/* ---- AEADs ---- */

typedef struct record {
    const brine_aead *aead;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    uint8_t key[BRINE_AEAD_KEY_MAX], nonce[BRINE_AEAD_NONCE_SIZE];
    uint8_t plain[2200], sealed[2200 + BRINE_AEAD_TAG_MAX];
    size_t len;
} record;

static bool seal(void *argument)
{
    record *r = argument;

    return r->aead->seal(NULL, r->state, r->nonce, r->key, 13, r->plain, r->len, r->sealed) ==
           BRINE_OK;
}

static bool open(void *argument)
{
    record *r = argument;

    return r->aead->open(NULL, r->state, r->nonce, r->key, 13, r->sealed, r->len + 16, r->plain) ==
           BRINE_OK;
}

static bool refuse(void *argument)
{
    record *r = argument;

    return r->aead->open(NULL, r->state, r->nonce, r->key, 13, r->sealed, r->len + 16, r->plain) ==
           BRINE_ERROR_BAD_TAG;
}

static bool set_key(void *argument)
{
    record *r = argument;

    return r->aead->set_key(NULL, r->state, r->key) == BRINE_OK;
}

static void assert_block_gone(const char *what, const uint8_t block[16])
{
    uint8_t reversed[16];

    for (size_t i = 0; i < sizeof reversed; i++)
        reversed[i] = block[sizeof reversed - 1 - i];
    if (is_left(block, 16) || is_left(reversed, 16))
        fail_msg("%s is on the stack", what);
}

/* Of a record with a wrong tag: who finds the right one has forged it. */
static void assert_right_tag_gone(record *r)
{
    uint8_t *tag = r->sealed + r->len, right[16];

    memcpy(right, tag, sizeof right);
    for (size_t i = 0; i < sizeof right; i++)
        tag[i] ^= 1;
    run(refuse, r);
    if (is_left(right, sizeof right))
        fail_msg("%s: the right tag is on the stack", r->aead->implementation);
}

/* The hash of a record under a key is a polynomial in H: who knows it can solve it for H. */
static void assert_hash_gone(const record *r)
{
    unsigned rounds = r->aead->key_length == 16 ? 10 : 14;
    uint8_t stream[BRN_AES_BATCH_SIZE], hash[16];
    brn_aes_packed_keys packed;
    brn_aes_round_keys keys;

    brn_aes_expand(&packed, r->key, rounds);
    brn_aes_unpack(&keys, &packed, rounds);
    brn_aes_counter(&keys, rounds, r->nonce, 1, stream);
    for (size_t i = 0; i < sizeof hash; i++)
        hash[i] = r->sealed[r->len + i] ^ stream[i];
    assert_block_gone("the mask of the tag", stream);
    assert_block_gone("the hash", hash);
}

static void an_aes_gcm_record_leaves_nothing(void **state)
{
    static const size_t lengths[] = {0, 5, 16, 100, 1000};
    static record r;

    (void)state;
    for (size_t i = 0; i < AEAD_TIERS; i++) {
        r.aead = aead_tiers[i];
        if (!aead_runs(r.aead) || r.aead->id == BRINE_AEAD_CHACHA20_POLY1305)
            continue;
        randombytes_buf(r.key, sizeof r.key);
        randombytes_buf(r.nonce, sizeof r.nonce);
        randombytes_buf(r.plain, sizeof r.plain);
        run(set_key, &r);
        if (is_left(r.key, r.aead->key_length))
            fail_msg("%s number %lu leaves its key", r.aead->name, (unsigned long)i);
        for (size_t k = 0; k < COUNT(lengths); k++) {
            r.len = lengths[k];
            run(seal, &r);
            assert_hash_gone(&r);
            run(open, &r);
            assert_hash_gone(&r);
            assert_right_tag_gone(&r);
        }
    }
}

/* Sealed or opened: the key, Poly1305's, as it is and clamped, and the key stream. */
static void assert_stream_gone(const record *r)
{
    enum { FIRST = 64 };
    uint8_t stream[FIRST + sizeof r->plain] = {0};

    crypto_stream_chacha20_ietf(stream, sizeof stream, r->nonce, r->key);
    if (is_left(r->key, r->aead->key_length))
        fail_msg("the key is on the stack");
    if (is_left(stream, FIRST + r->len))
        fail_msg("the key stream is on the stack");
    for (size_t i = 3; i < 16; i += 4)
        stream[i] &= 0x0f;
    for (size_t i = 4; i < 16; i += 4)
        stream[i] &= 0xfc;
    if (is_left(stream, 16))
        fail_msg("Poly1305's key is on the stack");
}

/* libsodium's tier is not of brine's making: tests/residue looks for what it leaves. */
static void a_chacha20_poly1305_record_leaves_nothing(void **state)
{
    static const brine_aead *const aeads[] = {&brine_aead_chacha20_poly1305_avx2,
                                              &brine_aead_chacha20_poly1305_avx512};
    static const size_t lengths[] = {0, 5, 16, 64, 100, 500, 1200, 2200};
    static record r;

    (void)state;
    for (size_t i = 0; i < COUNT(aeads); i++) {
        r.aead = aeads[i];
        if (!aead_runs(r.aead))
            continue;
        randombytes_buf(r.key, sizeof r.key);
        randombytes_buf(r.nonce, sizeof r.nonce);
        randombytes_buf(r.plain, sizeof r.plain);
        run(set_key, &r);
        for (size_t k = 0; k < COUNT(lengths); k++) {
            r.len = lengths[k];
            run(seal, &r);
            assert_stream_gone(&r);
            run(open, &r);
            assert_stream_gone(&r);
            assert_right_tag_gone(&r);
        }
    }
}

/* ---- Hashes ---- */

typedef struct message {
    const brine_hash *hash;
    uint8_t bytes[600];
    size_t len;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
} message;

static bool hash(void *argument)
{
    message *m = argument;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];

    m->hash->init(NULL, state);
    m->hash->update(NULL, state, m->bytes, m->len);
    m->hash->final(NULL, state, m->digest);
    m->hash->clear(NULL, state);
    return true;
}

/* Words of a message or a digest as the processor has them, of 32 or of 64 bits. */
static bool words_are_left(const brine_hash *h, const uint8_t *bytes, size_t len)
{
    size_t word = h->id == BRINE_HASH_SHA256 ? 4 : 8;
    uint8_t turned[600];

    for (size_t i = 0; i < len; i++)
        turned[i] = bytes[i / word * word + word - 1 - i % word];
    return is_left(turned, len);
}

/* libsodium's tiers are not of brine's making. */
static void a_hash_leaves_nothing(void **state)
{
    static const size_t lengths[] = {8, 96, 128, 256, 384, 600};
    static message m;

    (void)state;
    for (size_t i = 0; i < HASH_TIERS; i++) {
        m.hash = hash_tiers[i];
        if (!hash_runs(m.hash) || strcmp(m.hash->implementation, "libsodium") == 0)
            continue;
        randombytes_buf(m.bytes, sizeof m.bytes);
        for (size_t k = 0; k < COUNT(lengths); k++) {
            m.len = lengths[k];
            run(hash, &m);
            if (is_left(m.bytes, m.len) || words_are_left(m.hash, m.bytes, m.len))
                fail_msg("%s, %s: the message is on the stack", m.hash->name,
                         m.hash->implementation);
            if (is_left(m.digest, m.hash->output_length) ||
                words_are_left(m.hash, m.digest, m.hash->output_length))
                fail_msg("%s, %s: the digest is on the stack", m.hash->name,
                         m.hash->implementation);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_behind_is_found),
        cmocka_unit_test(a_key_exchange_leaves_nothing),
        cmocka_unit_test(a_key_exchange_with_x25519_leaves_nothing),
        cmocka_unit_test(an_ecdsa_signature_leaves_nothing),
        cmocka_unit_test(an_rsa_signature_leaves_nothing),
        cmocka_unit_test(an_encrypted_premaster_secret_leaves_nothing),
        cmocka_unit_test(an_aes_gcm_record_leaves_nothing),
        cmocka_unit_test(a_chacha20_poly1305_record_leaves_nothing),
        cmocka_unit_test(a_hash_leaves_nothing),
    };

    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, allocate_stack, release_stack);
}
