#include "https_get/userinfo.h"
#include "support/test.h"

#include <string.h>

static void expect(const char *text, const char *credentials, const char *rest)
{
    struct part authority = {text, strlen(text)};
    char out[USERINFO_SIZE];

    assert_true(userinfo_take(&authority, out));
    assert_string_equal(out, credentials);
    assert_int_equal(authority.length, strlen(rest));
    assert_memory_equal(authority.at, rest, strlen(rest));
}

static void refuse(const char *text)
{
    struct part authority = {text, strlen(text)};
    char out[USERINFO_SIZE];

    assert_false(userinfo_take(&authority, out));
}

static void what_stands_before_the_at_sign_is_taken(void **state)
{
    (void)state;
    expect("host:1", "", "host:1");
    expect("", "", "");
    expect("u:p@host", "u:p", "host");
    expect("u@host", "u:", "host");
    expect("u:@host", "u:", "host");
    expect(":p@host", ":p", "host");
    expect("@host", ":", "host");
    expect("u:p:q@host", "u:p:q", "host");
    expect("u:p@v@host", "u:p", "v@host");
}

static void percent_encoding_is_undone(void **state)
{
    (void)state;
    expect("a%40b:%3a%2F%c3%BC@h", "a@b::/\xc3\xbc", "h");
    expect("%zz%4@h", "%zz%4:", "h");
    expect("%@h", "%:", "h");
    expect("%3a@h", "::", "h");
}

static void what_no_field_can_carry_is_refused(void **state)
{
    char text[700];

    (void)state;
    refuse("a b@h");
    refuse("a\x7f@h");
    refuse("a\r@h");
    refuse("a%00@h");
    memset(text, 'a', sizeof text);
    text[600] = '@';
    text[601] = '\0';
    refuse(text);
}

static void the_longest_fits(void **state)
{
    char text[USERINFO_SIZE + 1], out[USERINFO_SIZE];

    (void)state;
    for (size_t n = USERINFO_SIZE - 4; n < USERINFO_SIZE; n++) {
        struct part authority = {text, n + 1};

        memset(text, 'a', sizeof text);
        text[n] = '@';
        if (userinfo_take(&authority, out))
            assert_int_equal(strlen(out), n + 1);
        else
            assert_true(n > USERINFO_SIZE - 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_before_the_at_sign_is_taken),
        cmocka_unit_test(percent_encoding_is_undone),
        cmocka_unit_test(what_no_field_can_carry_is_refused),
        cmocka_unit_test(the_longest_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
