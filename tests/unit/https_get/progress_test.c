#include "https_get/progress_line.h"
#include "https_get/progress_wait.h"
#include "https_get/slow.h"
#include "https_get/speed.h"
#include "https_get/terminal.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static char line[PROGRESS_LINE_SIZE];

static const char *drawn(struct progress_facts facts, size_t width)
{
    size_t length = progress_line(&facts, width, line);

    assert_int_equal(length, strlen(line));
    assert_true(length < width || length == 0);
    return line;
}

/* 42 of 100 MB in twelve seconds, with four to go. */
static const struct progress_facts halfway = {
    .received = 42000000, .total = 100000000, .speed = 14500000, .elapsed = 12345};
static const struct progress_facts stalled = {
    .received = 42000000, .total = 100000000, .elapsed = 72345};
static const struct progress_facts endless = {
    .received = 42000000, .speed = 3500000, .elapsed = 12345};
static const struct progress_facts whole = {
    .received = 100000000, .total = 100000000, .speed = 14500000, .elapsed = 7000, .done = true};

static void a_line_holds_what_has_room(void **state)
{
    (void)state;
    assert_string_equal(drawn(halfway, 80), " 42 % [#######           ]  42.0 MB of 100.0 MB  "
                                            "14.5 MB/s    0:12    0:04 left");
    assert_string_equal(drawn(halfway, 60),
                        " 42 %  42.0 MB of 100.0 MB  14.5 MB/s    0:12    0:04 left");
    assert_string_equal(drawn(halfway, 40), " 42 % 42.0 MB 14.5 MB/s 0:04 left");
    assert_string_equal(drawn(halfway, 30), "42.0 MB 14.5 MB/s 0:04 left");
    assert_string_equal(drawn(halfway, 22), " 42 % 14.5 MB/s -0:04");
    assert_string_equal(drawn(halfway, 12), " 42 % -0:04");
    assert_string_equal(drawn(halfway, 11), " 42 %");
    assert_int_equal(strlen(drawn(halfway, 200)), 199);
}

static void a_stalled_line_tells_the_time_that_is_spent(void **state)
{
    (void)state;
    assert_string_equal(drawn(stalled, 80), " 42 % [#######           ]  42.0 MB of 100.0 MB      "
                                            "0 B/s    1:12             ");
    assert_string_equal(drawn(stalled, 30), " 42 % 42.0 MB 0 B/s 1:12");
    assert_string_equal(drawn(stalled, 20), "42.0 MB 0 B/s 1:12");
    assert_string_equal(drawn(stalled, 12), "0 B/s 1:12");
}

static void a_page_of_unknown_size_has_no_bar(void **state)
{
    (void)state;
    assert_string_equal(drawn(endless, 80), " 42.0 MB   3.5 MB/s    0:12");
    assert_string_equal(drawn(endless, 25), "42.0 MB 3.5 MB/s 0:12");
    assert_string_equal(drawn(endless, 15), "3.5 MB/s 0:12");
    assert_string_equal(drawn(endless, 12), "42.0 MB");
}

static void a_complete_page_has_nothing_left(void **state)
{
    (void)state;
    assert_string_equal(drawn(whole, 80), "100 % [##################] 100.0 MB of 100.0 MB  "
                                          "14.5 MB/s    0:07             ");
    assert_string_equal(drawn(whole, 12), "100 %");
}

static void the_bar_alone_fills_the_line(void **state)
{
    struct progress_facts bar = halfway, flyer = endless;

    (void)state;
    bar.bar_only = flyer.bar_only = true;
    assert_string_equal(drawn(bar, 30), "[########             ]  42 %");
    assert_string_equal(drawn(bar, 12), " 42 %");
    flyer.elapsed = 0;
    assert_string_equal(drawn(flyer, 30), "[###                ] 42.0 MB");
    flyer.elapsed = 1000;
    assert_string_equal(drawn(flyer, 30), "[     ###           ] 42.0 MB");
    flyer.elapsed = 16L * 200;
    assert_string_equal(drawn(flyer, 30), "[                ###] 42.0 MB");
    flyer.elapsed = 17L * 200;
    assert_string_equal(drawn(flyer, 30), "[               ### ] 42.0 MB");
}

