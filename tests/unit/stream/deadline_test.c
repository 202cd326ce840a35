#include "stream/deadline.h"
#include "support/test.h"
#include "system/clock.h"

#include <limits.h>

static void no_timeout_is_never(void **state)
{
    (void)state;
    assert_true(brn_deadline_in(0) == BRN_NEVER);
    assert_int_equal(brn_deadline_left(BRN_NEVER), -1);
}

static void what_has_passed_leaves_nothing(void **state)
{
    (void)state;
    assert_int_equal(brn_deadline_left(0), 0);
    assert_int_equal(brn_deadline_left(brn_clock_monotonic_ms()), 0);
}

static void what_is_left_fits_poll(void **state)
{
    int left = brn_deadline_left(brn_deadline_in(100000));

    (void)state;
    assert_between(left, 1, 100000);
    assert_int_equal(brn_deadline_left(BRN_NEVER - 1), INT_MAX);
    assert_int_equal(brn_deadline_left(brn_deadline_in(UINT32_MAX)), INT_MAX);
}

static void the_earlier_of_two_counts(void **state)
{
    (void)state;
    assert_true(brn_deadline_earlier(BRN_NEVER, 5) == 5);
    assert_true(brn_deadline_earlier(4, 5) == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_timeout_is_never),
        cmocka_unit_test(what_has_passed_leaves_nothing),
        cmocka_unit_test(what_is_left_fits_poll),
        cmocka_unit_test(the_earlier_of_two_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
