#include "support/test.h"
#include "x509/name/host_name.h"

#include <string.h>

static brine_bytes bytes(const char *text)
{
    return (brine_bytes){(const uint8_t *)text, strlen(text)};
}

static void valid(const char *name)
{
    if (!brn_host_name_is_valid(bytes(name)))
        fail_msg("%s should be valid", name);
}

static void invalid(const char *name)
{
    if (brn_host_name_is_valid(bytes(name)))
        fail_msg("%s should not be valid", name);
}

static void host_names_are_what_dns_resolves(void **state)
{
    (void)state;
    valid("localhost");
    valid("www.example.com");
    valid("WWW.Example.COM");
    valid("3com.example");
    valid("xn--bcher-kva.example");
    valid("a-b--c.example");
    valid("1.2.3.example");
    invalid("");
    invalid(".");
    invalid("example.com.");
    invalid(".example.com");
    invalid("a..example");
    invalid("-a.example");
    valid("a-.example");
    valid("a_b.example");
    valid("_x.example");
    valid("my_host");
    invalid("a b.example");
    invalid("b\xc3\xbc"
            "cher.example");
    invalid("*.example.com");
    invalid("a\n.example");
}

static void the_preferred_syntax_is_narrower(void **state)
{
    (void)state;
    assert_true(brn_host_name_is_preferred(bytes("a-b.example")));
    assert_false(brn_host_name_is_preferred(bytes("a-.example")));
    assert_false(brn_host_name_is_preferred(bytes("a.example-")));
    assert_false(brn_host_name_is_preferred(bytes("a_b.example")));
    assert_false(brn_host_name_is_preferred(bytes("a.example.")));
    assert_false(brn_host_name_is_preferred(bytes("")));
}

static void names_that_end_in_a_number_are_refused(void **state)
{
    (void)state;
    invalid("192.0.2.1");
    invalid("127.1");
    invalid("2130706433");
    invalid("0x7f000001");
    invalid("host.0X1f");
    invalid("a.0x");
    valid("host.0xg");
    valid("host.0x1_");
    valid("a.b1");
}

static void labels_and_names_have_a_length(void **state)
{
    char name[300];

    (void)state;
    memset(name, 'a', sizeof name);
    name[63] = '\0';
    valid(name);
    name[63] = 'a';
    name[64] = '\0';
    invalid(name);
    memset(name, 'a', sizeof name);
    for (size_t i = 63; i < sizeof name; i += 64)
        name[i] = '.';
    name[253] = '\0';
    valid(name);
    name[253] = 'a';
    name[254] = '\0';
    invalid(name);
}

static void a_name_with_a_nul_is_refused(void **state)
{
    (void)state;
    assert_false(brn_host_name_is_valid((brine_bytes){(const uint8_t *)"a.example\0b", 11}));
}

static bool matches(const char *presented, const char *reference)
{
    return brn_host_name_matches(bytes(presented), bytes(reference));
}

static void exact_names_match_without_case(void **state)
{
    (void)state;
    assert_true(matches("www.example.com", "www.example.com"));
    assert_true(matches("WWW.example.COM", "www.EXAMPLE.com"));
    assert_false(matches("www.example.com", "ww.example.com"));
    assert_false(matches("example.com", "www.example.com"));
    assert_false(matches("www.example.com", "example.com"));
    assert_false(matches("[.example.com", "{.example.com"));
}

static void a_wildcard_is_one_left_most_label(void **state)
{
    (void)state;
    assert_true(matches("*.example.com", "www.example.com"));
    assert_true(matches("*.EXAMPLE.com", "xn--bcher-kva.example.COM"));
    assert_false(matches("*.example.com", "example.com"));
    assert_false(matches("*.example.com", "a.b.example.com"));
}

static void other_wildcards_match_nothing(void **state)
{
    (void)state;
    assert_false(matches("*", "example"));
    assert_false(matches("w*.example.com", "www.example.com"));
    assert_false(matches("*w.example.com", "www.example.com"));
    assert_false(matches("www.*.com", "www.example.com"));
    assert_false(matches("*.*.com", "www.example.com"));
    assert_false(matches("xn--*-1b3c148a.example.com", "xn--bliss-1b3c148a.example.com"));
    assert_false(matches("*.", "www."));
}

static void a_wildcard_over_a_top_level_domain_is_too_wide(void **state)
{
    (void)state;
    assert_true(brn_host_name_is_too_wide(bytes("*.com")));
    assert_false(brn_host_name_is_too_wide(bytes("*.example.com")));
    assert_false(brn_host_name_is_too_wide(bytes("com")));
    assert_false(matches("*.com", "example.com"));
}

static bool within(const char *name, const char *domain)
{
    return brn_host_name_within(bytes(name), bytes(domain));
}

static void domains_hold_themselves_and_what_is_below(void **state)
{
    (void)state;
    assert_true(within("example.com", "example.com"));
    assert_true(within("a.b.Example.com", "eXample.com"));
    assert_true(within("anything", ""));
    assert_false(within("notexample.com", "example.com"));
    assert_false(within("com", "example.com"));
}

static void parents_begin_after_the_first_dot(void **state)
{
    brine_bytes parent = brn_host_name_parent(bytes("www.example.com"));

    (void)state;
    assert_int_equal(parent.len, 11);
    assert_memory_equal(parent.data, "example.com", 11);
    assert_int_equal(brn_host_name_parent(bytes("com")).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(host_names_are_what_dns_resolves),
        cmocka_unit_test(the_preferred_syntax_is_narrower),
        cmocka_unit_test(names_that_end_in_a_number_are_refused),
        cmocka_unit_test(labels_and_names_have_a_length),
        cmocka_unit_test(a_name_with_a_nul_is_refused),
        cmocka_unit_test(exact_names_match_without_case),
        cmocka_unit_test(a_wildcard_is_one_left_most_label),
        cmocka_unit_test(other_wildcards_match_nothing),
        cmocka_unit_test(a_wildcard_over_a_top_level_domain_is_too_wide),
        cmocka_unit_test(domains_hold_themselves_and_what_is_below),
        cmocka_unit_test(parents_begin_after_the_first_dot),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
