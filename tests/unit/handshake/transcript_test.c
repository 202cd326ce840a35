#include "base/memory.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "handshake/transcript.h"
#include "support/providers.h"
#include "support/test.h"

#include <brine/limits.h>
#include <string.h>

static void the_running_hash_is_that_of_the_bytes(void **state)
{
    uint8_t bytes[10000], got[BRINE_HASH_OUTPUT_MAX], expected[BRINE_HASH_OUTPUT_MAX];

    (void)state;
    memset(bytes, 'm', sizeof bytes);
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        const brine_provider *provider = providers[i].get();
        const brine_hash *hash = brn_find_hash(provider, BRINE_HASH_SHA384);
        brn_transcript t;

        brn_transcript_init(&t, &brn_system_allocator, provider);
        assert_int_equal(brn_transcript_append(&t, bytes, 300), BRINE_OK);
        brn_transcript_use_hash(&t, hash);
        for (size_t end = 300; end < sizeof bytes; end += 1111) {
            assert_int_equal(brn_transcript_append(&t, bytes, end - t.len), BRINE_OK);
            brn_transcript_digest(&t, end, got);
            brn_digest(provider, hash, (brine_bytes){bytes, end}, expected);
            assert_memory_equal(got, expected, hash->output_length);
        }
        brn_transcript_free(&t);
    }
}

static void what_is_removed_was_never_there(void **state)
{
    brn_transcript t;

    (void)state;
    brn_transcript_init(&t, &brn_system_allocator, providers[0].get());
    assert_int_equal(brn_transcript_append(&t, (const uint8_t *)"abXXcd", 6), BRINE_OK);
    brn_transcript_remove(&t, 2, 2);
    assert_int_equal(t.len, 4);
    assert_memory_equal(t.block, "abcd", 4);
    brn_transcript_free(&t);
}

static void it_is_bounded(void **state)
{
    uint8_t bytes[1024] = {0};
    brn_transcript t;

    (void)state;
    brn_transcript_init(&t, &brn_system_allocator, providers[0].get());
    while (t.len + sizeof bytes <= BRINE_HANDSHAKE_MAX)
        assert_int_equal(brn_transcript_append(&t, bytes, sizeof bytes), BRINE_OK);
    assert_int_equal(brn_transcript_append(&t, bytes, BRINE_HANDSHAKE_MAX - t.len + 1),
                     BRINE_ERROR_HANDSHAKE_TOO_LONG);
    assert_int_equal(brn_transcript_reserve(&t, SIZE_MAX), BRINE_ERROR_HANDSHAKE_TOO_LONG);
    brn_transcript_free(&t);
}

/* What was announced is made room for at once, so that the block does not move on the way. */
static void it_grows_to_what_was_announced(void **state)
{
    const uint8_t bytes[100] = {0};
    const uint8_t *block;
    brn_transcript t;

    (void)state;
    brn_transcript_init(&t, &brn_system_allocator, providers[0].get());
    assert_int_equal(brn_transcript_append(&t, bytes, 100), BRINE_OK);
    assert_true(t.cap < 1024);
    brn_transcript_expect(&t, 5000);
    while (t.len < 1000)
        assert_int_equal(brn_transcript_append(&t, bytes, 100), BRINE_OK);
    assert_between(t.cap, 5000, 6000);
    block = t.block;
    while (t.len < 5000)
        assert_int_equal(brn_transcript_append(&t, bytes, 100), BRINE_OK);
    assert_ptr_equal(t.block, block);
    /* A length is a promise: what is taken for it has a bound of its own. */
    brn_transcript_expect(&t, BRINE_HANDSHAKE_MAX);
    while (t.block == block)
        assert_int_equal(brn_transcript_append(&t, bytes, 100), BRINE_OK);
    assert_between(t.cap, t.len + 16000, t.len + 18000);
    brn_transcript_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_running_hash_is_that_of_the_bytes),
        cmocka_unit_test(what_is_removed_was_never_there),
        cmocka_unit_test(it_is_bounded),
        cmocka_unit_test(it_grows_to_what_was_announced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
