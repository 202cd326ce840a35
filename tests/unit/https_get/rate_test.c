#include "https_get/rate.h"
#include "support/test.h"

static void bytes_come_no_sooner_than_their_rate_allows(void **state)
{
    static const struct {
        uint64_t limit, received;
        int64_t now; /* milliseconds after the beginning */
        uint32_t ahead;
    } rows[] = {
        {0, UINT64_MAX, 0, 0},          {1000, 0, 0, 0},
        {1000, 1000, 0, 1000},          {1000, 1500, 0, 1500},
        {1000, 1500, 1499, 1},          {1000, 1500, 1500, 0},
        {1000, 1500, 9999, 0},          {1, 5, 0, 5000},
        {UINT64_MAX, 1, 0, 0},          {UINT64_MAX, UINT64_MAX, 0, 1000},
        {1, UINT64_MAX, 0, UINT32_MAX}, {3, UINT64_MAX, 0, UINT32_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct rate rate = {.limit = rows[i].limit, .began = 77};
        uint32_t ahead = rate_ahead(&rate, rows[i].received, 77 + rows[i].now);

        if (ahead != rows[i].ahead)
            fail_msg("row %zu: %lu", i, (unsigned long)ahead);
    }
}

static void a_clock_that_stands_still_is_no_harm(void **state)
{
    const struct rate rate = {.limit = 10, .began = 100};

    (void)state;
    assert_int_equal(rate_ahead(&rate, 10, 0), 1000);
}

static void no_more_is_received_at_once_than_a_second_allows(void **state)
{
    const struct rate none = {.limit = 0}, low = {.limit = 100}, high = {.limit = 1000000};

    (void)state;
    assert_int_equal(rate_portion(&none, 5000), 5000);
    assert_int_equal(rate_portion(&low, 5000), 100);
    assert_int_equal(rate_portion(&high, 5000), 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_no_sooner_than_their_rate_allows),
        cmocka_unit_test(a_clock_that_stands_still_is_no_harm),
        cmocka_unit_test(no_more_is_received_at_once_than_a_second_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