/* 100 % is said of the whole page only, and more than there should be is no more than that. */
static void the_percentage_is_honest(void **state)
{
    struct progress_facts facts = {.received = 999999999, .total = 1000000000};

    (void)state;
    assert_string_equal(drawn(facts, 7), " 99 %");
    facts.received = 1000000000;
    assert_string_equal(drawn(facts, 7), "100 %");
    facts.received = UINT64_MAX;
    assert_string_equal(drawn(facts, 7), "100 %");
}

static void expect_size(uint64_t bytes, const char *text)
{
    assert_string_equal(drawn((struct progress_facts){.received = bytes}, 9), text);
}

static void sizes_have_four_figures(void **state)
{
    (void)state;
    expect_size(0, "0 B");
    expect_size(999, "999 B");
    expect_size(1000, "1.0 kB");
    expect_size(999949, "999.9 kB");
    expect_size(999950, "1.0 MB");
    expect_size(UINT64_MAX, "18.4 EB");
}

static void times_grow_hours_and_days(void **state)
{
    struct progress_facts facts = {.elapsed = 3723000};

    (void)state;
    assert_string_equal(drawn(facts, 15), "0 B/s 1:02:03");
    facts.elapsed = 100LL * 3600 * 1000;
    assert_string_equal(drawn(facts, 15), "0 B/s 4d 04h");
    facts.elapsed = -5;
    assert_string_equal(drawn(facts, 11), "0 B/s 0:00");
}

/* Whatever the numbers and the width: a line of less than the width. */
static void no_line_is_too_long(void **state)
{
    static const uint64_t numbers[] = {0, 1, 999, 123456, 999999999999, UINT64_MAX};
    const size_t count = sizeof numbers / sizeof *numbers;

    (void)state;
    for (size_t width = 0; width < 700; width += width < 90 ? 1 : 37)
        for (size_t i = 0; i < count * count * count * 4; i++) {
            const struct progress_facts facts = {
                .received = numbers[i % count],
                .total = numbers[i / count % count],
                .speed = numbers[i / count / count % count],
                .elapsed = i % 2 == 0 ? 0 : INT64_MAX,
                .bar_only = i / count / count / count % 2 == 1,
                .done = i / count / count / count / 2 == 1,
            };

            drawn(facts, width);
        }
}

static void the_speed_is_that_of_the_last_seconds(void **state)
{
    struct speed speed;
    int64_t now = 5000;
    uint64_t received = 0;

    (void)state;
    speed_begin(&speed, now);
    assert_int_equal(speed_of(&speed, now, 0), 0);
    for (int i = 0; i < 40; i++) {
        now += 250;
        received += 1000;
        speed_note(&speed, now, received);
    }
    assert_int_equal(speed_of(&speed, now, received), 4000);
    for (int i = 0; i < 6; i++) {
        now += 500;
        speed_note(&speed, now, received);
        if (i == 1) /* bytes came in 1.5 of the last 2.5 seconds */
            assert_int_equal(speed_of(&speed, now, received), 2400);
    }
    assert_int_equal(speed_of(&speed, now, received), 0);
    assert_int_equal(speed_of(&speed, now, 0), 0);
}

static void the_first_second_has_a_speed(void **state)
{
    struct speed speed;

    (void)state;
    speed_begin(&speed, 1000);
    speed_note(&speed, 1100, 500);
    assert_int_equal(speed_of(&speed, 1100, 500), 5000);
    assert_int_equal(speed_of(&speed, 1000, 500), 500000);
}

static void a_transfer_is_given_up_after_too_long_below_the_limit(void **state)
{
    struct slow slow;
    int64_t now = 1000;

    (void)state;
    slow_begin(&slow, 1000, 5000, now);
    for (int i = 0; i < 100; i++) /* 4000 bytes a second */
        assert_false(slow_note(&slow, now += 250, 1000));
    for (int i = 0; i < 20; i++) /* the seconds before count until they are forgotten */
        assert_false(slow_note(&slow, now += 250, 0));
    assert_true(slow_note(&slow, now += 3250, 0));
    slow_begin(&slow, 1000, 5000, now);
    assert_false(slow_note(&slow, now + 5000, 0));
    assert_true(slow_note(&slow, now + 5001, 0));
}

