/*
 * One frozen store, many threads. The assertions are few: what this is for is
 * ThreadSanitizer, which sees a data race whether or not it did harm.
 */
#include "anchors.h"
#include "support/test.h"
#include "x509/trust/store.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define THREADS 8
#define ANCHORS 50
#define ROUNDS  20

static void find_them_all(const brine_trust *trust, size_t *found)
{
    for (int i = 0; i < ANCHORS; i++) {
        uint8_t name[ANCHOR_SIZE];
        char text[16];
        brine_bytes subject = {name, 0}, anchor;
        size_t cursor = 0;

        snprintf(text, sizeof text, "CA %d", i);
        subject.len = make_subject(name, text);
        while (brn_trust_next(trust, subject, &cursor, &anchor))
            *found += brn_trust_contains(trust, anchor);
    }
}

/* Each thread comes with a hold and gives it up at its end. */
static void *use(void *context)
{
    static char failed[] = "failed";
    brine_trust *trust = context;
    uint8_t first[32], again[32];
    size_t found = 0;

    brn_trust_fingerprint(trust, first);
    for (int round = 0; round < ROUNDS; round++) {
        brine_trust *held = brn_trust_hold(trust);
        brine_trust_report report;

        find_them_all(held, &found);
        brn_trust_fingerprint(held, again);
        brine_trust_get_report(held, &report, sizeof report);
        brine_trust_free(held);
    }
    brine_trust_free(trust);
    return found == ANCHORS * ROUNDS && memcmp(first, again, 32) == 0 ? NULL : failed;
}

static void threads_share_a_frozen_store(void **state)
{
    pthread_t threads[THREADS];
    brine_trust *trust;

    (void)state;
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    for (int i = 0; i < ANCHORS; i++) {
        uint8_t der[ANCHOR_SIZE];
        char text[16];
        brine_bytes one = {der, 0};

        snprintf(text, sizeof text, "CA %d", i);
        one.len = make_anchor(der, text, 1);
        assert_int_equal(brine_trust_add_memory(trust, one, NULL, NULL), BRINE_OK);
    }
    assert_int_equal(brine_trust_freeze(trust, NULL), BRINE_OK);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use, brn_trust_hold(trust)), 0);
    brine_trust_free(trust); /* the threads keep it */
    for (int i = 0; i < THREADS; i++) {
        void *result = NULL;

        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_null(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_frozen_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
