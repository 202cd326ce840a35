#include "anchors.h"
#include "support/test.h"
#include "x509/trust/store.h"

#include "base/error.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static brine_trust *new_store(void)
{
    brine_trust *trust = NULL;

    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    return trust;
}

static void add(brine_trust *trust, const char *common_name, uint8_t serial)
{
    uint8_t der[ANCHOR_SIZE];
    size_t len = make_anchor(der, common_name, serial);

    assert_int_equal(brine_trust_add_memory(trust, (brine_bytes){der, len}, NULL, NULL), BRINE_OK);
}

static void freeze(brine_trust *trust)
{
    assert_int_equal(brine_trust_freeze(trust, NULL), BRINE_OK);
}

static size_t count_anchors(const brine_trust *trust, const char *common_name)
{
    uint8_t name[ANCHOR_SIZE], expected[ANCHOR_SIZE];
    brine_bytes subject = {name, make_subject(name, common_name)}, anchor;
    size_t cursor = 0, count = 0;

    while (brn_trust_next(trust, subject, &cursor, &anchor)) {
        count++;
        assert_int_equal(anchor.len, make_anchor(expected, common_name, 1));
    }
    assert_false(brn_trust_next(trust, subject, &cursor, &anchor));
    return count;
}

static void anchors_are_found_by_their_subject(void **state)
{
    brine_trust *trust = new_store();
    char name[16];

    (void)state;
    for (int i = 0; i < 500; i++) {
        snprintf(name, sizeof name, "CA %d", i);
        add(trust, name, 1);
    }
    freeze(trust);
    for (int i = 0; i < 500; i++) {
        snprintf(name, sizeof name, "CA %d", i);
        assert_int_equal(count_anchors(trust, name), 1);
    }
    assert_int_equal(count_anchors(trust, "CA 500"), 0);
    assert_int_equal(count_anchors(trust, ""), 0);
    brine_trust_free(trust);
}

static void every_anchor_of_one_subject_is_found_once(void **state)
{
    brine_trust *trust = new_store();
    uint8_t name[ANCHOR_SIZE], der[ANCHOR_SIZE];
    brine_bytes subject = {name, make_subject(name, "Twin")}, anchor;
    bool seen[10] = {false};
    size_t cursor = 0;

    (void)state;
    for (uint8_t serial = 1; serial < 10; serial++) {
        add(trust, "Twin", serial);
        add(trust, "Other", serial);
    }
    freeze(trust);
    for (int i = 1; i < 10; i++) {
        uint8_t serial = 0;

        assert_true(brn_trust_next(trust, subject, &cursor, &anchor));
        for (uint8_t s = 1; s < 10; s++)
            if (make_anchor(der, "Twin", s) == anchor.len &&
                memcmp(der, anchor.data, anchor.len) == 0)
                serial = s;
        assert_int_not_equal(serial, 0);
        assert_false(seen[serial]);
        seen[serial] = true;
    }
    assert_false(brn_trust_next(trust, subject, &cursor, &anchor));
    brine_trust_free(trust);
}

static void a_certificate_that_comes_again_is_kept_once(void **state)
{
    brine_trust *trust = new_store();
    brine_trust_report report;

    (void)state;
    for (int i = 0; i < 5; i++) {
        add(trust, "A", 1);
        add(trust, "B", 1);
        add(trust, "A", 2);
    }
    freeze(trust);
    brine_trust_get_report(trust, &report, sizeof report);
    assert_int_equal(report.loaded, 3);
    assert_int_equal(report.duplicates, 12);
    assert_int_equal(report.skipped, 0);
    assert_string_equal(report.first_skipped, "");
    assert_int_equal(count_anchors(trust, "A"), 2);
    assert_int_equal(count_anchors(trust, "B"), 1);
    brine_trust_free(trust);
}

static void a_store_contains_just_what_was_added(void **state)
{
    brine_trust *trust = new_store();
    uint8_t der[ANCHOR_SIZE];
    size_t len;

    (void)state;
    add(trust, "A", 1);
    add(trust, "A", 2);
    freeze(trust);
    len = make_anchor(der, "A", 2);
    assert_true(brn_trust_contains(trust, (brine_bytes){der, len}));
    der[len - 1] ^= 1; /* another signature */
    assert_false(brn_trust_contains(trust, (brine_bytes){der, len}));
    len = make_anchor(der, "A", 3);
    assert_false(brn_trust_contains(trust, (brine_bytes){der, len}));
    assert_false(brn_trust_contains(trust, (brine_bytes){der, len - 1}));
    assert_false(brn_trust_contains(trust, (brine_bytes){NULL, 0}));
    brine_trust_free(trust);
}

