/* What every provider must do alike: each is run against each of the others. */
#include "crypto/provider/entries.h"
#include "crypto/provider/lookup.h"
#include "support/providers.h"
#include "support/test.h"

#include <brine/limits.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const brine_aead_id aead_ids[] = {BRINE_AEAD_AES_128_GCM, BRINE_AEAD_AES_256_GCM,
                                         BRINE_AEAD_CHACHA20_POLY1305};
static const brine_hash_id hash_ids[] = {BRINE_HASH_SHA256, BRINE_HASH_SHA384, BRINE_HASH_SHA512};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void seal_and_open(const brine_provider *sealer, const brine_provider *opener,
                          brine_aead_id id)
{
    const brine_aead *s = brn_find_aead(sealer, id), *o = brn_find_aead(opener, id);
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t s_state[BRINE_AEAD_STATE_MAX];
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t o_state[BRINE_AEAD_STATE_MAX];
    uint8_t key[BRINE_AEAD_KEY_MAX], nonce[BRINE_AEAD_NONCE_SIZE], ad[13];
    uint8_t plain[300], sealed[300 + BRINE_AEAD_TAG_MAX];

    if (s == NULL || o == NULL)
        return; /* a provider need not have every AEAD: the_providers_have_what_they_promise */
    assert_int_equal(sealer->random(sealer->context, key, sizeof key), BRINE_OK);
    memset(nonce, 7, sizeof nonce);
    memset(ad, 9, sizeof ad);
    for (size_t i = 0; i < sizeof plain; i++)
        plain[i] = (uint8_t)i;
    assert_int_equal(s->key_length, o->key_length);
    assert_int_equal(s->set_key(sealer->context, s_state, key), BRINE_OK);
    assert_int_equal(o->set_key(opener->context, o_state, key), BRINE_OK);
    assert_int_equal(
        s->seal(sealer->context, s_state, nonce, ad, sizeof ad, plain, sizeof plain, sealed),
        BRINE_OK);
    assert_int_equal(
        o->open(opener->context, o_state, nonce, ad, sizeof ad, sealed, sizeof sealed, sealed),
        BRINE_OK);
    assert_memory_equal(sealed, plain, sizeof plain);
    s->clear(sealer->context, s_state);
    o->clear(opener->context, o_state);
    for (size_t i = 0; i < o->state_size; i++)
        assert_int_equal(o_state[i], 0);
}

static void what_one_provider_seals_every_other_opens(void **state)
{
    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++)
        for (size_t b = 0; b < PROVIDERS_COUNT; b++)
            for (size_t i = 0; i < COUNT(aead_ids); i++)
                seal_and_open(providers[a].get(), providers[b].get(), aead_ids[i]);
}

static void digest_of(const brine_provider *p, brine_hash_id id, const uint8_t *data, size_t len,
                      size_t step, uint8_t out[BRINE_HASH_OUTPUT_MAX])
{
    const brine_hash *h = brn_find_hash(p, id);
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t fork[BRINE_HASH_STATE_MAX];

    assert_non_null(h);
    assert_true(h->state_size <= sizeof state && h->state_align <= BRINE_STATE_ALIGN_MAX);
    h->init(p->context, state);
    for (size_t at = 0; at < len; at += step) {
        h->update(p->context, state, data + at, len - at < step ? len - at : step);
        h->copy(p->context, fork, state); /* a transcript goes on after it was forked */
        h->final(p->context, fork, out);
    }
    memset(out, 0, BRINE_HASH_OUTPUT_MAX);
    h->final(p->context, state, out);
    h->clear(p->context, state);
    for (size_t i = 0; i < h->state_size; i++)
        assert_int_equal(state[i], 0);
}

static void hashes_agree_however_the_message_is_cut(void **state)
{
    uint8_t message[1000], expected[BRINE_HASH_OUTPUT_MAX], got[BRINE_HASH_OUTPUT_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof message; i++)
        message[i] = (uint8_t)(i * 7);
    for (size_t i = 0; i < COUNT(hash_ids); i++) {
        digest_of(provider_libcrypto(), hash_ids[i], message, sizeof message, 1000, expected);
        for (size_t a = 0; a < PROVIDERS_COUNT; a++)
            for (size_t step = 1; step < 200; step += 21) {
                digest_of(providers[a].get(), hash_ids[i], message, sizeof message, step, got);
                assert_memory_equal(got, expected, sizeof got);
            }
    }
}

