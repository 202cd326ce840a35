/*
 * Records sealed and opened, on every provider with every AEAD that it serves. The nonce
 * and the additional data are computed here anew, so that both ends can't be wrong alike.
 */
#include "base/memory.h"
#include "crypto/provider/lookup.h"
#include "record/protection.h"
#include "support/providers.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_LEN 100

typedef struct pair {
    brn_protection seal, open;
    const brine_provider *provider;
    const brine_aead *aead;
    uint8_t key[BRINE_AEAD_KEY_MAX], iv[BRINE_AEAD_NONCE_SIZE];
} pair;

static pair make_pair(const brine_provider *provider, const brine_aead *aead)
{
    pair p = {.provider = provider, .aead = aead};

    memset(p.key, 0x6b, sizeof p.key);
    memset(p.iv, 0x1f, sizeof p.iv);
    assert_int_equal(
        brn_protection_init(&p.seal, &brn_system_allocator, provider, aead, p.key, p.iv), BRINE_OK);
    assert_int_equal(
        brn_protection_init(&p.open, &brn_system_allocator, provider, aead, p.key, p.iv), BRINE_OK);
    return p;
}

static void free_pair(pair *p)
{
    brn_protection_clear(&p->seal, &brn_system_allocator);
    brn_protection_clear(&p->open, &brn_system_allocator);
}

static void on_each_aead(void (*check)(pair *p))
{
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        const brine_provider *provider = providers[i].get();

        for (brine_aead_id id = BRINE_AEAD_AES_128_GCM; id <= BRINE_AEAD_CHACHA20_POLY1305; id++) {
            const brine_aead *aead = brn_find_aead(provider, id);
            pair p;

            if (aead == NULL)
                continue; /* provider sodium: what libsodium lacks */
            p = make_pair(provider, aead);
            check(&p);
            free_pair(&p);
        }
    }
}

/* Seals `text` and returns the record's size. */
static size_t seal(pair *p, uint8_t *out, const uint8_t *text, size_t len)
{
    assert_int_equal(brn_protection_seal(&p->seal, BRN_VERSION_TLS12, BRN_CONTENT_APPLICATION_DATA,
                                         text, len, out),
                     BRINE_OK);
    return BRINE_RECORD_HEADER_SIZE + len + brn_protection_overhead(&p->seal);
}

static brine_result open_record(pair *p, uint8_t *record, size_t max, uint8_t **text, size_t *len)
{
    brn_reader r = brn_reader_at(record, BRINE_RECORD_HEADER_SIZE);
    brn_record_header header;

    assert_true(brn_record_read_header(&r, &header));
    return brn_protection_open(&p->open, &header, record + BRINE_RECORD_HEADER_SIZE, max, text, len,
                               NULL);
}

static void check_round_trips(pair *p)
{
    static const size_t lengths[] = {0, 1, 15, 16, 17, 1000, BRINE_RECORD_PLAINTEXT_MAX};
    uint8_t *text = malloc(BRINE_RECORD_PLAINTEXT_MAX), *record = malloc(BRINE_RECORD_MAX), *got;
    size_t len;

    memset(text, 'x', BRINE_RECORD_PLAINTEXT_MAX);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        seal(p, record, text, lengths[i]);
        assert_int_equal(open_record(p, record, BRINE_RECORD_PLAINTEXT_MAX, &got, &len), BRINE_OK);
        assert_int_equal(len, lengths[i]);
        assert_memory_equal(got, text, len);
    }
    free(text);
    free(record);
}

static void what_is_sealed_opens(void **state)
{
    (void)state;
    on_each_aead(check_round_trips);
}

/* RFC 5288 section 3, RFC 7905 section 2, RFC 5246 section 6.2.3.3, written out by hand. */
static void check_construction(pair *p)
{
    uint8_t record[BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + TEXT_LEN];
    uint8_t text[TEXT_LEN] = {0}, got[TEXT_LEN], nonce[12];
    uint8_t ad[13] = {0, 0, 0, 0, 0, 0, 0, 2, 23, 3, 3, 0, TEXT_LEN};
    void *state =
        brn_allocate_aligned(&brn_system_allocator, p->aead->state_size, p->aead->state_align);
    size_t explicit_length = p->aead->explicit_nonce_length;
    size_t size = 0;

    for (int i = 0; i < 3; i++)
        size = seal(p, record, text, sizeof text);
    memset(nonce, 0x1f, sizeof nonce);
    if (explicit_length > 0)
        memcpy(nonce + 4, record + BRINE_RECORD_HEADER_SIZE, 8);
    else
        nonce[11] ^= 2;
    assert_int_equal(p->aead->set_key(p->provider->context, state, p->key), BRINE_OK);
    assert_int_equal(p->aead->open(p->provider->context, state, nonce, ad, sizeof ad,
                                   record + BRINE_RECORD_HEADER_SIZE + explicit_length,
                                   size - BRINE_RECORD_HEADER_SIZE - explicit_length, got),
                     BRINE_OK);
    assert_memory_equal(got, text, sizeof text);
    p->aead->clear(p->provider->context, state);
    brn_release_aligned(&brn_system_allocator, state, p->aead->state_size, p->aead->state_align);
}

