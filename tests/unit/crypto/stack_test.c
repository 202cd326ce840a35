/*
 * How deep operations with secret keys go on the stack, and how deep they wipe it: as deep as they
 * went, or a secret may stay; hardly deeper, or they overwrite what lies below a task's small
 * stack. Each runs on a thread whose stack is memory of the test's. Built with several levels of
 * optimisation, since frames depend on it.
 */
#include <pthread.h>
#include <valgrind/memcheck.h>

#include "crypto/ec/ecdsa.h"
#include "crypto/provider/entries.h"
#include "unit/crypto/ec_support.h"
#include "unit/crypto/rsa_support.h"
#include "x509/key/key_derivation.h"

#define STACK_SIZE ((size_t)256 * 1024)
#define ROOM       4096 /* above the operation, so that the end of the thread writes there */
#define MARGIN     1536 /* bytes that a wipe may reach deeper than the work did */
#define PAINT      0xEE

#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint8_t *stack;
static size_t wiped_from; /* offset in the stack of the deepest byte that was to be wiped */

/* In place of libsodium's: notes how far it would have wiped, and leaves what is there. */
void sodium_stackzero(size_t len)
{
    uintptr_t frame = (uintptr_t)__builtin_frame_address(0);
    size_t at = (size_t)(frame - (uintptr_t)stack);

    if (at > STACK_SIZE)
        return; /* not on the thread that is watched */
    at = at > len ? at - len : 0;
    if (at < wiped_from)
        wiped_from = at;
}

typedef struct job {
    bool (*work)(void *argument);
    void *argument;
    bool good;
} job;

static void look_at(const void *memory)
{
    __asm__ volatile("" : : "r"(memory) : "memory");
}

static void *descend(void *started)
{
    job *j = started;
    uint8_t room[ROOM];

    look_at(room);
    j->good = j->work(j->argument);
    look_at(room);
    return NULL;
}

/* The offset of the deepest byte that work wrote. */
static size_t run(bool (*work)(void *), void *argument)
{
    job j = {work, argument, false};
    pthread_attr_t attributes;
    pthread_t thread;
    size_t deepest = 0;

    memset(stack, PAINT, STACK_SIZE);
    wiped_from = STACK_SIZE;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK_SIZE), 0);
    assert_int_equal(pthread_create(&thread, &attributes, descend, &j), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
    (void)VALGRIND_MAKE_MEM_DEFINED(stack, STACK_SIZE);
    assert_true(j.good);
    while (stack[deepest] == PAINT)
        deepest++;
    return deepest;
}

static void check(const char *with, const char *what, bool (*work)(void *), void *argument)
{
    size_t deepest;

    (void)run(work, argument); /* the dynamic linker looks functions up on this stack, too */
    deepest = run(work, argument);
    if (wiped_from > deepest)
        fail_msg("%s, %s: leaves %d bytes unwiped", with, what, (int)(wiped_from - deepest));
    print_message("%s, %s: wipes %d bytes deeper than it went\n", with, what,
                  (int)(deepest - wiped_from));
    if (deepest - wiped_from > MARGIN)
        fail_msg("%s, %s: wipes more than %d bytes deeper than it went", with, what, MARGIN);
}

static brine_result random_bytes(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 0x11, len);
    return BRINE_OK;
}

/* ---- Curves ---- */

typedef struct curve_work {
    const brine_group *group;
    const brine_signer *signer;
    const brn_curve *curve;
    brine_private_key private_key;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[512];
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], public_key[BRINE_GROUP_PUBLIC_MAX];
    uint8_t shared[BRINE_GROUP_SHARED_MAX], digest[32], signature[BRINE_SIGNATURE_MAX];
    size_t signature_len;
} curve_work;

static bool make_key(void *argument)
{
    curve_work *w = argument;

    return w->group->keygen(NULL, random_bytes, w->key, w->public_key) == BRINE_OK;
}

static bool agree(void *argument)
{
    curve_work *w = argument;

    return w->group->agree(NULL, w->key, w->public_key, w->group->public_length, w->shared) ==
           BRINE_OK;
}

static bool load(void *argument)
{
    curve_work *w = argument;

    return brn_ecdsa_signer_load(w->curve, w->state, &w->private_key) == BRINE_OK;
}

