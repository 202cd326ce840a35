/*
 * Each tier of each AEAD against libcrypto: every length from 0 to 2100, then random ones
 * up to a whole record; in place and not, at any alignment.
 */
#include "crypto/provider/lookup.h"
#include "support/providers.h"
#include "support/test.h"
#include "unit/crypto/differential.h"
#include "unit/crypto/tiers.h"

#include <stdalign.h>

#define LEN_MAX (16384 + 1024)
#define ROOM    (LEN_MAX + BRINE_AEAD_TAG_MAX + 64)

static uint8_t plain_room[ROOM], expected_room[ROOM], sealed_room[ROOM], opened_room[ROOM];

static void compare(differential *d, const brine_aead *a, size_t len)
{
    const brine_aead *reference = brn_find_aead(provider_libcrypto(), a->id);
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_AEAD_STATE_MAX];
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t reference_state[BRINE_AEAD_STATE_MAX];
    uint8_t key[BRINE_AEAD_KEY_MAX], nonce[BRINE_AEAD_NONCE_SIZE], ad[80];
    size_t sealed_len = len + a->tag_length, ad_len = differential_below(d, sizeof ad + 1);
    bool in_place = differential_below(d, 2) == 0;
    uint8_t *plain = plain_room + differential_below(d, 64);
    uint8_t *expected = expected_room + differential_below(d, 64);
    uint8_t *sealed = sealed_room + differential_below(d, 64);
    uint8_t *opened = opened_room + differential_below(d, 64);

    differential_bytes(d, key, sizeof key);
    differential_bytes(d, nonce, sizeof nonce);
    differential_bytes(d, ad, sizeof ad);
    differential_bytes(d, plain, len);
    assert_int_equal(reference->set_key(NULL, reference_state, key), BRINE_OK);
    assert_int_equal(
        reference->seal(NULL, reference_state, nonce, ad, ad_len, plain, len, expected), BRINE_OK);
    assert_int_equal(a->set_key(NULL, state, key), BRINE_OK);
    if (in_place)
        memcpy(sealed, plain, len);
    assert_int_equal(
        a->seal(NULL, state, nonce, ad, ad_len, in_place ? sealed : plain, len, sealed), BRINE_OK);
    assert_memory_equal(sealed, expected, sealed_len);
    if (in_place)
        opened = sealed;
    assert_int_equal(a->open(NULL, state, nonce, ad, ad_len, sealed, sealed_len, opened), BRINE_OK);
    assert_memory_equal(opened, plain, len);
    a->clear(NULL, state);
}

static void every_length_to_2100(void **unused)
{
    differential d = differential_begin("AEAD, lengths 0 to 2100", 1);

    (void)unused;
    for (size_t t = 0; t < AEAD_TIERS; t++)
        for (size_t len = 0; aead_runs(aead_tiers[t]) && len <= 2100; len++)
            compare(&d, aead_tiers[t], len);
}

static void random_lengths(void **unused)
{
    differential d = differential_begin("AEAD, random lengths", 400);

    (void)unused;
    for (size_t i = 0; i < d.cases; i++) {
        const brine_aead *a = aead_tiers[i % AEAD_TIERS];

        if (aead_runs(a))
            compare(&d, a,
                    differential_below(&d, differential_below(&d, 4) == 0 ? LEN_MAX + 1 : 2000));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_to_2100),
        cmocka_unit_test(random_lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
