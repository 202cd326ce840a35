#include "https_get/resolve.h"
#include "support/test.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void entries_are_curl_s(void **state)
{
    static const char *const good[] = {
        "a:443:127.0.0.1",  "a:443:[127.0.0.1]",     "a:443:::1",
        "a:443:[::1]",      "[::1]:443:127.0.0.1",   "*:443:127.0.0.1",
        "+a:443:127.0.0.1", "a:443:127.0.0.1,[::1]", "-a:443",
        "-*:443",           "a:65535:127.0.0.1",
    };
    static const char *const wrong[] = {
        "",
        "a",
        "a:443",
        "a:443:",
        "a:443:b",
        "a::127.0.0.1",
        ":443:127.0.0.1",
        "a:x:127.0.0.1",
        "a:0:127.0.0.1",
        "a:65536:127.0.0.1",
        "a:443:127.0.0.1,",
        "a:443:,127.0.0.1",
        "a:443:127.0.0.1,b",
        "a:443:127.0.0.1 ",
        "a:443:[::1",
        "[::1:443:127.0.0.1",
        "-a",
        "-a:443:127.0.0.1",
        "-a:",
        "a:443:[]",
        "a:000000000000000000000000000000443:127.0.0.1",
        "a:443:127.0.0.256",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        if (!resolve_is_valid(good[i]))
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (resolve_is_valid(wrong[i]))
            fail_msg("%s", wrong[i]);
}

static void an_entry_is_as_long_as_there_is_room(void **state)
{
    static char entry[RESOLVE_ADDRESSES_SIZE + 64] = "a:443:";

    (void)state;
    while (strlen(entry) + 10 < RESOLVE_ADDRESSES_SIZE)
        strcat(entry, "127.0.0.1,");
    strcat(entry, "::1");
    assert_true(resolve_is_valid(entry));
    strcat(entry, ",127.0.0.1,127.0.0.1");
    assert_false(resolve_is_valid(entry));
}

/* What a:443 is resolved to by two entries; NULL = nothing. */
static void expect(const char *first, const char *second, const char *wanted)
{
    const char *entries[] = {first, second};
    const struct text_list list = {entries, second != NULL ? 2 : 1};
    char addresses[RESOLVE_ADDRESSES_SIZE] = "";
    bool found = resolve_find(&list, "a", 443, addresses);

    assert_int_equal(found, wanted != NULL);
    assert_string_equal(addresses, wanted != NULL ? wanted : "");
}

static void the_last_entry_for_a_host_counts(void **state)
{
    (void)state;
    expect("a:443:1.2.3.4", NULL, "1.2.3.4");
    expect("A:443:[::1],1.2.3.4", NULL, "::1,1.2.3.4");
    expect("+a:443:1.2.3.4", NULL, "1.2.3.4");
    expect("a:443:1.2.3.4", "a:443:1.2.3.5", "1.2.3.5");
    expect("a:443:1.2.3.4", "*:443:1.2.3.5", "1.2.3.4");
    expect("*:443:1.2.3.4", "b:443:1.2.3.5", "1.2.3.4");
    expect("*:443:1.2.3.4", "*:443:1.2.3.5", "1.2.3.5");
    expect("a:443:1.2.3.4", "-a:443", NULL);
    expect("*:443:1.2.3.4", "-*:443", NULL);
    expect("*:443:1.2.3.4", "-a:443", "1.2.3.4");
    expect("a:444:1.2.3.4", "aa:443:1.2.3.4", NULL);
    expect("*:444:1.2.3.4", NULL, NULL);
}

static void an_ipv6_host_is_known_without_its_brackets(void **state)
{
    const char *entries[] = {"[::1]:443:127.0.0.1"};
    const struct text_list list = {entries, 1};
    char addresses[RESOLVE_ADDRESSES_SIZE];

    (void)state;
    assert_false(resolve_find(&list, "::12", 443, addresses));
    assert_true(resolve_find(&list, "::1", 443, addresses));
    assert_string_equal(addresses, "127.0.0.1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_curl_s),
        cmocka_unit_test(an_entry_is_as_long_as_there_is_room),
        cmocka_unit_test(the_last_entry_for_a_host_counts),
        cmocka_unit_test(an_ipv6_host_is_known_without_its_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
