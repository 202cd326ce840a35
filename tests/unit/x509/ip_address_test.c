#include "support/test.h"
#include "x509/name/ip_address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t parse(const char *text, uint8_t out[16])
{
    return brn_ip_parse((brine_bytes){(const uint8_t *)text, strlen(text)}, out);
}

/* Parses, and writes what came out in the one form of RFC 5952. */
static void check(const char *text, size_t len, const char *written)
{
    uint8_t address[16];
    char again[64];

    assert_int_equal(parse(text, address), len);
    assert_int_equal(brn_ip_text((brine_bytes){address, len}, again, sizeof again),
                     strlen(written));
    assert_string_equal(again, written);
}

static void refuse(const char *text)
{
    uint8_t address[16];

    if (parse(text, address) != 0)
        fail_msg("\"%s\" should be no address", text);
}

static void ipv4_is_a_dotted_quad(void **state)
{
    (void)state;
    check("192.0.2.1", 4, "192.0.2.1");
    check("0.0.0.0", 4, "0.0.0.0");
    check("255.255.255.255", 4, "255.255.255.255");
    refuse("256.0.0.1");
    refuse("1.2.3");
    refuse("1.2.3.4.5");
    refuse("1.2.3.4.");
    refuse(".1.2.3.4");
    refuse("1..2.3");
    refuse("01.2.3.4");
    refuse("1.2.3.00");
    refuse("0x7f.0.0.1");
    refuse("1.2.3.4 ");
    refuse("1.2.3.1000");
    refuse("127.1");
    refuse("");
}

static void ipv6_has_all_forms_of_rfc_4291(void **state)
{
    (void)state;
    check("2001:db8:0:0:8:800:200C:417A", 16, "2001:db8::8:800:200c:417a");
    check("2001:0db8::0001", 16, "2001:db8::1");
    check("::", 16, "::");
    check("::1", 16, "::1");
    check("1::", 16, "1::");
    check("1:2:3:4:5:6:7::", 16, "1:2:3:4:5:6:7:0");
    check("::2:3:4:5:6:7:8", 16, "0:2:3:4:5:6:7:8");
    check("1::3:4:5:6:7:8", 16, "1:0:3:4:5:6:7:8");
    check("::ffff:192.0.2.1", 16, "::ffff:c000:201");
    check("1:2:3:4:5:6:192.0.2.1", 16, "1:2:3:4:5:6:c000:201");
    check("::13.1.68.3", 16, "::d01:4403");
}

static void what_is_no_ipv6_address_is_refused(void **state)
{
    (void)state;
    refuse(":");
    refuse(":::");
    refuse("1");
    refuse("1:2:3:4:5:6:7");
    refuse("1:2:3:4:5:6:7:8:9");
    refuse("1:2:3:4:5:6:7:8::");
    refuse("::1:2:3:4:5:6:7:8");
    refuse("1:2:3:4::5:6:7:8");
    refuse("1::2::3");
    refuse(":1:2:3:4:5:6:7:8");
    refuse("1:2:3:4:5:6:7:");
    refuse("12345::");
    refuse("g::");
    refuse("::1%eth0");
    refuse("[::1]");
    refuse("1:2:3:4:5:6:7:192.0.2.1");
    refuse("::192.0.2.1:1");
    refuse("::192.0.2");
    refuse("::192.0.2.256");
    refuse("::1 ");
}

static void the_longest_first_run_of_zeros_is_shortened(void **state)
{
    (void)state;
    check("2001:db8:0:0:1:0:0:1", 16, "2001:db8::1:0:0:1");
    check("2001:0:0:1:0:0:0:1", 16, "2001:0:0:1::1");
    check("1:0:2:0:3:0:4:0", 16, "1:0:2:0:3:0:4:0");
}

static void a_strange_length_is_written_in_hexadecimal(void **state)
{
    char text[8];

    (void)state;
    assert_int_equal(
        brn_ip_text((brine_bytes){(const uint8_t *)"\xab\xcd\xef", 3}, text, sizeof text), 6);
    assert_string_equal(text, "abcdef");
}

static void text_is_cut_where_it_must(void **state)
{
    char text[5];

    (void)state;
    assert_int_equal(
        brn_ip_text((brine_bytes){(const uint8_t *)"\x0a\x01\x02\x03", 4}, text, sizeof text), 8);
    assert_string_equal(text, "1...");
    assert_int_equal(brn_ip_text((brine_bytes){(const uint8_t *)"\x0a\x01\x02\x03", 4}, NULL, 0),
                     8);
}

/* The C library's own reading and writing of IPv6, over addresses with many zeros. */
static void random_addresses_are_written_and_read_as_the_system_does(void **state)
{
    unsigned seed = 12345;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        uint8_t address[16], again[16];
        char ours[64], theirs[64];

        for (size_t i = 0; i < 16; i++) {
            seed = seed * 1103515245u + 12345u;
            address[i] = (seed >> 16 & 3) == 0 ? (uint8_t)(seed >> 20) : 0;
        }
        address[0] |= 0x20; /* ::a.b.c.d and ::ffff:a.b.c.d are written otherwise there */
        assert_non_null(inet_ntop(AF_INET6, address, theirs, sizeof theirs));
        brn_ip_text((brine_bytes){address, 16}, ours, sizeof ours);
        assert_string_equal(ours, theirs);
        assert_int_equal(parse(theirs, again), 16);
        assert_memory_equal(address, again, 16);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ipv4_is_a_dotted_quad),
        cmocka_unit_test(ipv6_has_all_forms_of_rfc_4291),
        cmocka_unit_test(what_is_no_ipv6_address_is_refused),
        cmocka_unit_test(the_longest_first_run_of_zeros_is_shortened),
        cmocka_unit_test(a_strange_length_is_written_in_hexadecimal),
        cmocka_unit_test(text_is_cut_where_it_must),
        cmocka_unit_test(random_addresses_are_written_and_read_as_the_system_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