static bool sign(void *argument)
{
    curve_work *w = argument;

    return w->signer->sign(NULL, random_bytes, w->state, 0x0403, w->digest, sizeof w->digest,
                           (brine_bytes){NULL, 0}, w->signature, &w->signature_len) == BRINE_OK;
}

static void work_on_curves_wipes_as_deep_as_it_went(void **state)
{
    static const struct {
        const char *name;
        const brine_group *group;
        const brn_curve *curve;
    } groups[] = {
        {"P-256", &brine_group_secp256r1, &brn_curve_p256},
        {"P-384", &brine_group_secp384r1, &brn_curve_p384},
        {"P-256 ADX", &brine_group_secp256r1_adx, &brn_curve_p256_adx},
        {"P-384 ADX", &brine_group_secp384r1_adx, &brn_curve_p384_adx},
    };
    static curve_work w;

    (void)state;
    for (size_t i = 0; i < COUNT(groups); i++) {
        const brn_curve *c = groups[i].curve;

        if (groups[i].group->available != NULL && !groups[i].group->available(NULL))
            continue;
        w.group = groups[i].group;
        w.curve = c;
        w.signer =
            c->id == BRINE_GROUP_SECP256R1 ? &brine_signer_ecdsa_p256 : &brine_signer_ecdsa_p384;
        w.private_key = (brine_private_key){
            .kind = BRINE_KEY_EC, .curve = c->id, .scalar = {w.key, brn_field_size(c->scalar)}};
        check(groups[i].name, "key generation", make_key, &w);
        check(groups[i].name, "key agreement", agree, &w);
        check(groups[i].name, "loading a key", load, &w);
        check(groups[i].name, "an ECDSA signature", sign, &w);
    }
}

static void x25519_wipes_as_deep_as_it_went(void **state)
{
    static const brine_group *const groups[] = {&brine_group_x25519_portable,
                                                &brine_group_x25519_adx};
    static curve_work w;

    (void)state;
    for (size_t i = 0; i < COUNT(groups); i++) {
        w.group = groups[i];
        if (w.group->available != NULL && !w.group->available(NULL))
            continue;
        check(w.group->implementation, "key generation by X25519", make_key, &w);
        check(w.group->implementation, "key agreement by X25519", agree, &w);
    }
}

/* ---- RSA ---- */

typedef struct rsa_work {
    const brine_private_key *key;
    void *state;
    uint8_t digest[32], signature[BRINE_SIGNATURE_MAX];
    size_t signature_len;
} rsa_work;

static bool load_rsa(void *argument)
{
    rsa_work *w = argument;

    return brine_signer_rsa.load(NULL, w->state, w->key) == BRINE_OK;
}

static bool sign_rsa(void *argument)
{
    rsa_work *w = argument;

    return brine_signer_rsa.sign(NULL, random_bytes, w->state, 0x0401, w->digest, sizeof w->digest,
                                 (brine_bytes){NULL, 0}, w->signature,
                                 &w->signature_len) == BRINE_OK;
}

/* Primes of 1056 bits are no whole blocks of 64-bit limbs: they take the curves' way. */
static void work_with_rsa_wipes_as_deep_as_it_went(void **state)
{
    const int prime_bits[] = {1024, 1056, 2048};

    (void)state;
    for (size_t i = 0; i < COUNT(prime_bits); i++) {
        static rsa_work w;
        rsa_key key;
        char with[40];

        snprintf(with, sizeof with, "RSA, primes of %d bits", prime_bits[i]);
        rsa_key_generate(&key, prime_bits[i], prime_bits[i]);
        w.key = &key.private_key;
        w.state = malloc(brine_signer_rsa.state_size(NULL, w.key));
        check(with, "loading a key", load_rsa, &w);
        check(with, "a signature", sign_rsa, &w);
        free(w.state);
        rsa_key_free(&key);
    }
}

/* ---- AEADs ---- */

typedef struct record {
    const brine_aead *aead;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    uint8_t key[BRINE_AEAD_KEY_MAX], nonce[BRINE_AEAD_NONCE_SIZE];
    uint8_t plain[2200], sealed[2200 + BRINE_AEAD_TAG_MAX];
} record;

static bool seal(void *argument)
{
    record *r = argument;

    return r->aead->seal(NULL, r->state, r->nonce, r->key, 13, r->plain, sizeof r->plain,
                         r->sealed) == BRINE_OK;
}

static bool open(void *argument)
{
    record *r = argument;

    return r->aead->open(NULL, r->state, r->nonce, r->key, 13, r->sealed, sizeof r->sealed,
                         r->plain) == BRINE_OK;
}

