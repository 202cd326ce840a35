#include "https_get/retry.h"
#include "support/test.h"

static bool is_due(struct options options, exit_code code, int status)
{
    struct retry retry;

    options.retries = 1;
    retry_begin(&retry, &options);
    return retry_plan(&retry, code, status, 0);
}

static void only_what_passes_is_tried_again(void **state)
{
    static const int statuses[] = {408, 429, 500, 502, 503, 504};
    const struct options options = {0};

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        assert_true(is_due(options, EXIT_OK, statuses[i]));
        assert_true(is_due(options, EXIT_HTTP, statuses[i]));
        assert_false(is_due(options, EXIT_RECEIVE, statuses[i]));
    }
    for (int status = 200; status < 600; status += 101)
        assert_false(is_due(options, EXIT_OK, status) && status != 503);
    assert_false(is_due(options, EXIT_OK, 501));
    assert_true(is_due(options, EXIT_LOOKUP, 0));
    assert_true(is_due(options, EXIT_CONNECT, 0));
    assert_true(is_due(options, EXIT_TIME, 0));
    assert_false(is_due(options, EXIT_CERTIFICATE, 0));
    assert_false(is_due(options, EXIT_HANDSHAKE, 0));
    assert_false(is_due(options, EXIT_HTTP, 404));
}

static void all_failures_are_tried_again_if_that_is_wanted(void **state)
{
    const struct options options = {.retry_all = true};

    (void)state;
    assert_true(is_due(options, EXIT_CERTIFICATE, 0));
    assert_true(is_due(options, EXIT_HTTP, 404));
    assert_false(is_due(options, EXIT_OK, 404));
    assert_false(is_due(options, EXIT_OK, 200));
}

static void pauses_double_up_to_ten_minutes(void **state)
{
    const struct options options = {.retries = 20};
    struct retry retry;
    uint32_t wanted = 1000;

    (void)state;
    retry_begin(&retry, &options);
    for (int i = 0; i < 20; i++) {
        assert_true(retry_plan(&retry, EXIT_TIME, 0, 0));
        assert_int_equal(retry.wait_ms, wanted);
        retry_use(&retry);
        wanted = wanted < 300000 ? wanted * 2 : 600000;
    }
    assert_int_equal(wanted, 600000);
    assert_false(retry_plan(&retry, EXIT_TIME, 0, 0));
}

static void a_pause_may_be_given_and_a_server_may_want_more(void **state)
{
    const struct options options = {.retries = 9, .retry_delay_ms = 1500};
    struct retry retry;

    (void)state;
    retry_begin(&retry, &options);
    assert_true(retry_plan(&retry, EXIT_TIME, 0, 0));
    assert_int_equal(retry.wait_ms, 1500);
    retry_use(&retry);
    assert_true(retry_plan(&retry, EXIT_OK, 503, 1));
    assert_int_equal(retry.wait_ms, 1500);
    retry_use(&retry);
    assert_true(retry_plan(&retry, EXIT_OK, 503, 2));
    assert_int_equal(retry.wait_ms, 2000);
    assert_true(retry_plan(&retry, EXIT_OK, 503, RETRY_AFTER_MAX_S));
    assert_int_equal(retry.wait_ms, RETRY_AFTER_MAX_S * 1000);
    assert_false(retry_plan(&retry, EXIT_OK, 503, RETRY_AFTER_MAX_S + 1));
    assert_false(retry_plan(&retry, EXIT_OK, 503, UINT64_MAX));
}

static void no_try_begins_after_the_time_for_all(void **state)
{
    struct options options = {.retries = 1, .retry_delay_ms = 60000, .retry_max_time_ms = 60000};
    struct retry retry;

    (void)state;
    retry_begin(&retry, &options);
    assert_false(retry_plan(&retry, EXIT_TIME, 0, 0));
    options.retry_max_time_ms = 6000000;
    assert_true(retry_plan(&retry, EXIT_TIME, 0, 0));
    assert_false(retry_plan(&retry, EXIT_TIME, 0, RETRY_AFTER_MAX_S) && retry.wait_ms > 6000000);
    options.retry_max_time_ms = 3600000;
    assert_false(retry_plan(&retry, EXIT_TIME, 0, RETRY_AFTER_MAX_S));
}

static void retry_after_is_seconds_or_a_date(void **state)
{
    (void)state;
    assert_int_equal(retry_after("120", 784111777), 120);
    assert_int_equal(retry_after("0", 784111777), 0);
    assert_int_equal(retry_after("Sun, 06 Nov 1994 08:49:47 GMT", 784111777), 10);
    assert_int_equal(retry_after("Sun, 06 Nov 1994 08:49:27 GMT", 784111777), 0);
    assert_int_equal(retry_after("soon", 784111777), 0);
    assert_int_equal(retry_after("", 784111777), 0);
    assert_int_equal(retry_after("-5", 784111777), 0);
    assert_true(retry_after("99999999999999999999999", 784111777) > RETRY_AFTER_MAX_S);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_passes_is_tried_again),
        cmocka_unit_test(all_failures_are_tried_again_if_that_is_wanted),
        cmocka_unit_test(pauses_double_up_to_ten_minutes),
        cmocka_unit_test(a_pause_may_be_given_and_a_server_may_want_more),
        cmocka_unit_test(no_try_begins_after_the_time_for_all),
        cmocka_unit_test(retry_after_is_seconds_or_a_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
