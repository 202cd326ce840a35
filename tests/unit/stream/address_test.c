#include "stream/address.h"
#include "support/test.h"

#include <string.h>

static brn_addresses addresses;
static brine_error error;

static void expect_one(const char *host, brine_address_family family, const char *wanted)
{
    char text[BRN_ADDRESS_TEXT_SIZE];

    assert_int_equal(brn_addresses_look_up(host, 443, family, &addresses, &error), BRINE_OK);
    assert_int_equal(addresses.count, 1);
    brn_address_text(&addresses.list[0], text);
    assert_string_equal(text, wanted);
}

static void literals_need_no_look_up(void **state)
{
    (void)state;
    expect_one("127.0.0.1", BRINE_ADDRESS_ANY, "127.0.0.1");
    expect_one("2001:DB8:0:0::1", BRINE_ADDRESS_ANY, "2001:db8::1");
    expect_one("127.0.0.1", BRINE_ADDRESS_IPV4, "127.0.0.1");
    expect_one("::1", BRINE_ADDRESS_IPV6, "::1");
}

static void the_family_is_kept(void **state)
{
    (void)state;
    assert_int_equal(
        brn_addresses_look_up("127.0.0.1", 443, BRINE_ADDRESS_IPV6, &addresses, &error),
        BRINE_ERROR_LOOKUP);
    assert_int_equal(brn_addresses_look_up("::1", 443, BRINE_ADDRESS_IPV4, &addresses, &error),
                     BRINE_ERROR_LOOKUP);
    assert_non_null(strstr(error.text, "::1"));
}

/* No resolver is asked for this one: a label is longer than any can be. */
static void a_failure_names_the_host(void **state)
{
    static const char host[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                               "aaaaaaaaaaaaaaaa.invalid";

    (void)state;
    assert_int_equal(brn_addresses_look_up(host, 443, BRINE_ADDRESS_ANY, &addresses, &error),
                     BRINE_ERROR_LOOKUP);
    assert_int_equal(error.code, BRINE_ERROR_LOOKUP);
    assert_string_equal(error.step, "look-up");
    assert_non_null(strstr(error.text, host));
}

static void a_place_has_the_text_of_its_last_address(void **state)
{
    brn_place place = {.has_text = false};
    const char *text = brn_place_text(&place);

    (void)state;
    assert_string_equal(text, "");
    assert_int_equal(brn_addresses_look_up("192.0.2.1", 443, BRINE_ADDRESS_ANY, &addresses, &error),
                     BRINE_OK);
    brn_place_set(&place, &addresses.list[0]);
    assert_string_equal(brn_place_text(&place), "192.0.2.1");
    assert_int_equal(brn_addresses_look_up("::1", 443, BRINE_ADDRESS_ANY, &addresses, &error),
                     BRINE_OK);
    brn_place_set(&place, &addresses.list[0]);
    assert_ptr_equal(brn_place_text(&place), text);
    assert_string_equal(text, "::1");
}

static void what_is_no_internet_address_has_no_text(void **state)
{
    brn_address address = {.as.any.sa_family = AF_UNIX, .length = sizeof address.as};
    char text[BRN_ADDRESS_TEXT_SIZE];

    (void)state;
    brn_address_text(&address, text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_need_no_look_up),
        cmocka_unit_test(the_family_is_kept),
        cmocka_unit_test(a_failure_names_the_host),
        cmocka_unit_test(a_place_has_the_text_of_its_last_address),
        cmocka_unit_test(what_is_no_internet_address_has_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