static void fingerprint(uint8_t out[32], const char *names, bool backwards)
{
    brine_trust *trust = new_store();
    size_t count = strlen(names);

    for (size_t i = 0; i < count; i++) {
        char name[2] = {names[backwards ? count - 1 - i : i], '\0'};

        add(trust, name, 1);
        add(trust, name, 2);
    }
    freeze(trust);
    brn_trust_fingerprint(trust, out);
    brine_trust_free(trust);
}

static void the_fingerprint_is_of_the_set_of_anchors(void **state)
{
    uint8_t one[32], other[32];

    (void)state;
    fingerprint(one, "abcdefgh", false);
    fingerprint(other, "abcdefgh", true);
    assert_memory_equal(one, other, 32);
    fingerprint(other, "aabbcchgfed", false);
    assert_memory_equal(one, other, 32);
    fingerprint(other, "abcdefg", false);
    assert_memory_not_equal(one, other, 32);
    fingerprint(other, "abcdefgi", false);
    assert_memory_not_equal(one, other, 32);
}

static void the_fingerprint_is_known_from_the_first_time_on(void **state)
{
    uint8_t one[32], again[32];
    brine_trust *trust = new_store();

    (void)state;
    add(trust, "A", 1);
    brn_trust_fingerprint(trust, one); /* not frozen yet: not the last word */
    add(trust, "B", 1);
    freeze(trust);
    brn_trust_fingerprint(trust, again);
    assert_memory_not_equal(one, again, 32);
    brn_trust_fingerprint(trust, one);
    assert_memory_equal(one, again, 32);
    brine_trust_free(trust);
}

static void a_frozen_store_takes_nothing_more(void **state)
{
    brine_trust *trust = new_store();
    brine_error error;
    uint8_t der[ANCHOR_SIZE];
    size_t len = make_anchor(der, "B", 1);

    (void)state;
    add(trust, "A", 1);
    assert_false(brn_trust_is_frozen(trust));
    freeze(trust);
    freeze(trust);
    assert_true(brn_trust_is_frozen(trust));
    assert_int_equal(brine_trust_add_memory(trust, (brine_bytes){der, len}, NULL, &error),
                     BRINE_ERROR_FROZEN);
    assert_string_equal(
        error.text, "the trust store is frozen; change it before freezing it, or make a new one");
    assert_int_equal(brine_trust_add_file(trust, "/nowhere", NULL), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_trust_add_directory(trust, "/nowhere", NULL), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_trust_add_system(trust, NULL), BRINE_ERROR_FROZEN);
    assert_int_equal(count_anchors(trust, "B"), 0);
    brine_trust_free(trust);
}

static void an_empty_store_can_not_be_frozen(void **state)
{
    brine_trust *trust = new_store();
    brine_error error;

    (void)state;
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_ERROR_TRUST_EMPTY);
    assert_string_equal(error.text, "the trust store holds no certificate; install the system's CA "
                                    "certificates or name a CA file");
    assert_false(brn_trust_is_frozen(trust));
    add(trust, "A", 1); /* and is still open */
    freeze(trust);
    brine_trust_free(trust);
}

static void nothing_is_found_before_the_store_is_frozen(void **state)
{
    brine_trust *trust = new_store();

    (void)state;
    add(trust, "A", 1);
    assert_int_equal(count_anchors(trust, "A"), 0);
    brine_trust_free(trust);
}

/* Counts what is allocated, and refuses after `granted` allocations. */
typedef struct meter {
    size_t granted;
    size_t blocks;
} meter;

static void *meter_allocate(void *context, size_t size)
{
    meter *m = context;

    if (m->granted == 0)
        return NULL;
    m->granted--;
    m->blocks++;
    return malloc(size);
}

static void meter_release(void *context, void *block, size_t size)
{
    meter *m = context;

    (void)size;
    m->blocks--;
    free(block);
}

