#include "https_get/resume.h"
#include "support/test.h"

#include <string.h>

#define UNKNOWN UINT64_MAX

static void expect(resume_verdict wanted, int status, const char *range, uint64_t length,
                   const char *words)
{
    char why[RESUME_WHY_SIZE] = "";

    assert_int_equal(resume_judge(5, status, range, length != UNKNOWN, length, why), wanted);
    if (strstr(why, words) == NULL)
        fail_msg("%s: %s", range, why);
}

static void only_the_rest_is_accepted(void **state)
{
    (void)state;
    expect(RESUME_REST, 206, "bytes 5-7/8", 3, "");
    expect(RESUME_REST, 206, "bytes 5-7/8", UNKNOWN, "");
    expect(RESUME_REST, 206, "Bytes 5-5/*", 1, "");
    expect(RESUME_REFUSED, 206, "bytes 4-7/8", 4, "from byte 4 on, and byte 5 was asked for");
    expect(RESUME_REFUSED, 206, "bytes 6-7/8", 2, "from byte 6 on");
    expect(RESUME_REFUSED, 206, "bytes 5-7/8", 4, "Content-Length");
    expect(RESUME_REFUSED, 206, "bytes 5-7/8", 0, "Content-Length");
}

static void a_range_that_can_not_be_read_is_refused(void **state)
{
    static const char *const ranges[] = {"",
                                         "bytes",
                                         "bytes 5",
                                         "bytes 5-",
                                         "bytes 5-7",
                                         "bytes 5-7/",
                                         "bytes 5-7/x",
                                         "bytes 5-7/8x",
                                         "bytes 5-4/8",
                                         "bytes 5-8/8",
                                         "bytes */8",
                                         "bytes=5-7/8",
                                         "items 5-7/8",
                                         "bytes +5-7/8",
                                         "bytes 5-18446744073709551616/*",
                                         "bytes 18446744073709551621-18446744073709551622/*"};

    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        expect(RESUME_REFUSED, 206, ranges[i], UNKNOWN, "its Content-Range is \"");
}

static void another_status_is_refused(void **state)
{
    (void)state;
    expect(RESUME_REFUSED, 200, "bytes 5-7/8", 3, "status 200");
    expect(RESUME_REFUSED, 404, "", 3, "status 404");
}

static void a_page_may_be_complete_already(void **state)
{
    (void)state;
    expect(RESUME_COMPLETE, 416, "bytes */5", 0, "");
    expect(RESUME_COMPLETE, 416, "", 0, "");
    expect(RESUME_REFUSED, 416, "bytes */8", 0, "has 8 bytes");
    expect(RESUME_REFUSED, 416, "bytes */4", 0, "has 4 bytes");
}

static void the_offset_may_be_the_file_s_size(void **state)
{
    struct options options = {.resume = true, .resume_at = 7};

    (void)state;
    assert_int_equal(resume_offset(&options, "/dev/null"), 7);
    options.resume_at_end = true;
    assert_int_equal(resume_offset(&options, "/dev/null"), 0);
    assert_int_equal(resume_offset(&options, "/nowhere/at/all"), 0);
    assert_int_equal(resume_offset(&options, "/"), 0); /* a folder has a size of its own */
    assert_int_equal(resume_offset(&options, ""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_rest_is_accepted),
        cmocka_unit_test(a_range_that_can_not_be_read_is_refused),
        cmocka_unit_test(another_status_is_refused),
        cmocka_unit_test(a_page_may_be_complete_already),
        cmocka_unit_test(the_offset_may_be_the_file_s_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
