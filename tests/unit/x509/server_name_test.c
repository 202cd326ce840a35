#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/path/server_name.h"

#include <stdlib.h>
#include <string.h>

static void good(const char *name)
{
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_server_name_check(name, &error);

    if (result != BRINE_OK)
        fail_msg("%s", error.text);
}

static void bad(const char *name, const char *why)
{
    brine_error error = BRINE_NO_ERROR;

    assert_int_equal(brine_server_name_check(name, &error), BRINE_ERROR_SERVER_NAME_INVALID);
    if (strstr(error.text, why) == NULL)
        fail_msg("%s\n lacks: %s", error.text, why);
}

static void hosts_and_addresses_are_server_names(void **state)
{
    (void)state;
    good("www.example.com");
    good("www.example.com.");
    good("localhost");
    good("192.0.2.1");
    good("2001:db8::1");
    good("xn--bcher-kva.example");
}

static void what_is_none_is_refused_with_the_reason(void **state)
{
    char longest[400];

    (void)state;
    bad("", "it is empty");
    bad(".", "labels of letters");
    bad("b\xc3\xbc"
        "cher.example",
        "A-labels");
    bad("example.com:443", "has a colon");
    bad("[::1]", "has a colon");
    bad("fe80::1%eth0", "has a colon");
    good("my_host");
    good("a-.example");
    bad("127.1", "four decimal numbers");
    bad("192.0.2.1.", "four decimal numbers");
    bad("999.0.0.1", "four decimal numbers");
    bad("www.example.com..", "labels of letters");
    bad("*.example.com", "labels of letters");
    bad("a b", "labels of letters");
    memset(longest, 'a', sizeof longest);
    for (size_t i = 50; i < sizeof longest; i += 51)
        longest[i] = '.';
    longest[399] = '\0';
    bad(longest, "longer than 253");
    longest[254] = '\0';
    bad(longest, "longer than 253");
    memset(longest + 250, 'a', 4);
    longest[253] = '.';
    good(longest);
}

static void no_name_is_an_error_of_its_own(void **state)
{
    brine_error error;

    (void)state;
    assert_int_equal(brine_server_name_check(NULL, &error), BRINE_ERROR_SERVER_NAME_MISSING);
    assert_int_equal(brine_server_name_check(NULL, NULL), BRINE_ERROR_SERVER_NAME_MISSING);
    assert_int_equal(brine_server_name_check("!", NULL), BRINE_ERROR_SERVER_NAME_INVALID);
}

/* Whether a server certificate with these GeneralNames is for a server name. */
static brn_name_verdict match(const char *wanted, der names)
{
    cert_spec spec = spec_server("cn.example", "CA", KEY_CA);
    brn_certificate certificate;
    brn_malformed malformed;
    brn_server_name name;
    brine_bytes too_wide = NOTHING;
    const char *why;

    spec_set(&spec, SAN, false, WRAP(0x30, names));
    assert_true(brn_certificate_parse(factory_make(&spec), &certificate, &malformed));
    assert_true(brn_server_name_parse(wanted, &name, &why));
    return brn_server_name_match(&name, &certificate, &too_wide);
}

static void any_of_the_names_may_match(void **state)
{
    (void)state;
    assert_int_equal(match("b.example", JOIN(DNS("a.example"), DNS("b.example"))),
                     BRN_NAME_MATCHES);
    assert_int_equal(match("b.example.", JOIN(DNS("a.example"), DNS("B.Example"))),
                     BRN_NAME_MATCHES);
    assert_int_equal(match("c.example", JOIN(DNS("a.example"), DNS("b.example"))),
                     BRN_NAME_DIFFERS);
    assert_int_equal(match("x.a.example", JOIN(EMAIL("x@y.example"), DNS("*.a.example"))),
                     BRN_NAME_MATCHES);
}

static void the_common_name_does_not_count(void **state)
{
    (void)state;
    assert_int_equal(match("cn.example", DNS("a.example")), BRN_NAME_DIFFERS);
    assert_int_equal(match("cn.example", EMAIL("me@a.example")), BRN_NAME_DIFFERS);
}

static void addresses_match_addresses_only(void **state)
{
    (void)state;
    assert_int_equal(match("192.0.2.1", IP(192, 0, 2, 1)), BRN_NAME_MATCHES);
    assert_int_equal(match("192.0.2.2", IP(192, 0, 2, 1)), BRN_NAME_DIFFERS);
    assert_int_equal(match("::ffff:192.0.2.1", IP(192, 0, 2, 1)), BRN_NAME_DIFFERS);
    assert_int_equal(
        match("2001:DB8:0::1", IP(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        BRN_NAME_MATCHES);
    assert_int_equal(match("a.example", IP(192, 0, 2, 1)), BRN_NAME_DIFFERS);
    assert_int_equal(match("192.0.2.1", URI("https://192.0.2.1/")), BRN_NAME_DIFFERS);
}

static void a_wildcard_over_a_top_level_domain_is_told_apart(void **state)
{
    (void)state;
    assert_int_equal(match("host.example", JOIN(DNS("*.example"), DNS("a.test"))),
                     BRN_NAME_TOO_WIDE);
    assert_int_equal(match("host.example", JOIN(DNS("*.example"), DNS("host.example"))),
                     BRN_NAME_MATCHES);
    assert_int_equal(match("host.test", DNS("*.example")), BRN_NAME_DIFFERS);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(hosts_and_addresses_are_server_names),
        CASE(what_is_none_is_refused_with_the_reason),
        CASE(no_name_is_an_error_of_its_own),
        CASE(any_of_the_names_may_match),
        CASE(the_common_name_does_not_count),
        CASE(addresses_match_addresses_only),
        CASE(a_wildcard_over_a_top_level_domain_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
