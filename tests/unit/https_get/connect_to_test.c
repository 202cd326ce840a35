#include "https_get/connect_to.h"
#include "support/test.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void entries_have_four_parts(void **state)
{
    static const char *const good[] = {
        "a:443:b:444", ":443:b:444", "a::b:444",        "a:443::444",
        "a:443:b:",    ":::",        "a:443:[::1]:444", "[::1]:443:b:444"};
    static const char *const wrong[] = {"",
                                        "a",
                                        "a:443",
                                        "a:443:b",
                                        "a:443:b:444:",
                                        "a:443:b:c",
                                        "a:b:c:444",
                                        "a:0:b:444",
                                        "a:443:b:65536",
                                        "a:443:[::1:444",
                                        "[::1:443:b:444",
                                        "a:443:::1:444"};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        if (!connect_to_is_valid(good[i]))
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (connect_to_is_valid(wrong[i]))
            fail_msg("%s", wrong[i]);
}

/* Where a connection to a:443 leads. */
static void expect(const char *first, const char *second, const char *wanted_host,
                   uint16_t wanted_port)
{
    const char *entries[] = {first, second};
    const struct text_list list = {entries, second != NULL ? 2 : 1};
    const struct url url = {.host = "a", .port = 443};
    char host[URL_HOST_SIZE];
    uint16_t port;

    connect_to_find(&list, &url, host, &port);
    assert_string_equal(host, wanted_host);
    assert_int_equal(port, wanted_port);
}

static void the_first_entry_that_fits_counts(void **state)
{
    (void)state;
    expect("a:443:b:444", "a:443:c:445", "b", 444);
    expect("b:443:b:444", "a:443:c:445", "c", 445);
    expect("a:444:b:444", "A::c:445", "c", 445);
    expect(":443:b:444", NULL, "b", 444);
    expect("::b:", NULL, "b", 443);
    expect(":::444", NULL, "a", 444);
    expect(":::", ":::444", "a", 443);
    expect("aa:443:b:444", NULL, "a", 443);
    expect("a:443:[::1]:444", NULL, "::1", 444);
}

static void a_host_that_is_too_long_is_none(void **state)
{
    static char entry[URL_HOST_SIZE + 16] = "a:443:";

    (void)state;
    memset(entry + 6, 'b', URL_HOST_SIZE - 1);
    strcat(entry, ":444");
    assert_true(connect_to_is_valid(entry));
    memset(entry + 6, 'b', URL_HOST_SIZE);
    strcpy(entry + 6 + URL_HOST_SIZE, ":444");
    assert_false(connect_to_is_valid(entry));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_have_four_parts),
        cmocka_unit_test(the_first_entry_that_fits_counts),
        cmocka_unit_test(a_host_that_is_too_long_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
