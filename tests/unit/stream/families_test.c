/* In which order addresses are tried (RFC 8305 section 4). */
#include "fake_lookup.h"
#include "stream/address.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* "6" and "4" for addresses in the system's order, numbered in each family: "6a 6b 4a". */
static void expect_order(const char *families, const char *wanted)
{
    static char texts[64][24];
    const char *list[65];
    char order[256] = "", text[BRN_ADDRESS_TEXT_SIZE];
    unsigned seen4 = 0, seen6 = 0;
    size_t count = strlen(families);
    brn_addresses found;
    brine_error error;

    for (size_t i = 0; i < count; i++) {
        if (families[i] == '6')
            snprintf(texts[i], sizeof texts[i], "2001:db8::%x", 10 + seen6++);
        else
            snprintf(texts[i], sizeof texts[i], "192.0.2.%u", 10 + seen4++);
        list[i] = texts[i];
    }
    list[count] = NULL;
    fake_lookup_addresses = list;
    assert_int_equal(brn_addresses_look_up("a.example", 443, BRINE_ADDRESS_ANY, &found, &error),
                     BRINE_OK);
    for (size_t i = 0; i < found.count && i < 8; i++) {
        size_t at = strlen(order);
        const char *last;

        brn_address_text(&found.list[i], text);
        last = strrchr(text, ':') != NULL ? strrchr(text, ':') : strrchr(text, '.') + 1;
        snprintf(order + at, sizeof order - at, "%s%s", at > 0 ? " " : "", last);
    }
    assert_string_equal(order, wanted);
    assert_int_equal(found.count, count < BRINE_ADDRESSES_MAX ? count : BRINE_ADDRESSES_MAX);
}

static void families_alternate_from_the_first(void **state)
{
    (void)state;
    expect_order("6", ":a");
    expect_order("44", "10 11");
    expect_order("64", ":a 10");
    expect_order("46", "10 :a");
    expect_order("6644", ":a 10 :b 11");
    expect_order("4466", "10 :a 11 :b");
    expect_order("66664", ":a 10 :b :c :d");
    expect_order("46666", "10 :a :b :c :d");
    expect_order("646", ":a 10 :b");
}

/* More addresses than are tried leave none of the families out. */
static void a_family_with_many_does_not_crowd_out_the_other(void **state)
{
    (void)state;
    expect_order("66666666666666666666666666666666666666644", ":a 10 :b 11 :c :d :e :f");
}

static void expect_each(const char *hosts, const char *wanted)
{
    char order[256] = "", text[BRN_ADDRESS_TEXT_SIZE];
    brn_addresses found;
    brine_error error;

    assert_int_equal(brn_addresses_look_up(hosts, 443, BRINE_ADDRESS_ANY, &found, &error),
                     BRINE_OK);
    for (size_t i = 0; i < found.count; i++) {
        size_t at = strlen(order);

        brn_address_text(&found.list[i], text);
        snprintf(order + at, sizeof order - at, "%s%s", at > 0 ? " " : "", text);
    }
    assert_string_equal(order, wanted);
}

static void several_hosts_are_one_list(void **state)
{
    (void)state;
    fake_lookup_addresses = (const char *[]){"192.0.2.1", "2001:db8::1", NULL};
    expect_each("192.0.2.7,192.0.2.8", "192.0.2.7 192.0.2.8");
    expect_each("::1,::2,127.0.0.1", "::1 127.0.0.1 ::2");
    expect_each("192.0.2.7,a.example,192.0.2.8", "192.0.2.7 2001:db8::1 192.0.2.1 192.0.2.8");
    expect_each("nothing,192.0.2.7,,nothing,", "192.0.2.7");
}

/* The last of them is named. */
static void none_of_several_hosts_is_an_error(void **state)
{
    brn_addresses found;
    brine_error error;

    (void)state;
    assert_int_equal(
        brn_addresses_look_up("nothing,naught", 443, BRINE_ADDRESS_ANY, &found, &error),
        BRINE_ERROR_LOOKUP);
    assert_non_null(strstr(error.text, "can't look up naught: "));
    assert_int_equal(brn_addresses_look_up(",", 443, BRINE_ADDRESS_ANY, &found, &error),
                     BRINE_ERROR_LOOKUP);
    assert_non_null(strstr(error.text, ", has no address"));
    assert_int_equal(brn_addresses_look_up("nothing", 443, BRINE_ADDRESS_ANY, &found, NULL),
                     BRINE_ERROR_LOOKUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_alternate_from_the_first),
        cmocka_unit_test(a_family_with_many_does_not_crowd_out_the_other),
        cmocka_unit_test(several_hosts_are_one_list),
        cmocka_unit_test(none_of_several_hosts_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
