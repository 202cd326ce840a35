#include "https_get/http_date.h"
#include "support/test.h"

static void dates_are_read_in_all_three_forms(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
        {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
        {"Sun Nov  6 08:49:37 1994", 784111777},
        {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"Tue, 29 Feb 2000 23:59:59 GMT", 951868799},
        {"Mon, 01 Mar 2100 00:00:00 GMT", 4107542400},
        {"Tue, 19 Jan 2038 03:14:08 GMT", 2147483648},
        {"Wednesday, 09-Nov-69 08:49:37 GMT", 3151212577},
        {"Fri, 30 Jun 2006 23:59:60 GMT", 1151712000},
    };
    int64_t seconds;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(http_date(rows[i].text, &seconds));
        if (seconds != rows[i].seconds)
            fail_msg("%s is %lld", rows[i].text, (long long)seconds);
    }
}

static void other_texts_are_no_dates(void **state)
{
    static const char *const rows[] = {
        "",
        "0",
        "Sun, 06 Nov 1994",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 08:49:37 GMT+1",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994 x",
        "1994-11-06T08:49:37Z",
    };
    int64_t seconds;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (http_date(rows[i], &seconds))
            fail_msg("%s is taken for %lld", rows[i], (long long)seconds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_all_three_forms),
        cmocka_unit_test(other_texts_are_no_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
