#include "stream/address.h"
#include "stream/socket.h"
#include "support/scratch.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

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

/* A path is longer than there is room for, and stays out of what lies behind. */
static void the_path_of_a_unix_socket_is_not_taken(void **state)
{
    struct sockaddr_un path = {.sun_family = AF_UNIX};
    struct {
        brn_address address;
        uint8_t behind[sizeof path];
    } peer;
    uint8_t untouched[sizeof path];
    char text[BRN_ADDRESS_TEXT_SIZE];
    int number, listener = socket(AF_UNIX, SOCK_STREAM, 0), made = socket(AF_UNIX, SOCK_STREAM, 0);

    (void)state;
    scratch_begin();
    snprintf(path.sun_path, sizeof path.sun_path, "%s",
             scratch_path("a_socket_whose_path_is_long"));
    memset(&peer, 0x5a, sizeof peer);
    memset(untouched, 0x5a, sizeof untouched);
    assert_int_equal(bind(listener, (struct sockaddr *)&path, sizeof path), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(connect(made, (struct sockaddr *)&path, sizeof path), 0);
    assert_int_equal(brn_socket_adopt(made, &peer.address, &number), BRINE_OK);
    brn_address_text(&peer.address, text);
    assert_string_equal(text, "");
    assert_memory_equal(peer.behind, untouched, sizeof untouched);
    close(made);
    close(listener);
    scratch_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_need_no_look_up),
        cmocka_unit_test(the_family_is_kept),
        cmocka_unit_test(a_failure_names_the_host),
        cmocka_unit_test(a_place_has_the_text_of_its_last_address),
        cmocka_unit_test(what_is_no_internet_address_has_no_text),
        cmocka_unit_test(the_path_of_a_unix_socket_is_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