static void a_pause_is_forgiven_when_bytes_come_again(void **state)
{
    struct slow slow;
    int64_t now = 1000;

    (void)state;
    slow_begin(&slow, 1000, 5000, now);
    assert_false(slow_note(&slow, now += 4900, 0));
    assert_false(slow_note(&slow, now += 50, 1000000));
    assert_false(slow_note(&slow, now += 4900, 0));
}

static void the_width_comes_from_the_terminal_or_columns_or_is_80(void **state)
{
    (void)state;
    unsetenv("COLUMNS");
    assert_int_equal(terminal_width(-1), 80);
    setenv("COLUMNS", "132", 1);
    assert_int_equal(terminal_width(-1), 132);
    assert_int_equal(terminal_width_or(-1, 7), 7); /* the environment is not asked */
    setenv("COLUMNS", "-3", 1);
    assert_int_equal(terminal_width(-1), 80);
    setenv("COLUMNS", "99999999999999999999", 1);
    assert_int_equal(terminal_width(-1), 80);
    unsetenv("COLUMNS");
}

static void a_zero_upsets_a_terminal(void **state)
{
    (void)state;
    assert_true(terminal_is_upset_by("a\0b", 3));
    assert_false(terminal_is_upset_by("a\0b", 1));
    assert_false(terminal_is_upset_by(NULL, 0));
}

/* A line about what is waited for, after so many milliseconds. */
static const char *waits(size_t width, int64_t elapsed)
{
    const struct progress_wait wait = {"connecting", " to ", "www.example.com", elapsed};
    size_t length = progress_wait_line(&wait, width, line);

    assert_int_equal(length, strlen(line));
    assert_true(length < width || length == 0);
    return line;
}

static void what_is_waited_for_has_its_time(void **state)
{
    (void)state;
    assert_string_equal(waits(80, 7999), "connecting to www.example.com 0:07");
    assert_string_equal(waits(35, 7999), "connecting to www.example.com 0:07");
    assert_string_equal(waits(34, 7999), "connecting 0:07");
    assert_string_equal(waits(16, 7999), "connecting 0:07");
    assert_string_equal(waits(15, 7999), "connecting");
    assert_string_equal(waits(11, 0), "connecting");
    assert_string_equal(waits(10, 0), "connectin");
    assert_string_equal(waits(1, 0), "");
    assert_string_equal(waits(0, 0), "");
    assert_string_equal(waits(80, 61000), "connecting to www.example.com 1:01");
    assert_string_equal(waits(80, -5), "connecting to www.example.com 0:00");
    assert_string_equal(waits(10000, INT64_MAX), "connecting to www.example.com "
                                                 "153722867280912:55");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_waited_for_has_its_time),
        cmocka_unit_test(a_line_holds_what_has_room),
        cmocka_unit_test(a_stalled_line_tells_the_time_that_is_spent),
        cmocka_unit_test(a_page_of_unknown_size_has_no_bar),
        cmocka_unit_test(a_complete_page_has_nothing_left),
        cmocka_unit_test(the_bar_alone_fills_the_line),
        cmocka_unit_test(the_percentage_is_honest),
        cmocka_unit_test(sizes_have_four_figures),
        cmocka_unit_test(times_grow_hours_and_days),
        cmocka_unit_test(no_line_is_too_long),
        cmocka_unit_test(the_speed_is_that_of_the_last_seconds),
        cmocka_unit_test(the_first_second_has_a_speed),
        cmocka_unit_test(a_transfer_is_given_up_after_too_long_below_the_limit),
        cmocka_unit_test(a_pause_is_forgiven_when_bytes_come_again),
        cmocka_unit_test(the_width_comes_from_the_terminal_or_columns_or_is_80),
        cmocka_unit_test(a_zero_upsets_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