static brine_result build(const brine_allocator *allocator)
{
    brine_trust *trust;
    uint8_t der[ANCHOR_SIZE];
    char pem[8 * ANCHOR_PEM_SIZE] = "";
    size_t len = 0;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_trust_new(allocator, &trust, &error);

    assert_int_equal(error.code, result);
    assert_true((error.text[0] == '\0') == (result == BRINE_OK));
    if (result != BRINE_OK)
        return result;
    for (uint8_t i = 0; i < 6; i++) {
        brine_bytes one = {der, make_anchor(der, "A", i)};

        if (result == BRINE_OK)
            result = brine_trust_add_memory(trust, one, "one", NULL);
        len += make_anchor_pem(pem + len, "B", i);
    }
    if (result == BRINE_OK)
        result = brine_trust_add_memory(trust, (brine_bytes){(uint8_t *)pem, len}, "six", NULL);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, NULL);
    brine_trust_free(trust);
    return result;
}

static void lack_of_memory_is_told_and_nothing_leaks(void **state)
{
    size_t granted = 0;
    brine_result result;

    (void)state;
    do {
        meter m = {granted++, 0};
        const brine_allocator allocator = {&m, meter_allocate, meter_release};

        result = build(&allocator);
        assert_int_equal(m.blocks, 0);
        assert_true(result == BRINE_OK || result == BRINE_ERROR_OUT_OF_MEMORY);
    } while (result != BRINE_OK);
    assert_between(granted, 10, 40);
}

static void a_borrowed_anchor_is_found_where_it_is(void **state)
{
    static uint8_t flash[3][ANCHOR_SIZE];
    const uint8_t junk[] = {0x30, 0x00};
    meter m = {SIZE_MAX, 0};
    const brine_allocator allocator = {&m, meter_allocate, meter_release};
    uint8_t name[ANCHOR_SIZE];
    brine_bytes subject = {name, make_subject(name, "B")}, found;
    size_t cursor = 0, empty;
    brine_trust *trust;
    brine_error error;

    (void)state;
    assert_int_equal(brine_trust_new(&allocator, &trust, NULL), BRINE_OK);
    empty = m.blocks;
    assert_int_equal(brine_trust_add_borrowed(trust, (brine_bytes){junk, sizeof junk}, &error),
                     BRINE_ERROR_NO_CERTIFICATE);
    assert_non_null(strstr(error.text, "the borrowed bytes are no certificate in DER that can be "
                                       "used: "));
    assert_int_equal(m.blocks, empty);
    for (size_t i = 0; i < 3; i++) {
        size_t len = make_anchor(flash[i], (const char *[]){"A", "B", "C"}[i], 1);

        assert_int_equal(brine_trust_add_borrowed(trust, (brine_bytes){flash[i], len}, &error),
                         BRINE_OK);
        assert_int_equal(m.blocks, empty + 1); /* the index */
    }
    freeze(trust);
    assert_int_equal(brine_trust_add_borrowed(trust, (brine_bytes){flash[0], 1}, &error),
                     BRINE_ERROR_FROZEN);
    assert_true(brn_trust_next(trust, subject, &cursor, &found));
    assert_ptr_equal(found.data, flash[1]);
    brine_trust_free(trust);
    assert_int_equal(m.blocks, 0);
}

static void a_store_lives_until_its_last_holder_frees_it(void **state)
{
    meter m = {SIZE_MAX, 0};
    const brine_allocator allocator = {&m, meter_allocate, meter_release};
    brine_trust *trust, *held;

    (void)state;
    assert_int_equal(brine_trust_new(&allocator, &trust, NULL), BRINE_OK);
    add(trust, "A", 1);
    freeze(trust);
    held = brn_trust_hold(trust);
    assert_ptr_equal(held, trust);
    brine_trust_free(trust);
    assert_int_equal(count_anchors(held, "A"), 1);
    brine_trust_free(held);
    assert_int_equal(m.blocks, 0);
    brine_trust_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anchors_are_found_by_their_subject),
        cmocka_unit_test(every_anchor_of_one_subject_is_found_once),
        cmocka_unit_test(a_certificate_that_comes_again_is_kept_once),
        cmocka_unit_test(a_store_contains_just_what_was_added),
        cmocka_unit_test(the_fingerprint_is_of_the_set_of_anchors),
        cmocka_unit_test(the_fingerprint_is_known_from_the_first_time_on),
        cmocka_unit_test(a_frozen_store_takes_nothing_more),
        cmocka_unit_test(an_empty_store_can_not_be_frozen),
        cmocka_unit_test(nothing_is_found_before_the_store_is_frozen),
        cmocka_unit_test(lack_of_memory_is_told_and_nothing_leaks),
        cmocka_unit_test(a_borrowed_anchor_is_found_where_it_is),
        cmocka_unit_test(a_store_lives_until_its_last_holder_frees_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
