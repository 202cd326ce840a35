#include "https_get/head_field.h"
#include "support/test.h"

#include <string.h>

#define HEAD "HTTP/1.1 200 OK\r\n"

/* NULL = the head has no such field. */
static void expect(const char *head, const char *name, const char *wanted)
{
    char value[16];
    bool found = head_field(head, strlen(head), name, value, sizeof value);

    assert_int_equal(found, wanted != NULL);
    assert_string_equal(value, wanted != NULL ? wanted : "");
}

static void a_field_is_found_in_whatever_case(void **state)
{
    (void)state;
    expect(HEAD "A: 1\r\nX-Y: z\r\n\r\n", "x-y", "z");
    expect(HEAD "x-y:z\n\n", "X-Y", "z");
    expect(HEAD "X-Y \t: \t z z \t\r\n\r\n", "X-Y", "z z");
    expect(HEAD "X-Y:\r\n\r\n", "X-Y", "");
    expect(HEAD "X-Y: 1\r\nX-Y: 2\r\n\r\n", "X-Y", "1");
}

static void only_the_whole_name_counts(void **state)
{
    (void)state;
    expect(HEAD "X-YZ: 1\r\nX: 2\r\nZ-X-Y: 3\r\nA: X-Y: 4\r\nX-Y\r\n\r\n", "X-Y", NULL);
    expect(HEAD "\r\n", "HTTP/1.1 200 OK", NULL);
    expect("", "X-Y", NULL);
}

static void a_value_that_is_folded_or_long_is_none(void **state)
{
    (void)state;
    expect(HEAD "X-Y: a\r\n b\r\n\r\n", "X-Y", NULL);
    expect(HEAD "A: b\r\n X-Y: c\r\n\r\n", "X-Y", NULL);
    expect(HEAD "X-Y: 123456789012345\r\n\r\n", "X-Y", "123456789012345");
    expect(HEAD "X-Y: 1234567890123456\r\n\r\n", "X-Y", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_found_in_whatever_case),
        cmocka_unit_test(only_the_whole_name_counts),
        cmocka_unit_test(a_value_that_is_folded_or_long_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