static void nonce_and_additional_data_are_the_rfcs(void **state)
{
    (void)state;
    on_each_aead(check_construction);
}

static void check_each_flipped_byte(pair *p)
{
    uint8_t record[BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + TEXT_LEN],
        copy[sizeof record];
    uint8_t text[TEXT_LEN] = {1}, *got;
    size_t size = seal(p, record, text, sizeof text), len;

    for (size_t i = 0; i < size; i++) {
        if (i == 3 || i == 4)
            continue; /* the length: then other bytes would be read */
        memcpy(copy, record, size);
        copy[i] ^= 0x40;
        assert_int_equal(open_record(p, copy, BRINE_RECORD_PLAINTEXT_MAX, &got, &len),
                         BRINE_ERROR_BAD_RECORD_MAC);
    }
    assert_int_equal(open_record(p, record, BRINE_RECORD_PLAINTEXT_MAX, &got, &len), BRINE_OK);
}

static void a_flipped_bit_anywhere_is_found(void **state)
{
    (void)state;
    on_each_aead(check_each_flipped_byte);
}

static void check_replay(pair *p)
{
    uint8_t record[BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + TEXT_LEN],
        copy[sizeof record];
    uint8_t text[TEXT_LEN] = {2}, *got;
    size_t size = seal(p, record, text, sizeof text), len;

    memcpy(copy, record, size);
    assert_int_equal(open_record(p, record, BRINE_RECORD_PLAINTEXT_MAX, &got, &len), BRINE_OK);
    assert_int_equal(open_record(p, copy, BRINE_RECORD_PLAINTEXT_MAX, &got, &len),
                     BRINE_ERROR_BAD_RECORD_MAC);
}

static void a_record_that_comes_twice_is_refused(void **state)
{
    (void)state;
    on_each_aead(check_replay);
}

static void check_limits(pair *p)
{
    uint8_t record[BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + TEXT_LEN];
    uint8_t text[TEXT_LEN] = {3}, *got;
    size_t size = seal(p, record, text, sizeof text), len;

    assert_true(size > 0);
    assert_int_equal(open_record(p, record, TEXT_LEN - 1, &got, &len), BRINE_ERROR_RECORD_OVERFLOW);
    record[3] = 0;
    record[4] = (uint8_t)(brn_protection_overhead(&p->open) - 1);
    assert_int_equal(open_record(p, record, TEXT_LEN, &got, &len), BRINE_ERROR_BAD_RECORD_MAC);
}

static void too_long_and_too_short_are_refused(void **state)
{
    (void)state;
    on_each_aead(check_limits);
}

static uint64_t limit_of(const pair *p)
{
    return p->aead->id == BRINE_AEAD_CHACHA20_POLY1305 ? UINT64_MAX
                                                       : UINT64_C(23726566) * UINT64_C(1025);
}

/* Both directions as if so many records had passed that cost so many blocks. */
static void pass(pair *p, uint64_t records, uint64_t blocks)
{
    p->seal.sequence = p->open.sequence = records;
    p->seal.blocks = p->open.blocks = blocks;
}

static brine_result try_to_seal(pair *p, brn_content_type type, size_t len)
{
    uint8_t record[BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + TEXT_LEN];
    const uint8_t text[TEXT_LEN] = {4};

    assert_true(len <= sizeof text);
    return brn_protection_seal(&p->seal, BRN_VERSION_TLS12, type, text, len, record);
}

