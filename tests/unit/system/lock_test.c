#include "support/test.h"
#include "system/lock.h"
#include "system/refcount.h"

#include <pthread.h>

#define THREADS 4
#define ROUNDS  20000

static brn_lock lock;
static size_t counter;
static brn_refcount holders;
static size_t plain; /* written by holders before they let go, read by the last */

static void in_threads(void *(*run)(void *), void *context)
{
    pthread_t threads[THREADS];

    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run, context), 0);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

static void *count(void *context)
{
    (void)context;
    for (size_t i = 0; i < ROUNDS; i++) {
        brn_lock_acquire(&lock);
        counter++;
        brn_lock_release(&lock);
    }
    return NULL;
}

static void one_thread_at_a_time_holds_a_lock(void **state)
{
    (void)state;
    assert_true(brn_lock_init(&lock));
    in_threads(count, NULL);
    brn_lock_destroy(&lock);
    assert_int_equal(counter, THREADS * ROUNDS);
}

static void the_last_of_one_thread_is_told_so(void **state)
{
    (void)state;
    assert_true(brn_refcount_init(&holders));
    brn_refcount_take(&holders);
    assert_false(brn_refcount_drop(&holders));
    assert_true(brn_refcount_drop(&holders));
}

static void *hold_and_let_go(void *context)
{
    size_t *last = context;

    for (size_t i = 0; i < ROUNDS; i++) {
        brn_refcount_take(&holders);
        if (brn_refcount_drop(&holders))
            return NULL; /* no thread is the last one while each has a hold: counted as missing */
    }
    if (brn_refcount_drop(&holders)) {
        plain++;
        *last += 1;
    }
    return NULL;
}

static void exactly_one_of_many_threads_is_the_last(void **state)
{
    size_t last = 0;

    (void)state;
    assert_true(brn_refcount_init(&holders));
    for (size_t i = 1; i < THREADS; i++)
        brn_refcount_take(&holders);
    in_threads(hold_and_let_go, &last);
    assert_int_equal(last, 1);
    assert_int_equal(plain, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thread_at_a_time_holds_a_lock),
        cmocka_unit_test(the_last_of_one_thread_is_told_so),
        cmocka_unit_test(exactly_one_of_many_threads_is_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