static bool set_key(void *argument)
{
    record *r = argument;

    return r->aead->set_key(NULL, r->state, r->key) == BRINE_OK;
}

/* AES-GCM's tiers with instructions of the processor's wipe registers and arrays, not the stack. */
static void a_record_wipes_as_deep_as_it_went(void **state)
{
    static const brine_aead *const aeads[] = {
        &brine_aead_aes_128_gcm_portable, &brine_aead_aes_256_gcm_portable,
        &brine_aead_chacha20_poly1305_avx2, &brine_aead_chacha20_poly1305_avx512};
    static record r;

    (void)state;
    for (size_t i = 0; i < COUNT(aeads); i++) {
        r.aead = aeads[i];
        if (r.aead->available != NULL && !r.aead->available(NULL))
            continue;
        assert_true(set_key(&r));
        check(aeads[i]->name, "sealing a record", seal, &r);
        check(aeads[i]->name, "opening a record", open, &r);
    }
}

static void a_record_of_libsodium_wipes_as_deep_as_it_went(void **state)
{
    static record r = {.aead = &brine_aead_aes_256_gcm_sodium};

    (void)state;
    if (!r.aead->available(NULL))
        skip();
    check("libsodium's AES-256-GCM", "setting a key", set_key, &r);
    check("libsodium's AES-256-GCM", "sealing a record", seal, &r);
    check("libsodium's AES-256-GCM", "opening a record", open, &r);
}

/* ---- Hashes ---- */

typedef struct message {
    const brine_hash *hash;
    uint8_t bytes[1000], digest[BRINE_HASH_OUTPUT_MAX];
} message;

static bool hash(void *argument)
{
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
    message *m = argument;

    m->hash->init(NULL, state);
    m->hash->update(NULL, state, m->bytes, sizeof m->bytes);
    m->hash->final(NULL, state, m->digest);
    m->hash->clear(NULL, state);
    return true;
}

/* That of SHA-256 keeps all it has in registers. */
static void a_hash_with_vectors_wipes_as_deep_as_it_went(void **state)
{
    static const brine_hash *const hashes[] = {&brine_hash_sha384_avx2, &brine_hash_sha512_avx2};
    static message m;

    (void)state;
    for (size_t i = 0; i < COUNT(hashes); i++) {
        m.hash = hashes[i];
        if (m.hash->available(NULL))
            check(m.hash->name, "a hash", hash, &m);
    }
}

/* ---- Keys from passphrases ---- */

static bool derive(void *argument)
{
    const brn_key_derivation *how = argument;
    uint8_t key[32];

    return how->derive(how, (brine_bytes){(const uint8_t *)"passphrase", 10}, key, sizeof key) ==
           BRINE_OK;
}

/* AlgorithmIdentifier: id-scrypt, a salt of 2 bytes, N = 16, r = 1, p = 1. */
static void libsodium_s_scrypt_wipes_as_deep_as_it_went(void **state)
{
    static const uint8_t der[] = {0x30, 0x1a, 6, 9, 0x2b, 6, 1, 4,  1, 0xda, 0x47, 4, 0x0b, 0x30,
                                  0x0d, 4,    2, 1, 2,    2, 1, 16, 2, 1,    1,    2, 1,    1};
    brn_reader reader = brn_reader_at(der, sizeof der);
    brn_key_derivation how;
    const char *rule = NULL;

    (void)state;
    if (brn_key_derivation_read(&reader, &how, &rule) != BRINE_OK)
        fail_msg("%s", rule);
    check("libsodium's scrypt", "a key", derive, &how);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_on_curves_wipes_as_deep_as_it_went),
        cmocka_unit_test(x25519_wipes_as_deep_as_it_went),
        cmocka_unit_test(work_with_rsa_wipes_as_deep_as_it_went),
        cmocka_unit_test(a_record_wipes_as_deep_as_it_went),
        cmocka_unit_test(a_record_of_libsodium_wipes_as_deep_as_it_went),
        cmocka_unit_test(a_hash_with_vectors_wipes_as_deep_as_it_went),
        cmocka_unit_test(libsodium_s_scrypt_wipes_as_deep_as_it_went),
    };
    int failed;

    if (sodium_init() < 0)
        return 1;
    stack = aligned_alloc(4096, STACK_SIZE);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(stack);
    return failed;
}