static void agree_once(const brine_provider *ours, const brine_provider *theirs, brine_group_id id)
{
    const brine_group *a = brn_find_group(ours, id), *b = brn_find_group(theirs, id);
    uint8_t a_private[BRINE_GROUP_PRIVATE_MAX], b_private[BRINE_GROUP_PRIVATE_MAX];
    uint8_t a_public[BRINE_GROUP_PUBLIC_MAX], b_public[BRINE_GROUP_PUBLIC_MAX];
    uint8_t a_shared[BRINE_GROUP_SHARED_MAX], b_shared[BRINE_GROUP_SHARED_MAX];

    if (a == NULL || b == NULL)
        return;
    assert_int_equal(a->keygen(ours->context, ours->random, a_private, a_public), BRINE_OK);
    assert_int_equal(b->keygen(theirs->context, theirs->random, b_private, b_public), BRINE_OK);
    assert_int_equal(a->agree(ours->context, a_private, b_public, b->public_length, a_shared),
                     BRINE_OK);
    assert_int_equal(b->agree(theirs->context, b_private, a_public, a->public_length, b_shared),
                     BRINE_OK);
    assert_memory_equal(a_shared, b_shared, a->shared_length);
    assert_int_equal(a->agree(ours->context, a_private, b_public, b->public_length - 1, a_shared),
                     BRINE_ERROR_BAD_POINT);
}

static void any_two_providers_agree_on_a_secret(void **state)
{
    const brine_group_id ids[] = {BRINE_GROUP_X25519, BRINE_GROUP_SECP256R1, BRINE_GROUP_SECP384R1};

    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++)
        for (size_t b = 0; b < PROVIDERS_COUNT; b++)
            for (size_t i = 0; i < COUNT(ids); i++)
                agree_once(providers[a].get(), providers[b].get(), ids[i]);
}

static void an_all_zero_secret_of_x25519_is_refused(void **state)
{
    const uint8_t zero[32] = {0}, one[32] = {1};

    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++) {
        const brine_provider *p = providers[a].get();
        const brine_group *g = brn_find_group(p, BRINE_GROUP_X25519);
        uint8_t private_key[32], public_key[32], shared[32];

        memset(shared, 0xa5, sizeof shared);
        assert_int_equal(g->keygen(p->context, p->random, private_key, public_key), BRINE_OK);
        assert_int_equal(g->agree(p->context, private_key, zero, 32, shared),
                         BRINE_ERROR_BAD_POINT);
        assert_memory_equal(shared, zero, sizeof shared);
        assert_int_equal(g->agree(p->context, private_key, one, 32, shared), BRINE_ERROR_BAD_POINT);
        assert_memory_equal(shared, zero, sizeof shared);
    }
}

/* Some numbers come out before it fails, and none of them may stay. Its own reason is no matter. */
static brine_result no_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 0x55, len);
    return BRINE_ERROR_FILE;
}

static void a_key_is_not_made_without_random(void **state)
{
    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++) {
        const brine_provider *p = providers[a].get();

        for (size_t i = 0; p->groups[i] != NULL; i++) {
            const brine_group *g = p->groups[i];
            uint8_t private_key[BRINE_GROUP_PRIVATE_MAX], public_key[BRINE_GROUP_PUBLIC_MAX];

            if (g->available != NULL && !g->available(p->context))
                continue;
            memset(private_key, 0, sizeof private_key);
            assert_int_equal(g->keygen(p->context, no_random, private_key, public_key),
                             BRINE_ERROR_RANDOM);
            for (size_t k = 0; k < sizeof private_key; k++)
                assert_int_equal(private_key[k], 0);
        }
    }
}

