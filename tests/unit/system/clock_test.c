#include "support/test.h"
#include "system/clock.h"

#include <time.h>

static void the_time_is_the_systems(void **state)
{
    int64_t before = (int64_t)time(NULL);
    int64_t now = brn_clock_now();

    (void)state;
    assert_true(now >= before);
    assert_true(now <= (int64_t)time(NULL) + 1); /* time() may read a coarser clock */
}

static void the_monotonic_clock_never_goes_back(void **state)
{
    int64_t last = brn_clock_monotonic_ms();

    (void)state;
    assert_true(last > 0);
    for (int i = 0; i < 10000; i++) {
        int64_t now = brn_clock_monotonic_ms();

        assert_true(now >= last);
        last = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_time_is_the_systems),
        cmocka_unit_test(the_monotonic_clock_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