/* A record of len bytes there and back; the last that fits, since after it nothing does. */
static void check_last_record(pair *p, size_t len, uint64_t blocks)
{
    uint8_t record[BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + TEXT_LEN];
    uint8_t again[sizeof record], text[TEXT_LEN] = {4}, *got;
    uint64_t limit = limit_of(p);
    size_t size, got_len;

    pass(p, UINT64_C(30000000), limit - blocks + 1);
    assert_int_equal(try_to_seal(p, BRN_CONTENT_APPLICATION_DATA, len), BRINE_ERROR_KEY_SPENT);
    pass(p, UINT64_C(30000000), limit - blocks);
    size = seal(p, record, text, len);
    memcpy(again, record, size);
    p->open.blocks++;
    assert_int_equal(open_record(p, again, TEXT_LEN, &got, &got_len), BRINE_ERROR_KEY_SPENT);
    p->open.blocks--;
    assert_int_equal(open_record(p, record, TEXT_LEN, &got, &got_len), BRINE_OK);
    assert_true(p->seal.blocks == limit && p->open.blocks == limit);
    assert_int_equal(try_to_seal(p, BRN_CONTENT_APPLICATION_DATA, 0), BRINE_ERROR_KEY_SPENT);
    assert_int_equal(open_record(p, record, TEXT_LEN, &got, &got_len), BRINE_ERROR_KEY_SPENT);
    /* But an alert may still say goodbye. */
    assert_int_equal(try_to_seal(p, BRN_CONTENT_ALERT, 2), BRINE_OK);
}

static void check_end_of_key(pair *p)
{
    assert_true(p->aead->blocks_limit == limit_of(p));
    if (limit_of(p) < UINT64_MAX) {
        check_last_record(p, 0, 1);
        check_last_record(p, 1, 2);
        check_last_record(p, 15, 2);
        check_last_record(p, 16, 2);
        check_last_record(p, 17, 3);
        check_last_record(p, TEXT_LEN, 8);
    }
}

static void a_key_serves_for_so_many_blocks_whatever_the_size_of_the_records(void **state)
{
    (void)state;
    on_each_aead(check_end_of_key);
}

static void check_wrapping(pair *p)
{
    /* The last sequence number ends the key, for alerts too. */
    pass(p, UINT64_MAX, 0);
    assert_int_equal(try_to_seal(p, BRN_CONTENT_APPLICATION_DATA, 1), BRINE_ERROR_KEY_SPENT);
    assert_int_equal(try_to_seal(p, BRN_CONTENT_ALERT, 2), BRINE_ERROR_KEY_SPENT);
    /* The count of blocks stops instead of beginning anew. */
    pass(p, 1, UINT64_MAX - 1);
    assert_int_equal(try_to_seal(p, BRN_CONTENT_ALERT, 2), BRINE_OK);
    assert_true(p->seal.blocks == UINT64_MAX);
    assert_int_equal(try_to_seal(p, BRN_CONTENT_APPLICATION_DATA, 1),
                     limit_of(p) < UINT64_MAX ? BRINE_ERROR_KEY_SPENT : BRINE_OK);
    assert_true(p->seal.blocks == UINT64_MAX);
}

static void no_count_wraps(void **state)
{
    (void)state;
    on_each_aead(check_wrapping);
}

static void without_keys_bytes_pass_as_they_are(void **state)
{
    brn_protection none = {.aead = NULL};
    brn_record_header header = {22, BRN_VERSION_TLS12, 3};
    uint8_t record[8], *got;
    size_t len;

    (void)state;
    assert_int_equal(brn_protection_seal(&none, 0x0301, BRN_CONTENT_HANDSHAKE,
                                         (const uint8_t *)"abc", 3, record),
                     BRINE_OK);
    assert_memory_equal(record,
                        "\x16\x03\x01\x00\x03"
                        "abc",
                        8);
    assert_int_equal(brn_protection_open(&none, &header, record + 5, 3, &got, &len, NULL),
                     BRINE_OK);
    assert_ptr_equal(got, record + 5);
    assert_int_equal(len, 3);
    assert_int_equal(brn_protection_open(&none, &header, record + 5, 2, &got, &len, NULL),
                     BRINE_ERROR_RECORD_OVERFLOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sealed_opens),
        cmocka_unit_test(nonce_and_additional_data_are_the_rfcs),
        cmocka_unit_test(a_flipped_bit_anywhere_is_found),
        cmocka_unit_test(a_record_that_comes_twice_is_refused),
        cmocka_unit_test(too_long_and_too_short_are_refused),
        cmocka_unit_test(a_key_serves_for_so_many_blocks_whatever_the_size_of_the_records),
        cmocka_unit_test(no_count_wraps),
        cmocka_unit_test(without_keys_bytes_pass_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