static void ed25519_signatures_are_verified_by_every_provider(void **state)
{
    const uint8_t seed[32] = {1, 2, 3};
    const brine_private_key key = {.kind = BRINE_KEY_ED25519, .scalar = {seed, sizeof seed}};
    const brine_bytes message = {seed, 20};

    (void)state;
    for (size_t a = 0; a < PROVIDERS_COUNT; a++) {
        const brine_provider *p = providers[a].get();
        const brine_signer *s = brn_find_signer(p, BRINE_KEY_ED25519, BRINE_GROUP_NONE);
        uint8_t public_key[BRINE_RSA_MODULUS_MAX], signature[BRINE_SIGNATURE_MAX];
        size_t size = s->state_size(p->context, &key), len = sizeof public_key, signature_len;
        void *loaded = malloc(size);

        assert_int_equal(s->load(p->context, loaded, &key), BRINE_OK);
        assert_int_equal(s->public_key(p->context, loaded, public_key, &len), BRINE_OK);
        assert_int_equal(len, 32);
        assert_int_equal(s->sign(p->context, p->random, loaded, 0x0403, NULL, 0, message, signature,
                                 &signature_len),
                         BRINE_ERROR_UNSUPPORTED);
        assert_int_equal(s->sign(p->context, p->random, loaded, 0x0807, NULL, 0, message, signature,
                                 &signature_len),
                         BRINE_OK);
        s->clear(p->context, loaded, size);
        free(loaded);
        for (size_t b = 0; b < PROVIDERS_COUNT; b++) {
            const brine_provider *q = providers[b].get();
            const brine_verifier *v = brn_find_verifier(q, BRINE_KEY_ED25519, BRINE_GROUP_NONE,
                                                        BRINE_HASH_INTRINSIC, BRINE_PADDING_NONE);
            brine_public_key k = {.kind = BRINE_KEY_ED25519, .point = {public_key, 32}};
            brine_bytes good = {signature, signature_len};

            assert_int_equal(v->verify(q->context, &k, NULL, 0, message, good), BRINE_OK);
            assert_int_equal(
                v->verify(q->context, &k, NULL, 0, message, (brine_bytes){signature, 63}),
                BRINE_ERROR_BAD_SIGNATURE);
            assert_int_equal(v->verify(q->context, &k, NULL, 0, (brine_bytes){seed, 19}, good),
                             BRINE_ERROR_BAD_SIGNATURE);
            k.point.len = 31;
            assert_int_equal(v->verify(q->context, &k, NULL, 0, message, good),
                             BRINE_ERROR_BAD_KEY);
        }
    }
}

/* Bits of the key that flipped in memory since it was loaded: two such signatures betray it. */
static void an_ed25519_signature_is_checked_before_it_leaves(void **state)
{
    const uint8_t seed[32] = {1, 2, 3};
    const brine_private_key key = {.kind = BRINE_KEY_ED25519, .scalar = {seed, sizeof seed}};
    uint8_t loaded[64], signature[64], untouched[64];
    size_t len = 7;

    (void)state;
    memset(untouched, 9, sizeof untouched);
    memset(signature, 9, sizeof signature);
    for (size_t at = 0; at < sizeof loaded; at += 5) {
        assert_int_equal(brine_signer_ed25519_sodium.load(NULL, loaded, &key), BRINE_OK);
        loaded[at] ^= 1;
        assert_int_equal(brine_signer_ed25519_sodium.sign(NULL, brine_random_sodium, loaded, 0x0807,
                                                          NULL, 0, (brine_bytes){seed, 20},
                                                          signature, &len),
                         BRINE_ERROR_CRYPTO);
        assert_memory_equal(signature, untouched, sizeof signature);
        assert_int_equal(len, 7);
    }
}

static void a_suite_has_its_iana_number_and_parts(void **state)
{
    const brine_provider *p = brine_provider_default();
    const brine_suite *s = brn_find_suite(p, 0xC02B);

    (void)state;
    assert_string_equal(s->name, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    assert_string_equal(s->openssl_name, "ECDHE-ECDSA-AES128-GCM-SHA256");
    assert_int_equal(s->aead, BRINE_AEAD_AES_128_GCM);
    assert_int_equal(s->authentication, BRINE_AUTHENTICATION_ECDSA);
    assert_int_equal(brn_find_suite(p, 0x009D)->key_exchange, BRINE_KEY_EXCHANGE_RSA);
    assert_int_equal(brn_find_suite(p, 0xCCA8)->prf_hash, BRINE_HASH_SHA256);
    assert_null(brn_find_suite(p, 0x000A));
    for (size_t i = 0; p->suites[i] != NULL; i++) {
        const brine_suite *mine = p->suites[i];
        const brine_suite *other = brn_find_suite(provider_libcrypto(), mine->id);

        assert_non_null(other);
        assert_string_equal(mine->name, other->name);
        assert_string_equal(mine->openssl_name, other->openssl_name);
        assert_int_equal(mine->aead, other->aead);
        assert_int_equal(mine->prf_hash, other->prf_hash);
        assert_int_equal(mine->authentication, other->authentication);
        assert_int_equal(mine->key_exchange, other->key_exchange);
    }
}

static bool never(void *context)
{
    (void)context;
    return false;
}

static void the_first_available_entry_wins(void **state)
{
    const brine_provider *full = provider_libcrypto();
    brine_aead away = *full->aeads[0];
    const brine_aead *const aeads[] = {&away, full->aeads[0], NULL};
    const brine_aead *const only_away[] = {&away, NULL};
    brine_provider p = {.size = sizeof p, .aeads = aeads};

    (void)state;
    assert_ptr_equal(brn_find_aead(&p, away.id), &away);
    away.available = never;
    assert_ptr_equal(brn_find_aead(&p, away.id), full->aeads[0]);
    p.aeads = only_away;
    assert_null(brn_find_aead(&p, away.id));
    assert_null(brn_find_hash(&p, BRINE_HASH_SHA256)); /* a list may be missing */
}

typedef struct tally {
    const brine_provider *provider;
    size_t seen, serving, stop_after;
} tally;

static bool count(void *context, const brine_algorithm *algorithm)
{
    tally *t = context;

    t->seen++;
    t->serving += algorithm->serving;
    assert_true(!algorithm->serving || algorithm->available);
    assert_non_null(algorithm->kind);
    assert_non_null(algorithm->name);
    assert_non_null(algorithm->implementation);
    return t->seen != t->stop_after;
}

static void the_description_names_what_serves(void **state)
{
    tally t = {.stop_after = 0};

    (void)state;
    brine_provider_describe(provider_libcrypto(), count, &t);
    assert_int_equal(t.seen, 3 + 3 + 3 + 19 + 5 + 1);
    assert_int_equal(t.serving, t.seen);
    for (size_t stop = 1; stop < t.seen; stop++) {
        tally early = {.stop_after = stop};

        brine_provider_describe(provider_libcrypto(), count, &early);
        assert_int_equal(early.seen, stop);
    }
}

static bool is_alone_of_libsodium(void *context, const brine_algorithm *algorithm)
{
    (void)context;
    if (strcmp(algorithm->kind, "aead") == 0 || strcmp(algorithm->kind, "group") == 0)
        assert_string_equal(algorithm->implementation, "libsodium");
    return true;
}

static void the_sodium_provider_takes_aead_and_key_exchange_from_libsodium_alone(void **state)
{
    (void)state;
    brine_provider_describe(brine_provider_sodium(), is_alone_of_libsodium, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_provider_seals_every_other_opens),
        cmocka_unit_test(hashes_agree_however_the_message_is_cut),
        cmocka_unit_test(any_two_providers_agree_on_a_secret),
        cmocka_unit_test(an_all_zero_secret_of_x25519_is_refused),
        cmocka_unit_test(a_key_is_not_made_without_random),
        cmocka_unit_test(ed25519_signatures_are_verified_by_every_provider),
        cmocka_unit_test(an_ed25519_signature_is_checked_before_it_leaves),
        cmocka_unit_test(a_suite_has_its_iana_number_and_parts),
        cmocka_unit_test(the_first_available_entry_wins),
        cmocka_unit_test(the_description_names_what_serves),
        cmocka_unit_test(the_sodium_provider_takes_aead_and_key_exchange_from_libsodium_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
